//! What people say that is not a desk's business. The matcher learns it as one more intent that is never answered, so
//! that a desk of few intents does not claim everything. A sentence that the desk's own examples know well is left out:
//! it may be about the desk after all.

use crate::encoder;

use super::reader::{Reader, Reading};

/// Small talk and general knowledge, one sentence a line: far from any desk.
static FAR: &str = include_str!("elsewhere.txt");
/// What people ask other businesses and each other, one sentence a line: near a desk's subject, with words like its own.
static NEAR: &str = include_str!("nearby.txt");

/// A sentence of nobody's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    /// What is said.
    pub(super) text: &'static str,
    /// Whether it is Chinese.
    pub(super) chinese: bool,
    /// Whether it may be near a desk's subject.
    pub(super) near: bool,
}

/// All sentences.
pub(super) fn sentences() -> impl Iterator<Item = Sentence> {
    let lines =
        |texts: &'static str, near| texts.lines().map(move |text| Sentence { text, chinese: !text.is_ascii(), near });
    lines(FAR, false).chain(lines(NEAR, true))
}

/// The sentences as a desk reads them that has no word like theirs.
fn read() -> Vec<String> {
    let reader = Reader::new(std::iter::empty());
    let mut reading = Reading::default();
    let mut read = |sentence: Sentence| {
        reader.read(sentence.text, &mut reading);
        reading.text.clone()
    };
    sentences().map(&mut read).collect()
}

/// The file with the vectors of all sentences, which the library carries: to be made anew where a sentence is added.
pub fn vectors_of_nobodys() -> Vec<u8> {
    encoder::file_of(&read().iter().map(String::as_str).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use crate::encoder;

    #[test]
    fn the_library_carries_the_vectors_of_all_sentences() {
        let texts = super::read();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let hint = "run `cargo run --release --example vectors` in crates/intent-matcher";
        assert_eq!(encoder::common(&texts), texts.len(), "{hint}");
    }
}
