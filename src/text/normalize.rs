//! The normal form that messages and examples are compared in: NFKC, lower case, simplified characters, one space
//! between words, nothing invisible. For matching only: never shown to a person.

use unicode_normalization::UnicodeNormalization;

use super::kind::{CharKind, kind};
use super::simplified::simplify;

/// Writes the normal form of `message` into `out`, which is emptied first.
///
/// Two messages that differ in width, case, script or white space alone have the same normal form.
pub fn normalize(message: &str, out: &mut String) {
    out.clear();
    out.reserve(message.len());
    if message.is_ascii() {
        for c in message.chars() {
            push(if c == '`' { '\'' } else { c.to_ascii_lowercase() }, out);
        }
    } else {
        for c in message.nfkc().flat_map(char::to_lowercase) {
            match c {
                'ß' => out.push_str("ss"),
                'ς' => out.push('σ'),
                '’' | '‘' | '`' | '´' => out.push('\''),
                c => push(simplify(c), out),
            }
        }
    }
    out.truncate(out.trim_end().len());
}

fn push(c: char, out: &mut String) {
    match kind(c) {
        CharKind::Invisible => {}
        CharKind::Gap if c.is_whitespace() || c.is_control() => {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        _ => out.push(c),
    }
}
