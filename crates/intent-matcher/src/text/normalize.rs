//! The normal form that messages and examples are compared in: compatibility forms, lower case, no accents, simplified
//! characters, one space or line break between words, nothing invisible, Cantonese characters as Mandarin writes them.
//! For matching only: never shown to a person.

use unicode_normalization::UnicodeNormalization;

use super::kind::{CharKind, kind};
use super::simplified::simplify;

/// Writes the normal form of `message` into `out`, which is emptied first.
///
/// Two messages that differ in width, case, script, accents or the kind and amount of white space alone have the same
/// normal form; line breaks stay, for they end sentences.
pub fn normalize(message: &str, out: &mut String) {
    out.clear();
    out.reserve(message.len());
    if message.chars().all(|c| plain(c).is_some()) {
        message.chars().filter_map(plain).for_each(|c| push(c, out));
    } else {
        folded(message).for_each(|c| push(c, out));
    }
    out.truncate(out.trim_end().len());
}

/// The lower-case compatibility form of a character for which that is one character whatever stands beside it: all
/// that most messages have. Spares them the general way, which takes longer than all the rest of reading.
fn plain(c: char) -> Option<char> {
    match c {
        '\0'..='\x7f' => Some(c.to_ascii_lowercase()),
        '\u{4e00}'..='\u{9fff}' | '、' | '。' | '‘'..='”' => Some(c),
        // Full-width forms stand in the order of ASCII.
        '！'..='～' => {
            char::from_u32(u32::from(c) - u32::from('！') + u32::from('!')).map(|c| c.to_ascii_lowercase())
        }
        '\u{3000}' => Some(' '),
        _ => None,
    }
}

/// The general way. Going over upper case evens out `ẞ`, `ß` and `ss`, `ς` and `σ`, `ı` and `i`; taking characters apart
/// before and after it does the same for those that have an accent in one case alone.
fn folded(message: &str) -> impl Iterator<Item = char> {
    // Its compatibility form is a space.
    let typed = message.chars().map(|c| if c == '´' { '\'' } else { c });
    let lower = typed.nfkd().flat_map(char::to_lowercase);
    let folded = lower.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    folded.nfkd().filter(|c| kind(*c) != CharKind::Invisible).nfc()
}

fn push(c: char, out: &mut String) {
    match (c, kind(c)) {
        ('’' | '‘' | '`', _) => out.push('\''),
        (_, CharKind::Invisible) => {}
        (_, CharKind::Gap) if c.is_whitespace() || c.is_control() => push_space(c, out),
        (_, CharKind::Ideograph) => match mandarin(c) {
            Some(word) => out.push_str(word),
            None => out.push(simplify(c)),
        },
        _ => out.push(c),
    }
}

/// A run of white space is a line break if it has one, else a space; none stands at the start.
fn push_space(c: char, out: &mut String) {
    let ends_line = matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    match out.chars().next_back() {
        None | Some('\n') => {}
        Some(' ') if ends_line => {
            out.pop();
            out.push('\n');
        }
        Some(' ') => {}
        Some(_) => out.push(if ends_line { '\n' } else { ' ' }),
    }
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

#[cfg(test)]
mod tests {
    use super::{folded, normalize, plain};

    fn normal(text: &str) -> String {
        let mut out = String::new();
        normalize(text, &mut out);
        out
    }

    #[test]
    fn the_short_way_gives_what_the_general_one_gives() {
        // Neighbours neither join nor change places.
        let all: String = ('\0'..=char::MAX).filter(|c| plain(*c).is_some()).collect();
        let turned: String = all.chars().rev().collect();
        for text in [all, turned] {
            assert!(text.chars().filter_map(plain).eq(folded(&text)));
        }
    }

    #[test]
    fn every_character_is_the_same_in_either_case() {
        let cased = |c: &char| !c.to_uppercase().eq([*c]) || !c.to_lowercase().eq([*c]);
        for c in ('\0'..=char::MAX).filter(cased) {
            let text = format!("a{c}a");
            let form = normal(&text);
            assert_eq!(normal(&text.to_uppercase()), form, "{c:?} {:x}", u32::from(c));
            assert_eq!(normal(&text.to_lowercase()), form, "{c:?} {:x}", u32::from(c));
        }
    }
}
