//! Toneless pinyin: the sound of a Han character, and Latin letters read as syllables.

use std::collections::HashSet;
use std::sync::LazyLock;

use pinyin::ToPinyin;

/// The longest syllable is `zhuang` or `chuang`.
const LONGEST: usize = 6;
/// Words longer than this are no pinyin that a person types, and the search for syllables stays bounded.
const LONGEST_WORD: usize = 48;
/// Sounds that the character table knows but that nobody types as a syllable of a word.
const INTERJECTIONS: [&str; 4] = ["m", "n", "hm", "ng"];

static SYLLABLES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut syllables: HashSet<_> = ('\u{4e00}'..='\u{9fff}').filter_map(sound).collect();
    syllables.retain(|syllable| syllable.is_ascii() && !INTERJECTIONS.contains(syllable));
    syllables.extend(["lv", "nv", "lve", "nve"]);
    syllables
});

/// The commonest toneless reading of a Han character.
pub fn sound(c: char) -> Option<&'static str> {
    c.to_pinyin().map(pinyin::Pinyin::plain)
}

/// Cuts a lower-case Latin word into as few pinyin syllables as possible, calling `syllable` with each in order.
/// Gives the number of syllables; 0, and no call, when the word is no pinyin.
pub fn syllables<'w>(word: &'w str, mut syllable: impl FnMut(&'w str)) -> usize {
    if word.len() > LONGEST_WORD || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return 0;
    }
    // best[i]: fewest syllables of word[i..], and the length of the first; u8::MAX where it cannot be cut.
    let mut best = [(u8::MAX, 0u8); LONGEST_WORD + 1];
    if let Some(end) = best.get_mut(word.len()) {
        *end = (0, 0);
    }
    for start in (0..word.len()).rev() {
        // The longest first syllable wins among equals, as in `xian` over `xi'an`.
        for length in (1..=LONGEST.min(word.len() - start)).rev() {
            let Some(part) = word.get(start..start + length) else { continue };
            let rest = best.get(start + length).map_or(u8::MAX, |b| b.0);
            if rest == u8::MAX || !SYLLABLES.contains(part) {
                continue;
            }
            if let Some(here) = best.get_mut(start)
                && rest + 1 < here.0
            {
                *here = (rest + 1, u8::try_from(length).unwrap_or(0));
            }
        }
    }
    let mut at = 0;
    let mut count = 0;
    while let Some(&(left, length)) = best.get(at)
        && left != u8::MAX
        && length > 0
    {
        let end = at + usize::from(length);
        if let Some(part) = word.get(at..end) {
            syllable(part);
        }
        count += 1;
        at = end;
    }
    count
}
