//! Reads a message the way the desk's examples were read: normal form, tokens, mended words, features.

use std::collections::{BTreeMap, HashMap};

use crate::hashing::Spread;
use crate::text::{CharKind, kind, normalize, sound, syllables};

use super::features::Features;
use super::repair::{Words, stem_hash};
use super::tokens::{Token, Tokens};

/// Messages are read up to this many bytes of their normal form: Telegram's longest is 4,096 characters of at most 4
/// bytes.
pub(super) const LONGEST: usize = 16 * 1024;

/// Writes as much of the normal form of `message` as is read into `normal`.
pub(super) fn start(message: &str, normal: &mut String) {
    normalize(message, normal);
    normal.truncate(normal.floor_char_boundary(LONGEST));
    normal.truncate(normal.trim_end().len());
}

/// What is read of one message; the buffers are used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    normal: String,
    cut: Tokens,
    /// The tokens, mistyped words mended.
    pub(super) tokens: Tokens,
    /// Their features.
    pub(super) features: Features,
    /// The text, mistyped words mended, pinyin in the characters of the desk, all else as it was
    /// written.
    pub(super) text: String,
    mended: Vec<[(u32, u32); 2]>,
    characters: String,
}

impl Reading {
    /// Whether it has a word or an ideograph. Numbers and pictures alone may mean anything.
    pub(super) fn says_something(&self) -> bool {
        let says = |token: &Token| !matches!(token, Token::Number { .. } | Token::Picture(_));
        self.tokens.list.iter().any(says)
    }

    /// Where the words of the mended text stand.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, usize)> {
        words(&self.text)
    }

    /// The words that were mended: as typed, as read.
    pub(super) fn mended(&self) -> impl Iterator<Item = (&str, &str)> {
        self.mended.iter().map(|[typed, read]| (self.cut.word(typed.0, typed.1), self.tokens.word(read.0, read.1)))
    }
}

/// So many ideographs are about a word.
const WORD_OF_IDEOGRAPHS: usize = 2;

/// Where the words of a text stand, in bytes: those of letters and digits, and ideographs by twos.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let says = |c: char| matches!(kind(c), CharKind::Letter | CharKind::Digit | CharKind::Ideograph);
        while rest.next_if(|(_, c)| !says(*c)).is_some() {}
        let (start, first) = rest.next()?;
        let mut end = start + first.len_utf8();
        let of_ideographs = kind(first) == CharKind::Ideograph;
        let mut count = 1;
        while (!of_ideographs || count < WORD_OF_IDEOGRAPHS)
            && let Some((at, c)) = rest.next_if(|(_, c)| says(*c) && (kind(*c) == CharKind::Ideograph) == of_ideographs)
        {
            end = at + c.len_utf8();
            count += 1;
        }
        Some((start, end))
    })
}

/// Reads messages by the desk's words.
#[derive(Debug)]
pub(super) struct Reader {
    words: Words,
    /// Whether any example is Chinese, so that Latin letters may spell pinyin.
    chinese: bool,
    /// The character that the examples write most often for a sound.
    characters: HashMap<u64, char, Spread>,
}

impl Reader {
    /// A reader for these examples, each with whether it is a Chinese one.
    pub(super) fn new<'e>(examples: impl Iterator<Item = (&'e str, bool)>) -> Self {
        let mut words: Vec<Box<str>> = Vec::new();
        let mut any_chinese = false;
        let mut counts: BTreeMap<(u64, char), u32> = BTreeMap::new();
        let mut normal = String::new();
        let mut tokens = Tokens::default();
        for (example, chinese) in examples {
            any_chinese |= chinese;
            normalize(example, &mut normal);
            tokens.cut(&normal);
            for token in &tokens.list {
                if let Token::Ideograph(c) = *token
                    && let Some(sound) = sound(c)
                {
                    *counts.entry((sound.code(), c)).or_default() += 1;
                }
                if let Token::Word { start, end, .. } = *token {
                    let word = tokens.word(start, end);
                    // Pinyin in a Chinese example stands for its sounds, it is no word.
                    if !(chinese && syllables(word, |_| {}) > 0) {
                        words.push(word.into());
                    }
                }
            }
        }
        let mut often: Vec<_> = counts.into_iter().collect();
        // The last of a sound is kept: the most frequent one, the same in any order of examples.
        often.sort_by_key(|((_, c), count)| (*count, *c));
        let characters = often.into_iter().map(|((sound, c), _)| (sound, c)).collect();
        Self { words: Words::new(words), chinese: any_chinese, characters }
    }

    /// Whether the desk's examples have `word`, in any form.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.words.stem(word).is_some()
    }

    /// The bytes held on the heap.
    pub(super) fn memory(&self) -> usize {
        self.words.memory() + self.characters.capacity() * (size_of::<(u64, char)>() + 1)
    }

    /// Reads `message` into `reading`.
    pub(super) fn read(&self, message: &str, reading: &mut Reading) {
        let mut normal = std::mem::take(&mut reading.normal);
        start(message, &mut normal);
        self.read_normal(&normal, reading);
        reading.normal = normal;
    }

    /// Reads a message that is in normal form.
    pub(super) fn read_normal(&self, normal: &str, reading: &mut Reading) {
        reading.cut.cut(normal);
        self.mend(normal, reading);
        reading.features.find(&reading.tokens);
    }

    fn mend(&self, normal: &str, reading: &mut Reading) {
        let Reading { cut, tokens, mended, text, characters, .. } = reading;
        let spelled = self.chinese && self.spells_chinese(cut);
        tokens.clear();
        mended.clear();
        text.clear();
        let mut copied = 0;
        for (token, span) in cut.list.iter().zip(&cut.spans) {
            let Token::Word { start, end, .. } = *token else {
                tokens.list.push(*token);
                continue;
            };
            let word = cut.word(start, end);
            let mut replace = |by: [&str; 2]| {
                // A part of a contraction stands for no letters of its own.
                let Some((from, to)) = span.filter(|(from, to)| normal.get(*from..*to) == Some(word)) else { return };
                let gap = normal.get(copied..from).unwrap_or("");
                let joins = gap == " "
                    && [by[0].chars().next(), text.chars().next_back()]
                        .iter()
                        .all(|c| c.is_some_and(|c| kind(c) == CharKind::Ideograph));
                text.push_str(if joins { "" } else { gap });
                text.push_str(by[0]);
                if !by[1].is_empty() {
                    text.push(' ');
                    text.push_str(by[1]);
                }
                copied = to;
            };
            if spelled && self.written(word, characters) {
                tokens.push_spelled(word);
                replace([characters, ""]);
            } else if let Some(stem) = self.words.stem(word) {
                tokens.push_read(word, stem);
            } else if let Some((meant, stem)) = self.words.mend(word) {
                tokens.push_read(meant, stem);
                replace([meant, ""]);
                if let Some(Token::Word { start: from, end: to, .. }) = tokens.list.last() {
                    mended.push([(start, end), (*from, *to)]);
                }
            } else if let Some((left, right)) = self.words.split(word) {
                tokens.push_read(left, stem_hash(left));
                tokens.push_read(right, stem_hash(right));
                replace([left, right]);
            } else {
                tokens.push_read(word, stem_hash(word));
            }
        }
        text.push_str(normal.get(copied..).unwrap_or(""));
    }

    /// Whether `word` is pinyin; if so, how the desk writes it, into `characters`. The encoder knows characters alone.
    fn written(&self, word: &str, characters: &mut String) -> bool {
        characters.clear();
        syllables(word, |sound| characters.extend(self.characters.get(&sound.code()))) > 0
    }

    /// Whether more of the unknown words are pinyin than are not.
    fn spells_chinese(&self, cut: &Tokens) -> bool {
        let (mut pinyin, mut other) = (0, 0);
        for token in &cut.list {
            let Token::Word { start, end, .. } = *token else { continue };
            let word = cut.word(start, end);
            match (syllables(word, |_| {}) > 0, self.words.stem(word).is_some()) {
                (true, false) => pinyin += 1,
                (true, true) => {}
                (false, _) => other += 1,
            }
        }
        pinyin > other
    }
}
