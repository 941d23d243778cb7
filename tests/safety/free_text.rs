//! What agents write in their own words: every harmful text of the lists is refused, and none of the ordinary ones. The
//! lists were written for this; `¶` is the end of a line.

use phonenumber::country::CN;
use ringback::safety::judge;
use ringback::safety::official::Official;

/// Of the harmful, so many in a hundred must be refused, whoever chooses the words. The lists here are all refused.
const ORDINARY: [&str; 2] = [include_str!("free_text/harmless-en.txt"), include_str!("free_text/harmless-zh.txt")];
const HARMFUL: [&str; 2] = [include_str!("free_text/harmful-en.txt"), include_str!("free_text/harmful-zh.txt")];

fn desk() -> Official {
    Official {
        phones: vec!["+12025550143".to_owned()],
        links: vec!["https://example.com".to_owned()],
        handles: vec!["@example_desk".to_owned()],
        country: Some(CN),
    }
}

fn is_refused(text: &str) -> bool {
    !judge(&text.replace('¶', "\n"), &desk()).is_empty()
}

#[test]
fn what_agents_ordinarily_write_is_sent() {
    for list in ORDINARY {
        let texts: Vec<&str> = list.lines().filter(|line| !line.is_empty()).collect();
        assert!(texts.len() >= 100, "{} ordinary texts", texts.len());
        let refused: Vec<_> =
            texts.into_iter().filter(|text| is_refused(text)).map(|text| (text, judge(text, &desk()))).collect();
        assert!(refused.is_empty(), "{refused:#?}");
    }
}

#[test]
fn what_harms_a_customer_is_refused_however_it_is_put() {
    for list in HARMFUL {
        let texts: Vec<&str> = list.lines().filter(|line| !line.is_empty()).collect();
        let sent: Vec<_> = texts.into_iter().filter(|text| !is_refused(text)).collect();
        assert!(sent.is_empty(), "{sent:#?}");
    }
}

/// Lists that were written before their writer had seen a rule; the first half of each served to mend the rules by kind.
/// What was met at the first try stands in `docs/rights.md`. Of the rest so many in a hundred are refused: whoever means harm
/// finds words, and the floor keeps what was won.
const FRESH: [&str; 2] = [include_str!("free_text/fresh-harmful.txt"), include_str!("free_text/fresh-harmless.txt")];
const FRESH_FLOOR: [usize; 2] = [95, 70];

#[test]
fn fresh_texts_are_judged_no_worse_than_before() {
    let desk =
        Official { phones: vec!["+864001234567".to_owned()], links: vec!["https://bitplace.com".to_owned()], ..desk() };
    let refused = |text: &&&str| !judge(text, &desk).is_empty();
    let [harmful, harmless] = FRESH.map(|list| list.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>());
    let false_alarms: Vec<_> = harmless.iter().filter(refused).collect();
    assert!(false_alarms.is_empty(), "{false_alarms:#?}");
    for (half, floor) in harmful.chunks(harmful.len().div_ceil(2)).zip(FRESH_FLOOR) {
        let caught = half.iter().filter(refused).count();
        assert!(caught * 100 >= half.len() * floor, "{caught} of {}", half.len());
    }
}

#[test]
fn our_own_marks_are_letters_like_any_other() {
    for text in [
        "⟦Please send me your password.⟧",
        "Please ⟦send⟧ me your pass⟦word⟧.",
        "请把⟦验证码⟧发给我",
        "⟦",
        "a ⟦card⟧ of mine",
    ] {
        let bare: String = text.chars().filter(|c| !matches!(c, '⟦' | '⟧')).collect();
        assert_eq!(is_refused(text), is_refused(&bare), "{text}");
    }
}

#[test]
fn what_is_official_may_be_written() {
    for text in ["Please see https://example.com/help", "Write to @example_desk", "Our number is +1 202 555 0143"] {
        assert_eq!(judge(text, &desk()), [], "{text}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_can_be_judged(text in r"(\PC|[a-z]{1,6} |password|转到|\.|@|，|[0-9+ -]){0,40}") {
        judge(&text, &desk());
    }

    #[test]
    fn blanks_and_emphasis_hide_nothing(gaps in proptest::collection::vec("[ *~`]{0,2}", 7)) {
        let word: String = "password".chars().zip(gaps.into_iter().chain([String::new()])).map(|(c, gap)| format!("{c}{}", gap.replace(' ', ""))).collect();
        proptest::prop_assert!(is_refused(&format!("Please send me your {word}.")), "{}", word);
    }
}
