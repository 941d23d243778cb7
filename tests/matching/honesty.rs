//! Confidence and thresholds on hand-made desks, large and tiny.

use std::collections::BTreeMap;

use super::{SAMPLE_MATCHER, SAMPLES, desk, said};
use ringback::matching::{IntentExamples, IntentId, IntentSet, LanguageExamples, MatchSettings, Matcher, Verdict};
use ringback::text::Language;

#[test]
fn no_intents_answer_nothing() {
    let matcher = Matcher::new(&IntentSet::default());
    assert_eq!(matcher.verdict("how do I withdraw"), Verdict::None);
    assert!(matcher.candidates("how do I withdraw").is_empty());
}

#[test]
fn intents_without_examples_answer_nothing() {
    let matcher = Matcher::new(&desk(Language::En, &[("a", &[]), ("b", &[])]));
    assert_eq!(said(&matcher, "anything"), "-");
}

#[test]
fn one_intent_does_not_claim_everything() {
    let matcher = Matcher::new(&desk(
        Language::En,
        &[("withdraw", &["how do I withdraw", "withdraw my money", "cash out", "send money to my bank"])],
    ));
    assert_eq!(said(&matcher, "how do I withdraw my money"), "withdraw");
    assert_eq!(said(&matcher, "what's the weather"), "-");
    assert_eq!(said(&matcher, "recommend a good movie"), "-");
}

#[test]
fn two_intents_with_the_same_example_are_asked_back() {
    let twins: &[&str] = &["open the red door", "please open the door", "the door is red", "open doors"];
    let matcher = Matcher::new(&desk(Language::En, &[("one", twins), ("two", twins)]));
    assert_eq!(said(&matcher, "open the red door"), "? one, two");
}

#[test]
fn a_stricter_wish_answers_no_more() {
    let messages =
        ["提现", "我的账号好像被人登录了", "call me", "app crashed", "改密码", "how much", "几点", "it failed"];
    let answered = |answer_precision| {
        let settings = MatchSettings { answer_precision, answer_at_least: 0.1 };
        let matcher = Matcher::with(&SAMPLES, &settings);
        let count = messages.iter().filter(|text| matches!(matcher.verdict(text), Verdict::Answer { .. })).count();
        (count, matcher.outlook())
    };
    let (few, strict) = answered(0.999);
    let (many, lax) = answered(0.5);
    assert!(few <= many && strict.answered <= lax.answered, "{strict:?} {lax:?}");
    assert!(strict.precision >= lax.precision);
}

/// The examples of the first fifteen sample intents, short and direct: an intent, a language and a text a line.
const PLAIN: &str = include_str!("plain.tsv");

#[test]
fn the_outlook_of_a_desk_with_plain_examples_is_good() {
    let mut intents: BTreeMap<&str, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    for line in PLAIN.lines() {
        let [id, language, text] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        intents.entry(id).or_default().entry(language).or_default().push(text.to_owned());
    }
    let of_language = |(code, examples): (&str, Vec<String>)| LanguageExamples {
        language: if code == "zh" { Language::Zh } else { Language::En },
        title: String::new(),
        examples,
        not: Vec::new(),
    };
    let intents = intents.into_iter().map(|(id, texts)| IntentExamples {
        id: IntentId::new(id),
        courtesy: ["greeting", "thanks"].contains(&id),
        keywords: Vec::new(),
        texts: texts.into_iter().map(of_language).collect(),
    });
    let outlook = Matcher::new(&IntentSet { intents: intents.collect() }).outlook();
    assert!(outlook.accuracy > 0.85 && outlook.precision > 0.9 && outlook.answered > 0.7, "{outlook:?}");
}

/// A third of the samples' examples are told indirectly, angrily or at length, so that fewer of those held back are answered.
#[test]
fn the_outlook_of_the_sample_desk_is_good() {
    let outlook = SAMPLE_MATCHER.outlook();
    assert!(outlook.accuracy > 0.8 && outlook.precision > 0.96 && outlook.answered > 0.54, "{outlook:?}");
}

#[test]
fn candidates_come_likeliest_first_with_confidence_from_0_to_1() {
    for message in ["提现手续费", "call", "account", "怎么", "withdraw fee hours hello"] {
        let candidates = SAMPLE_MATCHER.candidates(message);
        assert!(candidates.windows(2).all(|pair| pair[0].confidence >= pair[1].confidence), "{candidates:?}");
        assert!(candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.confidence)), "{candidates:?}");
        assert!(candidates.len() <= 3);
    }
}
