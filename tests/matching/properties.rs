//! What holds of every message:
//!
//! 1. No UTF-8 text up to 64 KB makes the matcher panic or give a confidence outside 0 to 1.
//! 2. The verdict does not depend on white space around the message, however long the message is.
//! 3. Nor on the width of its letters, digits and punctuation, nor on upper or lower case.
//! 4. Nor on traditional or simplified characters.
//! 5. The same message gets the same verdict, on this matcher and on another trained on the same intents in any order.
//! 6. A swap, a doubling or a loss of one inner letter of a long word of the desk does not change a clear answer.
//! 7. A homophone in place of one character does not change a clear answer to another answer.
//! 8. The work is bounded: what stands beyond the longest message that Telegram carries is not read. How much is read,
//!    cut and mended at most is counted where that is done (`matching/bounds.rs`).
//! 9. A question that the writer adds is matched at once, whatever it is.

use std::sync::LazyLock;

use proptest::prelude::*;
use ringback::matching::{IntentSet, Matcher, Verdict};

use super::{SAMPLE_MATCHER, SAMPLES, desk, said};
use ringback::text::Language;

/// Questions that are clearly answered, by words that a slip may hit.
const CLEAR: [(&str, &str); 4] = [
    ("how do I withdraw my money", "withdraw"),
    ("someone hacked my account", "account-stolen"),
    ("what are your opening hours", "service-hours"),
    ("how much are the trading commissions", "fees"),
];

fn candidates(verdict: &Verdict) -> Vec<f32> {
    match verdict {
        Verdict::Answer { first, second } => {
            std::iter::once(first).chain(second).map(|candidate| candidate.confidence).collect()
        }
        Verdict::Unsure(asked) => asked.iter().map(|candidate| candidate.confidence).collect(),
        Verdict::None => Vec::new(),
    }
}

/// Messages as people write them, and worse.
fn message() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ]{0,40}",
        "(提现|手续费|怎么|账号|被盗|人工|多少|[a-z]{1,8}| |？){0,12}",
        "\\PC{0,60}",
        proptest::sample::select(vec!["withdraw", "how do i withdraw", "手续费是多少", "ok", "我要人工客服"])
            .prop_map(str::to_owned),
    ]
}

/// Up to 64 KB: what people write over and over, with anything between.
fn long_message() -> impl Strategy<Value = String> {
    (proptest::collection::vec(prop_oneof![message(), "(.|\n){0,20}"], 1..8), 0..LONG).prop_map(|(pieces, length)| {
        let mut text: String = pieces.iter().map(String::as_str).cycle().take(length).collect();
        text.truncate(text.floor_char_boundary(LONG));
        text
    })
}

/// The longest text that is tried, bytes.
const LONG: usize = 64 * 1024;

/// A desk of three intents, quickly trained.
static SMALL: LazyLock<IntentSet> = LazyLock::new(|| {
    desk(
        Language::En,
        &[
            ("apples", &["show me the apple", "where is an orchard", "I lost my fruit"]),
            ("boats", &["show me the boat", "where is a harbour", "I lost my anchor"]),
            ("chess", &["show me the knight", "where is a pawn", "I lost my queen"]),
        ],
    )
});

static SMALL_MATCHER: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(&SMALL));

/// So many cases, or as many as `PROPTEST_CASES` asks for.
fn config(cases: u32) -> ProptestConfig {
    let wished = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { wished.cases } else { cases };
    ProptestConfig { cases, failure_persistence: None, ..wished }
}

fn full_width(text: &str) -> String {
    let widen = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
        ' ' => '\u{3000}',
        c => c,
    };
    text.chars().map(widen).collect()
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn no_text_is_too_odd(text in prop_oneof!["\\PC{0,400}", "(.|\n){0,200}", message()]) {
        let confidences = candidates(&SAMPLE_MATCHER.verdict(&text));
        prop_assert!(confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence)), "{confidences:?}");
    }

    #[test]
    fn white_space_around_does_not_matter(text in message(), before in "[ \t\n\u{3000}]{0,4}", after in "[ \t\n\u{a0}]{0,4}") {
        let spaced = format!("{before}{text}{after}");
        prop_assert_eq!(SAMPLE_MATCHER.verdict(&spaced), SAMPLE_MATCHER.verdict(&text));
    }

    #[test]
    fn width_and_case_do_not_matter(text in prop_oneof![message(), "[ -~]{0,60}", "([ -~]{0,6}|提现|手续费|？|，|。|\n){0,12}"]) {
        let verdict = SAMPLE_MATCHER.verdict(&text);
        prop_assert_eq!(&SAMPLE_MATCHER.verdict(&full_width(&text)), &verdict);
        prop_assert_eq!(&SAMPLE_MATCHER.verdict(&text.to_uppercase()), &verdict);
        prop_assert_eq!(&SAMPLE_MATCHER.verdict(&text.to_lowercase()), &verdict);
    }

    #[test]
    fn one_slip_in_a_long_word_is_forgiven(which in 0..CLEAR.len(), word in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), slip in 0..3) {
        let (question, intent) = CLEAR[which];
        let mut words: Vec<String> = question.split(' ').map(str::to_owned).collect();
        let long: Vec<usize> = (0..words.len()).filter(|index| words[*index].len() >= 6).collect();
        let mut letters: Vec<char> = words[long[word.index(long.len())]].chars().collect();
        let at = 1 + at.index(letters.len() - 3);
        match slip {
            0 => letters.swap(at, at + 1),
            1 => letters.insert(at, letters[at]),
            _ => { letters.remove(at); }
        }
        words[long[word.index(long.len())]] = letters.into_iter().collect();
        prop_assert_eq!(said(&SAMPLE_MATCHER, &words.join(" ")), intent, "{}", words.join(" "));
    }
}

proptest! {
    // Each of them trains, or reads 64 KB four times as whole and in parts, in a build without optimisation.
    #![proptest_config(config(4))]

    #[test]
    fn a_question_that_the_writer_adds_is_matched_at_once(question in prop_oneof!["[a-z]{1,9}( [a-z]{1,9}){0,5}", "(\\p{Han}|[a-z]{1,6}){1,10}", "\\PC{1,30}"], which in 0..3_usize) {
        // What says nothing to the matcher (blanks, punctuation) or is another's example is no question of this intent.
        prop_assume!(question.chars().any(char::is_alphanumeric));
        prop_assume!(!matches!(SMALL_MATCHER.verdict(&question), Verdict::Answer { .. }));
        let mut set = SMALL.clone();
        let intent = &mut set.intents[which];
        intent.texts[0].examples.push(question.clone());
        let id = intent.id.to_string();
        let matcher = Matcher::new(&set);
        prop_assert_eq!(&said(&matcher, &question), &id);
        prop_assert_eq!(&said(&matcher, &format!("  {}\n", question.to_uppercase())), &id);
    }

    #[test]
    fn of_a_long_message_the_same_holds(text in long_message(), before in "[ \t\n\u{3000}]{0,40}", after in "[ \t\n]{0,40}") {
        let verdict = SAMPLE_MATCHER.verdict(&text);
        let confidences = candidates(&verdict);
        prop_assert!(confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence)), "{confidences:?}");
        prop_assert_eq!(&SAMPLE_MATCHER.verdict(&format!("{before}{text}{after}")), &verdict);
        prop_assert_eq!(&SAMPLE_MATCHER.verdict(&full_width(&text)), &verdict);
        prop_assert_eq!(&SAMPLE_MATCHER.verdict(&text.to_uppercase()), &verdict);
    }
}

#[test]
fn sixty_four_kilobytes_of_anything() {
    let kilobytes = |piece: &str| piece.repeat(64 * 1024 / piece.len());
    for piece in
        ["a", "提", "withdraw ", "怎么提现？", "a. ", "，", "🏳️‍🌈", "\u{301}", "1,", "'", "zhuang", "\u{0}", "ﷺ", "İ"]
    {
        let confidences = candidates(&SAMPLE_MATCHER.verdict(&kilobytes(piece)));
        assert!(confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence)), "{piece:?}: {confidences:?}");
    }
}

#[test]
fn what_is_beyond_the_longest_message_is_not_read() {
    let long = "x ".repeat(20 * 1024);
    assert_eq!(SAMPLE_MATCHER.verdict(&format!("{long} how do I withdraw my money")), SAMPLE_MATCHER.verdict(&long));
}

#[test]
fn traditional_characters_get_the_same_verdict() {
    for (traditional, simplified) in [
        ("手續費是多少", "手续费是多少"),
        ("帳號被盜了", "帐号被盗了"),
        ("請給我打電話", "请给我打电话"),
        ("為什麼交易失敗", "为什么交易失败"),
    ] {
        assert_eq!(SAMPLE_MATCHER.verdict(traditional), SAMPLE_MATCHER.verdict(simplified), "{traditional}");
    }
}

#[test]
fn a_homophone_gets_no_other_answer() {
    for (meant, typed) in [
        ("手续费是多少", "手绪费是多少"),
        ("怎么提现", "怎么题现"),
        ("账号被盗了", "帐号被到了"),
        ("人工客服", "人工客府"),
    ] {
        let right = said(&SAMPLE_MATCHER, meant);
        let said = said(&SAMPLE_MATCHER, typed);
        assert!(said == right || said.starts_with('?') || said == "-", "{typed}: {said}, not {right}");
    }
}

#[test]
fn training_is_the_same_in_any_order() {
    let mut turned = SAMPLES.clone();
    turned.intents.reverse();
    for intent in &mut turned.intents {
        intent.texts.reverse();
        intent.texts.iter_mut().for_each(|texts| texts.examples.reverse());
    }
    let other = Matcher::new(&turned);
    for text in
        ["提现", "how much", "call me", "我想问问手续费和提现", "weather", "app", "is this you? when are you open?"]
    {
        assert_eq!(other.verdict(text), SAMPLE_MATCHER.verdict(text), "{text}");
        assert_eq!(other.candidates(text), SAMPLE_MATCHER.candidates(text), "{text}");
    }
    assert_eq!(other.outlook(), SAMPLE_MATCHER.outlook());
}

#[test]
fn a_message_leaves_no_trace_in_the_next() {
    let first = SAMPLE_MATCHER.candidates("手续费");
    for text in ["withdraw withdraw withdraw", "提现提现提现", "🍕", "", "how do i wihtdraw"] {
        let _ = SAMPLE_MATCHER.verdict(text);
        assert_eq!(SAMPLE_MATCHER.candidates("手续费"), first, "after {text}");
    }
}
