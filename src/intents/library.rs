//! The intents as loaded: what the desk knows and says. Read-only after loading.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::matching::{IntentExamples, IntentId, IntentSet, LanguageExamples};
use crate::text::Language;

/// How urgent a topic is. The order is the queue's: the greatest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Priority {
    /// May wait behind everything.
    Low,
    /// The usual.
    #[default]
    Normal,
    /// Before the usual.
    High,
    /// Money is being lost now.
    Urgent,
}

/// What follows an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Escalate {
    /// A button to be called back.
    #[default]
    Offer,
    /// Straight to booking a call.
    Always,
    /// Nothing.
    Never,
}

/// One intent.
#[derive(Clone, Debug, PartialEq)]
pub struct Intent {
    /// The file's name without `.toml`.
    pub id: IntentId,
    /// How urgent a call about it is.
    pub priority: Priority,
    /// What follows its answer.
    pub escalate: Escalate,
    /// Whether it is a greeting, thanks or the like: answered only where nothing else was asked.
    pub courtesy: bool,
    /// Whether a call about it is settled only once it is known who called.
    pub verify: bool,
    /// Whether it is about moving money, so that fakes are likely around it: its messages say what we never ask for.
    pub money: bool,
    /// Whether people wait for what it is about: "three days already" after its answer says that theirs is late.
    pub awaited: bool,
    /// Whether its button stands in the welcome, which has room for four.
    pub front: bool,
    /// Words that alone are strong evidence.
    pub keywords: Vec<String>,
    /// What it says in each language of the desk.
    pub texts: BTreeMap<Language, IntentText>,
}

/// One intent in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct IntentText {
    /// What its button says.
    pub title: String,
    /// What people write when they mean it.
    pub examples: Vec<String>,
    /// What people write with its words when they mean something that no intent covers: never answered.
    pub not: Vec<String>,
    /// What was asked in a line or two, in small Markdown; the answer has it all.
    pub short: Option<String>,
    /// The answer in small Markdown, facts already filled in.
    pub answer: String,
    /// What to have ready for a call on this topic; each is asked for after booking, and may be left out.
    pub prepare: Vec<String>,
    /// What else to have at hand: shown, never asked for in a chat.
    pub at_hand: Vec<String>,
}

/// All intents of a desk, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntentLibrary {
    intents: BTreeMap<IntentId, Intent>,
}

impl Intent {
    /// What it says in this language; in another where it lacks this one, since a person can read two.
    pub fn text(&self, language: Language) -> Option<&IntentText> {
        self.texts.get(&language).or_else(|| self.texts.values().next())
    }
}

impl IntentText {
    /// All that a caller should have ready.
    pub fn ready(&self) -> impl Iterator<Item = &str> {
        self.prepare.iter().chain(&self.at_hand).map(String::as_str)
    }
}

impl IntentLibrary {
    /// Gathers intents.
    pub fn new(intents: impl IntoIterator<Item = Intent>) -> Self {
        Self { intents: intents.into_iter().map(|intent| (intent.id.clone(), intent)).collect() }
    }

    /// The intent of this name.
    pub fn intent(&self, id: &IntentId) -> Option<&Intent> {
        self.intents.get(id)
    }

    /// What the intent of this name says in this language, as [`Intent::text`].
    pub fn text(&self, id: &IntentId, language: Language) -> Option<&IntentText> {
        self.intent(id)?.text(language)
    }

    /// All intents, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Intent> {
        self.intents.values()
    }

    /// What a matcher learns from this library.
    pub fn training(&self) -> IntentSet {
        let texts = |intent: &Intent| {
            intent
                .texts
                .iter()
                .map(|(&language, text)| LanguageExamples {
                    language,
                    title: text.title.clone(),
                    examples: text.examples.clone(),
                    not: text.not.clone(),
                })
                .collect()
        };
        IntentSet {
            intents: self
                .iter()
                .map(|intent| IntentExamples {
                    id: intent.id.clone(),
                    courtesy: intent.courtesy,
                    keywords: intent.keywords.clone(),
                    texts: texts(intent),
                })
                .collect(),
        }
    }
}
