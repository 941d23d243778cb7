//! Why a message was answered as it was: the matcher's own explanation, as `ask` gives it, with the names people read.

use serde::Serialize;

use crate::desk::Knowledge;
use crate::matching::{Candidate, Explanation, Verdict};
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
    /// What counted.
    pub explanation: Explanation,
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
    /// Whether it was answered or asked back.
    pub chosen: bool,
}

/// Asks the matcher.
pub fn why(knowledge: &Knowledge, text: &str, language: Language) -> Why {
    let explanation = knowledge.matcher.explain(text, &knowledge.library.training());
    let (verdict, chosen) = match knowledge.matcher.verdict(text) {
        Verdict::Answer { first, second } => ("answer", std::iter::once(first).chain(second).collect()),
        Verdict::Unsure(candidates) => ("unsure", candidates),
        Verdict::None => ("none", Vec::new()),
    };
    let named = |candidate: &Candidate, chosen: bool| {
        let intent = knowledge.library.intent(&candidate.intent);
        let texts = intent.and_then(|intent| intent.texts.get(&language).or_else(|| intent.texts.values().next()));
        Named {
            title: texts.map_or_else(|| candidate.intent.as_str().to_owned(), |text| text.title.clone()),
            intent: candidate.intent.as_str().to_owned(),
            confidence: candidate.confidence,
            chosen,
        }
    };
    let others = explanation.candidates.iter().filter(|other| chosen.iter().all(|one| one.intent != other.intent));
    let candidates = chosen.iter().map(|one| named(one, true)).chain(others.map(|other| named(other, false))).collect();
    Why { text: text.to_owned(), verdict, candidates, explanation }
}
