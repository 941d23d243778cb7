//! Codes that are good once, by what is said of them: "验证码 123456", "the code is 482913". Codes of errors, invitations and
//! countries pass, and so do questions about codes.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::{clause_ends, is_little, starts_with, tie};

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

/// What stands between codes that are told in one breath.
const JOINS: &[char] = &[' ', ',', '/', '、', '和', '&', '\n', '+', '或', '跟'];

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
        keep(plain, cues, code, found);
    }
    for cue in cues.all(Cue::AnyCode).chain(cues.all(Cue::CodeHint)) {
        if is_of_an_error(plain, cues, cue.start) {
            continue;
        }
        let code = after(plain, cue.end, true).or_else(|| before(plain, cues, cue.start));
        keep(plain, cues, code.filter(|range| digits(plain, range) == USUAL), found);
    }
    for cue in cues.all(Cue::BackupCode) {
        backup_codes(plain, cue.end, found);
    }
}

/// A code, and others of its length that are told in the same breath.
fn keep(plain: &Plain, cues: &Cues, code: Option<Range<usize>>, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let Some(mut code) = code else { return };
    found.push((SecretKind::OneTimeCode, code.clone()));
    loop {
        let next = tie(plain, code.end, REACH).at;
        let rest = plain.low_from(next);
        let at = next + rest.len() - rest.trim_start_matches(JOINS).trim_start().len();
        let gap = plain.low.get(code.end..at).unwrap_or_default();
        let named = cues.before(at, at - code.end, &[Cue::Id, Cue::Hash, Cue::OpenCode]).is_some();
        match code_at(plain, at) {
            Some(other) if digits(plain, &other) == digits(plain, &code) && !named && !gap.is_empty() => code = other,
            _ => return,
        }
        found.push((SecretKind::OneTimeCode, code.clone()));
    }
}

/// Whether a word about errors stands before a "code" in the same clause: "verification failed code 482731".
fn is_of_an_error(plain: &Plain, cues: &Cues, at: usize) -> bool {
    cues.all(Cue::OpenCode)
        .filter(|cue| cue.end <= at && at - cue.end <= ERROR_REACH)
        .any(|cue| plain.low.get(cue.end..at).is_some_and(|gap| !gap.contains([',', '.', ';', '。', '\n', '!', '?'])))
        || cues.all(Cue::OpenCode).any(|cue| cue.start >= at && cue.start - at <= NAME_REACH)
}

/// Codes for the day when the authenticator is lost: letters and digits in groups, one after another.
fn backup_codes(plain: &Plain, label: usize, found: &mut Vec<(SecretKind, Range<usize>)>) {
    /// Services hand out codes of 8 to 32 characters, in groups of 4 at least.
    const LENGTHS: std::ops::RangeInclusive<usize> = 4..=40;
    const SHORTEST: usize = 6;
    let mut at = tie(plain, label, REACH).at;
    let mut codes: Option<Range<usize>> = None;
    loop {
        let rest = plain.cased.get(at..).unwrap_or_default();
        let lead = rest.len()
            - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '|')).len();
        let rest = rest.get(lead..).unwrap_or_default();
        let number = rest.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = if number <= 2 && rest.get(number..).is_some_and(|rest| rest.starts_with(['.', ')'])) {
            number + 1
        } else {
            0
        };
        let body = rest.get(numbered..).unwrap_or_default();
        let gap = body.len() - body.trim_start().len();
        let body = body.trim_start();
        let length = body.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(body.len());
        let code = body.get(..length).unwrap_or_default();
        let is_one = LENGTHS.contains(&length)
            && code.bytes().filter(u8::is_ascii_digit).count() >= 2
            && starts_with(body.get(length..).unwrap_or_default().trim_start(), &UNITS).is_none();
        if !is_one {
            break;
        }
        let start = at + lead + numbered + gap;
        codes = Some(codes.map_or(start, |codes| codes.start)..start + length);
        at = start + length;
    }
    let codes = codes.filter(|codes| codes.len() >= SHORTEST);
    found.extend(codes.map(|codes| (SecretKind::OneTimeCode, codes)));
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
    if first == 2 {
        length = length.max(paired(body));
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

/// The length of digits that are written in pairs: `48 27 31`.
fn paired(text: &str) -> usize {
    let groups = text
        .split([' ', '-'])
        .take_while(|group| group.len() >= 2 && group.bytes().take(2).all(|b| b.is_ascii_digit()));
    let count = groups.take(4).take_while(|group| group.bytes().take_while(u8::is_ascii_digit).count() == 2).count();
    if count >= 3 { count * 3 - 1 } else { 0 }
}

/// A code that the label follows: digits, then "is", then the label within a few words.
fn before(plain: &Plain, cues: &Cues, to: usize) -> Option<Range<usize>> {
    let from = to.saturating_sub(REACH_BEFORE);
    let from = (from..=to).find(|at| plain.low.is_char_boundary(*at))?;
    let window = plain.low.get(from..to)?;
    // Another sentence is about something else.
    let window = window.rsplit(['。', '!', '?', '\n', '；', ';']).next().unwrap_or_default();
    let offset = to - window.len();
    let last = window.rfind(|c: char| c.is_ascii_digit())? + 1;
    let rest = window.get(last..)?.trim_start_matches([' ', ',', '"', '”', '\'', '(']);
    // "is", "is the", "is your bitp": whose it is may be a name.
    let copula = starts_with(rest, &["is", "was", "as", "are", "是", "就是", "为", "=", "<-"]).is_some();
    let tied = copula || is_little(rest);
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
