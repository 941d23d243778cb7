//! A text in the form that secrets are looked for in: as it is seen (`safety::shown`), no width or accents, digits and
//! look-alike letters of other scripts as the ones they pass for, with the way back to the original bytes. Never shown to
//! anybody.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::safety::shown::seen;
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

/// So many Chinese numerals in a row are digits; fewer are words.
const NUMERALS_IN_A_ROW: usize = 4;

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
        if text.bytes().all(|b| matches!(b, b' '..=b'~' | b'\n' | b'\t')) {
            return Self { cased: text.to_owned(), low: text.to_ascii_lowercase(), at: Vec::new() };
        }
        let mut plain = Self::with_room(text.len());
        let mut numerals = 0;
        for (from, c) in text.char_indices() {
            let from = u32::try_from(from).unwrap_or(u32::MAX);
            let Some(c) = seen(c) else { continue };
            numerals += usize::from(numeral(c).is_some());
            match c {
                '\0'..='\x7f' | '\u{4e00}'..='\u{9fff}' => plain.push(c, from),
                _ => decompose_compatible(c, |part| {
                    if !is_overlay(part) {
                        plain.push(latin(part), from);
                    }
                }),
            }
        }
        plain.at.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        if numerals < NUMERALS_IN_A_ROW { plain } else { plain.with_digits() }
    }

    fn with_room(bytes: usize) -> Self {
        Self {
            cased: String::with_capacity(bytes),
            low: String::with_capacity(bytes),
            at: Vec::with_capacity(bytes + 1),
        }
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

    /// The same with Chinese numerals in a row as digits: 四八二七三一.
    fn with_digits(self) -> Self {
        let mut plain = Self::with_room(self.cased.len());
        let mut from = 0;
        for row in numeral_rows(&self.cased) {
            plain.copy(&self, from..row.start);
            for (at, c) in self.piece(row.clone()).char_indices() {
                let came_from = self.at.get(row.start + at).copied().unwrap_or_default();
                plain.push(numeral(c).unwrap_or(c), came_from);
            }
            from = row.end;
        }
        plain.copy(&self, from..self.cased.len());
        plain.at.extend(self.at.last());
        plain
    }

    fn copy(&mut self, other: &Self, range: Range<usize>) {
        self.cased.push_str(other.cased.get(range.clone()).unwrap_or_default());
        self.low.push_str(other.low.get(range.clone()).unwrap_or_default());
        self.at.extend_from_slice(other.at.get(range).unwrap_or_default());
    }

    /// The bytes of the original text that a range came from.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        if self.at.is_empty() {
            return range;
        }
        let place = |byte: usize| self.at.get(byte).or(self.at.last()).map_or(0, |at| *at as usize);
        place(range.start)..place(range.end)
    }

    /// Whether a range was typed in ASCII, and not in another script's digits or letters.
    pub fn is_as_typed(&self, range: &Range<usize>) -> bool {
        let origin = self.origin(range.clone());
        origin.len() == range.len()
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

/// Accents, joiners and what else lies on another character. The marks of kana stay: words differ by them.
fn is_overlay(c: char) -> bool {
    kind(c) == CharKind::Invisible || is_combining_mark(c) && !matches!(c, '\u{3099}' | '\u{309a}')
}

/// Chinese numerals, also those of banks, one digit each.
fn numeral(c: char) -> Option<char> {
    Some(match c {
        '零' | '〇' | '○' => '0',
        '一' | '壹' | '幺' => '1',
        '二' | '贰' | '貳' => '2',
        '三' | '叁' | '參' | '叄' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' | '陸' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// Where numerals stand in a row, with single spaces or dashes between at most.
fn numeral_rows(text: &str) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut row: Option<(Range<usize>, usize)> = None;
    let mut finish = |row: Option<(Range<usize>, usize)>| {
        rows.extend(row.filter(|(_, count)| *count >= NUMERALS_IN_A_ROW).map(|(range, _)| range));
    };
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if numeral(c).is_none() && !(c.is_ascii_digit() && row.is_some()) {
            continue;
        }
        row = match row.take() {
            Some((range, count)) if text.get(range.end..at).is_some_and(|gap| matches!(gap, "" | " " | "-")) => {
                Some((range.start..end, count + usize::from(!c.is_ascii_digit())))
            }
            before => {
                finish(before);
                (!c.is_ascii_digit()).then_some((at..end, 1))
            }
        };
    }
    finish(row);
    rows
}

/// Digit zero of scripts whose digits are not decomposed (Unicode, `DerivedNumericType`, Decimal).
const ZEROS: [char; 20] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
    '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{1810}', '\u{19d0}', '\u{a8d0}',
];

/// Letters of other scripts that look like Latin ones, and digits of other scripts. Capitals and small letters of one
/// Cyrillic letter become the same Latin letter, so that its words stay comparable.
fn latin(c: char) -> char {
    const ALIKE: [(&str, &str); 4] = [
        ("авекмнорстухіѕјһԁԛԝӏ", "abekmhopctyxisjhdqwl"),
        ("АВЕКМНОРСТУХІЅЈҺԀԚԜӀ", "ABEKMHOPCTYXISJHDQWL"),
        ("αονρτυικεχıɑɡ", "aovptuikexiag"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    ];
    match c {
        '\u{131}' | '\u{251}' | '\u{261}' | '\u{391}'..='\u{3c7}' | '\u{400}'..='\u{52f}' => ALIKE
            .iter()
            .find_map(|(theirs, ours)| theirs.chars().zip(ours.chars()).find(|(their, _)| *their == c))
            .map_or(c, |(_, our)| our),
        '\u{660}'.. => ZEROS
            .iter()
            .find_map(|zero| u32::from(c).checked_sub(u32::from(*zero)).filter(|digit| *digit < 10))
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_whole_characters() {
        let text = "é\u{200b}ｐａｓｓ密码①ﬁ한 四八二 七三раӏ٤٢";
        let plain = Plain::of(text).map(|plain| (plain.low.clone(), plain));
        let Some((low, plain)) = plain else { return assert_eq!(text, "", "it has a form") };
        assert!(low.starts_with("epass密码1fi"), "{low}");
        assert!(low.ends_with("482 73pal42"), "{low}");
        for (start, _) in low.char_indices() {
            for end in (start + 1..=low.len()).filter(|end| low.is_char_boundary(*end)) {
                let origin = plain.origin(start..end);
                assert!(text.get(origin.clone()).is_some(), "{start}..{end} came from {origin:?}");
            }
        }
        assert_eq!(text.get(plain.origin(1..5)), Some("ｐａｓｓ"));
    }

    #[test]
    fn what_is_not_seen_is_not_read_either() {
        for hidden in ['\u{180e}', '\u{115f}', '\u{17b4}', '\u{fff9}', '\u{61c}', '\u{7}', '\r', '\u{200d}', '\u{489}']
        {
            assert_eq!(Plain::whole(&format!("pass{hidden}word")).low, "password", "{hidden:?}");
        }
        assert_eq!(Plain::whole("one\u{2028}two").low, "one\ntwo");
    }

    #[test]
    fn few_numerals_are_words() {
        assert_eq!(Plain::whole("第一个词和三百二十一").low, "第一个词和三百二十一");
        assert_eq!(Plain::whole("验证码是肆捌贰柒叁壹").low, "验证码是482731");
    }
}
