//! As much of a message as is kept, and as much of that as is shown again. Judges no word.

use crate::conversation::view::excerpt::cut;

/// How much of a message is kept, characters: the longest that Telegram carries.
const MAX_KEPT: usize = 4096;

/// How much of it is shown again among other things, characters: a phone screen of text.
const MAX_SHOWN: usize = 1000;

/// As much of a message as is kept.
pub(super) fn kept(text: &str) -> String {
    cut(text, MAX_KEPT)
}

/// The same of words that were gathered: of many, the oldest are cut off.
pub(super) fn newest(text: &str) -> String {
    let over = text.chars().count().saturating_sub(MAX_KEPT);
    let end: String = text.chars().skip(over).collect();
    if over > 0 { format!("…{end}") } else { end }
}

/// As much of what was kept as is shown again.
pub(super) fn shown(text: &str) -> String {
    cut(text, MAX_SHOWN)
}
