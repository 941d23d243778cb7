//! What people say that no desk is about: small talk and general knowledge. The matcher learns it as one more intent
//! that is never answered, so that a desk of few intents does not claim everything. A sentence that the desk's own
//! examples know well is left out: it may be about the desk after all.

/// The sentences, one a line.
static SENTENCES: &str = include_str!("elsewhere.txt");

/// The sentences, each with whether it is Chinese.
pub(super) fn sentences() -> impl Iterator<Item = (&'static str, bool)> {
    SENTENCES.lines().map(|line| (line, !line.is_ascii()))
}
