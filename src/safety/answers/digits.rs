//! Digits in an answer, however they are written, and whether the text says that they are no code. Decides nothing about them.

use std::ops::Range;

use crate::safety::free_text::lists::words;
use crate::safety::official::digit;

/// Digits with signs between them, as digits, as Chinese numerals or in words.
pub(super) struct Run {
    /// Where they stand, bytes.
    pub span: Range<usize>,
    /// How many there are.
    pub digits: usize,
}

/// Words for digits.
const DIGIT_WORDS: &str = "zero|oh|one|two|three|four|five|six|seven|eight|nine|nought";

/// What makes an amount, a day or a time of digits before it.
const UNITS: &str = "usdt|usdc|usd|btc|eth|trx|bnb|cny|rmb|hkd|eur|dollars|yuan|euro|u |元|块|美元|人民币|刀|个|枚|%|年|月|日|号|点|时|分\
    |秒|天|am|pm|o'clock|hours|minutes|days|万|千|号链|确认";

/// What makes a reference of digits after it.
const NAMES: &str = "order|order no|order number|ticket|reference|ref|uid|txid|hash|block|rb-|#|version|android|ios|订单\
    |订单号|单号|编号|工单|流水|版本";

/// How far before digits their name may stand, bytes.
const REACH: usize = 16;

impl Run {
    /// Whether the text says that it is something else: an amount, a time, an order.
    pub(super) fn is_told(&self, text: &str) -> bool {
        let low = |text: &str| text.to_lowercase();
        let after = low(text.get(self.span.end..).unwrap_or_default());
        let before = text.get(..self.span.start).unwrap_or_default();
        let before =
            low(before.get(before.ceil_char_boundary(before.len().saturating_sub(REACH))..).unwrap_or_default());
        let written = text.get(self.span.clone()).unwrap_or_default();
        let rest = after.trim_start();
        let unit = words(UNITS).any(|unit| rest.starts_with(unit)) || rest == "u";
        let bare = before.trim_end_matches([' ', ':', '：', '是', '号', '.']);
        // "No. 4711": the point makes it a number.
        let numbered = before.trim_end().ends_with("no.");
        let named = numbered || words(NAMES).any(|name| bare.ends_with(name));
        let clock = after.starts_with([':', '：'])
            || before.ends_with([':', '：'])
                && before.trim_end_matches([':', '：']).ends_with(|c: char| c.is_ascii_digit());
        let money = before.ends_with(['$', '€', '¥', '￥', '£']);
        unit || named || clock || money || is_day(written) || is_decimal(written)
    }
}

/// `2026-11-23`, `11-23`, `23.11.2026`.
fn is_day(written: &str) -> bool {
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
    let year = |text: &str| text.len() == 4 && (2000..=2100).contains(&number(text));
    match parts.as_slice() {
        [first, second, third] => {
            year(first) && number(second) <= 12 && number(third) <= 31
                || year(third) && number(first) <= 31 && number(second) <= 31
        }
        _ => false,
    }
}

/// `1234.56`.
fn is_decimal(written: &str) -> bool {
    written.split_once('.').is_some_and(|(whole, part)| {
        (1..=2).contains(&part.len()) && [whole, part].iter().all(|part| part.chars().all(|c| c.is_ascii_digit()))
    })
}

/// Every run of digits in a text.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut found: Vec<Run> = Vec::new();
    let mut open: Option<Run> = None;
    for (span, value) in digits(text) {
        let gap = open.as_ref().and_then(|run| text.get(run.span.end..span.start));
        let joined = gap.is_some_and(|gap| {
            gap.chars().count() <= 3
                && gap.chars().all(|c| {
                    matches!(c, ' ' | '-' | '.' | ',' | '_' | '/' | '·' | '\n' | '、' | '，' | '\u{3000}' | '–' | '*')
                })
        });
        match open.as_mut().filter(|_| joined) {
            Some(run) => {
                run.span.end = span.end;
                run.digits += value;
            }
            None => found.extend(open.replace(Run { span, digits: value })),
        }
    }
    found.extend(open);
    // Letters glued to digits make a reference of them: RB-1042 is told by its name, a1b2c3 is no code.
    let glued = |run: &Run| {
        let before = text.get(..run.span.start).and_then(|text| text.chars().next_back());
        before.is_some_and(|c| c.is_ascii_alphabetic())
            && text.get(run.span.clone()).is_some_and(|written| written.starts_with(|c: char| c.is_ascii_digit()))
            && !text.get(..run.span.start).is_some_and(|before| before.to_lowercase().ends_with("g-"))
    };
    found.retain(|run| !glued(run));
    found
}

/// The digits of a text one by one, and how many each stands for.
fn digits(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found: Vec<(Range<usize>, usize)> =
        text.char_indices().filter(|(_, c)| digit(*c).is_some()).map(|(at, c)| (at..at + c.len_utf8(), 1)).collect();
    let mut from = 0;
    for word in text.split(|c: char| !c.is_ascii_alphabetic()) {
        let at = (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).max(from);
        from = at + word.len();
        if words(DIGIT_WORDS).any(|name| word.eq_ignore_ascii_case(name)) {
            found.push((at..from, 1));
        }
    }
    found.sort_unstable_by_key(|(span, _)| span.start);
    found
}
