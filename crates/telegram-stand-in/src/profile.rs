//! What the bot says about itself: name, descriptions and commands per language; and its webhook address.

use std::collections::BTreeMap;

use serde_json::Value;

/// The texts that a bot has per language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProfileText {
    /// Shown as the bot's name.
    Name,
    /// Shown in the empty chat.
    Description,
    /// Shown on the profile page and in shared links.
    ShortDescription,
}

/// Texts are kept by language code, `""` being everyone else's.
#[derive(Default)]
pub(super) struct Profile {
    texts: BTreeMap<(ProfileText, String), String>,
    commands: BTreeMap<(String, String), Vec<Value>>,
    pub(super) webhook: Option<String>,
}

impl Profile {
    pub(super) fn set_text(&mut self, kind: ProfileText, language: &str, text: &str) {
        let key = (kind, language.to_owned());
        if text.is_empty() {
            self.texts.remove(&key);
        } else {
            self.texts.insert(key, text.to_owned());
        }
    }

    /// The text for `language`, or else the one for everyone.
    pub(super) fn text(&self, kind: ProfileText, language: &str) -> &str {
        let find = |language: &str| self.texts.get(&(kind, language.to_owned()));
        find(language).or_else(|| find("")).map(String::as_str).unwrap_or_default()
    }

    /// `scope` is the scope's JSON; the default scope is `{"type":"default"}`.
    pub(super) fn set_commands(&mut self, scope: &Value, language: &str, commands: Vec<Value>) {
        let key = (scope.to_string(), language.to_owned());
        if commands.is_empty() {
            self.commands.remove(&key);
        } else {
            self.commands.insert(key, commands);
        }
    }

    pub(super) fn commands(&self, scope: &Value, language: &str) -> &[Value] {
        self.commands.get(&(scope.to_string(), language.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }
}
