//! Words that turn a sentence around, for the rules of both languages and for the judge of agents' own words.

use super::{chinese, english_words};

/// The words of one language.
pub struct Tongue {
    /// What forbids or denies.
    pub not: &'static [&'static str],
    /// Words with a "not" that forbid nothing.
    pub idle: &'static [&'static str],
    /// Somebody who is not of the desk.
    pub stranger: &'static [&'static str],
    spaced: bool,
}

/// English.
pub const ENGLISH: Tongue =
    Tongue { not: &english_words::NOT, idle: &english_words::IDLE, stranger: &english_words::STRANGER, spaced: true };

/// Chinese.
pub const CHINESE: Tongue =
    Tongue { not: &chinese::NOT, idle: &chinese::IDLE, stranger: &chinese::STRANGER, spaced: false };

impl Tongue {
    /// Whether a text in lower case has this word; a Latin one stands alone.
    pub fn holds(&self, text: &str, word: &str) -> bool {
        if !self.spaced {
            return text.contains(word);
        }
        let inner = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|text| text.chars().next());
            !inner(before) && !inner(after)
        })
    }
}
