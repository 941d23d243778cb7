//! Lists of words that stand in one text with bars between. Holds none.

/// The words of a list, which stand in one text with bars between.
pub(in crate::safety) fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split('|')
}

/// Whether a word stands in such a list.
pub(in crate::safety) fn is_one(list: &'static str, word: &str) -> bool {
    words(list).any(|listed| listed == word)
}
