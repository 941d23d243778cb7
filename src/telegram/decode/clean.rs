//! Bounds and cleans what strangers send before anything reads it. Never changes the meaning of a text.

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

/// The most links taken from behind the words of one text.
const MAX_LINKS: usize = 10;

/// Characters that turn the direction of text around or hide: in a name they make it look like another. The joiners
/// U+200C and U+200D stay, emoji are made with them.
fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{061c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// First and last name on one line; the number when nothing visible is left.
pub fn name(first: &str, last: Option<&str>, id: i64) -> String {
    let full = format!("{first} {}", last.unwrap_or_default());
    let plain = full.chars().filter(|c| !is_deceptive(*c)).map(|c| if c.is_control() { ' ' } else { c });
    let words = plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    let short = words.chars().take(MAX_NAME).collect::<String>();
    if short.is_empty() { id.to_string() } else { short.trim_end().to_owned() }
}

/// A text with its lines, without other controls.
pub fn text(text: &str) -> String {
    let plain = text.replace("\r\n", "\n");
    plain.chars().filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || is_deceptive(*c))).take(MAX_TEXT).collect()
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
    number.chars().filter(|c| !c.is_control() && !is_deceptive(*c)).take(MAX_PHONE).collect()
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
    use super::*;

    #[test]
    fn a_name_cannot_turn_the_line_around() {
        assert_eq!(name("\u{202e}nimdA", Some("\n\u{0}Lee"), 7), "nimdA Lee");
        assert_eq!(name("\u{200b}\u{2066}", None, 7), "7");
        assert_eq!(name(&"李".repeat(200), Some("x"), 7).chars().count(), MAX_NAME);
        assert_eq!(name("👩\u{200d}💻", None, 7), "👩\u{200d}💻");
    }

    #[test]
    fn a_text_keeps_its_lines_and_is_bounded() {
        assert_eq!(text("a\r\nb\u{7}\tc\u{202e}"), "a\nb\tc");
        assert_eq!(text(&"汉".repeat(5000)).chars().count(), MAX_TEXT);
    }
}
