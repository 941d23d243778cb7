//! "Did you mean": the known word that a mistyped one most resembles. Never guesses when nothing is close.

/// One slip is forgiven in every this many characters, and one in any word.
const CHARS_PER_SLIP: usize = 3;
/// More slips than this are another word, however long it is.
const MOST_SLIPS: usize = 3;

/// The word of `known` that `word` was probably meant to be.
pub fn near<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    closest(word, known, (word.chars().count() / CHARS_PER_SLIP).clamp(1, MOST_SLIPS))
}

/// The word of `known` that is one slip off `word`: where `word` may well be right as it is.
pub fn one_slip_off<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    closest(word, known, 1)
}

fn closest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>, slips: usize) -> Option<&'k str> {
    let word = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(distance, _)| distance <= slips)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{near, one_slip_off};

    #[test]
    fn finds_the_word_that_was_meant() {
        assert_eq!(near("titel", ["title", "answer"]), Some("title"));
        assert_eq!(near("Asia/Shanghia", ["Asia/Seoul", "Asia/Shanghai"]), Some("Asia/Shanghai"));
        assert_eq!(near("colour", ["title", "answer"]), None);
        assert_eq!(near("", ["title"]), None);
    }

    #[test]
    fn leaves_words_alone_that_may_be_right() {
        assert_eq!(one_slip_off("withdrawl_fee", ["withdrawal_fee"]), Some("withdrawal_fee"));
        assert_eq!(one_slip_off("withdrawal_time", ["withdrawal_fee"]), None);
    }
}
