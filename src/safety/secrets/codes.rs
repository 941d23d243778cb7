//! Codes that are good once, by what is said of them: "验证码 123456", "the code is 482913". Codes of errors, invitations and
//! countries pass, and so do questions about codes.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::{clause_ends, starts_with, tie};

/// Digits of a code.
const LENGTHS: std::ops::RangeInclusive<usize> = 4..=8;
/// Digits that make any "code" one of these: what phones and authenticators show.
const USUAL: usize = 6;

/// How far a code may stand from its label, bytes of little words.
const REACH: usize = 32;

/// Between a code and the label after it: "482913 is your bitp verification code".
const REACH_BEFORE: usize = 40;

/// A word about errors so near before means that "code" is one of those, bytes.
const ERROR_REACH: usize = 32;

/// A number with such a name so near before it is what that name says, bytes.
const NAME_REACH: usize = 8;

/// What counts things or dates them.
const UNITS: [&str; 40] = [
    "位",
    "个",
    "個",
    "次",
    "天",
    "分",
    "小时",
    "小時",
    "秒",
    "月",
    "年",
    "条",
    "元",
    "遍",
    "日",
    "号",
    "號",
    "点",
    "%",
    "usdt",
    "usd",
    "btc",
    "eth",
    "u",
    "digit",
    "digits",
    "character",
    "characters",
    "times",
    "day",
    "days",
    "minutes",
    "minute",
    "hours",
    "hour",
    "seconds",
    "second",
    "sec",
    "min",
    "am",
];

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for cue in cues.all(Cue::Code) {
        let code = after(plain, cue.end, false).or_else(|| before(plain, cues, cue.start));
        found.extend(code.map(|range| (SecretKind::OneTimeCode, range)));
    }
    for cue in cues.all(Cue::AnyCode) {
        if cues.before(cue.start, ERROR_REACH, &[Cue::OpenCode]).is_some() {
            continue;
        }
        let code = after(plain, cue.end, true).or_else(|| before(plain, cues, cue.start));
        let usual = code.filter(|range| digits(plain, range) == USUAL);
        found.extend(usual.map(|range| (SecretKind::OneTimeCode, range)));
    }
}

/// A code behind its label. Of any "code", one that nothing ties to it must end the clause: "code 100231 when I trade" is
/// about an error.
fn after(plain: &Plain, from: usize, any: bool) -> Option<Range<usize>> {
    let tie = tie(plain, from, REACH);
    let rest = plain.low_from(tie.at).trim_start_matches(['#', '-', '\u{2013}']);
    let at = plain.low.len() - rest.len();
    code_at(plain, at).filter(|code| !any || tie.told || clause_ends(plain, code.end))
}

/// A code that begins here: digits, in one piece or two, or Google's `G-123456`.
fn code_at(plain: &Plain, at: usize) -> Option<Range<usize>> {
    let rest = plain.low_from(at);
    let body = rest.strip_prefix("g-").unwrap_or(rest);
    let start = at + (rest.len() - body.len());
    let first = body.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = if first == 1 { spelled(body) } else { first };
    let tail = body.get(first..).unwrap_or_default();
    if matches!(first, 3 | 4) && tail.starts_with([' ', '-']) {
        let second = tail.bytes().skip(1).take_while(u8::is_ascii_digit).count();
        if second == first {
            length += 1 + second;
        }
    }
    let range = start..start + length;
    let follows = plain.low_from(range.end);
    let joined = follows.starts_with(|c: char| c.is_ascii_alphanumeric())
        || follows.starts_with(['.', ':', '/', '-']) && follows.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    let counted = starts_with(follows.trim_start(), &UNITS).is_some();
    (LENGTHS.contains(&digits(plain, &range)) && !joined && !counted).then_some(range)
}

/// The length of digits that are written one by one: `9 3 1 0 4 2`.
fn spelled(text: &str) -> usize {
    let bytes = text.as_bytes();
    let pairs = bytes.chunks(2).take_while(|pair| {
        pair.first().is_some_and(u8::is_ascii_digit) && pair.get(1).is_none_or(|gap| matches!(gap, b' ' | b'-'))
    });
    let digits = pairs.count();
    // The last digit need not have a gap behind it.
    let last = usize::from(bytes.get(digits * 2).is_some_and(u8::is_ascii_digit));
    let digits = digits + last;
    if LENGTHS.contains(&digits) { digits * 2 - 1 } else { 1 }
}

/// A code that the label follows: digits, then "is", then the label within a few words.
fn before(plain: &Plain, cues: &Cues, to: usize) -> Option<Range<usize>> {
    const COPULAS: [&str; 8] = ["is", "was", "as", "are", "是", "就是", "为", "="];
    let from = to.saturating_sub(REACH_BEFORE);
    let from = (from..=to).find(|at| plain.low.is_char_boundary(*at))?;
    let window = plain.low.get(from..to)?;
    // Another sentence is about something else.
    let window = window.rsplit(['。', '!', '?', '\n', '；', ';']).next().unwrap_or_default();
    let offset = to - window.len();
    let last = window.rfind(|c: char| c.is_ascii_digit())? + 1;
    let rest = window.get(last..)?.trim_start_matches([' ', ',', '"', '”', '\'', '(']);
    let tied = starts_with(rest, &COPULAS).is_some() || ["这个", "這個", "的", ""].contains(&rest.trim());
    let start = window
        .get(..last)?
        .rfind(|c: char| !(c.is_ascii_digit() || c == '-' || c == ' '))
        .map_or(0, |at| at + window.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let start =
        offset + start + window.get(start..).map_or(0, |rest| rest.len() - rest.trim_start_matches([' ', '-']).len());
    let named = cues.before(start, NAME_REACH, &[Cue::Id, Cue::Hash, Cue::OpenCode]).is_some();
    let google = plain.low_before(start).ends_with("g-");
    let preceded = !google
        && plain.low_before(start).ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '/' | '-'));
    code_at(plain, start).filter(|range| tied && !preceded && !named && range.end == offset + last)
}

fn digits(plain: &Plain, range: &Range<usize>) -> usize {
    plain.piece(range.clone()).bytes().filter(u8::is_ascii_digit).count()
}
