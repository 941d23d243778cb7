//! What is said to somebody who writes a language that the desk does not speak: one sentence in theirs, from a file of its
//! own. Speaks no language further.

use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use super::Markdown;
use crate::text::Language;

/// The files by their BCP 47 tags: one word here for a new file.
macro_rules! greetings {
    ($($tag:literal),* $(,)?) => {
        /// Every tag with its file, as compiled in.
        pub const GREETINGS: &[(&str, &str)] = &[$(($tag, include_str!(concat!("greetings/", $tag, ".ftl")))),*];
    };
}

greetings![
    "ar", "de", "es", "fa", "fr", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tl", "tr", "uk", "uz",
    "vi",
];

/// The sentence that each file holds.
const SENTENCE: &str = "other-language";

/// The sentences by their tags.
pub(super) struct Greetings(BTreeMap<&'static str, FluentBundle<FluentResource>>);

impl Greetings {
    pub(super) fn new() -> Self {
        Self(GREETINGS.iter().map(|(tag, source)| (*tag, bundle(tag, source))).collect())
    }

    /// Which of these languages the desk speaks, in the language of the tag; `None` where there is no file for it.
    pub(super) fn say(&self, tag: &str, languages: &[Language]) -> Option<Markdown> {
        let bundle = self.0.get(tag)?;
        let pattern = bundle.get_message(SENTENCE)?.value()?;
        let mut values = FluentArgs::with_capacity(1);
        values.set(
            "languages",
            match languages {
                [one] => one.code(),
                _ => "both",
            },
        );
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(tag, ?errors, "a greeting lacks a value");
        }
        Some(Markdown::trusted(text))
    }
}

fn bundle(tag: &str, source: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, errors)| {
        tracing::error!(tag, ?errors, "a greeting has mistakes");
        resource
    });
    if let Err(errors) = bundle.add_resource(resource) {
        tracing::error!(tag, ?errors, "a greeting stands twice");
    }
    bundle
}
