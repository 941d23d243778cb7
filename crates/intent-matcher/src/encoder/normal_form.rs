//! The form of a text that the encoder was trained on. Not the matcher's own normal form, which takes more away.

use unicode_normalization::UnicodeNormalization;

use crate::text::simplify;

/// The longest normal form, bytes. No more than 40 pieces of at most 16 characters are looked at, and a character has
/// at most 4 bytes.
pub(super) const LONGEST: usize = 40 * 16 * 4;

/// Writes the normal form of `text` into `out`: compatibility composition, lower case, simplified characters, single
/// blanks; what is beyond [`LONGEST`] is left out.
pub(super) fn normal_form(text: &str, out: &mut String) {
    out.clear();
    for c in text.nfkc().flat_map(char::to_lowercase).map(simplify) {
        if out.len() >= LONGEST {
            break;
        }
        let c = if is_gap(c) { ' ' } else { c };
        if c != ' ' || !(out.is_empty() || out.ends_with(' ')) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
}

/// What the `SentencePiece` normaliser `nmt_nfkc` turns into a blank and NFKC does not.
fn is_gap(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n'
            | '\u{c}'
            | '\r'
            | '\u{1680}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{2581}'
            | '\u{feff}'
            | '\u{fffd}'
    )
}
