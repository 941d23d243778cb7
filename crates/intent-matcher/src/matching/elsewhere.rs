//! What people say that is not a desk's business. The matcher learns it as one more intent that is never answered, so
//! that a desk of few intents does not claim everything. A sentence that the desk's own examples know well is left out:
//! it may be about the desk after all.

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
