//! The intents that come with the program: whole, in both languages, safe to send with anybody's settings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ringback::config::Settings;
use ringback::intents::{Escalate, Intent, IntentLibrary, LoadError, Priority};
use ringback::matching::{IntentId, lint};
use ringback::safety::official::is_allowed;
use ringback::text::Language;

const IDS: [&str; 24] = [
    "account-locked",
    "account-stolen",
    "app-download",
    "are-you-a-bot",
    "call-preparation",
    "callback-status",
    "cancel-callback",
    "change-details",
    "complaint",
    "deposit",
    "fees",
    "fraud-under-way",
    "greeting",
    "identity-check",
    "official-contact",
    "request-callback",
    "scam-report",
    "service-hours",
    "sign-in",
    "technical-problem",
    "thanks",
    "trade-failed",
    "waiting-time",
    "withdraw",
];

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn samples(settings: &Settings) -> IntentLibrary {
    match IntentLibrary::load(&here("intents"), &settings.intent_rules()) {
        Ok(loaded) => {
            assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
            loaded.library
        }
        Err(LoadError::Problems(problems)) => panic!("{problems}"),
        Err(error) => panic!("{error}"),
    }
}

fn sample_settings() -> Settings {
    let loaded = Settings::load(Some(&here("ringback.toml"))).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
    loaded.settings
}

#[test]
fn the_samples_are_whole_and_without_problems() {
    let library = samples(&sample_settings());
    assert_eq!(library.iter().map(|intent| intent.id.as_str()).collect::<Vec<_>>(), IDS);
    for intent in library.iter() {
        assert_eq!(intent.texts.len(), 2);
        for (language, text) in &intent.texts {
            let count = text.examples.len();
            assert!((40..=60).contains(&count), "{} {language}: {count} examples", intent.id);
        }
    }
}

#[test]
fn the_samples_pass_their_own_lint() {
    let settings = sample_settings();
    let concerns = lint(&samples(&settings).training(), &settings.match_settings());
    let said: Vec<_> = concerns.iter().map(|c| format!("{:?}: {c}; {}", c.intent(), c.suggestion())).collect();
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn what_follows_an_answer_is_fixed() {
    let library = samples(&sample_settings());
    let ids = |wanted: fn(&Intent) -> bool| {
        library.iter().filter(|intent| wanted(intent)).map(|intent| intent.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(ids(|intent| intent.priority == Priority::Urgent), ["account-stolen", "fraud-under-way", "scam-report"]);
    assert_eq!(ids(|intent| intent.escalate == Escalate::Always), ["request-callback"]);
    assert_eq!(
        ids(|intent| intent.escalate == Escalate::Never),
        ["callback-status", "cancel-callback", "greeting", "scam-report", "thanks"]
    );
    assert_eq!(ids(|intent| intent.courtesy), ["greeting", "thanks"]);
    assert_eq!(ids(|intent| intent.money), ["deposit", "fees", "trade-failed", "withdraw"]);
    assert_eq!(
        ids(|intent| intent.verify),
        ["account-locked", "account-stolen", "change-details", "fraud-under-way", "sign-in"]
    );
}

#[test]
fn the_samples_load_with_no_settings_at_all_and_with_few() {
    let plain = samples(&Settings::default());
    let few =
        "[desk]\nname = \"bitp\"\n[official]\nlinks = [\"https://example.com\"]\n[facts]\nwithdrawal_fee = \"0.1%\"\n";
    let few = samples(&Settings::parse(Path::new("ringback.toml"), few).settings);
    let fees =
        |library: &IntentLibrary| library.intent(&IntentId::new("fees")).unwrap().texts[&Language::En].answer.clone();
    assert!(fees(&plain).contains("**Withdrawal**: as shown on the withdrawal page"), "{}", fees(&plain));
    assert!(fees(&few).contains("**Withdrawal**: 0.1%"), "{}", fees(&few));
}

/// What a phone shows without much scrolling.
const SCREEN_UNITS: usize = 900;

#[test]
fn every_answer_fits_a_phone_and_carries_only_official_links() {
    let settings = sample_settings();
    for intent in samples(&settings).iter() {
        for text in intent.texts.values() {
            let units = text.answer.encode_utf16().count();
            assert!(units <= SCREEN_UNITS, "{}: {units} units", intent.id);
            for word in text.answer.split([' ', '：', '\n']).filter(|word| word.contains("://") || word.contains('@'))
            {
                assert!(is_allowed(word, &settings.official.links), "{}: {word}", intent.id);
            }
        }
    }
}

/// A third of a phone's screen, in lines.
const THIRD: usize = 7;

/// The lines that a text takes on a phone, about 42 half-width characters each; blank ones are half as high.
fn lines(text: &str) -> usize {
    let cells = |line: &str| line.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let (blank, written): (Vec<&str>, Vec<&str>) = text.trim().lines().partition(|line| line.is_empty());
    written.into_iter().map(|line| cells(line).div_ceil(42)).sum::<usize>() + blank.len().div_ceil(2)
}

/// The facts that a text names, in braces.
fn facts(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split(['}', '|']).next()).collect()
}

#[test]
fn a_long_answer_begins_with_a_short_part_that_promises_nothing_of_its_own() {
    let settings = sample_settings();
    let mut shortened = 0;
    for intent in samples(&settings).iter() {
        for (language, text) in &intent.texts {
            let Some(short) = &text.short else {
                let fits = lines(&text.answer) <= THIRD || intent.priority == Priority::Urgent;
                assert!(fits, "{} {language}: {} lines and no short part", intent.id, lines(&text.answer));
                continue;
            };
            shortened += 1;
            assert!(intent.priority != Priority::Urgent, "{}: what is urgent is said whole", intent.id);
            assert!(lines(short) <= THIRD, "{} {language}: the short part has {} lines", intent.id, lines(short));
            assert!(lines(short) < lines(&text.answer), "{} {language}", intent.id);
        }
        let file = std::fs::read_to_string(here("intents").join(format!("{}.toml", intent.id))).unwrap();
        let file: toml::Table = toml::from_str(&file).unwrap();
        for language in intent.texts.keys() {
            let of = |key: &str| file[language.code()].get(key).and_then(toml::Value::as_str).unwrap_or_default();
            assert!(facts(of("short")).is_subset(&facts(of("answer"))), "{} {language}", intent.id);
        }
    }
    assert!(shortened >= 30, "only {shortened}");
}

#[test]
fn no_answer_asks_for_a_secret_and_those_about_safety_say_so() {
    let library = samples(&sample_settings());
    for id in ["account-stolen", "fraud-under-way", "official-contact", "call-preparation"] {
        let texts = &library.intent(&IntentId::new(id)).unwrap().texts;
        assert!(texts[&Language::Zh].answer.contains("助记词"), "{id}");
        assert!(texts[&Language::En].answer.contains("recovery phrase"), "{id}");
    }
    let secrets = ["password", "recovery phrase", "private key", "密码", "助记词", "私钥"];
    for prepare in library.iter().flat_map(|intent| intent.texts.values()).flat_map(|text| &text.prepare) {
        assert!(!secrets.iter().any(|secret| prepare.contains(secret)), "{prepare}");
    }
}

#[test]
fn small_talk_is_nobodys_example() {
    let library = samples(&sample_settings());
    let words: BTreeSet<&str> = ["天气", "笑话", "weather", "joke", "吃饭", "football"].into();
    for example in library.iter().flat_map(|intent| intent.texts.values()).flat_map(|text| &text.examples) {
        assert!(!words.iter().any(|word| example.contains(word)), "{example}");
    }
}
