//! Phone numbers in an agent's own words, however they are spelled: in words, over several lines, with letters glued to them.
//! Numbers of orders and references pass, a number of the desk's own as well.

use phonenumber::country::{CN, Id as Country};
use phonenumber::metadata::DATABASE;

use super::letters::Letters;
use crate::safety::official::{Official, Verdict, digit};

/// Digits of a phone number; with an international prefix before them, 18.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=18;

/// A hotline or an extension has at least this many; believed only where somebody speaks of calling.
const CALLED_DIGITS: usize = 4;

/// Signs in a row within one number, at most: ") - (".
const MOST_GAP: usize = 3;

/// How far before a number a word may stand that says what it is, bytes.
const REACH: usize = 40;

/// Digits read out one by one, so many, are no counting.
const READ_OUT: usize = 5;

/// Letters that may be glued to a number without making a reference of it.
const GLUED: usize = 3;

/// What makes a phone number of digits after it.
const CALLS: [&str; 45] = [
    "text",
    "call me",
    "call us",
    "call this",
    "call",
    "phone",
    "tel",
    "dial",
    "ring",
    "hotline",
    "mobile",
    "cell",
    "sms",
    "ext",
    "extension",
    "my line",
    "reach me",
    "text me",
    "my number",
    "contact me",
    "fax",
    "电话",
    "拨打",
    "拨",
    "致电",
    "热线",
    "手机",
    "座机",
    "分机",
    "来电",
    "打给",
    "打我",
    "联系我",
    "号码",
    "加我",
    "打这个",
    "回电",
    "微信",
    "qq",
    "专线",
    "打到",
    "直线",
    "来电号码",
    "direct line",
    "direct number",
];

/// What makes something else of them.
const NAMES: [&str; 44] = [
    "order",
    "order number",
    "order no",
    "ticket",
    "case",
    "reference",
    "ref",
    "uid",
    "user id",
    "id",
    "transaction",
    "tx",
    "txid",
    "hash",
    "memo",
    "tag",
    "invoice",
    "block",
    "serial",
    "tracking",
    "number of the order",
    "request",
    "record",
    "amount",
    "sum",
    "balance",
    "订单",
    "订单号",
    "单号",
    "编号",
    "工单",
    "流水",
    "流水号",
    "交易",
    "交易号",
    "哈希",
    "备注",
    "高度",
    "区块",
    "金额",
    "数量",
    "余额",
    "凭证",
    "尾号",
];

/// What follows an amount.
const UNITS: [&str; 20] = [
    "usdt", "usdc", "usd", "btc", "eth", "trx", "cny", "rmb", "hkd", "eur", "元", "块", "美元", "万", "个", "枚", "%",
    "年", "秒", "satoshi",
];

/// Words for digits.
const WORDS: [(&str, &str); 31] = [
    ("zero", "0"),
    ("oh", "0"),
    ("nought", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("hundred", "00"),
];

/// The numbers in a text that are not the desk's.
pub fn foreign<'t>(letters: &'t Letters, official: &'t Official) -> impl Iterator<Item = String> + 't {
    let text = in_digits(letters.low());
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next_run(&text, from) {
        from = end;
        let written = text.get(start..end).unwrap_or_default();
        let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        if is_phone(written, before, after, official.country) && official.number(written).verdict != Verdict::Official {
            found.push(written.trim().to_owned());
        }
    }
    found.into_iter()
}

/// The text with digits that are read out in English written as digits: "plus one three double nine twenty-one".
fn in_digits(low: &str) -> String {
    let low = low.replace(", ", " ").replace(" - ", " ");
    let words: Vec<&str> = low.split_inclusive([' ', ',', '-']).collect();
    let mut text = String::with_capacity(low.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let plus = bare(word) == "plus";
        let (digits, next) = read_out(&words, at + usize::from(plus));
        if digits.len() >= READ_OUT {
            text.push_str(if plus { "+" } else { "" });
            text.push_str(&digits);
            text.push(' ');
            at = next;
        } else {
            text.push_str(word);
            at += 1;
        }
    }
    text
}

fn bare(word: &str) -> &str {
    word.trim_end_matches([' ', ',', '-', '.'])
}

/// The digits that are read out from a word on, and the word after them.
fn read_out(words: &[&str], from: usize) -> (String, usize) {
    let value = |at: usize| {
        let word = bare(words.get(at)?);
        WORDS.iter().find(|(name, _)| *name == word).map(|(_, digits)| *digits)
    };
    let mut digits = String::new();
    let mut next = from;
    loop {
        let (times, skipped) = match words.get(next).map(|word| bare(word)) {
            Some("double") => (2, 1),
            Some("triple") => (3, 1),
            // "nine hundred and one"
            Some("and") if !digits.is_empty() => (1, 1),
            _ => (1, 0),
        };
        let Some(read) = value(next + skipped) else { return (digits, next) };
        // "twenty-one" is two digits, not three.
        let tens = words.get(next.saturating_sub(1)).is_some_and(|word| word.ends_with('-')) && read.len() == 1;
        if tens && digits.ends_with('0') {
            digits.pop();
        }
        digits.extend(std::iter::repeat_n(read, times));
        next += skipped + 1;
    }
}

/// The next run of digits from a byte on, with the signs between them and a plus before.
fn next_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let rest = text.get(from..)?;
    let (start, first) = rest.char_indices().find(|(_, c)| *c == '+' || digit(*c).is_some())?;
    let (start, mut end, mut gap) = (from + start, from + start + first.len_utf8(), 0_usize);
    for (at, c) in text.get(end..)?.char_indices() {
        if digit(c).is_some() {
            gap = 0;
            end = start + first.len_utf8() + at + c.len_utf8();
        } else if matches!(c, ' ' | '-' | '.' | '·' | '(' | ')' | '/' | ',' | '–' | '_') && gap < MOST_GAP {
            gap += 1;
        } else {
            break;
        }
    }
    Some((start, end))
}

fn is_phone(written: &str, before: &str, after: &str, country: Option<Country>) -> bool {
    let digits: String = written.chars().filter_map(digit).collect();
    let plus = written.starts_with('+') || digits.starts_with("00");
    let sentence = before.get(before.ceil_char_boundary(before.len().saturating_sub(REACH))..).unwrap_or_default();
    let sentence = sentence.rsplit(['.', '!', '?', '。', ';']).next().unwrap_or_default();
    let last = |words: &[&str]| words.iter().filter_map(|word| last_end(sentence, word)).max();
    let (called, named) = (last(&CALLS), last(&NAMES));
    let is_called = called.is_some() && called >= named;
    if named.is_some() && !is_called && !plus || is_moment(written, after) {
        return false;
    }
    let glued = before.chars().rev().take_while(char::is_ascii_alphabetic).count();
    // "RB-1042", "#1042": a reference. A word in front of a number is no part of it.
    let tied = before.ends_with(['-', '#', '$', '=', '_', '/']) || glued > GLUED && digits.len() < *DIGITS.start();
    let unit = UNITS.iter().any(|unit| after.trim_start().starts_with(unit));
    let hexadecimal = glued > 0 && after.starts_with(|c: char| c.is_ascii_alphanumeric());
    if tied && !plus || hexadecimal || !(CALLED_DIGITS..=*DIGITS.end()).contains(&digits.len()) {
        return false;
    }
    let decimal = written.matches(['.', ',']).count() == 1 && !written.contains([' ', '-', '(']);
    let long = DIGITS.contains(&digits.len());
    plus && long
        || is_called && !unit && !decimal && (long || is_adjacent(sentence, called))
        || long && !unit && !decimal && is_mobile(&digits, country)
        || is_mobile(&digits, country) && digits.len() == CHINESE_MOBILE
}

/// Where the last of this word ends in a sentence. A Latin one stands alone.
fn last_end(sentence: &str, word: &str) -> Option<usize> {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    sentence
        .match_indices(word)
        .filter_map(|(at, _)| {
            let inside = word.is_ascii()
                && (latin(sentence.get(..at)?.chars().next_back())
                    || latin(sentence.get(at + word.len()..)?.chars().next()));
            (!inside).then_some(at + word.len())
        })
        .last()
}

/// Whether nothing but little words stands between such a word and a short number.
fn is_adjacent(sentence: &str, called: Option<usize>) -> bool {
    let between = called.and_then(|end| sentence.get(end..)).unwrap_or_default();
    let little = |word: &str| {
        matches!(
            word,
            "" | "is" | "at" | "on" | "no" | "number" | "line" | "ext" | "to" | "是" | "号" | "me" | "us" | "the"
        )
    };
    between.split([' ', ':', ',', '是', '号', '(']).all(little)
}

/// A day or a time of day, or several: `10.30-11.00`, `2026-11-23`, `11-25 14` before `:30`.
fn is_moment(written: &str, after: &str) -> bool {
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let clock =
        after.starts_with(':') && after.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let year = |text: &&str| text.len() == 4 && (1990..=2100).contains(&number(text));
    let dated = match parts.as_slice() {
        [first, month, day, ..] if year(first) => number(month) <= 12 && number(day) <= 31,
        [day, month, last, ..] if year(last) => number(month) <= 31 && number(day) <= 31,
        [one] if one.len() == 8 => {
            one.get(..4).is_some_and(|first| year(&first)) && one.get(4..6).is_some_and(|m| number(m) <= 12)
        }
        _ => false,
    };
    let short = parts.len() <= 4 && parts.iter().all(|part| part.len() <= 2) && written.contains(['.', '-']);
    dated || short || clock && parts.len() <= 3
}

/// Digits of a Chinese mobile number without its country.
const CHINESE_MOBILE: usize = 11;

/// Whether bare digits are a mobile number at home or in China, which no order's number resembles by chance.
fn is_mobile(digits: &str, country: Option<Country>) -> bool {
    use phonenumber::Type;
    let mobile = |country: Country| {
        phonenumber::parse(Some(country), digits).is_ok_and(|number| {
            let kind = number.number_type(&DATABASE);
            phonenumber::is_valid(&number) && matches!(kind, Type::Mobile | Type::FixedLineOrMobile)
        })
    };
    digits.len() == CHINESE_MOBILE && digits.starts_with('1') && mobile(CN) || country.is_some_and(mobile)
}
