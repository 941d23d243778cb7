//! The normal form that messages and examples are compared in: NFKC, lower case, simplified characters, one space
//! between words, nothing invisible, Cantonese characters as Mandarin writes them. For matching only: never shown to a person.

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
                c => match mandarin(c) {
                    Some(word) => out.push_str(word),
                    None => push(simplify(c), out),
                },
            }
        }
    }
    out.truncate(out.trim_end().len());
}

/// The Mandarin for a character that Cantonese alone writes.
fn mandarin(c: char) -> Option<&'static str> {
    Some(match c {
        '唔' => "不",
        '係' => "是",
        '嘅' => "的",
        '咗' => "了",
        '冇' => "没有",
        '佢' => "他",
        '喺' => "在",
        '嚟' => "来",
        '畀' | '俾' => "给",
        '攞' => "拿",
        '睇' => "看",
        '搵' => "找",
        '咩' | '乜' => "什么",
        '嘢' => "东西",
        '哋' => "们",
        '啲' => "些",
        '嗰' => "那",
        '噉' | '咁' => "这样",
        _ => return None,
    })
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
