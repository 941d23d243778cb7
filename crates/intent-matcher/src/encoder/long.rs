//! What a long text means: the network reads the beginning of a text alone, so the sentences of a longer one are encoded one by
//! one. What is asked counts more than what is told.

use super::{Encoder, Vector, WIDTH};
use crate::numeric::dot;

/// The network reads about so many ideographs,
const READ: usize = 40;
/// of which one says as much as so many letters.
const LETTERS: usize = 4;
/// More parts than this are not encoded, so that the time is bounded: the first and the last are.
const MOST: usize = 8;
/// How much a question weighs against a sentence that tells something.
const QUESTION: f32 = 2.0;

/// How much of what the network reads a text takes, in letters.
fn size(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { LETTERS }).sum()
}

/// The parts of a text that are encoded one by one; one part if the text is short.
pub(super) fn parts(text: &str) -> Vec<&str> {
    if size(text) <= READ * LETTERS {
        return vec![text];
    }
    let ends = |c: char| matches!(c, '.' | '!' | '?' | ';' | '\n' | '。' | '！' | '？' | '；');
    let mut parts: Vec<&str> =
        text.split_inclusive(ends).map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric)).collect();
    if parts.len() > MOST {
        parts.drain(MOST / 2..parts.len() - MOST / 2);
    }
    if parts.is_empty() { vec![text] } else { parts }
}

/// The vector of a text whose parts have these.
pub(super) fn joined<'v>(parts: impl Iterator<Item = (&'v str, Vector)>) -> Vector {
    let mut sum = [0.0; WIDTH];
    for (part, vector) in parts {
        let length = dot(&vector, &vector).sqrt().max(f32::MIN_POSITIVE);
        let weight = if part.ends_with(['?', '？']) { QUESTION } else { 1.0 };
        sum.iter_mut().zip(&vector).for_each(|(sum, value)| *sum += value * weight / length);
    }
    let length = dot(&sum, &sum).sqrt().max(f32::MIN_POSITIVE);
    sum.map(|value| value / length)
}

impl Encoder {
    /// What a text of any length means.
    pub(crate) fn meaning(&mut self, text: &str) -> Vector {
        match parts(text).as_slice() {
            [] | [_] => self.encode(text),
            parts => joined(parts.iter().map(|part| (*part, self.encode(part)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, parts};
    use crate::encoder::Encoder;
    use crate::numeric::dot;

    const STORY: &str = "I moved to another city last month and everything has been a mess since then, my boxes are still in the \
                         corridor and the dog is nervous. Nobody tells me anything either. How do I change my phone number?";

    #[test]
    fn long_texts_are_cut_into_sentences_of_bounded_number() {
        assert_eq!(parts("How do I withdraw? I am in a hurry.").len(), 1);
        assert_eq!(parts(STORY).len(), 3);
        assert_eq!(parts(&"so it went on and on. ".repeat(500)).len(), MOST);
    }

    #[test]
    fn the_question_at_the_end_of_a_story_is_heard() {
        let mut encoder = Encoder::default();
        let question = encoder.encode("How do I change my phone number?");
        let likeness =
            |vector: &[f32]| dot(vector, &question) / (dot(vector, vector) * dot(&question, &question)).sqrt();
        assert!(likeness(&encoder.meaning(STORY)) > likeness(&encoder.encode(STORY)) + 0.1);
    }
}
