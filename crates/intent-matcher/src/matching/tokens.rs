//! Cuts a normalised message into tokens: Latin words, numbers, single ideographs and pictures. English
//! contractions are taken apart, so that `can't` and `cannot` read alike.

use crate::text::{CharKind, kind};

/// One token of a message. Word positions point into [`Tokens::words`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word of letters.
    Word {
        /// First byte.
        start: u32,
        /// Past the last byte.
        end: u32,
        /// The hash of its stem; 0 until the word is read.
        stem: u64,
    },
    /// A word of Latin letters that spells Chinese sounds.
    Spelled {
        /// First byte.
        start: u32,
        /// Past the last byte.
        end: u32,
    },
    /// A number, known by its count of digits alone.
    Number {
        /// How many digits it has.
        digits: u8,
    },
    /// A character that is a token by itself.
    Ideograph(char),
    /// An emoji or pictograph.
    Picture(char),
}

/// The tokens of one message; the buffers are used again for the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    /// The tokens in order.
    pub(super) list: Vec<Token>,
    /// The text of the words.
    pub(super) words: String,
    /// Where each token that was cut stands in its text, in bytes; the further parts of a contraction stand nowhere.
    pub(super) spans: Vec<Option<(usize, usize)>>,
}

/// Contractions by their ending: what is cut off, and the word put in its place.
const CLITICS: [(&str, &str); 7] =
    [("n't", "not"), ("'s", ""), ("'m", ""), ("'re", ""), ("'ve", ""), ("'ll", "will"), ("'d", "")];
/// Contractions typed without the apostrophe, and irregular ones, written out.
const WRITTEN_OUT: [(&str, &[&str]); 30] = [
    ("cannot", &["can", "not"]),
    ("can't", &["can", "not"]),
    ("cant", &["can", "not"]),
    ("won't", &["will", "not"]),
    ("wont", &["will", "not"]),
    ("dont", &["do", "not"]),
    ("doesnt", &["does", "not"]),
    ("didnt", &["did", "not"]),
    ("isnt", &["is", "not"]),
    ("wasnt", &["was", "not"]),
    ("arent", &["are", "not"]),
    ("hasnt", &["has", "not"]),
    ("havent", &["have", "not"]),
    ("hadnt", &["had", "not"]),
    ("couldnt", &["could", "not"]),
    ("shouldnt", &["should", "not"]),
    ("wouldnt", &["would", "not"]),
    ("im", &["i"]),
    ("ive", &["i", "have"]),
    ("i've", &["i", "have"]),
    ("whats", &["what"]),
    ("wheres", &["where"]),
    ("hows", &["how"]),
    ("thats", &["that"]),
    ("pls", &["please"]),
    ("plz", &["please"]),
    ("thx", &["thanks"]),
    ("u", &["you"]),
    ("ur", &["your"]),
    ("acct", &["account"]),
];

impl Tokens {
    /// Cuts `normal`, a text in normal form.
    pub(super) fn cut(&mut self, normal: &str) {
        self.clear();
        let mut rest = normal;
        while let Some(c) = rest.chars().next() {
            let start = normal.len() - rest.len();
            let taken = match kind(c) {
                CharKind::Letter => {
                    let length = letters(rest);
                    if let Some(word) = rest.get(..length) {
                        self.push_written(word);
                    }
                    length
                }
                CharKind::Digit => {
                    let (length, digits) = number(rest);
                    self.list.push(Token::Number { digits });
                    length
                }
                CharKind::Ideograph => {
                    self.list.push(Token::Ideograph(c));
                    c.len_utf8()
                }
                CharKind::Picture => {
                    self.list.push(Token::Picture(c));
                    c.len_utf8()
                }
                CharKind::Invisible | CharKind::Gap => c.len_utf8(),
            };
            if self.spans.len() < self.list.len() {
                self.spans.push(Some((start, start + taken)));
                self.spans.resize(self.list.len(), None);
            }
            rest = rest.get(taken.max(1)..).unwrap_or("");
        }
    }

    fn push_written(&mut self, word: &str) {
        if let Some((_, parts)) = WRITTEN_OUT.iter().find(|(short, _)| *short == word) {
            for part in *parts {
                self.push_word(part);
            }
            return;
        }
        if word.contains('\'') {
            for (ending, full) in CLITICS {
                if let Some(stem) = word.strip_suffix(ending)
                    && !stem.is_empty()
                {
                    self.push_word(stem);
                    if !full.is_empty() {
                        self.push_word(full);
                    }
                    return;
                }
            }
            for part in word.split('\'').filter(|part| !part.is_empty()) {
                self.push_word(part);
            }
            return;
        }
        self.push_word(word);
    }

    /// Forgets the tokens.
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.words.clear();
        self.spans.clear();
    }

    /// Adds a word with the hash of its stem.
    pub(super) fn push_read(&mut self, word: &str, stem: u64) {
        let (start, end) = self.keep(word);
        self.list.push(Token::Word { start, end, stem });
    }

    /// Adds a word that spells Chinese sounds.
    pub(super) fn push_spelled(&mut self, word: &str) {
        let (start, end) = self.keep(word);
        self.list.push(Token::Spelled { start, end });
    }

    fn push_word(&mut self, word: &str) {
        self.push_read(word, 0);
    }

    fn keep(&mut self, word: &str) -> (u32, u32) {
        let start = offset(self.words.len());
        self.words.push_str(word);
        (start, offset(self.words.len()))
    }

    /// The text of a word.
    pub(super) fn word(&self, start: u32, end: u32) -> &str {
        self.words.get(start as usize..end as usize).unwrap_or("")
    }
}

/// Messages are cut off long before 4 GiB.
fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The length in bytes of the run of letters that `text` starts with, apostrophes between letters included.
fn letters(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match kind(c) {
            CharKind::Letter => end = at + c.len_utf8(),
            CharKind::Gap if c == '\'' && chars.peek().is_some_and(|(_, next)| kind(*next) == CharKind::Letter) => {}
            _ => break,
        }
    }
    end
}

/// The length in bytes of the number that `text` starts with, and its digits: `1,000.50` is one number.
fn number(text: &str) -> (usize, u8) {
    let mut end = 0;
    let mut digits = 0_u8;
    for (at, c) in text.char_indices() {
        match c {
            c if kind(c) == CharKind::Digit => {
                digits = digits.saturating_add(1);
                end = at + c.len_utf8();
            }
            '.' | ',' if at == end => {}
            _ => break,
        }
    }
    (end, digits)
}
