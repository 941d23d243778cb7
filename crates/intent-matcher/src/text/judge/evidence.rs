//! What the characters and words of a message tell of its language, counted. Decides nothing.

use crate::text::english::english;
use crate::text::language::{Language, Locale};
use crate::text::pinyin::syllables;
use crate::text::simplified::{HanScript, han_script};

use super::names::words;

/// English words that are one pinyin syllable. All other words of one syllable are pinyin, also those that stand in the
/// list of common words because they are names (`wang`, `xi`); words of several syllables in that list are English.
const ENGLISH_SYLLABLES: [&str; 59] = [
    "a", "an", "ban", "bang", "be", "bin", "can", "cha", "chat", "chin", "den", "die", "do", "due", "fan", "fun",
    "gang", "go", "gun", "hang", "he", "hen", "her", "in", "kin", "king", "long", "man", "me", "men", "mine", "no",
    "pan", "pen", "per", "pie", "pin", "ping", "pun", "ran", "ring", "run", "sang", "she", "shin", "sin", "sing", "so",
    "song", "sue", "sun", "tan", "ten", "tie", "tin", "to", "we", "win", "you",
];

/// English words of several pinyin syllables that the list of common words does not have: what people shorten and slip.
const CHAT_ENGLISH: [&str; 12] =
    ["gimme", "gonna", "lemme", "mate", "mesage", "nope", "recieve", "sence", "tange", "yea", "wanna", "ye"];

/// Initials and finals that English hardly writes: one of them makes a lone word pinyin.
const PLAIN_PINYIN: [&str; 13] = ["zh", "xi", "qi", "xu", "qu", "iao", "ian", "uan", "uai", "jiu", "duo", "guo", "zuo"];

/// Characters that Cantonese alone writes, as people in Hong Kong and Macao type it.
const CANTONESE: [char; 12] = ['嘅', '咗', '喺', '哋', '嗰', '嚟', '冇', '唔', '啲', '乜', '㗎', '畀'];

/// Counts of what tells a language.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Han characters.
    pub han: usize,
    /// Kana, which Japanese alone writes.
    pub kana: usize,
    /// English words, and other Latin words that cannot be pinyin.
    pub english: usize,
    /// Pinyin words that are not English.
    pub pinyin: usize,
    /// Whether one of them cannot be anything else.
    pub plain_pinyin: bool,
    /// Letters of the Latin words.
    pub letters: usize,
    simplified: usize,
    traditional: usize,
    cantonese: usize,
}

impl Evidence {
    pub fn of(message: &str) -> Self {
        let mut evidence = Self::default();
        message.chars().for_each(|c| evidence.count(c));
        words(message, |word| evidence.count_word(&word.to_ascii_lowercase()));
        evidence
    }

    /// The Chinese script: by the characters that one alone has, else the present one. Whose words go with the traditional
    /// script is told by Cantonese characters, else by the talk, else by Telegram's hint.
    pub fn script(&self, current: Locale, hint: Option<Locale>) -> Locale {
        match self.simplified.cmp(&self.traditional) {
            std::cmp::Ordering::Greater => Locale::ZhHans,
            std::cmp::Ordering::Less if self.cantonese > 0 => Locale::ZhHantHk,
            std::cmp::Ordering::Less => {
                let known = [Some(current), hint].into_iter().flatten().find(|locale| locale.is_traditional());
                known.unwrap_or(Locale::ZhHant)
            }
            std::cmp::Ordering::Equal if current.language() == Language::Zh => current,
            std::cmp::Ordering::Equal => Locale::ZhHans,
        }
    }

    fn count(&mut self, c: char) {
        match c {
            '\u{3400}'..='\u{9fff}' => {
                self.han += 1;
                self.cantonese += usize::from(CANTONESE.contains(&c));
                match han_script(c) {
                    HanScript::Simplified => self.simplified += 1,
                    HanScript::Traditional => self.traditional += 1,
                    HanScript::Both => {}
                }
            }
            '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{ff66}'..='\u{ff9d}' => self.kana += 1,
            _ => {}
        }
    }

    fn count_word(&mut self, word: &str) {
        // A letter by itself is a choice, a unit or a slip.
        if word.len() == 1 && word != "i" {
            return;
        }
        self.letters += word.len();
        match syllables(word, |_| {}) {
            0 => self.english += 1,
            1 if ENGLISH_SYLLABLES.contains(&word) => self.english += 1,
            2.. if english(word).is_some() || CHAT_ENGLISH.contains(&word) => self.english += 1,
            _ => {
                self.pinyin += 1;
                self.plain_pinyin |= PLAIN_PINYIN.iter().any(|mark| word.contains(mark));
            }
        }
    }
}
