//! "Did you mean": the known word that a mistyped one most resembles. Never guesses when nothing is close.

/// One slip is forgiven in every this many characters, and one in any word.
const CHARS_PER_SLIP: usize = 3;

/// The word of `known` that `word` was probably meant to be.
pub fn near<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_lowercase();
    let slips = (word.chars().count() / CHARS_PER_SLIP).max(1);
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= slips)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn finds_the_word_that_was_meant() {
        assert_eq!(near("titel", ["title", "answer"]), Some("title"));
        assert_eq!(near("Asia/Shanghia", ["Asia/Seoul", "Asia/Shanghai"]), Some("Asia/Shanghai"));
        assert_eq!(near("colour", ["title", "answer"]), None);
        assert_eq!(near("", ["title"]), None);
    }
}
