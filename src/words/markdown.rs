//! Small Markdown: bold, italic, lists, links and code in our texts; people's own words are escaped on their way in.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text in small Markdown. Rendered at the edge (Telegram, web), never shown as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Markdown(String);

impl Markdown {
    /// Text that is already Markdown: our own language files and answers.
    pub fn trusted(source: impl Into<String>) -> Self {
        Self(source.into())
    }

    /// People's words: shown as written, whatever they contain.
    pub fn literal(words: &str) -> Self {
        let mut source = String::with_capacity(words.len() + words.len() / 8);
        for (index, line) in words.lines().enumerate() {
            if index > 0 {
                source.push('\n');
            }
            // Leading blanks would make a code block of a line.
            for c in line.trim_start().chars() {
                if c.is_ascii_punctuation() {
                    source.push('\\');
                }
                source.push(c);
            }
        }
        Self(source)
    }

    /// The Markdown source.
    pub fn source(&self) -> &str {
        &self.0
    }

    /// Appends a paragraph.
    #[must_use]
    pub fn and(mut self, next: &Self) -> Self {
        if !self.0.is_empty() && !next.0.is_empty() {
            self.0.push_str("\n\n");
        }
        self.0.push_str(&next.0);
        self
    }
}

impl fmt::Display for Markdown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
