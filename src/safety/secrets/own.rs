//! Texts of the desk itself: whoever sends one back, quotes it or asks whether it is genuine has told no secret. Knows no
//! customer's text.

use std::ops::Range;

use super::Plain;
use super::scan::{head, tail};

/// The letters and digits around a finding that must agree with the desk's own text, when the finding itself is short.
const AROUND: usize = 24;

/// So many bytes are read for them: marks of emphasis and punctuation stand between.
const NEAR: usize = 240;

/// A finding of so many letters and digits is the desk's own without its surroundings.
const LONG: usize = 32;

/// Texts that are the desk's own, in the form in which they are compared: letters and digits alone, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTexts(Vec<String>);

impl OwnTexts {
    /// Knows these texts. What stands in for a value, `{ $name }`, may be anything.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut known: Vec<String> =
            texts.into_iter().flat_map(parts).map(|part| bare(&part)).filter(|part| !part.is_empty()).collect();
        known.sort_unstable();
        known.dedup();
        Self(known)
    }

    /// Whether a place in a text says what one of them says there: all of it, or all around it as well when it is short.
    pub fn hold(&self, text: &str, place: &Range<usize>) -> bool {
        let Some(finding) = text.get(place.clone()).map(bare).filter(|finding| !finding.is_empty()) else {
            return false;
        };
        let before: Vec<char> =
            bare(tail(text.get(..place.start).unwrap_or_default(), NEAR)).chars().rev().take(AROUND).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = bare(head(text.get(place.end..).unwrap_or_default(), NEAR)).chars().take(AROUND).collect();
        let led = format!("{before}{finding}");
        let followed = format!("{finding}{after}");
        let is_long = finding.chars().count() >= LONG;
        self.0.iter().any(|own| {
            own.contains(&finding)
                && (is_long
                    || before.chars().count() == AROUND && own.contains(&led)
                    || after.chars().count() == AROUND && own.contains(&followed))
        })
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A text without what stands in for values, `{ $name }` or …, and without where its links lead, in the pieces that are left.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut closes = None;
    let mut before = ' ';
    for c in text.chars() {
        match (closes, c) {
            (Some(end), _) if c == end => closes = None,
            (Some(_), _) => {}
            (None, '{') => {
                closes = Some('}');
                parts.push(String::new());
            }
            (None, '(') if before == ']' => closes = Some(')'),
            (None, '…') => parts.push(String::new()),
            (None, _) => {
                if let Some(part) = parts.last_mut() {
                    part.push(c);
                }
            }
        }
        before = c;
    }
    parts
}

/// Letters and digits alone, as they are compared.
fn bare(text: &str) -> String {
    Plain::whole(text).low.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_may_be_anything_and_a_short_place_needs_its_surroundings() {
        let own = OwnTexts::of([
            "Never tell anybody { $what }: the password is the key to your **account** and to everything in it.",
        ]);
        let text =
            "you wrote: never tell anybody X: The password is the key to your account and to everything in it. ok?";
        let key = text.find("the key").unwrap_or_default();
        assert!(own.hold(text, &(key..key + 7)));
        assert!(!own.hold("the key", &(0..7)), "of a customer, perhaps");
        assert!(own.hold(text, &(key..text.len() - 5)), "long enough by itself");
        assert!(!own.hold(text, &(key..text.len())), "more than the desk said");
    }
}
