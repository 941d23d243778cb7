//! Private keys that look like something else: 64 hexadecimal digits are a key or a transaction's hash, 88 characters of
//! base58 a Solana key or a signature. The words around them decide; without any, they pass.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::runs;

/// Hexadecimal digits of a key of 32 bytes, and of a pair of keys.
const HEX_LENGTHS: [usize; 2] = [64, 128];

/// One digit lost or doubled does not save a key.
const SLIP: usize = 1;

/// Characters of base58 that hold 64 bytes.
const BASE58_LENGTHS: Range<usize> = 86..89;
/// Those bytes.
const PAIR_BYTES: usize = 64;

/// A label so near before the token is its own, bytes.
const LABEL_REACH: usize = 16;

/// A word about keys so near makes the token one, bytes: a few sentences.
const TALK_REACH: usize = 400;

/// Finds keys.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    if !cues.any(&[Cue::Key, Cue::Secret, Cue::Import]) {
        return;
    }
    for range in runs(&plain.cased, |c| c.is_ascii_alphanumeric()) {
        if range.len() < HEX_LENGTHS[0] - SLIP {
            continue;
        }
        let token = plain.piece(range.clone());
        if is_hex(token) || is_pair(token) {
            found.extend(meaning(plain, cues, &range).map(|kind| (kind, range)));
        }
    }
}

fn is_hex(token: &str) -> bool {
    let digits = token.strip_prefix("0x").or_else(|| token.strip_prefix("0X")).unwrap_or(token);
    HEX_LENGTHS.iter().any(|length| digits.len().abs_diff(*length) <= SLIP)
        && digits.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_pair(token: &str) -> bool {
    BASE58_LENGTHS.contains(&token.len()) && bs58::decode(token).into_vec().is_ok_and(|bytes| bytes.len() == PAIR_BYTES)
}

/// The label right before it decides; else a word about keys anywhere near; "import" only where nobody talks of
/// transactions.
fn meaning(plain: &Plain, cues: &Cues, range: &Range<usize>) -> Option<SecretKind> {
    // A link to an explorer ends in a hash.
    if plain.low_before(range.start).ends_with(['/', '#', '?', '&']) {
        return None;
    }
    let labels = [Cue::Key, Cue::Secret, Cue::Import, Cue::Hash, Cue::Id];
    match cues.before(range.start, LABEL_REACH, &labels) {
        Some((Cue::Hash, _)) if is_for_something(plain, cues, range) => return Some(SecretKind::PrivateKey),
        Some((Cue::Key, _)) => return Some(SecretKind::PrivateKey),
        Some((Cue::Secret, _)) => return Some(SecretKind::ApiSecret),
        Some((Cue::Hash | Cue::Id, _)) => return None,
        _ => {}
    }
    let talk = |wanted: &[Cue]| {
        cues.before(range.start, TALK_REACH, wanted).or_else(|| cues.after(range.end, TALK_REACH, wanted)).is_some()
    };
    (talk(&[Cue::Key]) || talk(&[Cue::Import]) && !cues.any(&[Cue::Hash, Cue::Id])).then_some(SecretKind::PrivateKey)
}

/// Whether a key is told with what it is for between: "my private key for the transaction 92fc…".
fn is_for_something(plain: &Plain, cues: &Cues, range: &Range<usize>) -> bool {
    const FOR: [&str; 7] = ["for", "of", "from", "in", "to", "on", "used for"];
    const WHICH: [&str; 8] = ["", "the", "my", "this", "that", "a", "last", "your"];
    cues.all(Cue::Key).filter(|key| key.end <= range.start && range.start - key.end <= TALK_REACH).any(|key| {
        let next = cues.all(Cue::Hash).find(|hash| hash.start >= key.end && hash.end <= range.start);
        let between = next.and_then(|hash| plain.low.get(key.end..hash.start)).unwrap_or_default();
        let between = between.trim_matches([' ', '(', ',']);
        FOR.iter().any(|word| between.strip_prefix(word).is_some_and(|which| WHICH.contains(&which.trim())))
    })
}
