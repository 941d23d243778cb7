//! Payment cards: numbers that their issuer's range, their length and Luhn's sum agree on, and security codes by label.

use std::ops::{Range, RangeInclusive};

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::{head, runs, starts_with};

/// Digits of a card (ISO/IEC 7812).
const LENGTHS: RangeInclusive<usize> = 13..=19;

/// Cards are printed in groups of so many.
const GROUP: usize = 4;

/// How near before a number a label must stand to be its own, bytes.
const LABEL_REACH: usize = 24;

/// How far a security code may stand from its label, bytes.
const CODE_REACH: usize = 24;

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for range in
        runs(&plain.cased, |c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | ',' | '_' | '/' | '\n' | '\u{2013}'))
    {
        for range in numbers(plain, range) {
            if is_card(plain, cues, &range) {
                found.push((SecretKind::Card, range));
            }
        }
    }
    for cue in cues.all(Cue::CardCode) {
        let rest = plain.low_from(cue.end);
        let Some(digits) = runs(rest, |c| c.is_ascii_digit()).next() else { continue };
        let (between, after) =
            (rest.get(..digits.start).unwrap_or_default(), rest.get(digits.end..).unwrap_or_default());
        let near = between.len() <= CODE_REACH && !between.contains(['.', '?', '!', '。', '\n', ',']);
        let counted = after.trim_start().starts_with(['位', '个', 'd', 't']);
        // 482-326 is a code of another kind.
        let goes_on = after.strip_prefix([' ', '-']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if near && matches!(digits.len(), 3 | 4) && !counted && !goes_on {
            found.push((SecretKind::Card, cue.end + digits.start..cue.end + digits.end));
        }
    }
    find_expiry(plain, found);
    let cards: Vec<usize> =
        found.iter().filter(|(kind, _)| *kind == SecretKind::Card).map(|(_, card)| card.end).collect();
    found.extend(cards.into_iter().filter_map(|end| code_after_month(plain, end)).map(|code| (SecretKind::Card, code)));
}

/// A security code behind the month that a card ends with: `exp 09/29 731`.
fn find_expiry(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    const LABELS: [&str; 8] = ["exp", "expiry", "expires", "exp.", "valid thru", "valid until", "有效期", "到期"];
    for label in LABELS {
        for (at, _) in plain.low.match_indices(label) {
            let from = at + label.len();
            found.extend(code_after_month(plain, from).map(|code| (SecretKind::Card, code)));
        }
    }
}

/// The length of a month as cards have it: 09/29, 09/2029.
fn month(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-'))).unwrap_or(text.len());
    let (month, year) = text.get(..length)?.split_once(['/', '-'])?;
    let is_month = (1..=2).contains(&month.len()) && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
    (is_month && matches!(year.len(), 2 | 4) && year.bytes().all(|b| b.is_ascii_digit())).then_some(length)
}

/// The code behind a month.
fn code_after_month(plain: &Plain, from: usize) -> Option<Range<usize>> {
    let rest = plain.low_from(from).trim_start_matches([' ', ':', '.', ',', '是', '\n']);
    let after = rest.get(month(rest)?..)?;
    let code = after.trim_start_matches([' ', ',', '\n', '/']);
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let ends = !code.get(digits..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let start = plain.low.len() - code.len();
    (matches!(digits, 3 | 4) && ends).then_some(start..start + digits)
}

/// The numbers within digits and separators: groups that belong together, of which one gap is one character wide.
fn numbers(plain: &Plain, range: Range<usize>) -> Vec<Range<usize>> {
    let text = plain.piece(range.clone());
    let groups: Vec<Range<usize>> =
        runs(text, |c| c.is_ascii_digit()).map(|group| range.start + group.start..range.start + group.end).collect();
    let mut numbers: Vec<Range<usize>> = Vec::new();
    let mut index = 0;
    while let Some(first) = groups.get(index) {
        // The longest row of groups that has a card's digits, before all one that passes Luhn's sum.
        let mut best = None;
        let mut digits = first.len();
        let mut last = index;
        loop {
            let whole = first.start..groups.get(last).map_or(first.end, |group| group.end);
            let passes = luhn(&digits_of(plain, &whole));
            if LENGTHS.contains(&digits) && (passes || best.as_ref().is_none_or(|(_, _, passed)| !passed)) {
                best = Some((whole, last, passes));
            }
            let Some((here, next)) = groups.get(last).zip(groups.get(last + 1)) else { break };
            digits += next.len();
            let gap = plain.piece(here.end..next.start);
            // Thousands have commas too.
            let even = !gap.contains([',', '/']) || here.len() == GROUP;
            if digits > *LENGTHS.end() || gap.len() > 3 || next.len() > 8 || !even {
                break;
            }
            last += 1;
        }
        match best {
            Some((whole, last, _)) => {
                numbers.push(whole);
                index = last + 1;
            }
            None => index += 1,
        }
    }
    numbers
}

fn digits_of(plain: &Plain, range: &Range<usize>) -> Vec<u8> {
    plain.piece(range.clone()).bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect()
}

fn is_card(plain: &Plain, cues: &Cues, range: &Range<usize>) -> bool {
    let digits = digits_of(plain, range);
    let inside = plain.piece(range.clone());
    let before = plain.low_before(range.start);
    // A part of something longer: a hash, an address, an amount, a phone number.
    let part = before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '_'))
        || before.ends_with("0x")
        || plain.low_from(range.end).starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    if part || inside.contains("\n\n") {
        return false;
    }
    if !is_grouped(inside) && is_amount(plain, range.end) {
        return false;
    }
    let label =
        cues.before(range.start, LABEL_REACH, &[Cue::Card, Cue::CardHint, Cue::Id, Cue::Hash]).map(|(cue, _)| cue);
    let is_issued = || issuer(&digits).is_some_and(|lengths| lengths.contains(&digits.len())) && !is_identity(&digits);
    match label {
        Some(Cue::Card | Cue::CardHint) => issuer(&digits).is_some() || luhn(&digits),
        Some(Cue::Id) => false,
        // One in ten numbers of an order has a right check digit: typed as cards are printed, or with a word about cards, it
        // is one.
        _ => {
            luhn(&digits)
                && is_issued()
                && (is_grouped(inside) || !plain.is_as_typed(range) || is_card_talk(cues) || is_dated(plain, range.end))
        }
    }
}

/// Whether the month of a card stands behind.
fn is_dated(plain: &Plain, end: usize) -> bool {
    month(plain.low_from(end).trim_start_matches([' ', ',', '\n'])).is_some()
}

fn is_grouped(number: &str) -> bool {
    number.contains(|c: char| !c.is_ascii_digit())
}

/// Whether a text talks of cards, and not of orders.
fn is_card_talk(cues: &Cues) -> bool {
    !cues.any(&[Cue::Id])
        && (cues.any(&[Cue::Card, Cue::CardHint]) || cues.any(&[Cue::CardTalk]) && !cues.any(&[Cue::Hash]))
}

/// Whether a coin or a unit stands behind a number: "4111111111111111 SHIB".
fn is_amount(plain: &Plain, end: usize) -> bool {
    const UNITS: [&str; 12] = ["个", "個", "枚", "元", "u", "usdt", "wei", "sats", "coins", "tokens", "块", "刀"];
    const TICKER: RangeInclusive<usize> = 2..=6;
    const AHEAD: usize = 16;
    let rest = head(plain.cased.get(end..).unwrap_or_default(), AHEAD).trim_start_matches(' ');
    let word = rest.get(..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())).unwrap_or_default();
    let ticker =
        TICKER.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase()) && !CARD_WORDS.contains(&word);
    ticker || starts_with(&rest.to_lowercase(), &UNITS).is_some()
}

/// Capitals that stand behind a card's number and are no coin.
const CARD_WORDS: [&str; 10] = ["CVV", "CVC", "CVV2", "CVC2", "CVN", "EXP", "VISA", "PIN", "AMEX", "MC"];

/// Luhn's sum (ISO/IEC 7812-1, annex B).
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit);
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

/// The lengths of the cards whose numbers begin so, as their issuers give them out today.
fn issuer(digits: &[u8]) -> Option<&'static [usize]> {
    let head = |count: usize| digits.iter().take(count).fold(0_u32, |number, digit| number * 10 + u32::from(*digit));
    let (two, three, four) = (head(2), head(3), head(4));
    Some(match (two, three, four) {
        (34 | 37, ..) => &[15],
        (36 | 38 | 39, ..) | (_, 300..=305, _) => &[14],
        (_, _, 3528..=3589) => &[16],
        (40..=49, ..) => &[16],
        (51..=55, ..) | (_, _, 2221..=2720) => &[16],
        (_, _, 6011) | (_, 644..=649, _) | (65, ..) => &[16],
        (_, _, 2200..=2204) => &[16],
        (62 | 81, ..) => &[16, 17, 18, 19],
        // Debit cards of Chinese banks from before the 62 range.
        (60, _, _) => &[19],
        _ => return None,
    })
}

/// A Chinese identity number (GB 11643): a birthday in its middle and its own check digit.
fn is_identity(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let &[_, _, _, _, _, _, century, year, _, _, month, month_low, day, day_low, .., check] = digits else {
        return false;
    };
    if digits.len() != 18 {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let expected = usize::try_from(sum % 11).ok().and_then(|rest| CHECK.get(rest));
    let (month, day) = (month * 10 + month_low, day * 10 + day_low);
    matches!((century, year), (1, 9) | (2, 0))
        && (1..=12).contains(&month)
        && (1..=31).contains(&day)
        && expected == Some(&check)
}
