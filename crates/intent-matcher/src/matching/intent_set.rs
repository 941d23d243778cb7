//! What the matcher learns from: intents by their examples. Knows nothing of answers or files.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::text::Language;

/// The name of an intent: its file's name without `.toml`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IntentId(Arc<str>);

impl IntentId {
    /// Names an intent; the loader sees to it that the name is well formed.
    pub fn new(id: &str) -> Self {
        Self(id.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IntentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// All that a matcher is trained on. The order of intents and examples does not matter to what is learnt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntentSet {
    /// One entry an intent.
    pub intents: Vec<IntentExamples>,
}

/// One intent as the matcher sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct IntentExamples {
    /// Its name.
    pub id: IntentId,
    /// Whether it is a greeting, thanks or the like, which is no question beside another.
    pub courtesy: bool,
    /// Words that alone are strong evidence for it.
    pub keywords: Vec<String>,
    /// Its examples by language; at most one entry a language.
    pub texts: Vec<LanguageExamples>,
}

/// The examples of one intent in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct LanguageExamples {
    /// The language they are written in.
    pub language: Language,
    /// The intent's title: a weak example. Empty when there is none.
    pub title: String,
    /// What people write when they mean it.
    pub examples: Vec<String>,
    /// What people write with its words while they mean something that no intent covers.
    pub not: Vec<String>,
}
