//! What wallets and people write in another alphabet: a phrase as base64 or hexadecimal, and the bytes that a phrase is made
//! from where the text says so. Nothing is kept of what is decoded.

use std::ops::Range;

use base64::Engine as _;
use base64::alphabet::{Alphabet, STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::runs;

/// Twelve words of three letters with their gaps, as base64; shorter texts are no phrase.
const SHORTEST: usize = 60;
/// Tokens longer than a message are none.
const LONGEST: usize = 8 << 10;

/// How far from its label the bytes of a phrase may stand, bytes.
const REACH: usize = 40;

/// Hexadecimal digits of the bytes that phrases are made from (BIP-39), and of the seed made of one.
const ENTROPY: [usize; 6] = [32, 40, 48, 56, 64, 128];
/// And the characters of base64.
const ENTROPY_BASE64: [usize; 4] = [22, 24, 43, 44];

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    if plain.cased.len() < ENTROPY_BASE64[0] {
        return;
    }
    for range in runs(&plain.cased, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '=')) {
        let token = plain.piece(range.clone());
        if token.len() < ENTROPY_BASE64[0] {
            continue;
        }
        let kind = if token.len() >= SHORTEST { decoded(token).and_then(|text| secret_in(&text)) } else { None };
        let kind = kind.or_else(|| is_entropy(cues, &range, token).then_some(SecretKind::RecoveryPhrase));
        found.extend(kind.map(|kind| (kind, range)));
    }
}

/// The text that a token stands for.
fn decoded(token: &str) -> Option<String> {
    let is_text = |bytes: Vec<u8>| {
        let text = String::from_utf8(bytes).ok()?;
        text.chars().all(|c| !c.is_control() || c.is_whitespace()).then_some(text)
    };
    let base64 = |alphabet: &Alphabet| {
        let lenient = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        GeneralPurpose::new(alphabet, lenient).decode(token).ok()
    };
    if token.len() > LONGEST {
        return None;
    }
    hex(token)
        .and_then(is_text)
        .or_else(|| base64(&STANDARD).and_then(is_text))
        .or_else(|| base64(&URL_SAFE).and_then(is_text))
}

fn hex(token: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = token.as_bytes().chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

/// The worst secret of a decoded text, of those that need no label.
fn secret_in(text: &str) -> Option<SecretKind> {
    let plain = Plain::of(text)?;
    let cues = Cues::of(&plain);
    let mut found = Vec::new();
    super::phrases::find(&plain, &cues, &mut found);
    super::keys::find(&plain, &cues, &mut found);
    found.into_iter().map(|(kind, _)| kind).min()
}

fn is_entropy(cues: &Cues, range: &Range<usize>, token: &str) -> bool {
    let digits = token.strip_prefix("0x").unwrap_or(token);
    let is_hex = ENTROPY.contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let mixed = token.bytes().any(|b| b.is_ascii_digit()) && token.bytes().any(|b| b.is_ascii_uppercase());
    let label = || {
        cues.before(range.start, REACH, &[Cue::Phrase, Cue::Seed, Cue::Key, Cue::Secret, Cue::Hash, Cue::Id])
            .is_some_and(|(cue, _)| matches!(cue, Cue::Phrase | Cue::Seed))
    };
    (is_hex || ENTROPY_BASE64.contains(&token.len()) && mixed) && label()
}
