//! The matcher on the sample desk, on hand-made desks and on arbitrary text.

mod blind;
mod desk;
mod honesty;
mod properties;
mod tools;

use std::path::Path;
use std::sync::LazyLock;

use ringback::intents::{IntentLibrary, LoadRules};
use ringback::matching::{IntentExamples, IntentId, IntentSet, LanguageExamples, Matcher, Verdict};
use ringback::text::Language;

/// The sample intents.
static SAMPLES: LazyLock<IntentSet> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("intents");
    IntentLibrary::load(&folder, &LoadRules::any_language()).unwrap().library.training()
});

/// A matcher trained on the sample intents.
static SAMPLE_MATCHER: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(&SAMPLES));

/// A desk of one language from `(intent, examples)`.
fn desk(language: Language, intents: &[(&str, &[&str])]) -> IntentSet {
    let intents = intents.iter().map(|(id, examples)| IntentExamples {
        id: IntentId::new(id),
        courtesy: false,
        keywords: Vec::new(),
        texts: vec![LanguageExamples {
            language,
            title: String::new(),
            examples: examples.iter().map(|example| (*example).to_owned()).collect(),
            not: Vec::new(),
        }],
    });
    IntentSet { intents: intents.collect() }
}

/// The verdict in short: the intents answered, `?` and the intents asked back, or `-`.
fn said(matcher: &Matcher, message: &str) -> String {
    match matcher.verdict(message) {
        Verdict::Answer { first, second: None } => first.intent.to_string(),
        Verdict::Answer { first, second: Some(second) } => {
            let mut both = [first.intent.to_string(), second.intent.to_string()];
            both.sort();
            both.join(" + ")
        }
        Verdict::Unsure(asked) => {
            format!("? {}", asked.iter().map(|asked| asked.intent.to_string()).collect::<Vec<_>>().join(", "))
        }
        Verdict::None => "-".into(),
    }
}
