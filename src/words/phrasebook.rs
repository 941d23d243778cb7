//! The language files, compiled in, and how a sentence is taken from them. Refuses nothing: a missing sentence is logged
//! and its name shown; `tests/words.rs` sees to it that none is missing.

use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Markdown;
use super::greetings::Greetings;
use super::traditional::{Region, Traditional};
use crate::text::{Language, Locale};

/// The files of a language by their names, the same in each: one word here for a new file.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// Their names.
        pub(super) const NAMES: [&str; FILES] = [$($name),*];
        const FILES: usize = [$($name),*].len();
        const ZH: [&str; FILES] = [$(include_str!(concat!("zh/", $name, ".ftl"))),*];
        const EN: [&str; FILES] = [$(include_str!(concat!("en/", $name, ".ftl"))),*];
    };
}

files![
    "customer",
    "agent",
    "profile",
    "sandbox",
    "places",
    "stats",
    "genuine",
    "request",
    "work",
    "identity",
    "privacy",
    "rights",
    "countries",
    "booking",
    "wishes",
    "console",
    "console-work",
];

/// The names of all sentences of the sandbox's page, which shows them itself.
pub fn sandbox_keys() -> impl Iterator<Item = &'static str> {
    let [_, _, _, sandbox, ..] = EN;
    sandbox
        .lines()
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key)
        .filter(|key| key.starts_with("sandbox-"))
}

/// The files of a language, as compiled in.
pub fn sources(language: Language) -> [&'static str; FILES] {
    match language {
        Language::Zh => ZH,
        Language::En => EN,
    }
}

/// All sentences in all locales. Made once, shared.
pub struct Phrasebook {
    zh_hans: FluentBundle<FluentResource>,
    taiwan: Chinese,
    hong_kong: Chinese,
    en: FluentBundle<FluentResource>,
    greetings: Greetings,
}

/// The sentences in traditional Chinese, and the conversion for what stands elsewhere.
struct Chinese {
    bundle: FluentBundle<FluentResource>,
    conversion: Option<Traditional>,
}

/// A value inside a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// People's words or anything else not from our files: shown as it is.
    Literal(String),
    /// Our own text, Markdown already.
    Text(Markdown),
    /// A name that a sentence chooses by, never shown.
    Key(&'static str),
    /// A number, for plurals and for show.
    Number(i64),
}

/// The values of a sentence by name.
pub type Args<'a> = &'a [(&'static str, Value)];

/// The phrasebook opened at one person's page.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    book: &'a Phrasebook,
    locale: Locale,
}

impl Phrasebook {
    /// Reads the language files. Traditional Chinese is the simplified file, converted before it is parsed, so that
    /// customers' words inside a sentence stay as they wrote them.
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            zh_hans: bundle("zh-Hans", ZH.map(str::to_owned)),
            taiwan: Chinese::of("zh-Hant", Region::Taiwan),
            hong_kong: Chinese::of("zh-Hant-HK", Region::HongKong),
            en: bundle("en", EN.map(str::to_owned)),
            greetings: Greetings::new(),
        })
    }

    /// The page of one locale.
    pub fn page(&self, locale: Locale) -> Words<'_> {
        Words { book: self, locale }
    }

    /// Which languages the desk speaks, said in the language of a BCP 47 tag; `None` where no sentence is written in it.
    pub fn greeting(&self, tag: &str, languages: &[Language]) -> Option<Markdown> {
        self.greetings.say(tag, languages)
    }

    fn bundle(&self, locale: Locale) -> &FluentBundle<FluentResource> {
        match locale {
            Locale::ZhHans => &self.zh_hans,
            Locale::ZhHant => &self.taiwan.bundle,
            Locale::ZhHantHk => &self.hong_kong.bundle,
            Locale::En => &self.en,
        }
    }

    fn conversion(&self, locale: Locale) -> Option<&Traditional> {
        match locale {
            Locale::ZhHant => self.taiwan.conversion.as_ref(),
            Locale::ZhHantHk => self.hong_kong.conversion.as_ref(),
            Locale::ZhHans | Locale::En => None,
        }
    }
}

impl Chinese {
    fn of(tag: &str, region: Region) -> Self {
        let conversion = Traditional::of(region);
        let convert = |text: &str| conversion.as_ref().map_or_else(|| text.to_owned(), |t| t.convert(text));
        Self { bundle: bundle(tag, ZH.map(convert)), conversion }
    }
}

impl Words<'_> {
    /// The locale of this page.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// A sentence as Markdown.
    pub fn say(self, key: &str, args: Args<'_>) -> Markdown {
        Markdown::trusted(self.format(key, args, true))
    }

    /// A short text without markup: a button, a toast, a word inside a sentence.
    pub fn label(self, key: &str, args: Args<'_>) -> String {
        self.format(key, args, false)
    }

    /// A text of the desk's own (an answer, a title) in this page's script.
    pub fn own(self, text: &str) -> String {
        self.book.conversion(self.locale).map_or_else(|| text.to_owned(), |conversion| conversion.convert(text))
    }

    fn format(self, key: &str, args: Args<'_>, markup: bool) -> String {
        let bundle = self.book.bundle(self.locale);
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, locale = ?self.locale, "a sentence is missing");
            return key.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            let value: FluentValue<'_> = match value {
                Value::Literal(words) if markup => Markdown::literal(words).source().to_owned().into(),
                Value::Literal(words) => words.as_str().into(),
                Value::Text(text) => text.source().into(),
                Value::Key(key) => (*key).into(),
                Value::Number(number) => (*number).into(),
            };
            values.set(*name, value);
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::error!(key, locale = ?self.locale, ?errors, "a sentence lacks a value");
        }
        text
    }
}

fn bundle(language: &str, sources: [String; FILES]) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Isolation marks would show as boxes on old phones and stand between markup and text.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new(source).unwrap_or_else(|(resource, errors)| {
            tracing::error!(?errors, "a language file has mistakes");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(?errors, "a sentence stands twice");
        }
    }
    bundle
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Literal(words.to_owned())
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Literal(words)
    }
}

impl From<Markdown> for Value {
    fn from(text: Markdown) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}
