//! Small numbers as digits, English words and Chinese numerals. Reads counts and hours, no amounts.

use crate::tokens::{Kind, Tokens};

const ENGLISH: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// A number that was read and how many tokens it took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    pub value: i32,
    pub tokens: usize,
    /// Whether it was written in two digits, like `09`.
    pub two_digits: bool,
}

/// A number from 0 to 9999, whatever it is written in. Digits that belong to a decimal, a code or an amount are none.
pub(crate) fn number(tokens: &Tokens, at: usize) -> Option<Read> {
    match tokens.kind(at)? {
        Kind::Number(digits) => whole(tokens, at, digits),
        Kind::Word(word) => word_number(tokens, at, word),
        Kind::Han(_) => numeral(tokens, at),
        Kind::Sign(_) => None,
    }
}

fn whole(tokens: &Tokens, at: usize, digits: &str) -> Option<Read> {
    let glued = at.checked_sub(1).is_some_and(|before| {
        tokens.touches_before(at)
            && match tokens.kind(before) {
                Some(Kind::Word(_)) => true,
                Some(Kind::Sign('_' | '#' | '$' | '€' | '£' | '¥' | '@')) => true,
                // The second half of a decimal or of a version.
                Some(Kind::Sign('.')) => before.checked_sub(1).and_then(|at| tokens.digits(at)).is_some(),
                _ => false,
            }
    });
    let percent = tokens.is_sign(at + 1, '%') || tokens.is_sign(at + 1, '$');
    if glued || percent || digits.len() > 4 {
        return None;
    }
    Some(Read { value: digits.parse().ok()?, tokens: 1, two_digits: digits.len() == 2 })
}

fn word_number(tokens: &Tokens, at: usize, word: &str) -> Option<Read> {
    let place = |word: &str| ENGLISH.iter().position(|known| *known == word).and_then(|n| i32::try_from(n).ok());
    let tens = match word {
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        _ => place(word)?,
    };
    let next = at + 1 + usize::from(tokens.is_sign(at + 1, '-'));
    match tokens.word(next).and_then(place).filter(|unit| (1..10).contains(unit) && tens >= 20) {
        Some(unit) => Some(Read { value: tens + unit, tokens: next + 1 - at, two_digits: false }),
        None => Some(Read { value: tens, tokens: 1, two_digits: false }),
    }
}

fn unit(c: char) -> Option<i32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Chinese numerals up to 99.
fn numeral(tokens: &Tokens, at: usize) -> Option<Read> {
    let han = |at: usize| match tokens.kind(at) {
        Some(Kind::Han(c)) => Some(*c),
        _ => None,
    };
    let first = han(at).and_then(unit);
    let ten = at + usize::from(first.is_some());
    if han(ten) == Some('十') && first != Some(0) {
        let tens = first.unwrap_or(1) * 10;
        return Some(match han(ten + 1).and_then(unit) {
            Some(unit) => Read { value: tens + unit, tokens: ten + 2 - at, two_digits: true },
            None => Read { value: tens, tokens: ten + 1 - at, two_digits: true },
        });
    }
    // Digits read one by one are a code.
    let next = han(at + 1).and_then(unit);
    match (first, next) {
        (Some(0), Some(unit)) => Some(Read { value: unit, tokens: 2, two_digits: true }),
        (Some(value), None) => Some(Read { value, tokens: 1, two_digits: false }),
        _ => None,
    }
}
