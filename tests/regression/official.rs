//! Official contacts: spoofs, foreign letters, Chinese domains (S8). The kinds stand in `tests/safety/official.rs`.

use ringback::config::Settings;
use ringback::safety::asking::Shape;
use ringback::safety::harms;
use ringback::safety::official::{Official, Trick, Verdict};

fn desk() -> Official {
    let own = |list: &[&str]| list.iter().map(|item| (*item).to_owned()).collect();
    Official {
        phones: own(&["+12025550143"]),
        links: own(&["https://bitplace.com", "https://pages.example.org/desk"]),
        handles: own(&["@bitplace_desk"]),
        country: None,
    }
}

/// The worst that is said of anything found in a text: nothing found is `None`.
fn verdicts(desk: &Official, text: &str) -> Vec<Verdict> {
    desk.sightings(text).into_iter().map(|sighting| sighting.verdict).collect()
}

#[test]
fn s8_no_spoof_is_called_official() {
    for spoof in [
        r"https://bitplace.com\@evil.io",
        r"https://bitplace.com\.evil.io",
        r"https://bitplace.com\\evil.io",
        r"https://bitplace.com/\evil.io",
        r"https://evil.io\@bitplace.com",
        r"https://evil.io\bitplace.com",
        r"bitplace.com\@evil.io",
        "https://bitplace.com%5c@evil.io",
        "https://bitplace.com@evil.io",
        "https://bitplace.com:443@evil.io",
        "https://bitplace.com:@evil.io",
        "https://@bitplace.com@evil.io",
        "https://bitplace.com%2f@evil.io",
        "https://bitplace.com%2eevil.io",
        "https://bitplace.com.evil.io",
        "https://bitplace。com.evil.io",
        "https://pages.example.org/desk/..;/evil",
        "https://pages.example.org/desk/..%2fevil",
        "https://pages.example.org/desk/%2e%2e/evil",
        "https://pages.example.org/desk/%2e%2e%2fevil",
        "https://pages.example.org/desk/.%2e/evil",
        "https://pages.example.org/desk/%252e%252e/evil",
        "https://pages.example.org/desk/%25252e%25252e/evil",
        "https://pages.example.org/desk/%2e%2e;/evil",
        "https://pages.example.org/desk/..%5cevil",
        "https://pages.example.org/desk%2f..%2fevil",
        "https://pages.example.org/desk;/../evil",
        "https://pages.example.org/desk/x;a=1/evil",
        r"https://pages.example.org/desk\..\evil",
        "https://pages.example.org/desk/%3b/evil",
        "https://pages.example.org/deskevil",
        "tg://resolve?domain=bitplace_desk&domain=evil",
        "tg://resolve?domain=evil&domain=bitplace_desk",
        "tg://resolve?domain=bitplace_desk&Domain=evil",
        "tg://resolve?domain=bitplace_desk&%64omain=evil",
        "tg://resolve?domain=bitplace_desk&phone=85255550199",
        "tg://join?domain=bitplace_desk&invite=AAAA",
        "tg://evil@resolve?domain=bitplace_desk",
        "https://t.me/bitplace_desk%2f..%2fevil_desk",
        r"https://t.me/bitplace_desk\..\evil_desk",
        "@bitpl\u{430}ce_desk",
        "@bitpl\u{e1}ce_desk",
        "@\u{432}itplace_desk",
        "https://bitpl\u{430}ce.com",
        "bitpl\u{430}ce.com",
        "https://b\u{131}tplace.com",
        "support@bitplace.com@evil.io",
        "support@bitplace.com.evil.io",
        "support@bitpl\u{430}ce.com",
    ] {
        let said = verdicts(&desk(), spoof);
        assert!(!said.contains(&Verdict::Official), "{spoof} is called official");
        assert!(!said.is_empty(), "{spoof} has no verdict");
    }
    for own in [
        "https://bitplace.com",
        "BITPLACE.com/help?x=1#y",
        "https://bitplace.com/%68elp",
        "https://bitplace.com/a.b/c.html",
        "https://bitplace.com/a%20b",
        "https://bitplace.com/%E5%B8%AE%E5%8A%A9",
        "https://pages.example.org/desk/help",
        "tg://resolve?domain=bitplace_desk",
        "tg://resolve?domain=Bitplace_Desk&start=x",
        "https://t.me/bitplace_desk",
        "@Bitplace_Desk",
        "support@bitplace.com",
    ] {
        assert_eq!(verdicts(&desk(), own), [Verdict::Official], "{own}");
    }
}

#[test]
fn s8_foreign_letters_and_dots_set_apart_get_a_verdict() {
    let trick = |text: &str| match verdicts(&desk(), text).first() {
        Some(Verdict::LookAlike { trick, .. }) => Some(*trick),
        _ => None,
    };
    for (text, expected) in [
        ("@bitpl\u{430}ce_desk", Trick::Letters),
        ("＠bitpl\u{430}ce_desk", Trick::Letters),
        ("bitplace . net", Trick::Ending),
        ("bitplace .net", Trick::Ending),
        ("bitplace. net", Trick::Ending),
        ("bitplace dot net", Trick::Ending),
        ("bitplace (dot) net", Trick::Ending),
        ("bitplace。net", Trick::Ending),
        ("bitplace․net", Trick::Ending),
        ("bitplace点net", Trick::Ending),
        ("ｂｉｔｐｌａｃｅ．ｎｅｔ", Trick::Ending),
        ("bit\u{200b}place.com", Trick::Hidden),
    ] {
        assert_eq!(trick(text), Some(expected), "{text}");
    }
    // Sentences are no links.
    for text in
        ["Wait . It is here", "I see . no problem", "好的。收到。", "ok. me too", "done . so far", "3 . my order"]
    {
        assert_eq!(verdicts(&desk(), text), [], "{text}");
    }
}

/// Settings of a desk at these links.
fn settings(links: &str) -> ringback::config::ReadSettings {
    let text = format!("[desk]\nlanguages = [\"zh\"]\n[official]\nlinks = [{links}]\n");
    Settings::parse(std::path::Path::new("ringback.toml"), &text)
}

#[test]
fn s8_a_desk_with_a_chinese_domain_starts_and_recognises_it() {
    for (link, own, punycode) in [
        ("https://币派.com", "币派.com", "https://xn--4kq85d.com"),
        ("https://bitp.中国", "bitp.中国", "https://bitp.xn--fiqs8s"),
        ("https://币派.中国", "币派.中国", ""),
    ] {
        let read = settings(&format!("\"{link}\""));
        assert!(read.is_sound, "{link}: {:?}", read.problems);
        let desk = read.settings.official;
        for text in [
            link.to_owned(),
            own.to_owned(),
            format!("请访问{own}查看"),
            format!("官网{link}，谢谢"),
            format!("{link}/帮助"),
        ] {
            assert_eq!(verdicts(&desk, &text), [Verdict::Official], "{text}");
            assert_eq!(harms(&text, ringback::safety::official::links_in(&text), Shape::Said, &desk), [], "{text}");
        }
        let host = idna(own);
        assert!(punycode.is_empty() || host.starts_with("xn--") || host.contains(".xn--"), "{host}");
        assert_eq!(verdicts(&desk, &format!("https://{host}")), [Verdict::Official], "{host}");
        let same = settings(&format!("\"https://{host}\"")).settings.official;
        assert_eq!(verdicts(&same, own), [Verdict::Official], "{host} lists {own}");
    }
    let desk = settings("\"https://币派.com\"").settings.official;
    for fake in ["币派.net", "https://币派.cc", "币派客服.com", "https://币派.com.evil.io"] {
        let said = verdicts(&desk, fake);
        assert!(matches!(said.as_slice(), [Verdict::LookAlike { .. }, ..]), "{fake}: {said:?}");
    }
    for fake in ["https://evil.io/币派.com", "币派.com.evil.io", "https://evil.io?to=币派.com"] {
        let said = verdicts(&desk, fake);
        assert!(!said.is_empty() && !said.contains(&Verdict::Official), "{fake}: {said:?}");
    }
    for foreign in ["访问 中国银行.com", "访问 别人.中国", "请打开别人.中国/登录", "https://别人.com"]
    {
        assert_eq!(verdicts(&desk, foreign), [Verdict::Unknown], "{foreign}");
        let links = ringback::safety::official::links_in(foreign);
        assert!(!harms(foreign, links, Shape::Said, &desk).is_empty(), "{foreign}");
    }
}

/// The host as it is looked up.
fn idna(host: &str) -> String {
    url::Url::parse(&format!("https://{host}")).unwrap().host_str().unwrap().to_owned()
}
