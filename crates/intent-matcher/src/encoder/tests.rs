//! The encoder against its reference, which `tools/encoder` tells how to run.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop loudly")]

use serde::Deserialize;

use super::grams::grams;
use super::normal_form::{LONGEST, normal_form};
use super::pieces::Viterbi;
use super::{BATCH, Encoder, Vector};

#[derive(Deserialize)]
struct Case {
    text: String,
    normal: String,
    tokens: Vec<u32>,
    grams: Vec<u32>,
    vector: Vec<f32>,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("../../tests/encoder.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn cosine(one: &[f32], other: &[f32]) -> f32 {
    let product = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    product(one, other) / (product(one, one) * product(other, other)).sqrt()
}

#[test]
fn every_case_of_the_reference_is_reproduced() {
    let mut encoder = Encoder::default();
    let (mut normal, mut pieces, mut found) = (String::new(), Vec::new(), Vec::new());
    let cases = cases();
    assert!(cases.len() >= 90);
    for case in cases {
        normal_form(&case.text, &mut normal);
        if normal.len() < LONGEST {
            assert_eq!(normal, case.normal);
        }
        Viterbi::default().pieces(&normal, &mut pieces);
        assert_eq!(pieces, case.tokens, "{}", case.text);
        grams(&normal, &mut found);
        assert_eq!(found, case.grams, "{}", case.text);
        let likeness = cosine(&encoder.encode(&case.text), &case.vector);
        assert!(likeness > 0.9999, "{}: {likeness}", case.text);
    }
}

#[test]
fn what_a_text_gets_does_not_depend_on_the_others() {
    let mut encoder = Encoder::default();
    let texts = ["how do i reset my password?", "提现一直没到账怎么办", "hi", ""];
    let mut vectors = [[0.0; super::WIDTH]; BATCH];
    encoder.encode_all(&texts, &mut vectors);
    for (text, vector) in texts.iter().zip(&vectors) {
        let alone: Vector = encoder.encode(text);
        assert_eq!(alone, *vector, "{text}");
        assert_eq!(alone, encoder.encode(text), "{text}");
    }
}

#[test]
fn what_means_the_same_is_near_across_wordings_and_languages() {
    let mut encoder = Encoder::default();
    let mut likeness = |one: &str, other: &str| cosine(&encoder.encode(one), &encoder.encode(other));
    let same = likeness("someone got into my account", "my profile was hacked");
    let other = likeness("someone got into my account", "what are your opening hours");
    assert!(same > other + 0.2, "{same} {other}");
    let same = likeness("how do I withdraw my money", "怎么提现");
    let other = likeness("how do I withdraw my money", "今天天气怎么样");
    assert!(same > other + 0.2, "{same} {other}");
}

#[test]
fn no_text_is_too_long_or_too_odd() {
    let mut encoder = Encoder::default();
    for piece in ["a", "提", "withdraw ", "🏳️‍🌈", "\u{301}", "\u{fdfa}", "'", "\u{0}", " ", "İ", "\u{e000}"]
    {
        let vector = encoder.encode(&piece.repeat(64 * 1024 / piece.len()));
        if vector.iter().any(|value| !value.is_finite()) {
            panic!("{piece:?}");
        }
    }
}
