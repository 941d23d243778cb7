//! What is to be seen of a text: one rule for the decoder, which keeps texts, and the secrets guard, which reads them, so
//! that neither sees a word that the other does not.
//!
//! Characters that show nothing, turn the line around or control a terminal are left out; no letter that is seen is changed.

/// Joins emoji and the letters of several scripts, or chooses how one looks. Nothing to see, and needed.
pub fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Characters that turn the direction of text around, hide or show nothing: in a name they make it look like another.
/// The joiners stay, emoji and several scripts are made with them.
pub fn is_deceptive(c: char) -> bool {
    matches!(c,
        // Directions: marks, embeddings, overrides, isolates.
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        // Nothing to see: soft hyphen, joiner of graphemes, fillers, blanks of no width, separators of lines.
        | '\u{00ad}' | '\u{034f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{2800}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A character as it is seen: separators of lines begin a new one, controls and what is deceptive are gone.
pub fn seen(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\u{2028}' | '\u{2029}' => Some('\n'),
        _ => (!c.is_control() && !is_deceptive(c)).then_some(c),
    }
}
