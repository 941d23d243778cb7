//! Passwords by what is said of them: "my password is …", "密码：…", "… 是我的密码". What is said about passwords passes.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::{Tie, clause_ends, is_visible_ascii, starts_with, tie, token};

/// How far a password may stand from its label, bytes of little words.
const REACH: usize = 24;

/// Shorter values are no password worth taking.
const SHORTEST: usize = 4;
/// Where no copula ties a value to its label, it must be longer.
const SHORTEST_UNTIED: usize = 6;

/// Digits alone, where no copula ties them: what apps ask for as a password of digits, and as a PIN.
const DIGITS: [usize; 2] = [6, 8];
const PIN_DIGITS: [usize; 2] = [4, 6];

/// What counts things: "8 characters", "6位" are no password.
const UNITS: [&str; 30] = [
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
    "以上",
    "以内",
    "至",
    "到",
    "digit",
    "digits",
    "character",
    "characters",
    "chars",
    "letter",
    "letters",
    "times",
    "day",
    "days",
    "minutes",
    "hours",
];

/// What is said of a password without being one. Words that end like a participle or an adjective need not stand here.
const SAID_OF: [&str; 76] = [
    "wrong",
    "incorrect",
    "correct",
    "right",
    "not",
    "invalid",
    "valid",
    "weak",
    "strong",
    "same",
    "different",
    "lost",
    "gone",
    "fine",
    "okay",
    "mine",
    "yours",
    "unknown",
    "empty",
    "blank",
    "secret",
    "safe",
    "secure",
    "long",
    "short",
    "simple",
    "complex",
    "easy",
    "hard",
    "impossible",
    "case",
    "very",
    "really",
    "always",
    "never",
    "only",
    "also",
    "what",
    "where",
    "when",
    "which",
    "this",
    "that",
    "there",
    "here",
    "your",
    "their",
    "from",
    "with",
    "without",
    "unchanged",
    "too",
    "reset",
    "sent",
    "kept",
    "hidden",
    "forgotten",
    "stolen",
    "broken",
    "known",
    "unsafe",
    "private",
    "important",
    "none",
    "null",
    "true",
    "false",
    "error",
    "failed",
    "email",
    "hash",
    "google",
    "telegram",
    "must",
    "should",
    "bound",
];
const ENDINGS: [&str; 10] = ["ed", "ing", "able", "ible", "ful", "less", "ent", "ant", "ive", "ly"];

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for cue in cues.all(Cue::Password) {
        if let Some(range) = value_after(plain, &cue).or_else(|| value_before(plain, cue.start)) {
            found.push((SecretKind::Password, range));
        }
    }
}

/// The password that a label at the left tells.
fn value_after(plain: &Plain, cue: &Range<usize>) -> Option<Range<usize>> {
    let tie = tie(plain, cue.end, REACH);
    // A PIN has no word for a value.
    let worded = plain.low.get(cue.clone()).is_some_and(|label| !label.contains("pin"));
    let first = token(plain, tie.at);
    if is_name(plain.piece(first.clone())) {
        // "account and password: ann@example.com / Abc12345"
        let next = plain.low_from(first.end).find(|c: char| !matches!(c, ' ' | '/' | ',' | '|' | '\n' | '、'))?;
        let second = token(plain, first.end + next);
        return (tie.told && is_strong(plain.piece(second.clone()))).then_some(second);
    }
    is_password(plain, tie, worded, &first).then_some(first)
}

/// The password that a label at the right tells: "Abc12345 is my password".
fn value_before(plain: &Plain, to: usize) -> Option<Range<usize>> {
    const LEADS: [&str; 12] = [
        "是我的登录",
        "是我的",
        "是我",
        "就是",
        "是",
        "is my",
        "is the",
        "was my",
        "is my login",
        "is my account",
        "as my",
        "as the",
    ];
    let before = plain.low_before(to).trim_end();
    let lead = LEADS.iter().filter(|lead| before.ends_with(*lead)).max_by_key(|lead| lead.len())?;
    let text = before.strip_suffix(lead)?.trim_end_matches([' ', '"', '\'', '“', '”', '`', ',']);
    let start = text.char_indices().rev().take_while(|(_, c)| is_visible_ascii(*c)).last()?.0;
    let value = plain.piece(start..text.len());
    (is_strong(value) && value.len() >= SHORTEST_UNTIED && !is_name(value)).then_some(start..text.len())
}

fn is_password(plain: &Plain, tie: Tie, worded: bool, range: &Range<usize>) -> bool {
    let value = plain.piece(range.clone());
    if value.len() < SHORTEST || is_masked(value) {
        return false;
    }
    let counted = value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'~'))
        && starts_with(plain.low_from(range.end).trim_start_matches([' ', '-']), &UNITS).is_some();
    if counted {
        return false;
    }
    match (tie.told, is_strong(value)) {
        (true, true) => true,
        (false, true) if value.bytes().all(|b| b.is_ascii_digit()) => {
            if worded {
                DIGITS.contains(&value.len()) && clause_ends(plain, range.end)
            } else {
                PIN_DIGITS.contains(&value.len())
            }
        }
        (false, true) => value.len() >= SHORTEST_UNTIED && has_both(value),
        (true, false) => worded && is_word_as_password(plain, range),
        (false, false) => false,
    }
}

/// Letters alone: the whole rest of the clause, and nothing that is said of passwords.
fn is_word_as_password(plain: &Plain, range: &Range<usize>) -> bool {
    let word = plain.low.get(range.clone()).unwrap_or_default();
    let letters = !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    let said = SAID_OF.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending));
    letters && !said && clause_ends(plain, range.end)
}

/// Digits or symbols among letters, capitals inside, or digits alone: no word of a sentence.
fn is_strong(value: &str) -> bool {
    let core = value.trim_end_matches(['!', '.', '?']);
    if core.contains("://") || core.starts_with(['/', '@', '<', '⟦']) {
        return false;
    }
    let digits = core.bytes().filter(u8::is_ascii_digit).count();
    let letters = core.bytes().filter(u8::is_ascii_alphabetic).count();
    let symbols = core.len().saturating_sub(digits + letters);
    let dashed = core
        .bytes()
        .all(|b| b.is_ascii_alphabetic() || matches!(b, b'-' | b'/' | b'\'' | b'.' | b',' | b'_' | b'?' | b'&' | b'('));
    let humps = core.bytes().skip(1).any(|b| b.is_ascii_uppercase()) && core.bytes().any(|b| b.is_ascii_lowercase());
    digits == core.len() && digits >= SHORTEST
        || digits > 0 && letters > 0
        || symbols > 0 && !dashed && letters + digits >= SHORTEST
        || humps && !dashed
}

fn has_both(value: &str) -> bool {
    value.bytes().any(|b| b.is_ascii_digit()) && value.bytes().any(|b| b.is_ascii_alphabetic())
}

/// An e-mail address or a phone number, which stand before a password and are none.
fn is_name(value: &str) -> bool {
    let mail = value.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host
                .rsplit_once('.')
                .is_some_and(|(_, top)| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic()))
    });
    mail || value.starts_with('+')
}

fn is_masked(value: &str) -> bool {
    value.bytes().filter(|b| matches!(b, b'*' | b'x' | b'X' | b'.')).count() * 2 > value.len()
}
