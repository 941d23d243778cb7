//! Phone numbers in people's texts, however they are written, compared with the official ones.

use std::ops::Range;

use super::{Official, Trick, Verdict};
use crate::safety::Phone;

/// Fewer digits than this are an amount, a year or a short code, and too short to resemble an official number.
const LEAST_DIGITS: usize = 7;
/// A hotline has at least this many (95588); believed only where somebody speaks of calling.
const HOTLINE_DIGITS: usize = 5;
/// ITU-T E.164 allows 15; with an international prefix before them, 18.
const MOST_DIGITS: usize = 18;
/// How far before a number a word may stand that makes a phone number of it, bytes.
const CUE_REACH: usize = 40;
/// The digits that numbers of one country share before they can be told apart.
const NATIONAL_DIGITS: usize = 7;

/// Words that make a phone number of digits after them.
const CUES: [&str; 26] = [
    "call",
    "phone",
    "tel",
    "telephone",
    "dial",
    "ring",
    "hotline",
    "mobile",
    "whatsapp",
    "sms",
    "text",
    "number",
    "电话",
    "電話",
    "拨打",
    "撥打",
    "致电",
    "致電",
    "热线",
    "熱線",
    "来电",
    "來電",
    "手机",
    "手機",
    "号码",
    "號碼",
];

/// Units that make an amount of digits before them.
const UNITS: [&str; 22] = [
    "usdt", "usdc", "usd", "btc", "eth", "trx", "cny", "rmb", "hkd", "eur", "元", "块", "塊", "美元", "万", "萬", "个",
    "個", "枚", "%", "年", "秒",
];

/// Digits that may be a phone number.
#[derive(Debug)]
pub(super) struct Run {
    /// As written.
    pub written: String,
    /// In the form of [`normal`].
    pub number: String,
    /// Whether it begins with `+` or `00`, so that it can be nothing else.
    plus: bool,
    /// Whether a word before it speaks of calling.
    cued: bool,
}

/// A number in the form that is compared: E.164 where it is one, else its digits. Written without its country, an official
/// number comes before one of the desk's own country.
pub(super) fn normal(written: &str, desk: &Official) -> String {
    let digits = digits(written);
    let (plus, bare) = international(&digits);
    let is_meant = |listed: &&String| {
        let (whole, national) = ways(listed);
        let without_trunk = bare.strip_prefix('0').unwrap_or(bare);
        bare == whole || without_trunk == whole || without_trunk == national
    };
    if !plus && let Some(listed) = desk.phones.iter().find(is_meant) {
        return listed.clone();
    }
    if plus && let Ok(phone) = Phone::typed(&format!("+{bare}"), None) {
        return phone.reveal().to_owned();
    }
    if !plus && let Ok(phone) = Phone::typed(bare, desk.country) {
        return phone.reveal().to_owned();
    }
    if plus { format!("+{bare}") } else { bare.to_owned() }
}

/// Everything that may be a phone number.
pub(super) fn runs(text: &str, desk: &Official) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(run) = next_run(text, at, desk) {
        at = run.0.max(at + 1);
        found.extend(run.1);
    }
    found
}

/// What can hardly be anything else: what an answer is refused for.
pub(super) fn certain(text: &str, desk: &Official) -> Vec<Run> {
    let sure = |run: &Run| run.plus || run.cued || run.number.starts_with('+');
    runs(text, desk).into_iter().filter(sure).collect()
}

/// What a number is beside the official ones, which are in E.164.
pub(super) fn verdict(number: &str, official: &[String]) -> Verdict {
    if official.iter().any(|listed| listed == number) {
        return Verdict::Official;
    }
    let plain = digits(number);
    let (_, plain) = international(&plain);
    for listed in official {
        let (whole, national) = ways(listed);
        let slip = plain.len() >= LEAST_DIGITS
            && (strsim::osa_distance(plain, &whole) <= 1 || strsim::osa_distance(plain, &national) <= 1);
        let trick = if slip {
            Trick::Spelling
        } else if national.len() >= NATIONAL_DIGITS && plain.ends_with(&national) {
            Trick::Ending
        } else if national.len() >= NATIONAL_DIGITS && plain.contains(&national) {
            Trick::Added
        } else {
            continue;
        };
        return Verdict::LookAlike { of: listed.clone(), trick };
    }
    Verdict::Unknown
}

/// The digits of an E.164 number with its country's code and without.
fn ways(e164: &str) -> (String, String) {
    let national = phonenumber::parse(None, e164).map(|number| number.national().to_string());
    (e164.trim_start_matches('+').to_owned(), national.unwrap_or_default())
}

/// The plus sign at the front and the digits of a text, of any width and in Chinese.
fn digits(text: &str) -> String {
    let mut digits = String::new();
    for c in text.chars() {
        match digit(c) {
            Some(digit) => digits.push(digit),
            None if is_plus(c) && digits.is_empty() => digits.push('+'),
            None => {}
        }
    }
    digits
}

/// Whether a number says its country, and its digits without the prefix for that.
fn international(digits: &str) -> (bool, &str) {
    match (digits.strip_prefix('+'), digits.strip_prefix("00")) {
        (Some(rest), _) => (true, rest.strip_prefix("00").unwrap_or(rest)),
        (None, Some(rest)) if rest.len() >= LEAST_DIGITS => (true, rest),
        _ => (false, digits),
    }
}

/// A decimal digit in ASCII, full width, a circle, another script, or Chinese as numbers are read out.
pub(in crate::safety) fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    const SCRIPTS: [char; 6] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}', '\u{1d7ce}', '\u{1d7f6}'];
    let within = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|value| *value < 10);
    let value = SCRIPTS.into_iter().find_map(within).or(match c {
        '〇' | '零' | '⓪' => Some(0),
        '一' | '幺' | '壹' => Some(1),
        '二' | '贰' | '两' => Some(2),
        '三' | '叁' => Some(3),
        '四' | '肆' => Some(4),
        '五' | '伍' => Some(5),
        '六' | '陆' => Some(6),
        '七' | '柒' => Some(7),
        '八' | '捌' => Some(8),
        '九' | '玖' => Some(9),
        '①'..='⑨' => Some(u32::from(c) - u32::from('①') + 1),
        _ => None,
    })?;
    char::from_digit(value, 10)
}

fn is_plus(c: char) -> bool {
    matches!(c, '+' | '\u{ff0b}' | '﹢')
}

/// What stands between the digits of a phone number.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}' | '\u{3000}' | '-' | '‐' | '‑' | '–' | '—' | '.' | '·' | '•' | '(' | ')' | '（' | '）' | '/'
    ) || super::address::is_invisible(c)
}

/// The next run of digits from a byte on: where it ends, and the number if it may be one.
fn next_run(text: &str, from: usize, desk: &Official) -> Option<(usize, Option<Run>)> {
    let (start, first) = text
        .get(from..)?
        .char_indices()
        .map(|(at, c)| (from + at, c))
        .find(|(_, c)| digit(*c).is_some() || is_plus(*c))?;
    let mut end = start + first.len_utf8();
    let mut gap = 0_usize;
    for (at, c) in text.get(end..)?.char_indices() {
        if digit(c).is_some() {
            gap = 0;
            end = start + first.len_utf8() + at + c.len_utf8();
        } else if is_separator(c) && gap < MOST_GAP {
            gap += 1;
        } else {
            break;
        }
    }
    let written = text.get(start..end)?;
    let all = digits(written);
    let count = all.trim_start_matches('+').len();
    let (plus, _) = international(&all);
    let before = text.get(..start).unwrap_or_default();
    let cued = is_cued(before);
    let least = if cued && !plus { HOTLINE_DIGITS } else { LEAST_DIGITS };
    let fits = (least..=MOST_DIGITS).contains(&count)
        && !is_part(before, text.get(end..).unwrap_or_default())
        && (plus || !is_date(written) && !is_decimal(written));
    let number = || Run {
        written: written.to_owned(),
        number: normal(written, desk),
        plus: plus && written.chars().next().is_some_and(|c| is_plus(c) || c == '0'),
        cued,
    };
    Some((end, fits.then(number)))
}

/// Separators in a row within one number, at most: ") - (".
const MOST_GAP: usize = 3;

fn is_cued(before: &str) -> bool {
    let start = before.ceil_char_boundary(before.len().saturating_sub(CUE_REACH));
    let near = before.get(start..).unwrap_or_default().to_lowercase();
    let near = near.rsplit(['\n', '.', '!', '?', '。', '！', '？', ';', '；']).next().unwrap_or_default();
    CUES.iter().any(|cue| {
        near.match_indices(cue).any(|(at, _)| {
            let inner = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            let first = cue.starts_with(|c: char| c.is_ascii());
            !(first && inner(near.get(..at).and_then(|text| text.chars().next_back())))
        })
    })
}

/// Whether the digits belong to something longer: an order, a hash, a link, an amount.
fn is_part(before: &str, after: &str) -> bool {
    let joins =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '#' | '@' | '=' | '$' | '¥' | '￥' | '€' | '£' | ':');
    let left = before.chars().next_back();
    // "RB-1042": a hyphen or slash with a letter before it.
    let tied = left.is_some_and(|c| matches!(c, '-' | '/' | '.' | ','))
        && before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_alphanumeric());
    let unit = after.trim_start().to_lowercase();
    let decimal = after.strip_prefix([',', '.']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let labelled = before.trim_end().ends_with([':', '：']);
    (left.is_some_and(joins) && !labelled)
        || tied
        || decimal
        || after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        || UNITS.iter().any(|word| unit.starts_with(word))
}

/// `1234567.89`: one dot, and nothing else between the digits.
fn is_decimal(written: &str) -> bool {
    let mut marks = written.chars().filter(|c| is_separator(*c));
    marks.next() == Some('.') && marks.next().is_none()
}

/// `2027-01-31`, `2027.1.31`, `20270131`: a year of ours, a month and a day, perhaps with an hour behind.
fn is_date(written: &str) -> bool {
    let parts: Vec<&str> = written.split(is_separator).filter(|part| !part.is_empty()).collect();
    let year = |text: &str| text.parse::<u16>().is_ok_and(|year| (1990..=2100).contains(&year));
    let up_to = |text: &str, most: u16| text.parse::<u16>().is_ok_and(|value| (1..=most).contains(&value));
    match parts.as_slice() {
        [first, month, day, ..] if first.len() == 4 => year(first) && up_to(month, 12) && up_to(day, 31),
        [one] if one.len() == 8 => {
            let part = |range: Range<usize>| one.get(range).unwrap_or_default();
            year(part(0..4)) && up_to(part(4..6), 12) && up_to(part(6..8), 31)
        }
        _ => false,
    }
}
