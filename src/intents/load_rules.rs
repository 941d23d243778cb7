//! What a desk asks of its intents: which languages, which facts, whose links and numbers. Loads nothing.

use super::Facts;
use crate::safety::official::Official;
use crate::text::Language;

/// What a desk asks of its intents.
#[derive(Clone, Debug)]
pub struct LoadRules {
    languages: Option<Vec<Language>>,
    answers: Option<AnswerRules>,
}

/// What answers may take and carry.
#[derive(Clone, Debug)]
pub(super) struct AnswerRules {
    /// The values for `{name}`.
    pub facts: Facts,
    /// The only links, numbers and names.
    pub official: Official,
}

impl LoadRules {
    /// The rules of a desk: every intent in each of its languages; answers with these facts and these links,
    /// numbers and names alone.
    pub fn of_desk(languages: &[Language], facts: &Facts, official: &Official) -> Self {
        let answers = AnswerRules { facts: facts.clone(), official: official.clone() };
        Self { languages: Some(languages.to_vec()), answers: Some(answers) }
    }

    /// For measuring, where nobody is answered: an intent may come in any language, answers are taken as they stand.
    pub fn any_language() -> Self {
        Self { languages: None, answers: None }
    }

    /// Whether texts in `language` are wanted.
    pub(super) fn speaks(&self, language: Language) -> bool {
        self.languages.as_ref().is_none_or(|languages| languages.contains(&language))
    }

    /// Whether every intent must have texts in `language`.
    pub(super) fn demands(&self, language: Language) -> bool {
        self.languages.as_ref().is_some_and(|languages| languages.contains(&language))
    }

    /// Whether one language is as good as another.
    pub(super) fn demands_none(&self) -> bool {
        self.languages.is_none()
    }

    pub(super) fn answers(&self) -> Option<&AnswerRules> {
        self.answers.as_ref()
    }
}
