//! The ten word lists of BIP-39, as the `bip39` crate has them: which language a word belongs to, how rare a Chinese
//! character is, and what a mistyped word was meant to be.

use std::collections::HashMap;
use std::sync::LazyLock;

use bip39::{Language, Mnemonic};
use strsim::osa_distance;

use super::plain::Plain;

/// A set of languages, one bit each, in the order of [`SPACED`].
pub type Languages = u16;

/// The languages whose words are written with spaces between.
pub const SPACED: [Language; 8] = [
    Language::English,
    Language::Czech,
    Language::French,
    Language::Italian,
    Language::Japanese,
    Language::Korean,
    Language::Portuguese,
    Language::Spanish,
];

/// Words that everybody uses may differ by this many letters and still be meant; short ones by one alone.
const SLIPS: usize = 2;
/// The length from which two slips are believed.
const LONG_WORD: usize = 6;
/// Shorter tokens are meant as nothing: the lists have no word of two letters but in Korean, which is cut into parts here.
const SHORTEST_NEAR: usize = 3;

/// The longest word of the lists, bytes in plain form (a Korean word in parts).
const LONGEST_WORD: usize = 33;
/// Twenty-four of the longest words are shorter than this.
const LONGEST_RUN: usize = 700;

struct Word {
    text: String,
    letters: u64,
    length: usize,
}

struct Lists {
    languages: HashMap<String, Languages>,
    words: Vec<Vec<Word>>,
    ranks: HashMap<char, u16>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists { languages: HashMap::new(), words: Vec::new(), ranks: HashMap::new() };
    for (bit, language) in SPACED.into_iter().enumerate() {
        let mut words = Vec::new();
        for word in language.word_list() {
            let text = plain_form(word);
            *lists.languages.entry(text.clone()).or_default() |= 1 << bit;
            words.push(Word { letters: letters(&text), length: text.chars().count(), text });
        }
        lists.words.push(words);
    }
    // Both lists hold the same characters in the same order: of falling frequency.
    for language in [Language::SimplifiedChinese, Language::TraditionalChinese] {
        for (rank, word) in (0_u16..).zip(language.word_list()) {
            if let Some(c) = word.chars().next() {
                lists.ranks.entry(c).or_insert(rank);
            }
        }
    }
    lists
});

/// The spaced languages that have this word, which is in plain form.
pub fn languages_of(word: &str) -> Languages {
    LISTS.languages.get(word).copied().unwrap_or_default()
}

/// How rare a Chinese character of the lists is, from 0 for the commonest to 2047; `None` for one outside of them.
pub fn rank(c: char) -> Option<u16> {
    LISTS.ranks.get(&c).copied()
}

/// Whether a token is a word of this language (a place in [`SPACED`]) with a slip or two of the fingers.
pub fn is_near(token: &str, language: usize) -> bool {
    let length = token.chars().count();
    if length < SHORTEST_NEAR || crate::text::english(token).is_some() {
        return false;
    }
    let slips = if length >= LONG_WORD { SLIPS } else { 1 };
    let mine = letters(token);
    LISTS.words.get(language).is_some_and(|words| {
        words.iter().any(|word| {
            word.length.abs_diff(length) <= slips
                // Each slip changes at most two letters of the set.
                && (word.letters ^ mine).count_ones() as usize <= 2 * slips
                && osa_distance(&word.text, token) <= slips
        })
    })
}

/// Whether a text is nothing but words of one list, run together, and so many at least. Only texts of words as long as
/// [`LONGEST_RUN`] bytes are looked at.
pub fn is_made_of_words(text: &str, least: usize) -> bool {
    if text.len() > LONGEST_RUN {
        return false;
    }
    (0..SPACED.len()).any(|bit| {
        // The most words that the text up to each byte is made of.
        let mut most: Vec<Option<usize>> = vec![None; text.len() + 1];
        if let Some(first) = most.first_mut() {
            *first = Some(0);
        }
        for start in 0..text.len() {
            let Some(words) = most.get(start).copied().flatten() else { continue };
            for end in start + 1..=(start + LONGEST_WORD).min(text.len()) {
                let listed = text.get(start..end).is_some_and(|word| languages_of(word) & (1 << bit) != 0);
                if let Some(place) = most.get_mut(end).filter(|_| listed) {
                    *place = (*place).max(Some(words + 1));
                }
            }
        }
        most.last().copied().flatten().is_some_and(|words| words >= least)
    })
}

/// Whether these words are a phrase whose checksum is right.
pub fn has_checksum(words: &str, language: Language) -> bool {
    Mnemonic::parse_in_normalized(language, words).is_ok()
}

/// A word of the lists as [`Plain`] writes it.
fn plain_form(word: &str) -> String {
    Plain::whole(word).low
}

/// The set of a word's letters, folded to 64 bits.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % u64::BITS))
}
