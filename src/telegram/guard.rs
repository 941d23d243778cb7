//! The secrets guard at the door: what is kept of an update that holds a secret is its envelope, its text without the
//! secret, and a mark of what it was. Nothing else of it reaches the store. Decides nothing about what follows.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::batch::slimmed;
use crate::safety::secrets::{SecretKind, find, redact};

/// The key of the mark, beside the message.
const MARK: &str = "ringback_secrets";

/// What is kept of an update that is no JSON and holds a secret. No JSON either, so that it ends with the dead letters.
const NOT_KEPT: &str = "an update that cannot be read held a secret and was not kept";

/// What is no text of a person: Telegram's own names of things, and contacts, whose numbers are asked for.
const UNREAD: [&str; 7] = ["contact", "file_id", "file_unique_id", "custom_emoji_id", "id", "chat_instance", "type"];

/// What stands in an update but was written in another one: guarded then, kept out now, and nobody is warned again.
const OTHERS_WORDS: [&str; 3] = ["reply_to_message", "pinned_message", "callback_query"];

/// The update as it may be kept, when it cannot be kept as it came.
pub fn guarded(update_id: i64, json: &str) -> Option<String> {
    let Ok(Value::Object(update)) = serde_json::from_str(json) else {
        return (!find(&unescaped(json)).is_empty() || !find(json).is_empty()).then(|| NOT_KEPT.to_owned());
    };
    let mut found = Found::default();
    found.read(&update, false);
    if found.kinds.is_empty() && !found.elsewhere {
        return None;
    }
    let mut kept = slimmed(update);
    clean(&mut kept);
    if !found.kinds.is_empty() {
        kept.insert(MARK.to_owned(), json!(found.kinds));
    }
    // The log may know that there was one, and no more.
    tracing::warn!(update_id, kinds = found.kinds.len(), "a secret was taken out of an update");
    Some(Value::Object(kept).to_string())
}

/// Notes what was taken out of an update.
pub fn mark(update: &mut Map<String, Value>, kinds: &BTreeSet<SecretKind>) {
    update.insert(MARK.to_owned(), json!(kinds));
}

/// What was taken out of an update; empty for nearly all.
pub fn marked(json: &str) -> BTreeSet<SecretKind> {
    #[derive(Deserialize)]
    struct Marked {
        #[serde(default)]
        ringback_secrets: BTreeSet<SecretKind>,
    }
    if !json.contains(MARK) {
        return BTreeSet::new();
    }
    serde_json::from_str::<Marked>(json).map(|marked| marked.ringback_secrets).unwrap_or_default()
}

/// The secrets of an update.
#[derive(Default)]
struct Found {
    kinds: BTreeSet<SecretKind>,
    elsewhere: bool,
}

impl Found {
    fn read(&mut self, object: &Map<String, Value>, elsewhere: bool) {
        for (key, value) in object.iter().filter(|(key, _)| !UNREAD.contains(&key.as_str())) {
            self.read_value(value, elsewhere || OTHERS_WORDS.contains(&key.as_str()));
        }
    }

    fn read_value(&mut self, value: &Value, elsewhere: bool) {
        match value {
            Value::String(text) => {
                let kinds = find(text).into_iter().map(|finding| finding.kind);
                if elsewhere {
                    self.elsewhere |= kinds.count() > 0;
                } else {
                    self.kinds.extend(kinds);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| self.read_value(value, elsewhere)),
            Value::Object(object) => self.read(object, elsewhere),
            _ => {}
        }
    }
}

/// Takes the secrets out of every text that is kept.
fn clean(object: &mut Map<String, Value>) {
    for (_, value) in object.iter_mut().filter(|(key, _)| !UNREAD.contains(&key.as_str())) {
        clean_value(value);
    }
}

fn clean_value(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(kept) = redact(text) {
                *text = kept.text;
            }
        }
        Value::Array(values) => values.iter_mut().for_each(clean_value),
        Value::Object(object) => clean(object),
        _ => {}
    }
}

/// The text with JSON's escapes resolved as far as they can be, for what is no JSON.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let code = after.strip_prefix('u').and_then(|digits| digits.get(..4));
        let unit = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        rest = match (unit, after.chars().next()) {
            (Some(unit), _) => {
                // Half of a pair is nothing that a secret is made of.
                plain.push(char::from_u32(unit).unwrap_or(' '));
                after.get(5..).unwrap_or_default()
            }
            (None, Some(escaped)) => {
                plain.push(if matches!(escaped, 'n' | 'r' | 't') { '\n' } else { escaped });
                after.get(escaped.len_utf8()..).unwrap_or_default()
            }
            (None, None) => "",
        };
    }
    plain.push_str(rest);
    plain
}
