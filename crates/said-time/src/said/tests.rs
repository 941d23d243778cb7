//! Times as people say them; each row is a kind. It is Friday, 27 November 2026, 10:00 in Shanghai, where the customer is.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{SaidTime, Stretch, When, said_time};

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC)
}

/// Open from nine to six.
fn is_open(at: Timestamp) -> bool {
    (9..18).contains(&at.to_zoned(zone()).hour())
}

fn at(now: &str, text: &str) -> Option<SaidTime> {
    let now: Timestamp = now.parse().unwrap_or_default();
    said_time(text, &now.to_zoned(zone()), &is_open)
}

fn read(text: &str) -> Option<SaidTime> {
    at("2026-11-27T02:00:00Z", text)
}

fn stretch(stretch: Stretch) -> String {
    let show = |at: Timestamp| at.to_zoned(zone()).strftime("%d.%m %H:%M").to_string();
    if stretch.exact {
        show(stretch.earliest)
    } else {
        format!("{} - {}", show(stretch.earliest), show(stretch.latest))
    }
}

fn shown(said: &Option<SaidTime>) -> String {
    match said.as_ref().map(|said| said.when) {
        None => "none".to_owned(),
        Some(When::Soon) => "soon".to_owned(),
        Some(When::Later) => "later".to_owned(),
        Some(When::In(within)) => stretch(within),
    }
}

/// Notes a row that is wrong, so that all of them are seen at once.
fn check(wrong: &mut Vec<String>, text: &str, read: String, expected: &str) {
    if read != expected {
        wrong.push(format!("{text}: {read}, not {expected}"));
    }
}

#[test]
fn english_times() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("call me at 3pm tomorrow about my withdrawal", "28.11 15:00"),
        ("tomorrow 3pm", "28.11 15:00"),
        ("can you call me tomorrow at 3pm instead", "28.11 15:00"),
        ("tomorrow at 3", "28.11 15:00"),
        ("3 o'clock", "27.11 15:00"),
        ("3 o’clock tomorrow", "28.11 15:00"),
        ("15:00", "27.11 15:00"),
        ("1530", "27.11 15:30"),
        ("14.30", "27.11 14:30"),
        ("at 9", "28.11 09:00"),
        ("in an hour", "27.11 11:00"),
        ("in half an hour", "27.11 10:30"),
        ("half an hour", "27.11 10:30"),
        ("in 2 hours please", "27.11 12:00"),
        ("in about 20 minutes", "27.11 10:20"),
        ("an hour and a half from now", "27.11 11:30"),
        ("in a couple of hours", "27.11 12:00"),
        ("after work", "27.11 18:00 - 27.11 22:00"),
        ("not before 5", "27.11 17:00 - 28.11 00:00"),
        ("any time after 6 pm", "27.11 18:00 - 28.11 00:00"),
        ("tomorrow after 4", "28.11 16:00 - 29.11 00:00"),
        ("before noon tomorrow", "28.11 00:00 - 28.11 11:00"),
        ("before 11", "27.11 10:00 - 27.11 11:00"),
        ("between 2 and 4", "27.11 14:00 - 27.11 16:00"),
        ("2-4pm tomorrow", "28.11 14:00 - 28.11 16:00"),
        ("from 9 to 11 on monday", "30.11 09:00 - 30.11 11:00"),
        ("10am to 12pm tomorrow", "28.11 10:00 - 28.11 12:00"),
        ("tomorrow morning", "28.11 06:00 - 28.11 12:00"),
        ("this afternoon", "27.11 12:00 - 27.11 18:00"),
        ("tonight at 8:30", "27.11 20:30"),
        ("8 in the evening", "27.11 20:00"),
        ("half past four", "27.11 16:30"),
        ("half 4", "27.11 16:30"),
        ("seven thirty pm", "27.11 19:30"),
        ("16h", "27.11 16:00"),
        ("at 16h", "27.11 16:00"),
        ("16h30", "27.11 16:30"),
        ("can u ring me around 4ish", "27.11 16:00"),
        ("i am at work until 6", "27.11 18:00 - 28.11 00:00"),
        ("not in the morning", "27.11 12:00 - 27.11 18:00"),
        ("tomorrow not possible, wednesday", "02.12 00:00 - 03.12 00:00"),
        ("give me 10 minutes", "27.11 10:10"),
        ("first thing tomorrow", "28.11 06:00 - 28.11 09:00"),
        ("in two weeks", "11.12 00:00 - 12.12 00:00"),
        ("quarter to five", "27.11 16:45"),
        ("ten past five in the afternoon", "27.11 17:10"),
        ("wednesday afternoon", "02.12 12:00 - 02.12 18:00"),
        ("next monday 10:30", "30.11 10:30"),
        ("next wednesday", "02.12 00:00 - 03.12 00:00"),
        ("next week", "30.11 00:00 - 07.12 00:00"),
        ("on the weekend", "28.11 00:00 - 30.11 00:00"),
        ("the day after tomorrow", "29.11 00:00 - 30.11 00:00"),
        ("not today", "28.11 00:00 - 28.12 00:00"),
        ("around noon", "27.11 11:00 - 27.11 14:00"),
        ("December 3rd", "03.12 00:00 - 04.12 00:00"),
        ("3 dec at 4pm", "03.12 16:00"),
        ("12/24", "24.12 00:00 - 25.12 00:00"),
        ("2026-12-03 14:00", "03.12 14:00"),
        ("in 3 days", "30.11 00:00 - 01.12 00:00"),
        ("the 15th", "15.12 00:00 - 16.12 00:00"),
        ("as soon as possible", "soon"),
        ("as soon as you open", "soon"),
        ("ASAP!!", "soon"),
        ("now please", "soon"),
        ("later", "later"),
        ("i cannot take the call now, later please", "later"),
        ("I withdrew yesterday at 3pm, call me tomorrow at 5", "28.11 17:00"),
        ("sent it last monday, ring me at 4", "27.11 16:00"),
        ("3.30pm", "27.11 15:30"),
        ("4 p.m. would be good", "27.11 16:00"),
        ("ＴＯＭＯＲＲＯＷ ３ＰＭ", "28.11 15:00"),
    ] {
        check(&mut wrong, text, shown(&read(text)), expected);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn chinese_times() {
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("打给我明天下午三点", "28.11 15:00"),
        ("明天下午三点", "28.11 15:00"),
        ("改成明天下午三点", "28.11 15:00"),
        ("改到明天上午", "28.11 06:00 - 28.11 12:00"),
        ("下午三点给我打", "27.11 15:00"),
        ("下午3点", "27.11 15:00"),
        ("三点", "27.11 15:00"),
        ("明天九点", "28.11 09:00"),
        ("下周三下午", "02.12 12:00 - 02.12 18:00"),
        ("下个星期一上午十点半", "30.11 10:30"),
        ("后天", "29.11 00:00 - 30.11 00:00"),
        ("後天下午", "29.11 12:00 - 29.11 18:00"),
        ("今晚八点半", "27.11 20:30"),
        ("今晚八點半打給我", "27.11 20:30"),
        ("一个小时后", "27.11 11:00"),
        ("半小时后", "27.11 10:30"),
        ("半個鐘頭之後", "27.11 10:30"),
        ("20分钟后打给我", "27.11 10:20"),
        ("一个半小时后", "27.11 11:30"),
        ("下班后", "27.11 18:00 - 27.11 22:00"),
        ("五点以后", "27.11 17:00 - 28.11 00:00"),
        ("明天下午五点之前", "28.11 00:00 - 28.11 17:00"),
        ("明天两点到四点", "28.11 14:00 - 28.11 16:00"),
        ("下午2点-4点", "27.11 14:00 - 27.11 16:00"),
        ("越快越好", "soon"),
        ("盡快", "soon"),
        ("你们一开门就打", "soon"),
        ("晚点再说", "later"),
        ("晚一点打给我", "later"),
        ("今天不行", "28.11 00:00 - 28.12 00:00"),
        ("12月3号", "03.12 00:00 - 04.12 00:00"),
        ("十二月三日下午两点", "03.12 14:00"),
        ("3号下午", "03.12 12:00 - 03.12 18:00"),
        ("中午12点", "27.11 12:00"),
        ("晚上十二点", "28.11 00:00"),
        ("早上9点一刻", "28.11 09:15"),
        ("下午三点十五分", "27.11 15:15"),
        ("三天后", "30.11 00:00 - 01.12 00:00"),
        ("周末", "28.11 00:00 - 30.11 00:00"),
        ("我六点下班", "27.11 18:00 - 28.11 00:00"),
        ("上午不行", "27.11 12:00 - 27.11 18:00"),
        ("明天不行，后天可以", "29.11 00:00 - 30.11 00:00"),
        ("等一个小时再打", "27.11 11:00"),
        ("两周后", "11.12 00:00 - 12.12 00:00"),
        ("周五下午三点到五点", "27.11 15:00 - 27.11 17:00"),
        ("礼拜一", "30.11 00:00 - 01.12 00:00"),
        ("昨天提现没到，明天下午打给我", "28.11 12:00 - 28.11 18:00"),
        ("聽日下晝三點", "28.11 15:00"),
        ("下午三点左右", "27.11 15:00"),
        ("tomorrow 下午3点", "28.11 15:00"),
    ] {
        check(&mut wrong, text, shown(&read(text)), expected);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_no_time() {
    let mut wrong = Vec::new();
    for text in [
        "its been 3 days",
        "三天了还没到",
        "2 hours ago",
        "两个小时前提的",
        "withdrawal takes 30 minutes?",
        "提现要30分钟吗",
        "0.1%",
        "is the fee 0.1 %",
        "at 0.1%",
        "24/7",
        "are you open 24/7?",
        "RB-1042",
        "13800138000",
        "+44 7700 900123",
        "version 3.10.2",
        "500 usdt",
        "sent at 500 usdt",
        "order 12345678",
        "0x742d35Cc6634C0532925a3b844Bc454e4438f44e",
        "TRC20",
        "2fa",
        "快一点",
        "一点都不行",
        "有3点问题",
        "昨天下午三点",
        "yesterday at 3pm",
        "last monday",
        "上周三",
        "i sold 5",
        "good morning",
        "早上好",
        "what are your fees",
        "手续费多少",
        "next question",
        "this is bad",
        "may I ask",
        "1/2 of it",
        "first of all",
        "3 of my orders failed",
        "金额 500",
        "第3号订单",
        "几点上班",
        "等一下,手续费多少",
        "192.168.1.1",
        "from my wallet to yours",
        "it was 3 times",
        "尾号1234",
        "",
        "   ",
        "24小时服务吗",
        "second time",
        "my deposit of 3pm today did not arrive",
        "why is my withdrawal from monday still pending",
        "i have waited since 9am",
        "limit order at 3 failed",
        "我今天提现没到账",
        "五点钟的时候提现失败",
        "my withdrawal in the last 24 hours",
        "what time do you open",
    ] {
        check(&mut wrong, text, shown(&read(text)), "none");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_may_mean_two_times_says_both() {
    let said = read("12/3").unwrap_or_else(|| SaidTime { when: When::Soon, or: None, spans: Vec::new() });
    assert_eq!(shown(&Some(said.clone())), "03.12 00:00 - 04.12 00:00");
    assert_eq!(said.or.map(stretch), Some("12.03 00:00 - 13.03 00:00".to_owned()));
    let said = read("tomorrow at 3").and_then(|said| said.or);
    assert_eq!(said.map(stretch), Some("28.11 03:00".to_owned()));
    assert_eq!(read("tomorrow at 3pm").and_then(|said| said.or), None);
    assert_eq!(read("after 6").and_then(|said| said.or), None, "six in the morning has passed");
    let friday = read("friday 4pm");
    assert_eq!(shown(&friday), "27.11 16:00");
    assert_eq!(friday.and_then(|said| said.or).map(stretch), Some("04.12 16:00".to_owned()));
}

#[test]
fn what_has_passed_is_the_next_such_time() {
    let evening = "2026-11-27T12:00:00Z"; // 20:00
    assert_eq!(shown(&at(evening, "3pm")), "28.11 15:00");
    assert_eq!(shown(&at(evening, "today at 3pm")), "28.11 15:00");
    assert_eq!(shown(&at(evening, "this afternoon")), "28.11 12:00 - 28.11 18:00");
    assert_eq!(shown(&at(evening, "tonight")), "27.11 20:00 - 28.11 00:00");
    assert_eq!(shown(&at(evening, "in the morning")), "28.11 06:00 - 28.11 12:00");
    assert_eq!(shown(&at(evening, "friday morning")), "04.12 06:00 - 04.12 12:00");
}

#[test]
fn the_rest_of_the_words_is_left() {
    for (text, rest) in [
        ("call me at 3pm tomorrow about my withdrawal", "call me  about my withdrawal"),
        ("明天下午三点打给我，提现的事", "打给我，提现的事"),
        ("my account is locked, tomorrow morning please", "my account is locked,  please"),
    ] {
        assert_eq!(read(text).map(|said| said.rest(text)).as_deref(), Some(rest), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_gives_a_time_ahead_within_its_bounds(
        text in prop_oneof![
            any::<String>(),
            "(call |at |after |before |next |on |in |明天|下午|周|下周){0,3}[0-9:/.]{0,5} ?(pm|am|hours|点半?|号|later|天后|小时后|tomorrow|monday)?",
        ],
        second in 1_700_000_000_i64..1_900_000_000,
    ) {
        let now = Timestamp::from_second(second).unwrap_or_default().to_zoned(zone());
        if let Some(said) = said_time(&text, &now, &is_open) {
            let stretches = match said.when { When::In(within) => vec![within], _ => Vec::new() };
            for within in stretches.iter().chain(&said.or) {
                prop_assert!(within.earliest >= now.timestamp() && within.latest >= within.earliest);
            }
            let mut before = 0;
            for span in &said.spans {
                prop_assert!(before <= span.start && span.start < span.end);
                prop_assert!(text.get(span.clone()).is_some());
                before = span.end;
            }
            prop_assert!(!said.spans.is_empty());
            prop_assert!(said.rest(&text).len() <= text.len());
        }
    }
}
