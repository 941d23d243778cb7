//! What is the desk's, what is not, and what only looks like it.

use phonenumber::country::CN;
use proptest::prelude::*;
use ringback::safety::official::{Claim, Official, Trick, Verdict};

fn desk() -> Official {
    let own = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect();
    Official {
        phones: own(&["+12025550143", "+8613800138000"]),
        links: own(&["https://example.com", "https://pages.test/desk", "https://t.me/example_news"]),
        handles: own(&["@example_desk"]),
        country: Some(CN),
    }
}

/// What is said of the first thing found in a text: `official`, `unknown`, or the trick and what it imitates.
fn said(text: &str) -> String {
    let sightings = desk().sightings(text);
    let Some(sighting) = sightings.first() else { return "nothing".to_owned() };
    match &sighting.verdict {
        Verdict::Official => "official".to_owned(),
        Verdict::Unknown => "unknown".to_owned(),
        Verdict::LookAlike { of, trick } => format!("{} {of}", trick.code()),
    }
}

const LINKS: [(&str, &str); 62] = [
    ("https://example.com", "official"),
    ("example.com", "official"),
    ("EXAMPLE.COM", "official"),
    ("http://example.com", "official"),
    ("https://www.example.com/", "official"),
    ("www.example.com", "official"),
    ("https://example.com./", "official"),
    ("https://example.com:443/help", "official"),
    ("https://example.com/help?a=b#c", "official"),
    ("https://EXAMPLE.com/%68elp", "official"),
    ("https://ex%61mple.com", "official"),
    ("https:\\\\example.com", "official"),
    ("ｅｘａｍｐｌｅ.com", "official"),
    ("https://example。com", "official"),
    ("https://example.com，谢谢", "official"),
    ("请访问example.com查看", "official"),
    ("hxxps://example[.]com/x", "official"),
    ("https://xn--exmple-4nf.com", "letters example.com"),
    ("https://ex\u{430}mple.com", "letters example.com"),
    ("https://\u{435}x\u{430}mpl\u{435}.com", "letters example.com"),
    ("https://examp1e.com", "letters example.com"),
    ("https://exampIe.com", "letters example.com"),
    ("https://exarnple.com", "letters example.com"),
    ("https://exámple.com", "letters example.com"),
    ("exam\u{200b}ple.com", "hidden example.com"),
    ("https://exam\u{ad}ple.com/login", "hidden example.com"),
    ("https://exam\u{2060}ple.com", "hidden example.com"),
    ("https://exampel.com", "spelling example.com"),
    ("https://exmple.com", "spelling example.com"),
    ("https://examples.com", "spelling example.com"),
    ("https://exxample.com", "spelling example.com"),
    ("https://example.net", "ending example.com"),
    ("https://example.com.hk", "ending example.com"),
    ("https://example.co", "ending example.com"),
    ("https://example-support.com", "added example.com"),
    ("https://example-com.test", "added example.com"),
    ("https://myexample.com", "added example.com"),
    ("https://secure-example.com/login", "added example.com"),
    ("https://examplevip.com", "added example.com"),
    ("https://example.com.evil.test", "inside example.com"),
    ("https://example.com-login.evil.test", "inside example.com"),
    ("https://login.example.evil.test", "inside example.com"),
    ("https://evil.test/example.com", "inside example.com"),
    ("https://evil.test/?next=https://example.com", "inside example.com"),
    ("https://evil.test/%65xample.com", "inside example.com"),
    ("https://evil.test/%2565xample.com", "inside example.com"),
    ("https://evil.test/#example.com", "inside example.com"),
    ("https://example.com@evil.test", "inside example.com"),
    ("https://example.com%40evil.test", "nothing"),
    ("https://example.com:pass@evil.test/", "inside example.com"),
    ("https://support@example.com/", "unknown"),
    ("https://help.example.com", "unknown"),
    ("https://example.com:8443", "unknown"),
    ("https://evil.test", "unknown"),
    ("https://192.0.2.1/login", "unknown"),
    ("https://pages.test/desk", "official"),
    ("https://pages.test/desk/help", "official"),
    ("https://pages.test/desk2", "unknown"),
    ("https://pages.test/desk/../other", "unknown"),
    ("support@example.com", "official"),
    ("support@examp1e.com", "letters example.com"),
    ("support@evil.test", "unknown"),
];

#[test]
fn links_are_told_apart() {
    let wrong: Vec<_> = LINKS
        .iter()
        .filter(|(link, expected)| said(link) != *expected)
        .map(|(link, expected)| format!("{link}: {} for {expected}", said(link)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn names_on_telegram_are_told_apart() {
    for (text, expected) in [
        ("@example_desk", "official"),
        ("@Example_Desk", "official"),
        ("https://t.me/example_desk", "official"),
        ("t.me/Example_Desk?start=x", "official"),
        ("telegram.me/example_desk", "official"),
        ("tg://resolve?domain=example_desk", "official"),
        ("https://t.me/example_news", "official"),
        ("@exampIe_desk", "letters @example_desk"),
        ("@examp1e_desk", "letters @example_desk"),
        ("@exampledesk", "letters @example_desk"),
        ("@example__desk", "letters @example_desk"),
        ("@example_desks", "spelling @example_desk"),
        ("@exmaple_desk", "spelling @example_desk"),
        ("t.me/example_desk1", "spelling @example_desk"),
        ("@example_desk_support", "added @example_desk"),
        ("@official_example_desk", "added @example_desk"),
        ("@somebody_else", "unknown"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn numbers_are_told_apart() {
    for (text, expected) in [
        ("+1 202 555 0143", "official"),
        ("+12025550143", "official"),
        ("0012025550143", "official"),
        ("00 1 (202) 555-0143", "official"),
        ("1-202-555-0143", "official"),
        ("(202) 555 0143", "official"),
        ("202.555.0143", "official"),
        ("＋１ ２０２ ５５５ ０１４３", "official"),
        ("+1\u{a0}202\u{2011}555\u{2011}0143", "official"),
        ("+1 202 555 0\u{200b}143", "official"),
        ("138 0013 8000", "official"),
        ("086-138-0013-8000", "official"),
        ("一三八零零一三八零零零", "official"),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", "official"),
        ("+1 202 555 0144", "spelling +12025550143"),
        ("+1 202 555 1043", "spelling +12025550143"),
        ("13800138001", "spelling +8613800138000"),
        ("+44 202 555 0143", "ending +12025550143"),
        ("+852 2025550143 99", "added +12025550143"),
        ("+49 30 901820", "unknown"),
        ("打来的号码是 95588", "unknown"),
        ("2027-01-31 10:00", "nothing"),
        ("20270131", "nothing"),
        ("order RB-1234567", "nothing"),
        ("1234567 USDT", "nothing"),
        ("3,500,000 and 1234567.89", "nothing"),
        ("0x1234567890abcdef", "nothing"),
        ("RB-1042", "nothing"),
    ] {
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn everything_in_a_forwarded_text_is_found() {
    let text = "【bitp】您的账户有风险，请联系官方客服 @Example_Help 或致电 +852 5555 0199，\
                也可访问 https://example.com.evil.test/kyc 。官网 example.com，邮箱 help@example.com。";
    let found: Vec<_> =
        desk().sightings(text).into_iter().map(|sighting| (sighting.claim.key(), sighting.verdict)).collect();
    let of = |of: &str, trick| Verdict::LookAlike { of: of.to_owned(), trick };
    assert_eq!(
        found,
        [
            ("tg:example_help".to_owned(), Verdict::Unknown),
            ("web:example.com.evil.test".to_owned(), of("example.com", Trick::Inside)),
            ("web:example.com".to_owned(), Verdict::Official),
            ("mail:help@example.com".to_owned(), Verdict::Official),
            ("tel:+85255550199".to_owned(), Verdict::Unknown),
        ]
    );
}

#[test]
fn a_desk_that_lists_nothing_calls_nothing_official() {
    for (text, _) in LINKS {
        for sighting in Official::default().sightings(text) {
            assert_eq!(sighting.verdict, Verdict::Unknown, "{text}");
        }
    }
}

#[test]
fn an_answer_may_carry_official_numbers_alone() {
    let desk = desk();
    let foreign = |text: &str| desk.foreign_numbers(text);
    assert_eq!(foreign("Call us: +1 202 555 0143, or 138-0013-8000"), Vec::<String>::new());
    assert_eq!(foreign("Call us: +1 202 555 0199"), ["+1 202 555 0199"]);
    assert_eq!(foreign("客服热线 95588"), ["95588"]);
    assert_eq!(
        foreign("Open 09:00-18:00, closed on 2027-01-01; 1000000 USDT; 24 hours; RB-1042"),
        Vec::<String>::new()
    );
}

/// Ways to write the same link.
fn written() -> impl Strategy<Value = String> {
    let scheme = prop_oneof![Just(""), Just("https://"), Just("http://"), Just("HTTPS://")];
    let www = prop_oneof![Just(""), Just("www."), Just("WWW.")];
    let host = prop::collection::vec(any::<bool>(), 11).prop_map(|upper| {
        "example.com".chars().zip(upper).map(|(c, up)| if up { c.to_ascii_uppercase() } else { c }).collect::<String>()
    });
    let dot = prop_oneof![Just(""), Just(".")];
    (scheme, www, host, dot, "(/[a-z0-9]{1,6}){0,3}/?").prop_map(|(scheme, www, host, dot, path)| {
        let dot = if path.is_empty() { "" } else { dot };
        format!("{scheme}{www}{host}{dot}{path}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_official_site_is_official_however_it_is_written(link in written()) {
        prop_assert_eq!(said(&link), "official", "{}", link);
    }

    #[test]
    fn no_other_host_is_official(host in "[a-z0-9-]{1,12}(\\.[a-z0-9-]{1,12}){0,3}\\.[a-z]{2,5}", path in "(/[a-z.@]{0,12}){0,2}") {
        prop_assume!(host.trim_start_matches("www.") != "example.com");
        for sighting in desk().sightings(&format!("https://{host}{path}")) {
            prop_assert!(sighting.verdict != Verdict::Official || matches!(sighting.claim, Claim::Mail { .. } | Claim::Handle(_)), "{:?}", sighting);
        }
    }

    #[test]
    fn one_letter_more_less_or_other_is_no_longer_official(at in 0_usize..7, with in "[a-z0-9]?") {
        let mut name = "example".to_owned();
        name.replace_range(at..=at, &with);
        prop_assume!(name != "example");
        let verdict = said(&format!("https://{name}.com"));
        prop_assert!(verdict.ends_with(" example.com"), "{}: {}", name, verdict);
    }

    #[test]
    fn a_number_is_official_however_its_digits_are_set_apart(gaps in prop::collection::vec("[ .()-]{0,2}", 10)) {
        let digits: String = "2025550143".chars().zip(gaps).map(|(digit, gap)| format!("{digit}{gap}")).collect();
        prop_assert_eq!(said(&format!("+1 {digits}")), "official");
    }

    #[test]
    fn any_text_can_be_searched(text in r"(\PC|https://|@|example|\.com|[0-9+ -]){0,40}") {
        desk().sightings(&text);
        desk().foreign_numbers(&text);
    }
}
