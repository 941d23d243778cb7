//! Secrets that only their label tells from other random strings: those of programming interfaces, keys of
//! authenticators, private keys of unusual form.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::runs;

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
    if !cues.any(&[Cue::Secret, Cue::Key, Cue::Authenticator, Cue::Seed, Cue::Phrase]) {
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
        let labels = [Cue::Secret, Cue::Key, Cue::Authenticator, Cue::Seed, Cue::Phrase, Cue::Id, Cue::Hash];
        match cues.before(range.start, REACH, &labels) {
            Some((Cue::Secret, _)) => found.push((SecretKind::ApiSecret, range)),
            Some((Cue::Key | Cue::Seed | Cue::Phrase, _)) => found.push((SecretKind::PrivateKey, range)),
            Some((Cue::Authenticator, _)) => found.push((SecretKind::Password, range)),
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

/// Base32 after the label of an authenticator's key, also in groups: `jbsw y3dp ehpk 3pxp`.
fn find_authenticators(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for cue in cues.all(Cue::Authenticator) {
        let rest = plain.low_from(cue.end);
        for range in
            runs(rest.get(..rest.len().min(REACH * 2)).unwrap_or_default(), |c| c.is_ascii_alphanumeric() || c == ' ')
        {
            let text = rest.get(range.clone()).unwrap_or_default();
            let groups: Vec<&str> = text.split(' ').filter(|group| group.len() == GROUP).collect();
            let joined = groups.concat();
            let base32 = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b));
            if joined.len() >= SHORTEST_AUTHENTICATOR && base32(&joined) && joined.bytes().any(|b| b.is_ascii_digit()) {
                found.push((SecretKind::Password, cue.end + range.start..cue.end + range.end));
                break;
            }
        }
    }
}
