//! Numbers as people type them; each row is a kind.

use phonenumber::country::{CN, GB, HK, Id as Country, TW, US};
use proptest::prelude::*;

use super::read::{Hint, Reading, Refusal, Strength, read_contact, read_number};
use super::{Phone, PhoneProblem};

const DESK: Hint = Hint { country: CN, strength: Strength::Desk };

fn known(country: Country, strength: Strength) -> Vec<Hint> {
    vec![Hint { country, strength }, DESK]
}

/// What was read, in short: numbers with extensions, `?` between countries, `&` between numbers, or the refusal.
fn shown(reading: &Reading) -> String {
    let list = |all: &[super::Dialled], between: &str| {
        let one = |dialled: &super::Dialled| {
            let extension = dialled.extension.as_ref().map(|extension| format!("x{extension}")).unwrap_or_default();
            format!("{}{extension}", dialled.phone.reveal())
        };
        all.iter().map(one).collect::<Vec<_>>().join(between)
    };
    match reading {
        Reading::One(dialled) => list(std::slice::from_ref(dialled), ""),
        Reading::Which(all) => list(all, " ? "),
        Reading::Several(all) => list(all, " & "),
        Reading::Refused(why) => format!("{why:?}"),
    }
}

#[test]
fn numbers_among_words() {
    let chinese = known(CN, Strength::Language);
    for (text, expected) in [
        ("13800138000", "+8613800138000"),
        ("13800138000 张先生", "+8613800138000"),
        ("13800138000 微信同号", "+8613800138000"),
        ("13800138000（晚上打）", "+8613800138000"),
        ("手机：13800138000，姓名王小明", "+8613800138000"),
        ("+86 138 0013 8000 (WeChat)", "+8613800138000"),
        ("一三八零零一三八零零零", "+8613800138000"),
        ("我的号码是一三八 零零一三 八零零零", "+8613800138000"),
        ("１３８００１３８０００", "+8613800138000"),
        ("1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "+8613800138000"),
        ("138OO138OOO", "+8613800138000"),
        ("1380013800O", "+8613800138000"),
        ("l3800138000", "+8613800138000"),
        ("0086 138 0013 8000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("打13800138000或者13900139000", "+8613800138000 & +8613900139000"),
        ("13800138000 13900139000", "+8613800138000 & +8613900139000"),
        ("13800138000/13900139000", "+8613800138000 & +8613900139000"),
        ("13800138000, again 138-0013-8000", "+8613800138000"),
        ("0755-8888 8888 ext. 12", "+8675588888888x12"),
        ("+1 (415) 555-2671 x123", "+14155552671x123"),
        ("13800138000 after 3pm", "+8613800138000"),
        ("13800138000 3pm", "+8613800138000"),
        ("at 3 13800138000", "+8613800138000"),
        ("RB-1042 13800138000", "+8613800138000"),
        ("on 2026-12-03 call 13800138000", "+8613800138000"),
        ("I lost 10000000 USDT, call +447700900123", "+447700900123"),
        ("tel:+8613800138000", "+8613800138000"),
        ("number13800138000", "+8613800138000"),
        ("+44 (0)7700 900299", "+447700900299"),
        ("wrong number, call me on +447700900123", "+447700900123"),
        ("call me: 0044 7700 900123 please, order 12345678", "+447700900123"),
        ("1-800-FLOWERS", "+18003569377"),
        ("my flowers 1-800-FLOWERS thanks", "+18003569377"),
        ("852 91234567", "+85291234567"),
        ("85291234567", "+85291234567"),
        ("44 7400 123456", "+447400123456"),
        ("886912345678", "+886912345678"),
        ("14155552671", "+14155552671"),
        ("+5511961234567", "+5511961234567"),
        ("+60123456789", "+60123456789"),
        ("+390212345678", "+390212345678"),
        ("+86 0755 8888 8888", "+8675588888888"),
        ("7 912 345 67 89", "+79123456789"),
    ] {
        assert_eq!(shown(&read_number(text, &chinese)), expected, "{text}");
    }
}

#[test]
fn what_is_known_of_the_customer_completes_a_number_and_the_desk_does_not() {
    for strength in [Strength::Number, Strength::Zone] {
        assert_eq!(shown(&read_number("07700 900299", &known(GB, strength))), "+447700900299");
        assert_eq!(shown(&read_number("2025550143", &known(US, strength))), "+12025550143");
        assert_eq!(shown(&read_number("(415) 555-2671", &known(US, strength))), "+14155552671");
        assert_eq!(shown(&read_number("91234567", &known(HK, strength))), "+85291234567");
        assert_eq!(shown(&read_number("0912345678", &known(TW, strength))), "+886912345678");
    }
    for text in ["010 6234 5678 转 8012", "010 6234 5678 分机号：8012", "010-6234-5678轉8012"] {
        assert_eq!(shown(&read_number(text, &known(CN, Strength::Zone))), "+861062345678x8012", "{text}");
        // A Korean mobile phone as well.
        let reading = shown(&read_number(text, &known(CN, Strength::Language)));
        assert!(reading.starts_with("+861062345678x8012 ? "), "{reading}");
    }
    // Only the desk's country is known: ask.
    for (text, among) in [
        ("07700 900299", "+447700900299"),
        ("07700 900299", "+867700900299"),
        ("2025550143", "+12025550143"),
        ("415-555-2671", "+14155552671"),
        ("91234567", "+85291234567"),
        ("0912345678", "+886912345678"),
        ("9876543210", "+919876543210"),
    ] {
        let reading = read_number(text, &[DESK]);
        assert!(matches!(&reading, Reading::Which(all) if (2..=3).contains(&all.len())), "{text}: {}", shown(&reading));
        assert!(shown(&reading).contains(among), "{text}: {}", shown(&reading));
    }
    // A language is a weak hint: another country's mobile is asked about.
    let reading = read_number("07700 900299", &known(CN, Strength::Language));
    assert!(matches!(reading, Reading::Which(_)), "{}", shown(&reading));
    // No other country's numbers have the shape of a Chinese mobile number.
    assert_eq!(shown(&read_number("138 0013 8000", &[DESK])), "+8613800138000");
    let hong_kong = [Hint { country: HK, strength: Strength::Desk }];
    assert_eq!(shown(&read_number("0086 138 0013 8000", &hong_kong)), "+8613800138000");
    assert_eq!(shown(&read_number("8613800138000", &hong_kong)), "+8613800138000");
}

#[test]
fn what_is_no_number_to_call_is_refused_with_its_reason() {
    for (text, expected) in [
        ("wx_abc", Refusal::NotAPhone),
        ("微信 wx_abc123456789", Refusal::NotAPhone),
        ("qq 123456789", Refusal::NotAPhone),
        ("RB-10421234", Refusal::NotAPhone),
        ("0x742d35Cc6634C0532925a3b844Bc454e4438f44e", Refusal::NotAPhone),
        ("订单号 2026112712345678", Refusal::NotAPhone),
        ("2026-12-03", Refusal::NotAPhone),
        ("10000000 usdt", Refusal::NotAPhone),
        ("wait what are your fees?", Refusal::NotAPhone),
        ("帐号北盗", Refusal::NotAPhone),
        ("54321", Refusal::TooShort),
        ("138001", Refusal::TooShort),
        ("+86 138", Refusal::TooShort),
        ("+1 202 555 01", Refusal::Impossible),
        ("+86 138 0013 80000 00", Refusal::Impossible),
        ("+888 0555 6677", Refusal::Anonymous),
        ("00888 0555 6677", Refusal::Anonymous),
        ("911", Refusal::Special),
        ("110", Refusal::Special),
        ("95588", Refusal::Special),
    ] {
        assert_eq!(read_number(text, &[DESK]), Reading::Refused(expected), "{text}");
    }
}

#[test]
fn contacts_from_an_address_book_are_read_like_typed_numbers() {
    assert_eq!(shown(&read_contact("13800138000", false, &known(CN, Strength::Language))), "+8613800138000");
    assert_eq!(shown(&read_contact("(415) 555-2671", false, &known(US, Strength::Number))), "+14155552671");
    assert!(matches!(read_contact("9876543210", false, &[DESK]), Reading::Which(_)));
    assert_eq!(shown(&read_contact("447700900123", true, &[DESK])), "+447700900123");
    assert_eq!(read_contact("88805556677", true, &[DESK]), Reading::Refused(Refusal::Anonymous));
    let own = read_contact("8613800138000", true, &[DESK]);
    assert!(matches!(own, Reading::One(dialled) if dialled.phone.is_verified() && dialled.country == Some(CN)));
}

proptest! {
    #[test]
    fn reading_never_fails_and_gives_what_was_written(text in "[0-9+() a-zO.零一二三x转-]{0,40}") {
        let reading = read_number(&text, &known(CN, Strength::Language));
        let numbers = match &reading {
            Reading::One(dialled) => vec![dialled.clone()],
            Reading::Which(all) | Reading::Several(all) => all.clone(),
            Reading::Refused(_) => Vec::new(),
        };
        for dialled in numbers {
            prop_assert!(dialled.phone.reveal().len() <= 18);
            prop_assert!(dialled.phone.country() == dialled.country);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>()) {
        let _ = read_number(&text, &[DESK]);
    }
}

#[test]
fn a_number_is_hidden_as_far_as_its_reader_must_not_call_it() {
    let phone = Phone::typed("１３８ ００１３ ８０００", Some(CN));
    let shown = phone.map(|phone| (phone.masked(), phone.hinted(), format!("{phone:?}")));
    let expected = ("+86 ••• 00".to_owned(), "+86138••••8000".to_owned(), "+86 ••• 00".to_owned());
    assert_eq!(shown, Ok(expected));
}

#[test]
fn what_is_typed_is_checked_and_what_telegram_vouches_for_is_believed() {
    assert_eq!(Phone::typed("tomorrow", None), Err(PhoneProblem::NotANumber));
    assert_eq!(Phone::typed("13800138000", None), Err(PhoneProblem::NoCountry));
    assert_eq!(Phone::typed("+86 12 3456", None), Err(PhoneProblem::Impossible));
    assert_eq!(Phone::shared("4915550001", true).map(|phone| phone.is_verified()), Ok(true));
    assert_eq!(Phone::shared("12025550143", false).map(|phone| phone.reveal().to_owned()), Ok("+12025550143".into()));
    assert_eq!(Phone::shared("99", true), Err(PhoneProblem::NotANumber));
}
