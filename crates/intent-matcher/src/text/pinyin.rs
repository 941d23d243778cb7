//! Toneless pinyin: the sound of a Han character, and Latin letters read as syllables.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

/// The longest syllable is `zhuang` or `chuang`.
const LONGEST: usize = 6;
/// Words longer than this are no pinyin that a person types, and the search for syllables stays bounded.
const LONGEST_WORD: usize = 48;
/// Sounds that the character table knows but that nobody types as a syllable of a word.
const INTERJECTIONS: [&str; 4] = ["m", "n", "hm", "ng"];
/// How syllables with ü are typed.
const TYPED: [(&str, &str); 4] = [("lv", "lü"), ("nv", "nü"), ("lve", "lüe"), ("nve", "nüe")];
/// The unified ideographs; rarer planes do not occur in support messages.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// A toneless syllable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sound(u16);

impl Sound {
    /// A number that no other syllable has.
    pub fn code(self) -> u64 {
        u64::from(self.0)
    }
}

struct Table {
    spellings: Vec<&'static str>,
    typed: HashMap<&'static str, Sound>,
    by_ideograph: Vec<Option<Sound>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut sounds: Vec<&str> = IDEOGRAPHS.filter_map(spelling).collect();
    sounds.sort_unstable();
    sounds.dedup();
    let all: HashMap<_, _> = (0..).map(Sound).zip(&sounds).map(|(sound, spelling)| (*spelling, sound)).collect();
    let by_ideograph = IDEOGRAPHS.map(|c| all.get(spelling(c)?).copied()).collect();
    let mut typed = all;
    for (typed_as, spelling) in TYPED {
        if let Some(sound) = typed.get(spelling).copied() {
            typed.insert(typed_as, sound);
        }
    }
    typed.retain(|spelling, _| spelling.is_ascii() && !INTERJECTIONS.contains(spelling));
    Table { spellings: sounds, typed, by_ideograph }
});

fn spelling(c: char) -> Option<&'static str> {
    c.to_pinyin().map(pinyin::Pinyin::plain)
}

/// The commonest toneless reading of a Han character.
pub fn sound(c: char) -> Option<Sound> {
    let offset = u32::from(c).checked_sub(u32::from(*IDEOGRAPHS.start()))?;
    TABLE.by_ideograph.get(offset as usize).copied().flatten()
}

/// How a syllable is written.
pub fn sound_name(sound: Sound) -> &'static str {
    TABLE.spellings.get(usize::from(sound.0)).copied().unwrap_or("")
}

/// Cuts a lower-case Latin word into as few pinyin syllables as possible, calling `syllable` with each in order.
/// Gives the number of syllables; 0, and no call, when the word is no pinyin.
pub fn syllables(word: &str, mut syllable: impl FnMut(Sound)) -> usize {
    if word.len() > LONGEST_WORD || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return 0;
    }
    // For each start: the fewest syllables to the end and the length of the first; none where it cannot be cut.
    let mut best: [Option<(u8, usize, Sound)>; LONGEST_WORD + 1] = [None; LONGEST_WORD + 1];
    for start in (0..word.len()).rev() {
        // The longest first syllable wins among equals, as in `xian` over `xi'an`.
        for length in (1..=LONGEST.min(word.len() - start)).rev() {
            let Some(sound) = word.get(start..start + length).and_then(|part| TABLE.typed.get(part)) else { continue };
            let rest = match best.get(start + length).copied().flatten() {
                Some((count, ..)) => count,
                None if start + length == word.len() => 0,
                None => continue,
            };
            if let Some(here) = best.get_mut(start)
                && here.is_none_or(|(count, ..)| rest + 1 < count)
            {
                *here = Some((rest + 1, length, *sound));
            }
        }
    }
    let (mut at, mut count) = (0, 0);
    while let Some((_, length, sound)) = best.get(at).copied().flatten() {
        syllable(sound);
        count += 1;
        at += length;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::{sound, syllables};

    fn cut(word: &str) -> Vec<u64> {
        let mut sounds = Vec::new();
        syllables(word, |sound| sounds.push(sound.code()));
        sounds
    }

    fn said(text: &str) -> Vec<u64> {
        text.chars().filter_map(sound).map(super::Sound::code).collect()
    }

    #[test]
    fn typed_pinyin_sounds_like_the_characters() {
        for (typed, text) in
            [("tixian", "提现"), ("duojiu", "多久"), ("daozhang", "到账"), ("lvse", "绿色"), ("women", "我们")]
        {
            assert_eq!(cut(typed), said(text), "{typed}");
        }
    }

    #[test]
    fn what_is_no_pinyin_has_no_syllables() {
        for word in ["withdraw", "help", "", "btc", "TIXIAN", "提现"] {
            assert!(cut(word).is_empty(), "{word}");
        }
    }
}
