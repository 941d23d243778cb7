//! Prepared texts that agents send with one press, so that words of their own are the exception. Filled and judged when the
//! settings are read.

use std::collections::BTreeMap;

use crate::callback::DispositionCode;
use crate::text::Language;

/// What a prepared text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A question to the customer.
    Question,
    /// What was agreed in the call.
    Summary,
}

impl Purpose {
    /// Every one, with its word in the settings.
    pub const ALL: [(&'static str, Self); 2] = [("question", Self::Question), ("summary", Self::Summary)];
}

/// A prepared text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextBlock {
    /// Its name in the settings and in buttons.
    pub code: DispositionCode,
    /// What it is for.
    pub purpose: Purpose,
    /// What its button says, in each language of the desk.
    pub titles: BTreeMap<Language, String>,
    /// What the customer reads, in each language of the desk; plain text.
    pub texts: BTreeMap<Language, String>,
}

/// Every prepared text of a desk, in the order of its buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextBlocks(pub Vec<TextBlock>);

impl TextBlocks {
    /// Those for one purpose.
    pub fn of(&self, purpose: Purpose) -> impl Iterator<Item = &TextBlock> {
        self.0.iter().filter(move |block| block.purpose == purpose)
    }

    /// The one with this name.
    pub fn named(&self, code: &DispositionCode) -> Option<&TextBlock> {
        self.0.iter().find(|block| block.code == *code)
    }
}

impl TextBlock {
    /// Its text in a language, in another where the desk has none in it.
    pub fn text(&self, language: Language) -> Option<&str> {
        self.texts.get(&language).or_else(|| self.texts.values().next()).map(String::as_str)
    }

    /// What its button says in a language.
    pub fn title(&self, language: Language) -> Option<&str> {
        self.titles.get(&language).or_else(|| self.titles.values().next()).map(String::as_str)
    }
}
