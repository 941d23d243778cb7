//! A calendar day as people write it: `12/3`, `December 3rd`, 12月3号, `2026-12-03`, `the 15th`. Takes no fractions.

use crate::numbers::number;
use crate::tokens::{Kind, Tokens};

/// A day by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CalendarDay {
    pub year: Option<i16>,
    pub month: Option<i8>,
    pub day: i8,
    /// Whether day and month may be the other way round.
    pub either_way: bool,
}

const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];
const FIRST_YEAR: i32 = 2020;
const LAST_YEAR: i32 = 2099;

/// A day at a place, and how many tokens it takes.
pub(crate) fn day(tokens: &Tokens, at: usize) -> Option<(CalendarDay, usize)> {
    chinese(tokens, at)
        .or_else(|| named(tokens, at))
        .or_else(|| slashed(tokens, at))
        .or_else(|| ordinal_alone(tokens, at))
}

fn month_name(tokens: &Tokens, at: usize) -> Option<i8> {
    let word = tokens.word(at)?;
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|index| i8::try_from(index + 1).ok())
}

fn of_month(value: i32) -> Option<i8> {
    i8::try_from(value).ok().filter(|day| (1..=31).contains(day))
}

/// `3`, `3rd`.
fn ordinal(tokens: &Tokens, at: usize) -> Option<(i8, usize, bool)> {
    let read = number(tokens, at).filter(|_| tokens.digits(at).is_some())?;
    let day = of_month(read.value)?;
    let suffix = matches!(tokens.word(at + 1), Some("st" | "nd" | "rd" | "th")) && tokens.touches_before(at + 1);
    Some((day, 1 + usize::from(suffix), suffix))
}

/// `December 3rd`, `3 December`, `3rd of Dec 2026`.
fn named(tokens: &Tokens, at: usize) -> Option<(CalendarDay, usize)> {
    let (month, day, end) = match month_name(tokens, at) {
        Some(month) => {
            let next =
                at + 1 + usize::from(tokens.is_sign(at + 1, '.')) + usize::from(tokens.word(at + 1) == Some("the"));
            let (day, length, _) = ordinal(tokens, next)?;
            // "may 3 people call" and "may 3pm": the month needs more than the verb.
            let verb = tokens.word(at) == Some("may") && tokens.word(next + length).is_some();
            if verb || tokens.is_sign(next + length, ':') || matches!(tokens.word(next + length), Some("am" | "pm")) {
                return None;
            }
            (month, day, next + length)
        }
        None => {
            let (day, length, _) = ordinal(tokens, at)?;
            let next = at + length + usize::from(tokens.word(at + length) == Some("of"));
            (month_name(tokens, next)?, day, next + 1)
        }
    };
    let year_at = end + usize::from(tokens.is_sign(end, ','));
    let year = year(tokens, year_at);
    let end = if year.is_some() { year_at + 1 } else { end };
    Some((CalendarDay { year, month: Some(month), day, either_way: false }, end - at))
}

fn year(tokens: &Tokens, at: usize) -> Option<i16> {
    let value = number(tokens, at)?.value;
    (FIRST_YEAR..=LAST_YEAR).contains(&value).then(|| i16::try_from(value).ok())?
}

/// `12/3`, `12/3/2026`, `2026-12-03`, `3.12.2026`; never `24/7`, and a dash or a dot only with a year.
fn slashed(tokens: &Tokens, at: usize) -> Option<(CalendarDay, usize)> {
    let first = number(tokens, at).filter(|_| tokens.digits(at).is_some())?.value;
    let sign = *['/', '-', '.'].iter().find(|sign| tokens.is_sign(at + 1, **sign))?;
    let glued = |at: usize| tokens.touches_before(at);
    let second = number_after(tokens, at + 2).filter(|_| glued(at + 1) && glued(at + 2))?;
    let third = (tokens.is_sign(at + 3, sign) && glued(at + 3)).then(|| number_after(tokens, at + 4)).flatten();
    if let (Some(year), Some(third)) = (year(tokens, at), third) {
        let (month, day) = (of_month(second).filter(|month| *month <= 12)?, of_month(third)?);
        return Some((CalendarDay { year: Some(year), month: Some(month), day, either_way: false }, 5));
    }
    let year = third.map(|year| if year < 100 { year + 2000 } else { year });
    let year = match year {
        Some(year) if (FIRST_YEAR..=LAST_YEAR).contains(&year) => Some(i16::try_from(year).ok()?),
        Some(_) => return None,
        None => None,
    };
    if (year.is_none() && (sign != '/' || (first, second) == (24, 7)))
        || tokens.is_sign(at + 3, '%')
        || slips(tokens, at)
    {
        return None;
    }
    let (first, second) = (of_month(first)?, of_month(second)?);
    let (month, day, either_way) = match (first, second) {
        (13.., 13..) => return None,
        (13.., month) => (month, first, false),
        (month, 13..) => (month, second, false),
        (first, second) => (first, second, first != second),
    };
    Some((CalendarDay { year, month: Some(month), day, either_way }, if year.is_some() { 5 } else { 3 }))
}

/// The second number of a date, which a dot may stand before.
fn number_after(tokens: &Tokens, at: usize) -> Option<i32> {
    tokens.digits(at).filter(|digits| digits.len() <= 4)?.parse().ok()
}

/// Whether a fraction is meant: `1/2 of it`, or a part of a longer path.
fn slips(tokens: &Tokens, at: usize) -> bool {
    (at > 0 && tokens.is_sign(at - 1, '/') && tokens.touches_before(at))
        || tokens.is_sign(at + 3, '/')
        || matches!(tokens.word(at + 3), Some("of" | "coins" | "usdt" | "hours" | "days"))
}

/// 12月3号, 十二月三日, 2026年12月3日; a day of the month alone only with 号.
fn chinese(tokens: &Tokens, at: usize) -> Option<(CalendarDay, usize)> {
    let first = number(tokens, at)?;
    let mut next = at + first.tokens;
    let mut month = first;
    let mut year = None;
    if tokens.is_han(next, "年") {
        year = Some(i16::try_from(first.value).ok().filter(|_| (FIRST_YEAR..=LAST_YEAR).contains(&first.value))?);
        month = number(tokens, next + 1)?;
        next += 1 + month.tokens;
    }
    if tokens.is_han(next, "月") {
        let month = i8::try_from(month.value).ok().filter(|month| (1..=12).contains(month))?;
        let day = number(tokens, next + 1)?;
        let end = next + 1 + day.tokens;
        let end = end + usize::from(tokens.is_han(end, "日号"));
        return Some((
            CalendarDay { year, month: Some(month), day: of_month(day.value)?, either_way: false },
            end - at,
        ));
    }
    let ordinal = at > 0 && tokens.is_han(at - 1, "第尾单订账帐工卡编房证");
    let other = matches!(tokens.kind(next + 1), Some(Kind::Han('线' | '楼' | '单' | '码' | '机' | '门' | '房' | '院')));
    let named = tokens.is_han(next, "号") && !tokens.is_han(next, "日");
    if year.is_none() && named && !ordinal && !other && first.value <= 31 {
        return Some((
            CalendarDay { year: None, month: None, day: of_month(first.value)?, either_way: false },
            next + 1 - at,
        ));
    }
    None
}

/// `the 15th`.
fn ordinal_alone(tokens: &Tokens, at: usize) -> Option<(CalendarDay, usize)> {
    let the = usize::from(tokens.word(at) == Some("the"));
    let (day, length, suffix) = ordinal(tokens, at + the)?;
    let counted =
        tokens.word(at + the + length).is_some_and(|word| matches!(word, "time" | "day" | "try" | "one" | "message"));
    (suffix && the == 1 && !counted)
        .then_some((CalendarDay { year: None, month: None, day, either_way: false }, the + length))
}
