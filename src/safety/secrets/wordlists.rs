//! The word lists of recovery phrases: the ten of BIP-39, as the `bip39` crate has them, and those of Monero, SLIP-0039 and
//! Electrum's first version. Which lists a word belongs to, what a mistyped or shortened word was meant to be, how rare a
//! Chinese character is, and whether a checksum is right.

use std::collections::HashMap;
use std::sync::LazyLock;

use bip39::{Language, Mnemonic};
use strsim::osa_distance;

use super::checksums;
use super::plain::Plain;

/// A set of word lists, one bit each, in the order of [`LISTS`].
pub type Lists = u16;

/// A list of words that are written with spaces between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// One of BIP-39; Electrum's second version uses its English words too, with a checksum of its own.
    Bip39(Language),
    /// Monero's English words.
    Monero,
    /// Shamir's shares.
    Slip39,
    /// Electrum's first version: words of songs, as prose is made of.
    Electrum,
}

/// All of them.
pub const LISTS: [List; 11] = [
    List::Bip39(Language::English),
    List::Bip39(Language::Czech),
    List::Bip39(Language::French),
    List::Bip39(Language::Italian),
    List::Bip39(Language::Japanese),
    List::Bip39(Language::Korean),
    List::Bip39(Language::Portuguese),
    List::Bip39(Language::Spanish),
    List::Monero,
    List::Slip39,
    List::Electrum,
];

impl List {
    fn words(self) -> Vec<&'static str> {
        let listed = |file: &'static str| {
            file.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
        };
        match self {
            Self::Bip39(language) => language.word_list().to_vec(),
            Self::Monero => listed(include_str!("lists/monero.txt")),
            Self::Slip39 => listed(include_str!("lists/slip39.txt")),
            Self::Electrum => listed(include_str!("lists/electrum.txt")),
        }
    }

    /// So many first letters tell a word of it, in the lists whose wallets take them for the word.
    fn telling(self) -> Option<usize> {
        match self {
            Self::Bip39(Language::English | Language::Spanish) | Self::Slip39 => Some(4),
            Self::Monero => Some(3),
            _ => None,
        }
    }

    /// Whether these words are a phrase whose checksum is right. Of Electrum's none has one.
    pub fn has_checksum(self, words: &[&str]) -> bool {
        match self {
            Self::Bip39(language) => Mnemonic::parse_in_normalized(language, &words.join(" ")).is_ok(),
            Self::Monero => checksums::monero(words),
            Self::Slip39 => {
                let places: Option<Vec<u16>> = words.iter().map(|word| WORDS.slip39.get(*word).copied()).collect();
                places.is_some_and(|places| checksums::slip39(&places))
            }
            Self::Electrum => false,
        }
    }
}

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

struct Words {
    lists: HashMap<String, Lists>,
    telling: HashMap<String, Lists>,
    words: Vec<Vec<Word>>,
    ranks: HashMap<char, u16>,
    slip39: HashMap<&'static str, u16>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut all = Words {
        lists: HashMap::new(),
        telling: HashMap::new(),
        words: Vec::new(),
        ranks: HashMap::new(),
        slip39: List::Slip39.words().into_iter().zip(0..).collect(),
    };
    for (bit, list) in LISTS.into_iter().enumerate() {
        let mut words = Vec::new();
        for word in list.words() {
            let text = plain_form(word);
            *all.lists.entry(text.clone()).or_default() |= 1 << bit;
            if let Some(telling) = list.telling() {
                let short: String = text.chars().take(telling).collect();
                *all.telling.entry(short).or_default() |= 1 << bit;
            }
            words.push(Word { letters: letters(&text), length: text.chars().count(), text });
        }
        all.words.push(words);
    }
    // Both lists hold the same characters in the same order: of falling frequency.
    for language in [Language::SimplifiedChinese, Language::TraditionalChinese] {
        for (rank, word) in (0_u16..).zip(language.word_list()) {
            if let Some(c) = word.chars().next() {
                all.ranks.entry(c).or_insert(rank);
            }
        }
    }
    all
});

/// The lists that have this word, which is in plain form.
pub fn lists_of(word: &str) -> Lists {
    WORDS.lists.get(word).copied().unwrap_or_default()
}

/// Whether a word, in plain form, is of a list whose words are not those of everyday talk: of all but Electrum's.
pub fn is_telling(word: &str) -> bool {
    let telling = |(bit, list): (usize, List)| list != List::Electrum && lists_of(word) & (1 << bit) != 0;
    LISTS.into_iter().enumerate().any(telling)
}

/// The lists in which these are the first letters of a word that tell it from the others, or the whole of a short word.
pub fn lists_of_start(start: &str) -> Lists {
    WORDS.telling.get(start).copied().unwrap_or_default()
}

/// How rare a Chinese character of the lists is, from 0 for the commonest to 2047; `None` for one outside of them.
pub fn rank(c: char) -> Option<u16> {
    WORDS.ranks.get(&c).copied()
}

/// Whether Han characters are a phrase whose checksum is right.
pub fn has_checksum(chars: impl Iterator<Item = char>) -> bool {
    let words = chars.map(String::from).collect::<Vec<_>>().join(" ");
    [Language::SimplifiedChinese, Language::TraditionalChinese]
        .into_iter()
        .any(|language| Mnemonic::parse_in_normalized(language, &words).is_ok())
}

/// Whether a token is a word of this list (a place in [`LISTS`]) with a slip or two of the fingers.
pub fn is_near(token: &str, list: usize) -> bool {
    let length = token.chars().count();
    if length < SHORTEST_NEAR || crate::text::english(token).is_some() {
        return false;
    }
    let slips = if length >= LONG_WORD { SLIPS } else { 1 };
    let mine = letters(token);
    WORDS.words.get(list).is_some_and(|words| {
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
    (0..LISTS.len()).any(|bit| {
        // The most words that the text up to each byte is made of.
        let mut most: Vec<Option<usize>> = vec![None; text.len() + 1];
        if let Some(first) = most.first_mut() {
            *first = Some(0);
        }
        for start in 0..text.len() {
            let Some(words) = most.get(start).copied().flatten() else { continue };
            for end in start + 1..=(start + LONGEST_WORD).min(text.len()) {
                let listed = text.get(start..end).is_some_and(|word| lists_of(word) & (1 << bit) != 0);
                if let Some(place) = most.get_mut(end).filter(|_| listed) {
                    *place = (*place).max(Some(words + 1));
                }
            }
        }
        most.last().copied().flatten().is_some_and(|words| words >= least)
    })
}

/// A word of the lists as [`Plain`] writes it.
fn plain_form(word: &str) -> String {
    Plain::whole(word).low
}

/// The set of a word's letters, folded to 64 bits.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |set, c| set | 1 << (u32::from(c) % u64::BITS))
}
