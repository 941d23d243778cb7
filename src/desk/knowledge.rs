//! What the desk knows: its intents and the matcher trained on them. Replaced as a whole, never changed.

use crate::intents::IntentLibrary;
use crate::matching::{MatchSettings, Matcher};

/// Intents and the matcher that finds them.
#[derive(Debug)]
pub struct Knowledge {
    /// The answers.
    pub library: IntentLibrary,
    /// Who tells what is meant.
    pub matcher: Matcher,
}

impl Knowledge {
    /// Trains a matcher on the intents, as sure as the operator wishes.
    pub fn new(library: IntentLibrary, settings: &MatchSettings) -> Self {
        let matcher = Matcher::with(&library.training(), settings);
        Self { library, matcher }
    }
}
