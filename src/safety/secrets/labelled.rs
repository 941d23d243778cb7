//! Secrets that only their label tells from other random strings: those of programming interfaces, keys of
//! authenticators, private keys of unusual form.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::{head, runs, tail};

/// How far a token may stand from its label, bytes: "the secret they gave me for the trading bot was".
const REACH: usize = 60;

/// The shortest secrets: exchanges hand out 32 to 64 characters, some 20.
const SHORTEST: usize = 16;

/// The shortest key of an authenticator: ten bytes as base32.
const SHORTEST_AUTHENTICATOR: usize = 16;

/// Random characters are of many kinds: so many different ones, and digits among letters.
const DIFFERENT: usize = 9;

/// Either two digits, or so often capitals and small letters side by side; a digit counts for several.
const SWITCHES: usize = 6;
const DIGIT: usize = 3;

/// Authenticators show their key in groups of so many.
const GROUP: usize = 4;

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    bare_authenticators(plain, found);
    const LABELS: [Cue; 6] =
        [Cue::Secret, Cue::Key, Cue::Authenticator, Cue::AuthenticatorHint, Cue::Seed, Cue::Phrase];
    if !cues.any(&LABELS) {
        return;
    }
    for range in runs(&plain.cased, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '+' | '/' | '=' | '.')) {
        let token = plain.piece(range.clone()).trim_end_matches(['.', '-', '_']);
        // `secret=abc` and `api_key.abc` hold their label.
        let (lead, token) = token.rsplit_once('=').filter(|(_, value)| !value.is_empty()).unwrap_or(("", token));
        let start = range.start + if lead.is_empty() { 0 } else { lead.len() + 1 };
        let range = start..start + token.len();
        if token.len() < SHORTEST || !is_random(token) || is_public(token) {
            continue;
        }
        let labels = [&LABELS[..], &[Cue::Id, Cue::Hash]].concat();
        match cues.before(range.start, REACH, &labels) {
            // The link that sets an authenticator up is found as a whole.
            Some((Cue::Secret, _)) if tail(plain.low_before(start), REACH).contains("otpauth") => {}
            Some((Cue::Secret, _)) => found.push((SecretKind::ApiSecret, range)),
            Some((Cue::Key | Cue::Seed | Cue::Phrase, _)) => found.push((SecretKind::PrivateKey, range)),
            Some((Cue::Authenticator | Cue::AuthenticatorHint, _)) => found.push((SecretKind::Password, range)),
            Some(_) => {}
            None => {
                if let Some((Cue::Secret, _)) = cues.after(range.end, REACH / 2, &labels) {
                    found.push((SecretKind::ApiSecret, range));
                }
            }
        }
    }
    find_authenticators(plain, cues, found);
}

/// The key of an authenticator alone: 32 characters of base32, of which some are digits and some no hexadecimal ones.
fn bare_authenticators(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    const LENGTH: usize = 32;
    const DIGITS: usize = 2;
    for range in runs(&plain.cased, |c| c.is_ascii_alphanumeric()).filter(|range| range.len() == LENGTH) {
        let token = plain.piece(range.clone());
        let is_base32 = token.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b));
        let digits = token.bytes().filter(u8::is_ascii_digit).count();
        if is_base32 && digits >= DIGITS && token.bytes().any(|b| b > b'F') {
            found.push((SecretKind::Password, range));
        }
    }
}

fn is_random(token: &str) -> bool {
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    let letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
    let mut kinds: Vec<u8> = token.bytes().collect();
    kinds.sort_unstable();
    kinds.dedup();
    let letter_pairs = token.as_bytes().windows(2).filter(|pair| pair.iter().all(u8::is_ascii_alphabetic));
    let switches = letter_pairs.filter(|pair| pair.iter().filter(|b| b.is_ascii_uppercase()).count() == 1).count();
    kinds.len() >= DIFFERENT && letters >= 2 && digits * DIGIT + switches >= SWITCHES
}

/// What everybody may know: addresses, and links.
fn is_public(token: &str) -> bool {
    let hex = |digits: &str, count: usize| digits.len() == count && digits.bytes().all(|b| b.is_ascii_hexdigit());
    token.strip_prefix("0x").is_some_and(|rest| hex(rest, 40))
        || token.contains("://")
        || token.starts_with("//")
        || token.starts_with("bc1")
        || token.starts_with("www.")
        // An address of bitcoin's kind: 21 bytes with a checksum.
        || (25..=36).contains(&token.len()) && bs58::decode(token).with_check(None).into_vec().is_ok_and(|bytes| bytes.len() == 21)
}

/// Base32 after the label of an authenticator's key, in one piece or in groups: `jbsw y3dp ehpk 3pxp`.
fn find_authenticators(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let is_key = |text: &str| {
        let base32 = text.bytes().all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b));
        base32 && text.len() >= SHORTEST_AUTHENTICATOR && text.bytes().any(|b| b.is_ascii_digit())
    };
    for cue in cues.all(Cue::Authenticator).chain(cues.all(Cue::AuthenticatorHint)) {
        let rest = head(plain.low_from(cue.end), REACH * 2);
        let piece = runs(rest, |c| c.is_ascii_alphanumeric()).find(|run| rest.get(run.clone()).is_some_and(is_key));
        let groups = || {
            runs(rest, |c| c.is_ascii_alphanumeric() || c == ' ').find(|run| {
                let groups = rest.get(run.clone()).unwrap_or_default().split(' ').filter(|group| group.len() == GROUP);
                is_key(&groups.collect::<String>())
            })
        };
        let key = piece.or_else(groups);
        found.extend(key.map(|key| (SecretKind::Password, cue.end + key.start..cue.end + key.end)));
    }
}
