//! What the desk knows: its intents and the matcher trained on them. Replaced as a whole, never changed.

use std::sync::Arc;

use crate::intents::IntentLibrary;
use crate::matching::{MatchSettings, Matcher};
use crate::safety::secrets::OwnTexts;
use crate::text::Language;
use crate::words::sentences;

/// Intents and the matcher that finds them.
#[derive(Debug)]
pub struct Knowledge {
    /// The answers.
    pub library: IntentLibrary,
    /// Who tells what is meant.
    pub matcher: Matcher,
    /// What the desk says, which is nobody's secret when it is sent back.
    pub own: Arc<OwnTexts>,
}

impl Knowledge {
    /// Trains a matcher on the intents, as sure as the operator wishes.
    pub fn new(library: IntentLibrary, settings: &MatchSettings) -> Self {
        let matcher = Matcher::with(&library.training(), settings);
        let own = Arc::new(own_texts(&library));
        Self { library, matcher, own }
    }
}

/// All that the desk says: its answers and what stands beside them, and the sentences of every language.
fn own_texts(library: &IntentLibrary) -> OwnTexts {
    let sentences: Vec<_> = Language::ALL.into_iter().flat_map(sentences).collect();
    let texts = library.iter().flat_map(|intent| intent.texts.values());
    let answers = texts.flat_map(|text| {
        [text.title.as_str(), text.answer.as_str()].into_iter().chain(text.short.as_deref()).chain(text.ready())
    });
    OwnTexts::of(answers.chain(sentences.iter().map(|sentence| sentence.text.as_str())))
}
