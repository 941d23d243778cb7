//! Private keys that tell themselves by their form: WIF, encrypted (BIP-38) and extended keys, PEM.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::runs;

/// Lengths of base58 that hold a WIF key of 33 or 34 bytes with its checksum, or a BIP-38 one of 39.
const WIF_LENGTHS: Range<usize> = 51..53;
const BIP38_LENGTH: usize = 58;

/// The bytes of each, without the checksum.
const WIF_BYTES: [usize; 2] = [33, 34];
const BIP38_BYTES: usize = 39;

/// The version byte of a WIF key is 128 more than that of the coin's addresses.
const WIF_VERSION: u8 = 0x80;
/// What BIP-38 keys begin with.
const BIP38_PREFIX: [[u8; 2]; 2] = [[0x01, 0x42], [0x01, 0x43]];

/// An extended key has 111 characters (BIP-32); one that lost some is worth guarding all the same.
const EXTENDED_AT_LEAST: usize = 90;

/// How far around a token the label of a key may stand, bytes.
const REACH: usize = 80;

/// Finds keys.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for range in runs(&plain.cased, |c| c.is_ascii_alphanumeric()) {
        if range.len() >= WIF_LENGTHS.start && is_key(plain.piece(range.clone()), || labelled(cues, &range)) {
            found.push((SecretKind::PrivateKey, range));
        }
    }
    find_pem(plain, found);
}

fn labelled(cues: &Cues, range: &Range<usize>) -> bool {
    cues.before(range.start, REACH, &[Cue::Key]).is_some() || cues.after(range.end, REACH, &[Cue::Key]).is_some()
}

fn is_key(token: &str, labelled: impl Fn() -> bool) -> bool {
    let length = token.len();
    if length >= EXTENDED_AT_LEAST
        && matches!(token.get(1..4), Some("prv" | "tpv" | "gpv"))
        && token.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return true;
    }
    if !WIF_LENGTHS.contains(&length) && length != BIP38_LENGTH {
        return false;
    }
    match bs58::decode(token).with_check(None).into_vec() {
        Ok(bytes) => match bytes.as_slice() {
            [version, ..] if WIF_BYTES.contains(&bytes.len()) => *version >= WIF_VERSION,
            [first, second, ..] if bytes.len() == BIP38_BYTES => BIP38_PREFIX.contains(&[*first, *second]),
            _ => false,
        },
        // A slip of the finger breaks the checksum, not the secret.
        Err(_) => token.starts_with(['5', 'K', 'L', '6']) && labelled(),
    }
}

/// `-----BEGIN … PRIVATE KEY-----` up to its end, or to the end of the text.
fn find_pem(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    const BEGIN: &str = "-----begin ";
    const KIND: &str = "private key";
    const END: &str = "-----end ";
    let mut from = 0;
    while let Some(at) = plain.low_from(from).find(BEGIN) {
        let start = from + at;
        let rest = plain.low_from(start);
        let line = rest.lines().next().unwrap_or_default();
        let end = rest.find(END).map_or(rest.len(), |end| {
            rest.get(end..).and_then(|rest| rest.find('\n')).map_or(rest.len(), |line| end + line)
        });
        if line.contains(KIND) {
            found.push((SecretKind::PrivateKey, start..start + end));
        }
        from = start + end.max(BEGIN.len());
    }
}
