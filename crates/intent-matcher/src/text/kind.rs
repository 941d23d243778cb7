//! What a character counts as when a message is cut into tokens.

/// The kind of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharKind {
    /// A letter of a script that writes words with spaces between.
    Letter,
    /// A decimal digit.
    Digit,
    /// A character that is a token by itself: Han, kana and the scripts of South-East Asia that write no spaces.
    Ideograph,
    /// An emoji or another pictograph.
    Picture,
    /// Invisible inside a word: joiners, variation selectors, marks of direction.
    Invisible,
    /// All else: spaces, punctuation.
    Gap,
}

/// The kind of `c`.
pub fn kind(c: char) -> CharKind {
    match c {
        'a'..='z' | 'A'..='Z' => CharKind::Letter,
        '0'..='9' => CharKind::Digit,
        '\0'..='\x7f' => CharKind::Gap,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '々' | '〇' => {
            CharKind::Ideograph
        }
        '\u{3041}'..='\u{30ff}' | '\u{0e01}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
            CharKind::Ideograph
        }
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' => CharKind::Invisible,
        '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e01ef}' => {
            CharKind::Invisible
        }
        '\u{300}'..='\u{36f}' => CharKind::Invisible,
        '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => CharKind::Picture,
        c if c.is_alphabetic() => CharKind::Letter,
        c if c.is_numeric() => CharKind::Digit,
        _ => CharKind::Gap,
    }
}
