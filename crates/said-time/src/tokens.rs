//! A message cut into words, numbers, Han characters and signs, each with its place. Knows no meaning.

use intent_matcher::text::simplify;

/// What a token is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word in lower case, without apostrophes.
    Word(String),
    /// Digits.
    Number(String),
    /// A Han character, simplified.
    Han(char),
    /// Any other visible character.
    Sign(char),
}

/// A token and where it stands, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// A message in tokens.
#[derive(Debug)]
pub(crate) struct Tokens(Vec<Token>);

impl Tokens {
    pub fn of(text: &str) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut apostrophe = false;
        for (start, raw) in text.char_indices() {
            let end = start + raw.len_utf8();
            let c = plain(raw);
            let joined = tokens.last_mut().filter(|last| last.end == start || apostrophe);
            match (c, joined.map(|last| (&mut last.kind, &mut last.end))) {
                ('\'' | '’', Some((Kind::Word(_), last))) => {
                    *last = end;
                    apostrophe = true;
                    continue;
                }
                (c, Some((Kind::Word(word), last))) if is_letter(c) => {
                    word.extend(c.to_lowercase());
                    *last = end;
                }
                (c, Some((Kind::Number(digits), last))) if c.is_ascii_digit() && !apostrophe => {
                    digits.push(c);
                    *last = end;
                }
                (c, _) => {
                    let kind = match c {
                        c if is_han(c) => Kind::Han(simplify(c)),
                        c if c.is_ascii_digit() => Kind::Number(c.to_string()),
                        c if is_letter(c) => Kind::Word(c.to_lowercase().collect()),
                        c if c != '\n' && (c.is_whitespace() || c.is_control()) => {
                            apostrophe = false;
                            continue;
                        }
                        c => Kind::Sign(c),
                    };
                    tokens.push(Token { kind, start, end });
                }
            }
            apostrophe = false;
        }
        Self(tokens)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn get(&self, at: usize) -> Option<&Token> {
        self.0.get(at)
    }

    pub fn kind(&self, at: usize) -> Option<&Kind> {
        self.get(at).map(|token| &token.kind)
    }

    /// The word at a place.
    pub fn word(&self, at: usize) -> Option<&str> {
        match self.kind(at)? {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The digits at a place.
    pub fn digits(&self, at: usize) -> Option<&str> {
        match self.kind(at)? {
            Kind::Number(digits) => Some(digits),
            _ => None,
        }
    }

    pub fn is_sign(&self, at: usize, sign: char) -> bool {
        self.kind(at) == Some(&Kind::Sign(sign))
    }

    pub fn is_han(&self, at: usize, chars: &str) -> bool {
        matches!(self.kind(at), Some(Kind::Han(c)) if chars.contains(*c))
    }

    /// Whether a phrase begins at a place: how many tokens it has.
    pub fn begins(&self, at: usize, phrase: &Tokens) -> Option<usize> {
        let same = phrase.0.iter().enumerate().all(|(index, token)| self.kind(at + index) == Some(&token.kind));
        (same && phrase.len() > 0).then_some(phrase.len())
    }

    /// Whether a token touches the one before it.
    pub fn touches_before(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        before.zip(self.get(at)).is_some_and(|(before, token)| before.end == token.start)
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '〇')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !is_han(c)
}

/// Full-width characters and dashes as ASCII has them.
fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '～' | '~' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21).unwrap_or(c),
        '∶' => ':',
        _ => c,
    }
}
