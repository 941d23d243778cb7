//! Bounds and cleans what strangers send before anything reads it. Never changes the meaning of a text.

use unicode_normalization::char::is_combining_mark;

use crate::safety::shown::{is_deceptive, is_joiner, seen};

/// The longest name kept, characters; Telegram allows 64 for each of the two parts.
const MAX_NAME: usize = 64;

/// The longest text kept, characters: Telegram's own limit for a message.
const MAX_TEXT: usize = 4096;

/// The longest language tag kept; real ones have up to eleven.
const MAX_TAG: usize = 16;

/// The longest phone number kept: fifteen digits with generous punctuation.
const MAX_PHONE: usize = 32;

/// The longest id of a press kept; real ones have up to twenty digits.
const MAX_PRESS: usize = 64;

/// The longest name of a file kept; real ones have fewer than a hundred characters.
const MAX_FILE_ID: usize = 256;

/// Marks in a row on one character: Vietnamese and Thai need two, Hebrew and Arabic with all their points three or four.
/// Piles of them paint over the lines above and below.
const MAX_MARKS: usize = 4;

/// The most links taken from behind the words of one text.
const MAX_LINKS: usize = 10;

/// Visible by itself, so that a text of nothing else is something.
fn is_visible(c: char) -> bool {
    !(c.is_whitespace() || is_combining_mark(c) || is_joiner(c))
}

/// Drops what is deceptive, and marks and joiners that pile up.
fn honest(text: &str) -> impl Iterator<Item = char> {
    let mut piled = 0_usize;
    text.chars().filter(move |c| {
        if is_deceptive(*c) {
            return false;
        }
        let piles = is_combining_mark(*c) || is_joiner(*c);
        piled = if piles { piled.saturating_add(1) } else { 0 };
        piled <= MAX_MARKS
    })
}

/// First and last name on one line; the number when nothing visible is left.
pub fn name(first: &str, last: Option<&str>, id: i64) -> String {
    let full = format!("{first} {}", last.unwrap_or_default());
    let plain = honest(&full).map(|c| if c.is_control() { ' ' } else { c });
    let words = plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let short = words.chars().take(MAX_NAME).collect::<String>();
    if short.chars().any(is_visible) { short.trim_end().to_owned() } else { id.to_string() }
}

/// A text with its lines, without other controls.
pub fn text(text: &str) -> String {
    let plain: String = text.chars().filter_map(seen).collect();
    honest(&plain).take(MAX_TEXT).collect()
}

/// A text with the links that stand hidden behind its words after it, each in a line of its own: what a person would open
/// belongs to what they were sent.
pub fn text_with_links<'l>(words: &str, links: impl Iterator<Item = &'l str>) -> String {
    let mut shown = words.to_owned();
    for link in links.filter(|link| !words.contains(*link)).take(MAX_LINKS) {
        shown.push('\n');
        shown.push_str(link);
    }
    text(&shown)
}

/// A language tag.
pub fn tag(tag: &str) -> String {
    tag.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(MAX_TAG).collect()
}

/// A phone number as it came, visible characters only.
pub fn phone(number: &str) -> String {
    honest(number).filter(|c| !c.is_control()).take(MAX_PHONE).collect()
}

/// The id of a press.
pub fn press(id: &str) -> String {
    id.chars().take(MAX_PRESS).collect()
}

/// Telegram's name of a file, if it can be one: it is sent back as it is.
pub fn file_id(id: &str) -> Option<String> {
    let fits = !id.is_empty() && id.len() <= MAX_FILE_ID && id.chars().all(|c| c.is_ascii_graphic());
    fits.then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_cannot_turn_the_line_around() {
        assert_eq!(name("\u{202e}nimdA", Some("\n\u{0}Lee"), 7), "nimdA Lee");
        assert_eq!(name("\u{200b}\u{2066}", None, 7), "7");
        assert_eq!(name(&"李".repeat(200), Some("x"), 7).chars().count(), MAX_NAME);
        assert_eq!(name("👩\u{200d}💻", None, 7), "👩\u{200d}💻");
        for isolate in ["\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "\u{061c}", "\u{200e}", "\u{200f}", "\u{202b}"]
        {
            assert_eq!(name(&format!("a{isolate}b"), None, 7), "ab", "{isolate:?}");
        }
    }

    #[test]
    fn a_name_of_nothing_to_see_is_the_number() {
        for hidden in
            ["\u{3164}", "\u{ffa0}\u{115f}", "\u{2800}", "\u{00ad}", "\u{200d}\u{200d}", "\u{301}\u{302}", "\u{fe0f}"]
        {
            assert_eq!(name(hidden, None, 7), "7", "{hidden:?}");
        }
    }

    #[test]
    fn marks_do_not_pile_up_and_no_script_loses_its_own() {
        assert_eq!(
            name(&format!("Z{}x", "\u{30d}".repeat(500)), None, 7),
            format!("Z{}x", "\u{30d}".repeat(MAX_MARKS))
        );
        assert_eq!(text(&format!("a{}", "\u{200d}".repeat(500))).chars().count(), 1 + MAX_MARKS);
        for own in ["Nguyễn Văn Tiế\u{301}n", "ก็ดี น้ำ", "שָׁלוֹם", "مُحَمَّد", "नमस्ते", "❤\u{fe0f}", "می\u{200c}خواهم"]
        {
            assert_eq!(text(own), own);
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_is_bounded() {
        assert_eq!(text("a\r\nb\u{7}\tc\u{202e}"), "a\nb\tc");
        assert_eq!(text("a\u{2028}b"), "a\nb");
        assert_eq!(text(&"汉".repeat(5000)).chars().count(), MAX_TEXT);
    }

    proptest! {
        #[test]
        fn whatever_comes_is_short_and_plain(first in "\\PC{0,300}|.{0,300}", last in proptest::option::of(".{0,100}")) {
            let name = name(&first, last.as_deref(), 7);
            prop_assert!(!name.is_empty() && name.chars().count() <= MAX_NAME);
            prop_assert!(!name.chars().any(|c| c.is_control() || is_deceptive(c)), "{name:?}");
            let text = text(&first);
            prop_assert!(text.chars().count() <= MAX_TEXT);
            prop_assert!(!text.chars().any(|c| is_deceptive(c) || c.is_control() && !matches!(c, '\n' | '\t')), "{text:?}");
        }
    }
}
