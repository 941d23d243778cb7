//! The sentences of the language files one by one, for whoever looks at what they say. Never shows them.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use super::phrasebook::{NAMES, sources};
use crate::text::Language;

/// One sentence, or one of its variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The file, within the program's source.
    pub file: String,
    /// The line in which it begins, from 1.
    pub line: usize,
    /// Its words, each value in it as `…`.
    pub text: String,
}

/// Every sentence of a language. What does not parse is left out: `tests/words.rs` sees to it that all does.
pub fn sentences(language: Language) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (name, source) in NAMES.into_iter().zip(sources(language)) {
        let resource = parser::parse(source).unwrap_or_else(|(resource, _)| resource);
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name;
            let named = |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='));
            let line = source.lines().position(named).map_or(1, |index| index + 1);
            let file = format!("src/words/{language}/{name}.ftl");
            let variants = message.value.map(|value| variants(&value)).unwrap_or_default();
            sentences.extend(variants.into_iter().map(|text| Sentence { file: file.clone(), line, text }));
        }
    }
    sentences
}

/// Each way a sentence can come out: with one of a choice's variants in its place, the first of every other choice.
fn variants(pattern: &Pattern<&str>) -> Vec<String> {
    let parts: Vec<Vec<String>> = pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => choices(expression),
        })
        .collect();
    let most = parts.iter().map(Vec::len).max().unwrap_or_default();
    (0..most)
        .map(|turn| parts.iter().filter_map(|part| part.get(turn).or_else(|| part.first())).cloned().collect())
        .collect()
}

fn choices(expression: &Expression<&str>) -> Vec<String> {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => vec![(*value).to_owned()],
        Expression::Inline(InlineExpression::Placeable { expression }) => choices(expression),
        Expression::Inline(_) => vec!["…".to_owned()],
        Expression::Select { variants: all, .. } => all.iter().flat_map(|variant| variants(&variant.value)).collect(),
    }
}
