//! Cuts a text into words, Han characters and numbers, for those who look for the words of phrases. Knows which lists a
//! word belongs to and nothing of what it means.

use std::ops::Range;

use super::plain::Plain;
use super::wordlists::{Lists, lists_of, rank};

/// A word, a Han character or a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A word, and the lists that have it.
    Word(Lists),
    /// A Han character and its rank, if the lists have it.
    Han(char, Option<u16>),
    /// Digits.
    Number,
}

impl Token {
    /// Its text, in lower case.
    pub fn text<'t>(&self, plain: &'t Plain) -> &'t str {
        plain.low.get(self.span.clone()).unwrap_or_default()
    }

    /// The lists that have it, none when it is no word.
    pub fn lists(&self) -> Lists {
        match self.kind {
            TokenKind::Word(lists) => lists,
            TokenKind::Han(..) | TokenKind::Number => 0,
        }
    }

    /// Whether it is one Han character.
    pub fn is_han(&self) -> bool {
        matches!(self.kind, TokenKind::Han(..))
    }
}

/// The tokens of a text.
pub fn tokens(plain: &Plain) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Option<(Class, usize)> = None;
    let mut close = |open: &mut Option<(Class, usize)>, end: usize| {
        let Some((class, start)) = open.take() else { return };
        let kind = match class {
            Class::Digit => TokenKind::Number,
            _ => TokenKind::Word(lists_of(plain.low.get(start..end).unwrap_or_default())),
        };
        tokens.push(Token { span: start..end, kind });
    };
    let mut lower_before = false;
    let mut digits_inside = false;
    let mut han = Vec::new();
    for (at, c) in plain.cased.char_indices() {
        let class = class(c);
        // AbandonAbility are two words.
        let humped = lower_before && c.is_ascii_uppercase();
        if humped || open.is_none_or(|(before, _)| Some(before) != class) {
            digits_inside |= class == Some(Class::Digit) && matches!(open, Some((Class::Letter, _)));
            close(&mut open, at);
            open = class.filter(|class| *class != Class::Han).map(|class| (class, at));
        }
        if class == Some(Class::Han) {
            han.push(Token { span: at..at + c.len_utf8(), kind: TokenKind::Han(c, rank(c)) });
        }
        lower_before = c.is_ascii_lowercase();
    }
    close(&mut open, plain.cased.len());
    if !han.is_empty() {
        tokens.extend(han);
        tokens.sort_by_key(|token| token.span.start);
    }
    if digits_inside { with_digits_for_letters(plain, tokens) } else { tokens }
}

/// Words in which digits stand for letters, `warri0r`, as one token each.
fn with_digits_for_letters(plain: &Plain, tokens: Vec<Token>) -> Vec<Token> {
    /// The longest word of the English lists, with room for none.
    const LONGEST: usize = 12;
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.as_slice();
    while let Some(first) = rest.first() {
        let pairs =
            rest.windows(2).take_while(|pair| matches!(pair, [a, b] if a.span.end == b.span.start && !b.is_han()));
        let glued = 1 + if first.is_han() { 0 } else { pairs.count() };
        let (group, after) = rest.split_at(glued);
        rest = after;
        let span = first.span.start..group.last().map_or(first.span.end, |last| last.span.end);
        let lists = if (2..=LONGEST).contains(&glued) && span.len() <= LONGEST {
            let letters: String = plain.low.get(span.clone()).unwrap_or_default().chars().map(letter).collect();
            lists_of(&letters)
        } else {
            0
        };
        if lists == 0 {
            joined.extend_from_slice(group);
        } else {
            joined.push(Token { span, kind: TokenKind::Word(lists) });
        }
    }
    joined
}

/// The letter that a digit looks like.
fn letter(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '8' => 'b',
        '9' => 'g',
        c => c,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Kana,
    Han,
    Digit,
}

/// What a character belongs to; `None` for what stands between words.
fn class(c: char) -> Option<Class> {
    match c {
        'a'..='z' | 'A'..='Z' => Some(Class::Letter),
        '0'..='9' => Some(Class::Digit),
        '\0'..='\x7f' => None,
        '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30ff}' => Some(Class::Kana),
        '\u{3400}'..='\u{9fff}' => Some(Class::Han),
        c if c.is_alphabetic() => Some(Class::Letter),
        c if c.is_numeric() => Some(Class::Digit),
        _ => None,
    }
}
