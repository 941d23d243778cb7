//! Which features a message has: blocks of hashed n-grams over its tokens, and where its English words stand in the
//! space of meaning. How telling each is comes later.

use crate::hashing::step;
use crate::numeric::mix;
use crate::text::{DIRECTIONS, Sound, Syllable, english, senses, sound, syllables};

use super::tokens::{Token, Tokens};

/// One kind of feature. Each block is made a unit vector by itself, so that none drowns the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Block {
    /// Stems of Latin words, numbers, pictures.
    Stem,
    /// Two stems side by side.
    StemPair,
    /// Two stems near each other, in any order.
    StemNear,
    /// Two to four letters of a word, its edges marked.
    Letters,
    /// One ideograph.
    Han,
    /// Two ideographs side by side.
    HanPair,
    /// Two ideographs near each other, in any order.
    HanNear,
    /// The sound of one ideograph.
    Sound,
    /// The sounds of two ideographs side by side.
    SoundPair,
    /// A group of Chinese words that mean about the same.
    Sense,
    /// Two such groups, in any order.
    SensePair,
}

/// How many blocks there are.
pub(super) const BLOCKS: usize = 11;

/// The weight of the vector of meaning against the blocks'.
pub(super) const MEANING_WEIGHT: f32 = 1.0;

impl Block {
    /// Every block, in the order of emission.
    pub(super) const ALL: [Self; BLOCKS] = [
        Self::Stem,
        Self::StemPair,
        Self::StemNear,
        Self::Letters,
        Self::Han,
        Self::HanPair,
        Self::HanNear,
        Self::Sound,
        Self::SoundPair,
        Self::Sense,
        Self::SensePair,
    ];

    /// The weight of the block's unit vector against the other blocks', found by ablation on training data. Latin
    /// blocks together weigh about as much as Han and sound blocks together.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Stem | Self::Letters => 1.0,
            Self::StemPair | Self::HanPair | Self::HanNear => 0.7,
            Self::StemNear => 0.5,
            Self::Han => 1.1,
            Self::Sound => 0.8,
            Self::SoundPair => 0.6,
            Self::Sense => 0.7,
            Self::SensePair => 0.4,
        }
    }
}

/// The shortest and the longest run of letters that is a feature.
pub(super) const LETTER_RUN: std::ops::RangeInclusive<usize> = 2..=4;
/// How far apart two stems may stand to count as near: about a clause.
pub(super) const STEM_REACH: usize = 6;
/// How far apart two ideographs may stand to count as near: about a clause, as words have two of them.
pub(super) const HAN_REACH: usize = 12;
/// How far apart two senses may stand to count as a pair.
pub(super) const SENSE_REACH: usize = 4;
/// Marks a number among stems, whatever its digits.
const NUMBER: u64 = 0x23;
/// Marks a picture among stems.
const PICTURE: u64 = 0x3a;

/// The features of one message, block by block; the buffers are used again for the next.
#[derive(Clone, Debug)]
pub(super) struct Features {
    keys: Vec<u64>,
    ends: [usize; BLOCKS],
    /// Where the English words stand together; all 0 without any.
    pub(super) meaning: [f32; DIRECTIONS],
    items: Vec<u64>,
    spoken: Vec<Syllable>,
    letters: Vec<char>,
}

impl Default for Features {
    fn default() -> Self {
        let (keys, items, spoken, letters) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { keys, ends: [0; BLOCKS], meaning: [0.0; DIRECTIONS], items, spoken, letters }
    }
}

impl Features {
    /// The features of `block`, as often as they occur.
    pub(super) fn block(&self, block: Block) -> &[u64] {
        let (start, end) = self.range(block);
        self.keys.get(start..end).unwrap_or(&[])
    }

    fn range(&self, block: Block) -> (usize, usize) {
        let at = block as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        (start, self.ends.get(at).copied().unwrap_or(start))
    }

    /// Finds the features of `tokens`.
    pub(super) fn find(&mut self, tokens: &Tokens) {
        self.keys.clear();
        self.ends = [0; BLOCKS];
        self.meaning = [0.0; DIRECTIONS];
        self.latin(tokens);
        self.han(tokens);
        self.sounds(tokens);
    }

    fn latin(&mut self, tokens: &Tokens) {
        self.items.clear();
        for token in &tokens.list {
            match *token {
                Token::Word { start, end, stem } => {
                    self.items.push(stem);
                    if let Some(word) = english(tokens.word(start, end)) {
                        word.add_to(&mut self.meaning);
                    }
                }
                Token::Number { digits } => self.items.extend([NUMBER, step(NUMBER, u64::from(digits))]),
                Token::Picture(c) => self.items.push(step(PICTURE, u64::from(c))),
                Token::Ideograph(_) | Token::Spelled { .. } => {}
            }
        }
        self.keys.extend_from_slice(&self.items);
        self.close(Block::Stem);
        pairs(&self.items, &mut self.keys);
        self.close(Block::StemPair);
        near(&self.items, STEM_REACH, &mut self.keys);
        self.close(Block::StemNear);
        for token in &tokens.list {
            if let Token::Word { start, end, .. } = *token {
                self.letters(tokens.word(start, end));
            }
        }
        self.close(Block::Letters);
    }

    fn han(&mut self, tokens: &Tokens) {
        self.items.clear();
        self.items.extend(tokens.list.iter().filter_map(|token| match token {
            Token::Ideograph(c) => Some(u64::from(*c)),
            _ => None,
        }));
        self.keys.extend_from_slice(&self.items);
        self.close(Block::Han);
        pairs(&self.items, &mut self.keys);
        self.close(Block::HanPair);
        near(&self.items, HAN_REACH, &mut self.keys);
        self.close(Block::HanNear);
    }

    fn sounds(&mut self, tokens: &Tokens) {
        spoken(tokens, &mut self.spoken);
        self.items.clear();
        self.items.extend(self.spoken.iter().filter_map(|syllable| syllable.sound).map(Sound::code));
        self.keys.extend_from_slice(&self.items);
        self.close(Block::Sound);
        pairs(&self.items, &mut self.keys);
        self.close(Block::SoundPair);
        self.senses();
    }

    fn senses(&mut self) {
        let items = &mut self.items;
        items.clear();
        let mut rest = self.spoken.as_slice();
        while !rest.is_empty() {
            let length = senses(rest, |sense| items.push(u64::from(sense))).unwrap_or(1);
            rest = rest.get(length..).unwrap_or(&[]);
        }
        self.keys.extend_from_slice(&self.items);
        self.close(Block::Sense);
        near(&self.items, SENSE_REACH, &mut self.keys);
        self.close(Block::SensePair);
    }

    fn letters(&mut self, word: &str) {
        self.letters.clear();
        self.letters.push(' ');
        self.letters.extend(word.chars());
        self.letters.push(' ');
        for from in 0..self.letters.len() {
            let mut key = 0;
            for (index, c) in self.letters.iter().skip(from).take(*LETTER_RUN.end()).enumerate() {
                key = step(key, u64::from(*c));
                if LETTER_RUN.contains(&(index + 1)) {
                    self.keys.push(key);
                }
            }
        }
    }

    /// Ends a block: what it added is marked as its own.
    fn close(&mut self, block: Block) {
        let end = self.keys.len();
        if let Some(slot) = self.ends.get_mut(block as usize) {
            *slot = end;
        }
        let (start, end) = self.range(block);
        for key in self.keys.get_mut(start..end).unwrap_or(&mut []) {
            *key = mix(*key ^ ((block as u64 + 1) << 56));
        }
    }
}

/// The syllables of a message, written or typed as pinyin; a gap for every word of another script.
pub(super) fn spoken(tokens: &Tokens, spoken: &mut Vec<Syllable>) {
    spoken.clear();
    for token in &tokens.list {
        match *token {
            Token::Ideograph(c) => spoken.push(Syllable { written: Some(c), sound: sound(c) }),
            Token::Spelled { start, end } => {
                syllables(tokens.word(start, end), |sound| {
                    spoken.push(Syllable { written: None, sound: Some(sound) });
                });
            }
            Token::Word { .. } | Token::Number { .. } | Token::Picture(_) => {
                spoken.push(Syllable { written: None, sound: None });
            }
        }
    }
}

fn pairs(items: &[u64], keys: &mut Vec<u64>) {
    for (first, second) in items.iter().zip(items.iter().skip(1)) {
        keys.push(step(*first, *second));
    }
}

fn near(items: &[u64], reach: usize, keys: &mut Vec<u64>) {
    for (at, first) in items.iter().enumerate() {
        for second in items.iter().skip(at + 1).take(reach) {
            keys.push(step(*first.min(second), *first.max(second)));
        }
    }
}
