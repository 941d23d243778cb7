//! What a customer will see of a text in small Markdown: its words, how much of a Telegram message they take, its links.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::safety::official::links_in;

/// What one Telegram message holds, in UTF-16 units of the text as shown (core.telegram.org/bots/api#sendmessage).
pub(super) const MESSAGE_UNITS: usize = 4096;

/// A text as it will be shown.
#[derive(Debug, Default)]
pub(super) struct Visible {
    /// The words, with room for bullets and blank lines: never shorter than what is sent.
    text: String,
    /// Where its links lead, apart from those that are words of the text.
    destinations: Vec<String>,
}

/// Room for a bullet or a number before an item of a list.
const BULLET: &str = "99. ";

impl Visible {
    /// Reads small Markdown.
    pub fn new(markdown: &str) -> Self {
        let mut visible = Self::default();
        let mut depth = 0_usize;
        for event in Parser::new(markdown) {
            match event {
                Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                    visible.destinations.push(dest_url.into_string());
                }
                Event::Start(Tag::List(_)) => depth += 1,
                Event::End(TagEnd::List(_)) => depth = depth.saturating_sub(1),
                Event::Start(Tag::Item) => (0..depth).for_each(|_| visible.text.push_str(BULLET)),
                Event::End(TagEnd::Item) | Event::SoftBreak | Event::HardBreak => visible.text.push('\n'),
                Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::CodeBlock) => {
                    visible.text.push_str("\n\n");
                }
                Event::Rule => visible.text.push_str("\n---\n"),
                Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                    visible.text.push_str(&words);
                }
                _ => {}
            }
        }
        visible
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many UTF-16 units it takes at most.
    pub fn units(&self) -> usize {
        self.text.trim_end().encode_utf16().count()
    }

    /// Whether stars that were meant to make something bold are shown as stars. In Chinese that happens easily: a `**` after
    /// a punctuation mark only closes when white space or punctuation follows (`CommonMark`, "right-flanking").
    pub fn shows_stars(&self) -> bool {
        self.text.contains("**")
    }

    /// Every link, whether behind words or among them, as written.
    pub fn links(&self) -> impl Iterator<Item = &str> {
        self.destinations.iter().map(String::as_str).chain(links_in(&self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::Visible;

    #[test]
    fn counts_what_is_shown_and_finds_every_link() {
        let visible = Visible::new("**Hi** 😀\n\n1. [here](https://a.test/x)\n2. b.*te*st\n");
        assert_eq!(visible.units(), "Hi 😀\n\n99. here\n99. b.test".encode_utf16().count());
        assert_eq!(visible.links().collect::<Vec<_>>(), ["https://a.test/x", "b.test"]);
    }

    #[test]
    fn tells_bold_from_stars() {
        assert!(Visible::new("**时间：**九点").shows_stars());
        assert!(!Visible::new("**时间**：九点，**时间：** 九点").shows_stars());
    }

    #[test]
    fn escapes_and_references_hide_no_link() {
        let links = |markdown: &str| Visible::new(markdown).links().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(links(r"https://example.com\.evil\.test"), ["https://example.com.evil.test"]);
        assert_eq!(links("[a][1]\n\n[1]: https://b.test"), ["https://b.test"]);
        assert_eq!(
            links("<https://c.test> <a href='https://d.test'>"),
            ["https://c.test", "https://c.test", "https://d.test"]
        );
        assert_eq!(links("![x](http://e.test)"), ["http://e.test"]);
    }
}
