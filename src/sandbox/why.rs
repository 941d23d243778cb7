//! Why a message was answered as it was: what the matcher makes of it, with the names that people read.

use serde::Serialize;

use crate::desk::Knowledge;
use crate::matching::{Candidate, Verdict};
use crate::text::Language;

/// What the matcher makes of a message.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// The message.
    pub text: String,
    /// `answer`, `unsure` or `none`.
    pub verdict: &'static str,
    /// The intents that came into question, likeliest first.
    pub candidates: Vec<Named>,
}

/// A candidate with its title.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// The intent's id.
    pub intent: String,
    /// Its title in the language of the page.
    pub title: String,
    /// How likely the message means it, 0 to 1.
    pub confidence: f32,
}

/// Asks the matcher.
pub fn why(knowledge: &Knowledge, text: &str, language: Language) -> Why {
    let (verdict, candidates) = match knowledge.matcher.verdict(text) {
        Verdict::Answer { first, second } => ("answer", std::iter::once(first).chain(second).collect()),
        Verdict::Unsure(candidates) => ("unsure", candidates),
        Verdict::None => ("none", knowledge.matcher.candidates(text)),
    };
    let named = |candidate: Candidate| {
        let intent = knowledge.library.intent(&candidate.intent);
        let texts = intent.and_then(|intent| intent.texts.get(&language).or_else(|| intent.texts.values().next()));
        Named {
            title: texts.map_or_else(|| candidate.intent.as_str().to_owned(), |text| text.title.clone()),
            intent: candidate.intent.as_str().to_owned(),
            confidence: candidate.confidence,
        }
    };
    Why { text: text.to_owned(), verdict, candidates: candidates.into_iter().map(named).collect() }
}
