//! A text in the form that secrets are looked for in: no width, accents or invisible characters, with the way back to the
//! original bytes. Never shown to anybody.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

use crate::text::{CharKind, kind};

/// What stands around the mark of a secret that was taken out.
pub const MARK_OPENS: char = '⟦';
/// And after it.
pub const MARK_CLOSES: char = '⟧';

/// The text, twice: as written and in lower case, of the same length byte for byte.
pub struct Plain {
    /// As written.
    pub cased: String,
    /// In lower case.
    pub low: String,
    /// For each byte, where it came from; one more for the end. Empty when nothing was changed.
    at: Vec<u32>,
}

/// Texts shorter than this hold no secret: the shortest found are a label with a code.
const SHORTEST: usize = 6;

impl Plain {
    /// The form of `text`; `None` when it is too short, or too long to have an index.
    pub fn of(text: &str) -> Option<Self> {
        if text.len() < SHORTEST || u32::try_from(text.len()).is_err() {
            return None;
        }
        Some(Self::whole(text))
    }

    /// The form of a text of any length.
    pub fn whole(text: &str) -> Self {
        if text.is_ascii() {
            return Self { cased: text.to_owned(), low: text.to_ascii_lowercase(), at: Vec::new() };
        }
        let mut plain = Self {
            cased: String::with_capacity(text.len()),
            low: String::with_capacity(text.len()),
            at: Vec::with_capacity(text.len() + 1),
        };
        for (from, c) in text.char_indices() {
            let from = u32::try_from(from).unwrap_or(u32::MAX);
            match c {
                '\0'..='\x7f' | '\u{4e00}'..='\u{9fff}' => plain.push(c, from),
                _ => decompose_compatible(c, |part| {
                    if kind(part) != CharKind::Invisible {
                        plain.push(part, from);
                    }
                }),
            }
        }
        plain.at.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        plain
    }

    fn push(&mut self, c: char, from: u32) {
        let mut lower = c.to_lowercase();
        let low = match (lower.next(), lower.next()) {
            (Some(low), None) if low.len_utf8() == c.len_utf8() => low,
            _ => c,
        };
        self.cased.push(c);
        self.low.push(low);
        self.at.extend(std::iter::repeat_n(from, c.len_utf8()));
    }

    /// The bytes of the original text that a range came from.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        if self.at.is_empty() {
            return range;
        }
        let place = |byte: usize| self.at.get(byte).or(self.at.last()).map_or(0, |at| *at as usize);
        place(range.start)..place(range.end)
    }

    /// The text from a byte on, in lower case.
    pub fn low_from(&self, from: usize) -> &str {
        self.low.get(from..).unwrap_or_default()
    }

    /// The text before a byte, in lower case.
    pub fn low_before(&self, to: usize) -> &str {
        self.low.get(..to).unwrap_or_default()
    }

    /// A piece as written.
    pub fn piece(&self, range: Range<usize>) -> &str {
        self.cased.get(range).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_whole_characters() {
        let text = "é\u{200b}ｐａｓｓ密码①ﬁ한";
        let plain = Plain::of(text).map(|plain| (plain.low.clone(), plain));
        let Some((low, plain)) = plain else { return assert_eq!(text, "", "it has a form") };
        assert!(low.starts_with("epass密码1fi"), "{low}");
        for (start, _) in low.char_indices() {
            for end in (start + 1..=low.len()).filter(|end| low.is_char_boundary(*end)) {
                let origin = plain.origin(start..end);
                assert!(text.get(origin.clone()).is_some(), "{start}..{end} came from {origin:?}");
            }
        }
        assert_eq!(text.get(plain.origin(1..5)), Some("ｐａｓｓ"));
    }
}
