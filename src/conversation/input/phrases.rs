//! Looks for turns of phrase in a message: words in an order, with a few others between them. Knows no meaning: what a turn
//! of phrase stands for is its reader's.

use std::collections::BTreeMap;

use crate::text::{CharKind, Sound, is_pinyin, kind, normalize, sound, syllables};

/// Lists of turns of phrase, by their names.
#[derive(Debug)]
pub struct Lists(BTreeMap<&'static str, Vec<&'static str>>);

impl Lists {
    /// Reads lists: a name in brackets, then turns of phrase between commas and line ends; `#` begins a remark.
    pub fn read(source: &'static str) -> Self {
        let mut lists = BTreeMap::<&str, Vec<&str>>::new();
        let mut name = "";
        for line in source.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                Some(begun) => name = begun,
                None => {
                    let phrases = line.split(',').map(str::trim).filter(|phrase| !phrase.is_empty());
                    lists.entry(name).or_default().extend(phrases);
                }
            }
        }
        Self(lists)
    }

    /// The list of this name; empty where there is none.
    pub fn of(&self, name: &str) -> &[&'static str] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// As much of a message as is looked through, characters: what somebody wants stands at its beginning.
const LOOKED_THROUGH: usize = 600;

/// Other words between two pieces of an English turn of phrase, and other characters between those of a Chinese one.
const WORDS_BETWEEN: usize = 4;
const HAN_BETWEEN: usize = 8;

/// What ends a sentence, in the prepared text: no turn of phrase goes over it.
const END: char = '|';

/// A message made ready to be looked through.
#[derive(Clone, Debug)]
pub struct Phrases {
    plain: String,
    /// The sounds of a message in pinyin, a sign for each syllable.
    sounds: Option<String>,
    words: usize,
}

/// The first sign of a syllable, where Unicode has nothing: the others follow by [`Sound::code`].
const FIRST_SIGN: u32 = 0xF0000;

/// Syllables that a turn of phrase has at least to be known by its sounds: shorter ones sound like too much else.
const FEWEST_SOUNDS: usize = 3;

impl Phrases {
    /// Prepares a message: normal form, no apostrophes, sentence ends marked.
    pub fn of(text: &str) -> Self {
        let mut normal = String::new();
        normalize(&text.chars().take(LOOKED_THROUGH).collect::<String>(), &mut normal);
        let mut plain = String::with_capacity(normal.len());
        for c in normal.chars() {
            match c {
                '\'' => {}
                '.' | '!' | '?' | ';' | '。' | '！' | '？' | '；' | '\n' => plain.push(END),
                c if c.is_alphanumeric() || c == '+' => plain.push(c),
                _ => plain.push(' '),
            }
        }
        let han = plain.chars().filter(|c| kind(*c) == CharKind::Ideograph).count();
        let latin = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).count();
        // Two characters are about a word.
        let words = latin + han.div_ceil(2);
        let sounds = is_pinyin(text).then(|| sounds_of(&plain));
        Self { plain: plain.trim_matches([' ', END]).to_owned(), sounds, words }
    }

    /// How many words it has, about: two characters count as one.
    pub fn words(&self) -> usize {
        self.words
    }

    /// Whether it is these words and nothing else.
    pub fn is(&self, all: &[&str]) -> bool {
        let squeezed = self.tokens().collect::<Vec<_>>().join(" ");
        all.contains(&squeezed.as_str())
    }

    /// Its words, in order; Chinese, which has no gaps, by the piece.
    pub fn tokens(&self) -> impl Iterator<Item = &str> {
        self.plain.split([' ', END]).filter(|word| !word.is_empty())
    }

    /// Whether one of these words stands right behind one of the other kind.
    pub fn has_pair(&self, first: impl Fn(&str) -> bool, second: &[&str]) -> bool {
        self.tokens().zip(self.tokens().skip(1)).any(|(one, next)| first(one) && second.contains(&next))
    }

    /// Whether it holds one of these turns of phrase. In them `…` stands for a few other words, and `*` after a word for
    /// any ending of it. Chinese ones are found in pinyin too, by their sounds.
    pub fn any(&self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.holds(phrase))
    }

    fn holds(&self, phrase: &str) -> bool {
        let pieces: Vec<&str> = phrase.split('…').map(str::trim).collect();
        self.follow(&self.plain, &pieces, true)
            || self.sounds.as_ref().is_some_and(|said| self.sounds_like(said, &pieces))
    }

    fn sounds_like(&self, said: &str, pieces: &[&str]) -> bool {
        let spoken: Option<Vec<String>> =
            pieces.iter().map(|piece| piece.chars().map(|c| sound(c).and_then(sign)).collect()).collect();
        let Some(spoken) = spoken else { return false };
        let pieces: Vec<&str> = spoken.iter().map(String::as_str).collect();
        let count: usize = pieces.iter().map(|piece| piece.chars().count()).sum();
        count >= FEWEST_SOUNDS && self.follow(said, &pieces, true)
    }

    /// Whether the pieces follow one another in `text`, the first of them anywhere or, later on, near its beginning.
    fn follow(&self, text: &str, pieces: &[&str], anywhere: bool) -> bool {
        let Some((piece, rest)) = pieces.split_first() else { return true };
        let (stem, open) = piece.strip_suffix('*').map_or((*piece, false), |stem| (stem, true));
        let mut from = 0;
        while let Some(found) = text.get(from..).and_then(|rest| rest.find(stem)) {
            let at = from + found;
            let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + stem.len()..).unwrap_or_default());
            if !anywhere && !is_near(before) {
                return false;
            }
            if stands_alone(before, stem, after, open) && self.follow(after, rest, false) {
                return true;
            }
            from = at + stem.chars().next().map_or(1, char::len_utf8);
        }
        false
    }
}

/// The sign of a syllable.
fn sign(sound: Sound) -> Option<char> {
    char::from_u32(FIRST_SIGN + u32::try_from(sound.code()).ok()?)
}

/// The sounds of a prepared text: syllables follow one another without gaps, however they were typed; all other words are
/// gaps, and sentences end where they did.
fn sounds_of(plain: &str) -> String {
    let mut sounds = String::new();
    for word in plain.split_inclusive([' ', END]) {
        let ends = word.ends_with(END);
        let word = word.trim_end_matches([' ', END]);
        let mut signs = String::new();
        if syllables(word, |sound| signs.extend(sign(sound))) == 0 && !word.is_empty() {
            signs = format!(" {word} ");
        }
        sounds.push_str(&signs);
        sounds.extend(ends.then_some(END));
    }
    sounds
}

/// Whether what lies between two pieces is short enough, and within a sentence.
fn is_near(between: &str) -> bool {
    let han = between.chars().filter(|c| kind(*c) == CharKind::Ideograph || u32::from(*c) >= FIRST_SIGN).count();
    let words = between.split(' ').filter(|word| word.chars().any(|c| c.is_ascii_alphanumeric())).count();
    !between.contains(END) && han <= HAN_BETWEEN && words <= WORDS_BETWEEN + 1
}

/// Whether a Latin piece is a word of its own; Chinese has no gaps between words.
fn stands_alone(before: &str, piece: &str, after: &str, open: bool) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let begins = latin(piece.chars().next()) && latin(before.chars().next_back());
    let ends = !open && latin(piece.chars().next_back()) && latin(after.chars().next());
    !begins && !ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_their_order_with_a_few_between_them_are_found() {
        let said = Phrases::of("I haven’t been called yet. Please hurry");
        assert!(said.any(&["havent…called"]) && said.any(&["hurr*"]));
        assert!(!said.any(&["called…havent"]) && !said.any(&["haven"]) && !said.any(&["yet…hurry"]));
    }

    #[test]
    fn chinese_needs_no_gaps_and_traditional_is_read_too() {
        let said = Phrases::of("你們怎麼還沒打給我？三天了");
        assert!(said.any(&["怎么还没打"]) && said.any(&["怎么…打给我"]) && !said.any(&["打给我…三天"]));
    }

    #[test]
    fn chinese_is_found_in_pinyin_however_it_is_cut() {
        for typed in ["zhujici gaosu bieren le", "zhu ji ci gao su bie ren le zenme ban", "wo ba ZHUJI CI gaosu ta le"]
        {
            assert!(Phrases::of(typed).any(&["助记词告诉"]), "{typed}");
        }
        let said = Phrases::of("zhujici wo yijing gaosu kefu le. zenme ban");
        assert!(said.any(&["助记词…告诉"]) && !said.any(&["告诉…怎么"]));
        assert!(!Phrases::of("tixian le suoyi zenme hai meiyou dao").any(&["勒索"]), "two syllables are too few");
        assert!(!Phrases::of("we can go to the long wing").any(&["我们看"]), "English is no pinyin");
    }

    #[test]
    fn what_is_said_in_full_is_told_from_what_is_a_part() {
        assert!(Phrases::of(" Never mind! ").is(&["never mind"]));
        assert!(!Phrases::of("never mind the fees").is(&["never mind"]));
    }
}
