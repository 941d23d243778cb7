//! A text cut to a length, with a mark that shows it. Judges no word.

/// The first so many characters of a text without white space around it, and an ellipsis where more follows.
pub(in crate::conversation) fn cut(text: &str, most: usize) -> String {
    let text = text.trim();
    let mut cut: String = text.chars().take(most).collect();
    if text.chars().nth(most).is_some() {
        cut.push('…');
    }
    cut
}
