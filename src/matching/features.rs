//! Which features a message has: blocks of hashed n-grams over its tokens. Counts and weights come later.

use crate::text::{sound, syllables};

use super::numeric::mix;
use super::tokens::{Token, Tokens};

/// One kind of feature. Each block is normalised by itself, so that none drowns the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Block {
    /// Stems of Latin words, numbers, pictures.
    Stem,
    /// Two stems side by side.
    StemPair,
    /// Two stems anywhere near each other, in any order.
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
}

/// How many blocks there are.
pub(super) const BLOCKS: usize = 9;

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
    ];

    /// The weight of the block's unit vector against the other blocks', found by ablation on training data.
    pub(super) fn weight(self) -> f32 {
        match self {
            Self::Stem | Self::Letters => 1.0,
            Self::StemPair | Self::StemNear => 0.7,
            Self::Han => 1.26,
            Self::HanPair | Self::HanNear | Self::Sound => 0.63,
            Self::SoundPair => 0.44,
        }
    }
}

/// The shortest and the longest run of letters that is a feature.
const LETTER_RUN: std::ops::RangeInclusive<usize> = 2..=4;
/// How far apart two stems may stand to count as near: about a clause.
const STEM_REACH: usize = 12;
/// How far apart two ideographs may stand to count as near.
const HAN_REACH: usize = 12;

/// The features of one message, block by block; the buffers are used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    keys: Vec<u64>,
    ends: [usize; BLOCKS],
    stems: Vec<u64>,
    sounds: Vec<u64>,
    letters: Vec<char>,
}

impl Features {
    /// The features of `block`, as often as they occur.
    pub(super) fn block(&self, block: Block) -> &[u64] {
        let at = block as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(start);
        self.keys.get(start..end).unwrap_or(&[])
    }

    /// Finds the features of `tokens`. `stem` gives the hash of a word's stem.
    pub(super) fn find(&mut self, tokens: &Tokens, mut stem: impl FnMut(&str) -> u64) {
        self.keys.clear();
        self.stems.clear();
        self.sounds.clear();
        for token in &tokens.list {
            match *token {
                Token::Word { start, end } => {
                    let word = tokens.word(start, end);
                    self.stems.push(stem(word));
                }
                Token::Number { digits } => {
                    self.stems.push(hash(b"#"));
                    self.stems.push(step(hash(b"#"), u64::from(digits)));
                }
                Token::Picture(c) => self.stems.push(step(hash(b":"), u64::from(c))),
                Token::Ideograph(_) | Token::Spelled { .. } => {}
            }
        }
        for block in Block::ALL {
            match block {
                Block::Stem => singles(&self.stems, &mut self.keys),
                Block::StemPair => pairs(&self.stems, &mut self.keys),
                Block::StemNear => near(&self.stems, STEM_REACH, &mut self.keys),
                Block::Letters => self.letters(tokens),
                Block::Han => {
                    // From here on the list holds ideographs in place of stems.
                    self.stems.clear();
                    self.stems.extend(tokens.list.iter().filter_map(|token| match token {
                        Token::Ideograph(c) => Some(u64::from(*c)),
                        _ => None,
                    }));
                    singles(&self.stems, &mut self.keys);
                }
                Block::HanPair => pairs(&self.stems, &mut self.keys),
                Block::HanNear => near(&self.stems, HAN_REACH, &mut self.keys),
                Block::Sound => {
                    self.sounds(tokens);
                    singles(&self.sounds, &mut self.keys);
                }
                Block::SoundPair => pairs(&self.sounds, &mut self.keys),
            }
            if let Some(end) = self.ends.get_mut(block as usize) {
                *end = self.keys.len();
            }
        }
        // Keys of different blocks must differ.
        for block in Block::ALL {
            let at = block as usize;
            let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            let end = self.ends.get(at).copied().unwrap_or(start);
            for key in self.keys.get_mut(start..end).unwrap_or(&mut []) {
                *key = mix(*key ^ ((at as u64 + 1) << 56));
            }
        }
    }

    fn letters(&mut self, tokens: &Tokens) {
        for token in &tokens.list {
            let Token::Word { start, end } = *token else { continue };
            self.letters.clear();
            self.letters.push(' ');
            self.letters.extend(tokens.word(start, end).chars());
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
    }

    fn sounds(&mut self, tokens: &Tokens) {
        for token in &tokens.list {
            match *token {
                Token::Ideograph(c) => {
                    if let Some(sound) = sound(c) {
                        self.sounds.push(hash(sound.as_bytes()));
                    }
                }
                Token::Spelled { start, end } => {
                    let sounds = &mut self.sounds;
                    syllables(tokens.word(start, end), |syllable| sounds.push(hash(syllable.as_bytes())));
                }
                Token::Word { .. } | Token::Number { .. } | Token::Picture(_) => {}
            }
        }
    }
}

fn singles(items: &[u64], keys: &mut Vec<u64>) {
    keys.extend_from_slice(items);
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

/// Adds one item to a rolling hash.
fn step(hash: u64, item: u64) -> u64 {
    (hash.rotate_left(23) ^ item).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(item)
}

/// The hash of a short text.
pub(super) fn hash(text: &[u8]) -> u64 {
    text.iter().fold(text.len() as u64, |hash, byte| step(hash, u64::from(*byte)))
}
