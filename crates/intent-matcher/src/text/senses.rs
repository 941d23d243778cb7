//! Chinese words that mean about the same to a support desk. One group a line; a word may stand in several. They add
//! to the characters of a message, they replace nothing. Words of two and more characters are known by their sound,
//! so that a homophone typed by mistake and pinyin find them too.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::pinyin::{Sound, sound};

/// The groups, one a line, words parted by spaces.
static GROUPS: &str = include_str!("senses.txt");

/// A syllable of a message: the sound, and the character if it was written as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// The character; none in typed pinyin.
    pub written: Option<char>,
    /// Its sound; none between words of other scripts.
    pub sound: Option<Sound>,
}

/// A word and its group.
#[derive(Debug)]
struct Entry {
    sounds: Vec<Sound>,
    /// For a word of one character: that character, whose sound would say too little.
    only: Option<char>,
    sense: u16,
}

/// By the code of the first sound; the longest words first, so that the first that fits is the longest.
static SENSES: LazyLock<Vec<Vec<Entry>>> = LazyLock::new(|| {
    let mut senses: Vec<Vec<Entry>> = Vec::new();
    for (sense, group) in (0..).zip(GROUPS.lines()) {
        for word in group.split(' ') {
            let sounds: Vec<Sound> = word.chars().filter_map(sound).collect();
            let only = word.chars().next().filter(|_| sounds.len() == 1);
            let Some(first) = sounds.first().map(|first| first.code() as usize) else { continue };
            if senses.len() <= first {
                senses.resize_with(first + 1, Vec::new);
            }
            if let Some(entries) = senses.get_mut(first) {
                entries.push(Entry { sounds, only, sense });
            }
        }
    }
    for entries in &mut senses {
        entries.sort_by_key(|entry| (Reverse(entry.sounds.len()), entry.sense));
    }
    senses
});

impl Entry {
    fn fits(&self, syllables: &[Syllable]) -> bool {
        match self.only {
            Some(only) => syllables.first().is_some_and(|syllable| syllable.written == Some(only)),
            None => {
                self.sounds.len() <= syllables.len()
                    && self.sounds.iter().zip(syllables).all(|(sound, syllable)| syllable.sound == Some(*sound))
            }
        }
    }
}

/// Calls `with` for each sense of the longest known words that `syllables` start with; gives their length.
pub fn senses(syllables: &[Syllable], mut with: impl FnMut(u16)) -> Option<usize> {
    let entries = SENSES.get(syllables.first()?.sound?.code() as usize)?;
    let longest = entries.iter().find(|entry| entry.fits(syllables))?.sounds.len();
    for entry in entries.iter().filter(|entry| entry.sounds.len() == longest && entry.fits(syllables)) {
        with(entry.sense);
    }
    Some(longest)
}

/// The first word of a group, to name it by.
pub fn sense_name(sense: u16) -> &'static str {
    GROUPS.lines().nth(usize::from(sense)).and_then(|group| group.split(' ').next()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::{Syllable, senses};
    use crate::text::{sound, syllables};

    fn found(text: &str) -> Vec<u16> {
        let mut spoken = Vec::new();
        if text.is_ascii() {
            syllables(text, |sound| spoken.push(Syllable { written: None, sound: Some(sound) }));
        } else {
            spoken.extend(text.chars().map(|c| Syllable { written: Some(c), sound: sound(c) }));
        }
        let mut found = Vec::new();
        senses(&spoken, |sense| found.push(sense));
        found
    }

    #[test]
    fn words_of_one_group_share_a_sense() {
        for (one, other) in [("如何", "怎么"), ("提款", "取钱"), ("提现", "tixian"), ("帐号", "账户"), ("体现", "提现")]
        {
            assert!(found(one).iter().any(|sense| found(other).contains(sense)), "{one} {other}");
        }
        assert!(found("坏").is_empty() && found("").is_empty());
    }
}
