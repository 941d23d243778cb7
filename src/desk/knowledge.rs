//! What the desk knows: its intents and the matcher trained on them. Replaced as a whole, never changed.

use crate::intents::IntentLibrary;
use crate::matching::Matcher;

/// Intents and the matcher that finds them.
#[derive(Debug)]
pub struct Knowledge {
    /// The answers.
    pub library: IntentLibrary,
    /// Who tells what is meant.
    pub matcher: Matcher,
}

impl Knowledge {
    /// Trains a matcher on the intents.
    pub fn new(library: IntentLibrary) -> Self {
        let matcher = Matcher::new(&library.training());
        Self { library, matcher }
    }
}
