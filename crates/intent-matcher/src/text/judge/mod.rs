//! Which language a message is written in, judged by its own words and by the talk before it. Keeps the present language
//! rather than guess from too little, and never reads names, addresses or codes as words.

mod evidence;
mod names;
mod tongues;

use serde::{Deserialize, Serialize};

use super::language::{Language, Locale};
use evidence::Evidence;
pub use names::everybodys;
pub use tongues::Tongue;

/// A lone English word shorter than this is too little to change the language by.
const LONE_WORD: usize = 4;
/// So many English words are a sentence: what it takes to leave a talk that was held in Chinese.
const SENTENCE: usize = 3;
/// So many Han characters are one: what it takes to leave an English talk when Latin words stand among them.
const SENTENCE_HAN: usize = 4;
/// What one language must outweigh the other by in a message of both, to change the language of the talk.
const OUTWEIGHS: usize = 2;
/// A Latin word weighs about as much as this many Han characters when nothing was said before.
const WORD_IN_HAN: usize = 2;
/// Messages that the memory counts up to; older ones fade.
const REMEMBERED: u8 = 10;

/// What is known of a customer's language before a message: the present one, Telegram's hint and their last messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The language and script that the desk answers in now.
    pub current: Locale,
    /// What Telegram's language code hints at ([`Locale::from_tag`]).
    pub hint: Option<Locale>,
    chinese: u8,
    english: u8,
}

/// What a message tells of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is one that the desk speaks: answer in it.
    Ours(Locale),
    /// It is another language.
    Other(Tongue),
    /// Too little to tell: go on in the present one.
    Nothing,
}

impl Memory {
    /// A talk that has only begun, in this language.
    pub fn begin(current: Locale, hint: Option<Locale>) -> Self {
        Self { current, hint, chinese: 0, english: 0 }
    }

    /// Remembers what a message told; the present language follows it.
    pub fn note(&mut self, told: Told) {
        let Told::Ours(locale) = told else { return };
        self.current = locale;
        let (same, other) = match locale.language() {
            Language::Zh => (&mut self.chinese, &mut self.english),
            Language::En => (&mut self.english, &mut self.chinese),
        };
        *same = same.saturating_add(1).min(REMEMBERED);
        *other = other.saturating_sub(1);
    }

    /// Whether the customer has shown that they write the present language: in their messages, or by Telegram's hint.
    fn is_settled(&self) -> bool {
        let (same, other) = match self.current.language() {
            Language::Zh => (self.chinese, self.english),
            Language::En => (self.english, self.chinese),
        };
        same > other || self.hint.is_some_and(|hint| hint.language() == self.current.language())
    }

    /// Whether a message was understood before.
    fn has_heard(&self) -> bool {
        self.chinese > 0 || self.english > 0
    }
}

/// The locale a message is written in; `current` where its words do not tell (digits, coin names, emoji, another language).
///
/// For a message of which nothing else is known; a talk remembers more and asks [`judge`].
pub fn detect(message: &str, current: Locale) -> Locale {
    match judge(message, &Memory::begin(current, None)) {
        Told::Ours(locale) => locale,
        Told::Other(_) | Told::Nothing => current,
    }
}

/// Whether a message is Chinese typed in Latin letters: without a character, and most of its words are pinyin alone.
pub fn is_pinyin(message: &str) -> bool {
    let evidence = Evidence::of(message);
    evidence.han == 0 && evidence.pinyin > 1 && evidence.pinyin > evidence.english
}

/// What a message tells of the language it is written in.
///
/// Characters that only one Chinese script has decide between the scripts; a message without any keeps the present
/// script when that is Chinese, else counts as simplified. Pinyin typed with Latin letters is Chinese, where its words are
/// no English ones. A message of both languages keeps the present one unless the other outweighs it.
pub fn judge(message: &str, memory: &Memory) -> Told {
    let evidence = Evidence::of(message);
    if let Some(tongue) = tongues::tongue(message, &evidence) {
        return Told::Other(tongue);
    }
    let chinese = Told::Ours(evidence.script(memory.current, memory.hint));
    let in_chinese = memory.current.language() == Language::Zh;
    if evidence.han > 0 && evidence.english > 0 {
        return match both(&evidence, memory) {
            Language::Zh => chinese,
            Language::En if in_chinese => Told::Ours(Locale::En),
            Language::En if evidence.english >= SENTENCE => Told::Ours(Locale::En),
            Language::En => Told::Nothing,
        };
    }
    if evidence.han > 0 {
        return chinese;
    }
    if evidence.english > evidence.pinyin {
        let lone = evidence.english + evidence.pinyin == 1 && evidence.letters < LONE_WORD;
        let enough = !in_chinese || !memory.is_settled() || evidence.english >= SENTENCE;
        return if lone || !enough { Told::Nothing } else { Told::Ours(Locale::En) };
    }
    if evidence.pinyin > evidence.english {
        let sure = evidence.pinyin > 1 || evidence.plain_pinyin;
        let enough = in_chinese
            || !memory.is_settled()
            || (evidence.pinyin > 1 && evidence.pinyin > evidence.english * OUTWEIGHS);
        return if sure && enough { chinese } else { Told::Nothing };
    }
    Told::Nothing
}

/// The language of a message that has words of both.
fn both(evidence: &Evidence, memory: &Memory) -> Language {
    if !memory.has_heard() && memory.hint.is_some() {
        // Nothing was said yet, and a phone set to English may be anybody's.
        return if evidence.han >= evidence.english * WORD_IN_HAN { Language::Zh } else { memory.current.language() };
    }
    match memory.current.language() {
        Language::Zh if evidence.english > SENTENCE && evidence.english >= evidence.han * OUTWEIGHS => Language::En,
        Language::En if evidence.han >= SENTENCE_HAN && evidence.han >= evidence.english * OUTWEIGHS => Language::Zh,
        current => current,
    }
}

#[cfg(test)]
mod tests;
