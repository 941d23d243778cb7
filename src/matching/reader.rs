//! Reads a message the way the desk's examples were read: normal form, tokens, mended words, features.

use rust_stemmers::{Algorithm, Stemmer};

use crate::text::{normalize, syllables};

use super::features::{Features, hash};
use super::repair::Repairer;
use super::tokens::{Token, Tokens};

/// What is read of one message; the buffers are used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// The normal form.
    pub(super) normal: String,
    cut: Tokens,
    /// The tokens, mistyped words mended.
    pub(super) tokens: Tokens,
    /// Their features.
    pub(super) features: Features,
    /// Words mended: as typed, as read.
    pub(super) mended: Vec<(String, String)>,
}

/// Reads messages by the desk's words.
pub(super) struct Reader {
    repairer: Repairer,
    stemmer: Stemmer,
    /// Whether any example is Chinese, so that Latin letters may spell pinyin.
    chinese: bool,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("repairer", &self.repairer).finish_non_exhaustive()
    }
}

/// Messages are read up to this many bytes: Telegram's longest is 4,096 characters of at most 4 bytes.
const LONGEST: usize = 16 * 1024;

impl Reader {
    /// A reader for these examples; `chinese` tells for each whether it is a Chinese one.
    pub(super) fn new<'e>(examples: impl Iterator<Item = (&'e str, bool)>) -> Self {
        let mut words = Vec::new();
        let mut any_chinese = false;
        let mut normal = String::new();
        let mut tokens = Tokens::default();
        for (example, chinese) in examples {
            any_chinese |= chinese;
            normalize(example, &mut normal);
            tokens.cut(&normal);
            for token in &tokens.list {
                if let Token::Word { start, end } = *token {
                    let word = tokens.word(start, end);
                    if !(chinese && syllables(word, |_| {}) > 0) {
                        words.push((word.into(), 1));
                    }
                }
            }
        }
        Self { repairer: Repairer::new(words), stemmer: Stemmer::create(Algorithm::English), chinese: any_chinese }
    }

    /// Reads `message` into `reading`.
    pub(super) fn read(&self, message: &str, reading: &mut Reading) {
        let end = message.floor_char_boundary(LONGEST);
        normalize(message.get(..end).unwrap_or(""), &mut reading.normal);
        reading.cut.cut(&reading.normal);
        self.mend(reading);
        let Reading { tokens, features, .. } = reading;
        features.find(tokens, |word| hash(self.stemmer.stem(word).as_bytes()));
    }

    fn mend(&self, reading: &mut Reading) {
        let Reading { cut, tokens, mended, .. } = reading;
        let spelled = self.chinese && self.spells_chinese(cut);
        tokens.list.clear();
        tokens.words.clear();
        mended.clear();
        for token in &cut.list {
            let Token::Word { start, end } = *token else {
                tokens.list.push(*token);
                continue;
            };
            let word = cut.word(start, end);
            if spelled && syllables(word, |_| {}) > 0 {
                tokens.push_word(word);
                if let Some(Token::Word { start, end }) = tokens.list.pop() {
                    tokens.list.push(Token::Spelled { start, end });
                }
            } else if self.repairer.knows(word) {
                tokens.push_word(word);
            } else if let Some(meant) = self.repairer.mend(word) {
                tokens.push_word(meant);
                mended.push((word.to_owned(), meant.to_owned()));
            } else {
                tokens.push_word(word);
            }
        }
    }

    /// Whether more of the unknown words are pinyin than are not.
    fn spells_chinese(&self, cut: &Tokens) -> bool {
        let mut pinyin = 0;
        let mut other = 0;
        for token in &cut.list {
            let Token::Word { start, end } = *token else { continue };
            let word = cut.word(start, end);
            let is_pinyin = syllables(word, |_| {}) > 0;
            match (is_pinyin, self.repairer.knows(word)) {
                (true, false) => pinyin += 1,
                (true, true) => {}
                (false, _) => other += 1,
            }
        }
        pinyin > other
    }
}
