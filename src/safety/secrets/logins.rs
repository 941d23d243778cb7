//! Passwords that no label tells, but the name of the account before them: "my login is ann, Hunter14xk",
//! `ann@example.com:Hunter2xk`. A name alone passes.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::passwords::{REACH, SHORTEST_UNTIED, has_both, is_name, is_strong};
use super::plain::Plain;
use super::scan::{tie, token};

/// What joins a login with its password.
const JOINS: &[char] = &[' ', '/', ',', '|', '\n', '、', ':', ';', '-'];

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for cue in cues.all(Cue::Login) {
        found.extend(beside_login(plain, &cue).map(|range| (SecretKind::Password, range)));
    }
    beside_mail(plain, found);
}

/// The password that follows the name of a login: "my login is ann, Hunter14xk".
fn beside_login(plain: &Plain, cue: &Range<usize>) -> Option<Range<usize>> {
    let tie = tie(plain, cue.end, REACH);
    let named = plain.low.get(cue.clone()).is_some_and(|label| label.ends_with(':') || label.ends_with("is"));
    let name = token(plain, tie.at);
    if !(tie.told || named) || name.is_empty() {
        return None;
    }
    let after = plain.low_from(name.end);
    let next = after.find(|c| !JOINS.contains(&c))?;
    let second = token(plain, name.end + next);
    let text = plain.piece(second.clone());
    (next > 0 && is_mixed(text)).then_some(second)
}

/// `ann@example.com:Hunter2xk`, as lists of stolen logins have them.
fn beside_mail(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for (at, _) in plain.cased.match_indices('@') {
        let before = plain.cased.get(..at).unwrap_or_default();
        let start = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')))
            .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
        let host = plain.cased.get(at + 1..).unwrap_or_default();
        let end =
            at + 1 + host.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(host.len());
        if !is_name(plain.piece(start..end)) {
            continue;
        }
        let rest = plain.cased.get(end..).unwrap_or_default();
        let joined = rest.trim_start_matches([':', '|', ';', ' ', '-', '/']);
        let join = rest.get(..rest.len() - joined.len()).unwrap_or_default();
        let value = token(plain, plain.cased.len() - joined.len());
        let text = plain.piece(value.clone());
        let told = !join.trim().is_empty() && has_both(text) && text.len() >= SHORTEST_UNTIED && is_strong(text);
        if told || !join.is_empty() && is_mixed(text) {
            found.push((SecretKind::Password, value));
        }
    }
}

/// Capitals, small letters and digits, and nothing that links and names have.
fn is_mixed(text: &str) -> bool {
    text.len() >= SHORTEST_UNTIED
        && !text.contains("://")
        && !is_name(text)
        && has_both(text)
        && text.bytes().any(|b| b.is_ascii_uppercase())
        && text.bytes().any(|b| b.is_ascii_lowercase())
}
