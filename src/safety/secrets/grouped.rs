//! Private keys that are written in pieces: bytes as numbers, digits or letters in groups, and the files in which wallets
//! keep them. A label or a checksum makes a key of them.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::{head, runs, tie};

/// The bytes of a key and of a pair of keys.
const BYTES: [usize; 2] = [32, 64];
/// Hexadecimal digits of the same; one lost or doubled does not save a key.
const HEX_DIGITS: [usize; 2] = [64, 128];
const SLIP: usize = 1;

/// How far behind its label a key in pieces may begin, bytes of little words.
const REACH: usize = 40;

/// A key in pieces is no longer than this: 64 bytes as `0xff, `.
const LONGEST: usize = 512;

/// Base58 of keys: WIF, BIP-38, pairs as Solana has them.
const BASE58_LENGTHS: [Range<usize>; 3] = [51..53, 58..59, 86..89];
/// And of a mistyped one.
const ABOUT_A_KEY: Range<usize> = 49..55;
/// What a group of base58 has at least.
const SHORTEST_GROUP: usize = 2;

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    keystores(plain, found);
    byte_lists(plain, cues, found);
    for cue in cues.all(Cue::Key) {
        found.extend(after_label(plain, cue.end).map(|range| (SecretKind::PrivateKey, range)));
    }
    even_groups(plain, found);
}

/// Wallets as files: what is encrypted in them can be guessed at, with all the time in the world.
fn keystores(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    const SIGNS: [[&str; 2]; 6] = [
        ["\"ciphertext\"", "\"kdf"],
        ["\"ciphertext\"", "\"crypto\""],
        ["\"ciphertext\"", "\"cipher"],
        ["\"salt\"", "\"iv\""],
        ["\"kty\"", "\"d\""],
        ["\"keystore\"", "\"xprv\""],
    ];
    let (Some(from), Some(to)) = (plain.low.find('{'), plain.low.rfind(['}', '"'])) else { return };
    if SIGNS.iter().any(|signs| signs.iter().all(|sign| plain.low.contains(sign))) && from < to {
        found.push((SecretKind::PrivateKey, from..to + 1));
    }
}

/// `12,255,…` or `0x0c, 0xff …`: as many numbers as a key has bytes. In brackets, or 64 of them, they are nothing else; 32
/// without brackets need a label.
fn byte_lists(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let inside = |c: char| c.is_ascii_hexdigit() || matches!(c, ',' | ' ' | '\n' | 'x');
    for range in runs(&plain.low, inside) {
        let list = plain.piece(range.clone());
        // Each number takes two bytes at least, with its comma.
        if list.len() < 2 * BYTES[0] - 1 {
            continue;
        }
        let start = range.start + list.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
        let list = plain.piece(start..range.end).trim_end_matches([',', ' ', '\n']);
        let commas = list.contains(',');
        let numbers: Vec<&str> =
            if commas { list.split(',').map(str::trim).collect() } else { list.split_whitespace().collect() };
        if !BYTES.contains(&numbers.len()) || !numbers.iter().all(|number| is_byte(number)) {
            continue;
        }
        let bracketed = plain.low_before(start).trim_end().ends_with('[');
        let label = || cues.before(start, REACH, &[Cue::Key, Cue::Import]).is_some();
        if bracketed || commas && numbers.len() == BYTES[1] || label() {
            found.push((SecretKind::PrivateKey, start..start + list.len()));
        }
    }
}

fn is_byte(number: &str) -> bool {
    match number.strip_prefix("0x") {
        Some(digits) => u8::from_str_radix(digits, 16).is_ok(),
        None => number.parse::<u8>().is_ok(),
    }
}

/// Digits or base58 in groups of any size right behind a label.
fn after_label(plain: &Plain, label: usize) -> Option<Range<usize>> {
    let start = plain.low.len()
        - plain.low_from(tie(plain, label, REACH).at).trim_start_matches(['[', '(', '{', ' ', '-']).len();
    let end = start + head(plain.low_from(start), LONGEST).len();
    hex_groups(plain, start..end).or_else(|| base58_groups(plain, start..end, true))
}

fn hex_groups(plain: &Plain, range: Range<usize>) -> Option<Range<usize>> {
    let text = plain.low.get(range.clone())?;
    let inside =
        |c: char| c.is_ascii_hexdigit() || c.is_whitespace() || matches!(c, ',' | ':' | '-' | '_' | 'x' | '.' | '\\');
    let run = text.get(..text.find(|c| !inside(c)).unwrap_or(text.len()))?;
    let (mut digits, mut any_digit, mut whole) = (0, false, None);
    for group in runs(run, |c| c.is_ascii_hexdigit() || c == 'x') {
        let text = run.get(group.clone()).unwrap_or_default();
        let bare = text.strip_prefix("0x").or_else(|| text.strip_prefix('x')).unwrap_or(text);
        if !bare.bytes().all(|b| b.is_ascii_hexdigit()) {
            break;
        }
        digits += bare.len();
        any_digit |= bare.bytes().any(|b| b.is_ascii_digit());
        if any_digit && HEX_DIGITS.iter().any(|length| digits.abs_diff(*length) <= SLIP) {
            whole = Some(range.start..range.start + group.end);
        }
    }
    whole
}

/// Groups that are base58 with a right checksum when they are joined, or the bytes of a pair of keys; with a label, also
/// those that have about the length of a key, for a slip breaks the checksum and not the secret.
fn base58_groups(plain: &Plain, range: Range<usize>, labelled: bool) -> Option<Range<usize>> {
    let mut joined = String::new();
    let mut likely = None;
    for group in runs(plain.piece(range.clone()), |c| c.is_ascii_alphanumeric()).take(LONGEST / SHORTEST_GROUP) {
        joined.push_str(plain.piece(range.start + group.start..range.start + group.end));
        if joined.len() > BASE58_LENGTHS[2].end {
            break;
        }
        let whole = range.start..range.start + group.end;
        if BASE58_LENGTHS.iter().any(|lengths| lengths.contains(&joined.len())) && is_base58_key(&joined) {
            return Some(whole);
        }
        if labelled && ABOUT_A_KEY.contains(&joined.len()) && is_random(&joined) {
            likely = Some(whole);
        }
    }
    likely
}

/// Capitals, small letters and several digits: no words of a sentence.
fn is_random(text: &str) -> bool {
    const DIGITS: usize = 4;
    text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS
        && text.bytes().any(|b| b.is_ascii_uppercase())
        && text.bytes().any(|b| b.is_ascii_lowercase())
}

fn is_base58_key(text: &str) -> bool {
    const PAIR: usize = 64;
    if BASE58_LENGTHS[2].contains(&text.len()) {
        return bs58::decode(text).into_vec().is_ok_and(|bytes| bytes.len() == PAIR);
    }
    bs58::decode(text).with_check(None).into_vec().is_ok()
}

/// Base58 with a checksum in groups of one size: nobody writes words so.
fn even_groups(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    const FEWEST: usize = 4;
    let groups: Vec<Range<usize>> = runs(&plain.cased, |c| c.is_ascii_alphanumeric()).collect();
    let mut at = 0;
    while let Some(first) = groups.get(at) {
        let rest = groups.get(at..).unwrap_or_default();
        let even = rest.iter().take_while(|group| group.len() == first.len()).count();
        let key = (first.len() > SHORTEST_GROUP && even >= FEWEST && plain.is_as_typed(first))
            .then(|| {
                base58_groups(
                    plain,
                    first.start..groups.get(at + even).or(rest.last()).map_or(first.end, |last| last.end),
                    false,
                )
            })
            .flatten();
        at += even.max(1);
        found.extend(key.map(|range| (SecretKind::PrivateKey, range)));
    }
}
