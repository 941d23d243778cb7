//! A time of day as people write it: `3pm`, `15:00`, `half past four`, 下午三点半. Takes no amounts, fees or counts.

use crate::numbers::number;
use crate::tokens::{Kind, Tokens};

/// A time of day before it is known which half of the day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    pub hour: i8,
    pub minute: i8,
    /// Which half, where it was said: `true` is after noon.
    pub pm: Option<bool>,
    /// Written by the 24-hour clock: nothing is open.
    pub whole_day: bool,
}

impl Clock {
    /// The hour by the 24-hour clock, if that is known.
    pub fn sure_hour(self) -> Option<i8> {
        match (self.pm, self.hour) {
            (Some(true), 12) => Some(12),
            (Some(true), hour) if hour < 12 => Some(hour + 12),
            (Some(false), 12) => Some(0),
            (Some(_), hour) => Some(hour),
            (None, hour) if self.whole_day || hour == 0 || hour > 12 => Some(hour),
            (None, _) => None,
        }
    }
}

/// Units after which a number is an amount or a length.
const UNITS: [&str; 34] = [
    "usdt", "usd", "usdc", "btc", "eth", "trx", "coins", "dollars", "dollar", "euro", "euros", "percent", "times", "x",
    "k", "days", "day", "hours", "hour", "hrs", "hr", "minutes", "minute", "mins", "min", "weeks", "week", "months",
    "month", "years", "people", "trc", "bucks", "u",
];
/// Han characters after which 点 counts points, not hours.
const POINTS: &str = "问疑建要意原数";
/// Han characters before 一点 that make it "a little".
const A_LITTLE_BEFORE: &str = "快早晚慢有差多少大小好这迟贵高低点远近";
/// Han characters after 一点 that do.
const A_LITTLE_AFTER: &str = "都也儿问钱用没不";

/// A time of day at a place, and how many tokens it takes. `expected` tells that a word before it, such as "at" or
/// "after", makes a bare number a time.
pub(crate) fn clock(tokens: &Tokens, at: usize, expected: bool) -> Option<(Clock, usize)> {
    spoken(tokens, at)
        .or_else(|| read_out(tokens, at))
        .or_else(|| chinese(tokens, at))
        .or_else(|| written(tokens, at, expected))
        .or_else(|| bare(tokens, at).filter(|_| expected))
}

/// `3:30`, `3pm`, `3 o'clock`, `15h30`, `1530h`; with a word before it also `14.30` and `1530`.
fn written(tokens: &Tokens, at: usize, expected: bool) -> Option<(Clock, usize)> {
    let hour = number(tokens, at)?;
    let next = at + hour.tokens;
    let is_digits = tokens.digits(at).is_some();
    let minute_at = |at: usize| {
        let digits = tokens.digits(at).filter(|digits| digits.len() == 2 && tokens.touches_before(at))?;
        digits.parse::<i8>().ok().filter(|minute| (0..60).contains(minute))
    };
    let separated = tokens.touches_before(next) && is_digits;
    let sign = tokens.is_sign(next, ':') || tokens.is_sign(next, '.');
    let lettered = tokens.word(next) == Some("h");
    if separated && (sign || lettered) && (sign || minute_at(next + 1).is_some()) {
        let minute = minute_at(next + 1)?;
        let dotted = tokens.is_sign(next, '.');
        let (pm, after) = half(tokens, next + 2);
        // A third group makes it a date, a version or an address.
        let more = (tokens.is_sign(after, '.') || tokens.is_sign(after, ':'))
            && tokens.digits(after + 1).is_some()
            && tokens.touches_before(after + 1);
        let amount = tokens.is_sign(after, '%') || tokens.word(after).is_some_and(|word| UNITS.contains(&word));
        if more && dotted || amount || (dotted && !expected && pm.is_none()) {
            return None;
        }
        let after = if more { after + 2 } else { after };
        return made(hour.value, minute, pm, hour.two_digits && hour.value < 10, after - at);
    }
    let (pm, after) = half(tokens, next);
    if pm.is_some() {
        return made(hour.value, 0, pm, false, after - at);
    }
    // `11 30 am`
    let minute = tokens.digits(next).filter(|digits| digits.len() == 2).and_then(|digits| digits.parse().ok());
    if let (Some(minute @ 0..60), (pm @ Some(_), after)) = (minute, half(tokens, next + 1)) {
        return made(hour.value, minute, pm, false, after - at);
    }
    if let Some("oclock" | "uhr") = tokens.word(next) {
        let (pm, after) = half(tokens, next + 1);
        return made(hour.value, 0, pm, tokens.word(next) == Some("uhr"), after - at);
    }
    if tokens.word(next) == Some("o") && tokens.word(next + 1) == Some("clock") {
        let (pm, after) = half(tokens, next + 2);
        return made(hour.value, 0, pm, false, after - at);
    }
    let hours = matches!(tokens.word(next), Some("h" | "hrs")) && tokens.touches_before(next);
    let four = tokens.digits(at).is_some_and(|digits| digits.len() == 4);
    if four && (hours || expected) && hour.value % 100 < 60 && !is_amount(tokens, next, hours) {
        let minute = i8::try_from(hour.value % 100).ok()?;
        return made(hour.value / 100, minute, None, true, next + usize::from(hours) - at);
    }
    if hours && tokens.word(next) == Some("h") && is_digits && expected {
        return made(hour.value, 0, None, true, next + 1 - at);
    }
    None
}

fn is_amount(tokens: &Tokens, next: usize, hours: bool) -> bool {
    !hours
        && (tokens.word(next).is_some_and(|word| UNITS.contains(&word))
            || matches!(tokens.kind(next), Some(Kind::Han('年' | '块' | '元' | '个'))))
}

/// A number alone, after a word that makes it a time.
fn bare(tokens: &Tokens, at: usize) -> Option<(Clock, usize)> {
    let hour = number(tokens, at)?;
    let next = at + hour.tokens;
    let more = tokens.digits(next + 1).is_some()
        && ['.', ':', '/', ','].iter().any(|sign| tokens.is_sign(next, *sign))
        && tokens.touches_before(next + 1);
    let unit = tokens.word(next).is_some_and(|word| UNITS.contains(&word))
        || tokens.word(next).is_some_and(|word| word != "ish") && tokens.touches_before(next)
        || matches!(tokens.kind(next), Some(Kind::Han(_))) && !tokens.is_han(next, "以之后前左到至打")
        || tokens.is_sign(next, '%');
    if more || unit || !(1..=24).contains(&hour.value) {
        return None;
    }
    let ish = usize::from(tokens.word(next) == Some("ish") && tokens.touches_before(next));
    made(hour.value, 0, None, false, hour.tokens + ish)
}

/// `half past four`, `quarter to five`, `ten past five`, `half four`.
fn spoken(tokens: &Tokens, at: usize) -> Option<(Clock, usize)> {
    let article = usize::from(matches!(tokens.word(at), Some("a" | "an")));
    let first = at + article;
    let (minute, next) = match tokens.word(first) {
        Some("half") => (30, first + 1),
        Some("quarter" | "qtr") => (15, first + 1),
        _ => {
            let minutes = number(tokens, first).filter(|read| (1..30).contains(&read.value))?;
            let next = first + minutes.tokens;
            let next = if matches!(tokens.word(next), Some("minutes" | "mins" | "min")) { next + 1 } else { next };
            (i8::try_from(minutes.value).ok()?, next)
        }
    };
    let (to, next) = match tokens.word(next) {
        Some("past") | Some("after") if minute <= 30 => (false, next + 1),
        Some("to" | "til" | "till") if minute < 30 => (true, next + 1),
        // British: half four is 4:30.
        _ if minute == 30 && article == 0 && tokens.word(first) == Some("half") => (false, next),
        _ => return None,
    };
    let hour = number(tokens, next).filter(|read| (1..=12).contains(&read.value))?;
    let after = next + hour.tokens;
    // "10 to 12" is a stretch, "ten to twelve" and "10 min to 12" are times; "half 2 hours" is a length.
    let is_stretch = to && tokens.digits(first).is_some() && next == first + 2;
    if is_stretch || tokens.word(after).is_some_and(|word| UNITS.contains(&word)) {
        return None;
    }
    let (pm, after) = half(tokens, after + usize::from(tokens.word(after) == Some("oclock")));
    let (hour, minute) = match (to, hour.value) {
        (false, hour) => (hour, minute),
        (true, 1) => (12, 60 - minute),
        (true, hour) => (hour - 1, 60 - minute),
    };
    made(hour, minute, pm, false, after - at)
}

/// `seven thirty`.
fn read_out(tokens: &Tokens, at: usize) -> Option<(Clock, usize)> {
    let word = |at: usize| tokens.word(at).and_then(|_| number(tokens, at));
    let hour = word(at).filter(|read| (1..=12).contains(&read.value))?;
    let minute = word(at + hour.tokens).filter(|read| (10..60).contains(&read.value))?;
    let (pm, after) = half(tokens, at + hour.tokens + minute.tokens);
    made(hour.value, i8::try_from(minute.value).ok()?, pm, false, after - at)
}

/// 三点, 3点半, 八点一刻, 十点二十分, 3时.
fn chinese(tokens: &Tokens, at: usize) -> Option<(Clock, usize)> {
    let hour = number(tokens, at).filter(|read| (0..=24).contains(&read.value))?;
    let mark = at + hour.tokens;
    let o_clock = tokens.is_han(mark, "点") || (tokens.is_han(mark, "时") && !tokens.is_han(mark + 1, "候间差区"));
    if !o_clock || tokens.is_han(mark + 1, POINTS) {
        return None;
    }
    let alone = hour.value == 1 && tokens.digits(at).is_none();
    let little = (at > 0 && tokens.is_han(at - 1, A_LITTLE_BEFORE)) || tokens.is_han(mark + 1, A_LITTLE_AFTER);
    if alone && little && !tokens.is_han(mark + 1, "钟半") {
        return None;
    }
    let mut next = mark + 1;
    let mut minute = 0;
    if tokens.is_han(next, "钟整") {
        next += 1;
    } else if tokens.is_han(next, "半") {
        (minute, next) = (30, next + 1);
    } else if tokens.is_han(next, "一三") && tokens.is_han(next + 1, "刻") {
        minute = if tokens.is_han(next, "一") { 15 } else { 45 };
        next += 2;
    } else if let Some(read) = number(tokens, next).filter(|read| (0..60).contains(&read.value)) {
        let end = next + read.tokens;
        let said = tokens.is_han(end, "分");
        // 三点 5 个 does not mean five past three.
        if said || (read.two_digits && !tokens.is_han(end, "个天小万块元")) {
            minute = i8::try_from(read.value).ok()?;
            next = end + usize::from(said);
        }
    }
    made(hour.value, minute, None, false, next - at)
}

/// Which half of the day is said here, and where it ends.
fn half(tokens: &Tokens, at: usize) -> (Option<bool>, usize) {
    let letter = match tokens.word(at) {
        Some("am") => return (Some(false), at + 1),
        Some("pm") => return (Some(true), at + 1),
        Some("a") => false,
        Some("p") => true,
        _ => return (None, at),
    };
    let dotted = tokens.is_sign(at + 1, '.') && tokens.word(at + 2) == Some("m");
    let spaced = tokens.word(at + 1) == Some("m");
    let end = match (dotted, spaced) {
        (true, _) => at + 3 + usize::from(tokens.is_sign(at + 3, '.')),
        (_, true) => at + 2,
        // `3p`, as typed in haste.
        _ if tokens.touches_before(at) => at + 1,
        _ => return (None, at),
    };
    (Some(letter), end)
}

fn made(hour: i32, minute: i8, pm: Option<bool>, whole_day: bool, tokens: usize) -> Option<(Clock, usize)> {
    let hour = i8::try_from(hour).ok().filter(|hour| (0..=24).contains(hour) && (*hour < 24 || minute == 0))?;
    Some((Clock { hour, minute, pm: pm.filter(|_| hour <= 12), whole_day }, tokens))
}
