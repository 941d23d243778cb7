//! Recovery phrases whose words stand apart: on one line or many, numbered, with commas, mistyped, in any of the ten
//! languages. What is written without gaps is looked for in `glued`.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::glued;
use super::plain::Plain;
use super::wordlists::{Languages, SPACED, has_checksum, is_near, languages_of, rank};

/// The shortest phrase that BIP-39 knows, and the window that is looked at.
pub const WINDOW: usize = 12;

/// Of a window, so many words of one list are a phrase whatever the rest is. Of 37,000 English support messages measured,
/// none has more than ten.
const SURE: usize = 11;

/// A message of as many words as a phrase has may miss so many.
const LENGTHS: [usize; 5] = [12, 15, 18, 21, 24];
const MISSED: usize = 2;

/// Of Han characters that stand apart, so many are enough: nobody writes a sentence so.
const SURE_APART: usize = 10;

/// So many are one if the rest is mistyped words of the list.
const LIKELY: usize = 10;

/// Where the text itself talks of a phrase, so many are enough.
const TOLD: usize = 9;

/// Numbered one by one, so many are enough.
const NUMBERED: usize = 6;

/// Fewer different words than this are somebody shouting, unless the checksum is right.
const DIFFERENT: usize = 5;

/// How far beyond a window the phrase may go on: so many of the next words must be of the list, or near it.
const LOOK_AHEAD: usize = 3;
const GOES_ON: usize = 2;

/// Han characters that number words: 第一个, 一、
const NUMBERING: &str = "第个個词詞单單一二三四五六七八九十";

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
    /// A word, and the spaced languages that have it.
    Word(Languages),
    /// A Han character and its rank, if the lists have it.
    Han(char, Option<u16>),
    /// Digits.
    Number,
}

/// Finds phrases.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let tokens = tokens(plain);
    let told = cues.any(&[Cue::Phrase]);
    for (bit, language) in SPACED.into_iter().enumerate() {
        let has = |token: &Token| matches!(token.kind, TokenKind::Word(languages) if languages & (1 << bit) != 0);
        if tokens.iter().filter(|token| has(token)).count() >= TOLD {
            let words: Vec<&Token> = tokens.iter().filter(|token| counts(plain, token)).collect();
            let run =
                Run { plain, words: &words, exact: words.iter().map(|token| has(token)).collect(), told, sure: SURE };
            run.find(|word| is_near(word, bit), |words| has_checksum(words, language), found);
        }
    }
    find_numbered(plain, &tokens, found);
    let lonely: Vec<&Token> = lonely_han(&tokens);
    if lonely.len() >= TOLD {
        let exact = lonely.iter().map(|token| matches!(token.kind, TokenKind::Han(_, Some(_)))).collect();
        Run { plain, words: &lonely, exact, told, sure: SURE_APART }.find(|_| false, |_| false, found);
    }
    glued::find(plain, cues, &tokens, found);
}

/// Words of one list, one to a number, the numbers in a row: part of a phrase, which may come in several messages.
fn find_numbered(plain: &Plain, tokens: &[Token], found: &mut Vec<(SecretKind, Range<usize>)>) {
    let number = |token: &Token| match token.kind {
        TokenKind::Number => plain.low.get(token.span.clone())?.parse::<u32>().ok(),
        _ => None,
    };
    let mut row: Option<Numbered> = None;
    for (index, pair) in tokens.windows(2).enumerate() {
        let [count, word] = pair else { continue };
        let (Some(count), TokenKind::Word(languages)) = (number(count), word.kind) else { continue };
        let goes_on = row.take().filter(|row| {
            row.last + 1 == index && count.checked_sub(1) == Some(row.count) && row.languages & languages != 0
        });
        let (start, before) = goes_on.map_or((word.span.start, None), |row| (row.start, Some(row)));
        let languages = before.as_ref().map_or(languages, |row| row.languages & languages);
        let words = before.map_or(0, |row| row.words) + 1;
        if languages == 0 {
            continue;
        }
        row = Some(Numbered { start, last: index + 1, count, languages, words });
        if words >= NUMBERED {
            found.push((SecretKind::RecoveryPhrase, start..word.span.end));
        }
    }
}

/// A row of numbered words: where it begins, its last token, the last number, the languages that have all its words, and
/// how many those are.
struct Numbered {
    start: usize,
    last: usize,
    count: u32,
    languages: Languages,
    words: usize,
}

/// The words of a text with, for each, whether the list has it.
struct Run<'a> {
    plain: &'a Plain,
    words: &'a [&'a Token],
    exact: Vec<bool>,
    told: bool,
    sure: usize,
}

impl Run<'_> {
    fn find(
        &self,
        is_near: impl Fn(&str) -> bool,
        is_valid: impl Fn(&str) -> bool,
        found: &mut Vec<(SecretKind, Range<usize>)>,
    ) {
        let mut near = Near { known: vec![None; self.words.len()], is_near };
        let width = WINDOW.min(self.words.len());
        let mut at = 0;
        while at + width <= self.words.len() {
            let window = at..at + width;
            if !self.is_phrase(&window, &mut near) || !(self.varied(&window) || is_valid(&self.joined(&window))) {
                at += 1;
                continue;
            }
            let all = self.trimmed(self.extended(window, &mut near));
            at = all.end;
            if let (Some(first), Some(last)) = (self.words.get(all.start), self.words.get(all.end - 1)) {
                found.push((SecretKind::RecoveryPhrase, first.span.start..last.span.end));
            }
        }
    }

    fn is_phrase(&self, window: &Range<usize>, near: &mut Near<impl Fn(&str) -> bool>) -> bool {
        let exact = window.clone().filter(|index| self.is_exact(*index)).count();
        exact >= self.sure
            || self.is_as_long_as_a_phrase()
            || self.told && exact >= TOLD
            || exact >= LIKELY && window.clone().all(|index| self.is_exact(index) || near.is(self, index))
    }

    fn is_as_long_as_a_phrase(&self) -> bool {
        let exact = self.exact.iter().filter(|exact| **exact).count();
        LENGTHS.contains(&self.words.len()) && exact + MISSED >= self.words.len()
    }

    fn is_exact(&self, index: usize) -> bool {
        self.exact.get(index).copied().unwrap_or_default()
    }

    /// The words in front of and behind a window that belong to the phrase as well.
    fn extended(&self, window: Range<usize>, near: &mut Near<impl Fn(&str) -> bool>) -> Range<usize> {
        let mut whole = window;
        while let Some(end) =
            self.next(whole.end..(whole.end + LOOK_AHEAD).min(self.words.len()), near).map(|last| last + 1)
        {
            whole.end = end;
        }
        loop {
            let before = whole.start.saturating_sub(LOOK_AHEAD)..whole.start;
            let listed: Vec<usize> = before.filter(|index| self.is_exact(*index) || near.is(self, *index)).collect();
            match listed.first() {
                Some(first) if listed.len() >= GOES_ON => whole.start = *first,
                _ => return whole,
            }
        }
    }

    /// Without the words of a sentence at its ends, which a window may begin or end with.
    fn trimmed(&self, mut whole: Range<usize>) -> Range<usize> {
        let stays = |index: usize| self.is_exact(index) || !self.text(index).is_some_and(is_prose);
        while whole.len() > 1 && !stays(whole.start) {
            whole.start += 1;
        }
        while whole.len() > 1 && !stays(whole.end - 1) {
            whole.end -= 1;
        }
        whole
    }

    fn next(&self, after: Range<usize>, near: &mut Near<impl Fn(&str) -> bool>) -> Option<usize> {
        let enough = GOES_ON.min(after.len());
        let listed: Vec<usize> = after.filter(|index| self.is_exact(*index) || near.is(self, *index)).collect();
        listed.last().copied().filter(|_| listed.len() >= enough)
    }

    /// Whether a window is more than one word again and again.
    fn varied(&self, window: &Range<usize>) -> bool {
        let mut words: Vec<&str> = window.clone().filter_map(|index| self.text(index)).collect();
        words.sort_unstable();
        words.dedup();
        words.len() >= DIFFERENT
    }

    /// All the words of the list around a window, as the checksum takes them.
    fn joined(&self, window: &Range<usize>) -> String {
        let start = (0..window.start).rev().take_while(|index| self.is_exact(*index)).last().unwrap_or(window.start);
        let words: Vec<&str> =
            (start..self.words.len()).take_while(|index| self.is_exact(*index)).filter_map(|i| self.text(i)).collect();
        words.join(" ")
    }

    fn text(&self, index: usize) -> Option<&str> {
        self.plain.low.get(self.words.get(index)?.span.clone())
    }
}

/// Which words are mistyped words of the list, asked once each: it means comparing with all of them.
struct Near<F> {
    known: Vec<Option<bool>>,
    is_near: F,
}

impl<F: Fn(&str) -> bool> Near<F> {
    fn is(&mut self, run: &Run<'_>, index: usize) -> bool {
        let Some(known) = self.known.get_mut(index) else { return false };
        *known.get_or_insert_with(|| run.text(index).is_some_and(&self.is_near))
    }
}

/// Whether a word is none that somebody mistyped in a phrase: Han, or common English.
fn is_prose(word: &str) -> bool {
    word.starts_with(|c| class(c) == Some(Class::Han)) || crate::text::english(word).is_some()
}

/// Whether a token is a word of a spaced language's text: numbering and its Han characters are passed over.
fn counts(plain: &Plain, token: &Token) -> bool {
    match token.kind {
        TokenKind::Number => false,
        TokenKind::Han(c, _) => !NUMBERING.contains(c),
        TokenKind::Word(_) => {
            let word = plain.low.get(token.span.clone()).unwrap_or_default();
            let digit_before = plain.low_before(token.span.start).ends_with(|c: char| c.is_ascii_digit());
            !(digit_before && matches!(word, "st" | "nd" | "rd" | "th" | "o" | "a"))
        }
    }
}

/// Han characters that stand by themselves, as nobody writes them in a sentence; empty when other words are between.
fn lonely_han(tokens: &[Token]) -> Vec<&Token> {
    let is_han =
        |index: Option<usize>| index.and_then(|i| tokens.get(i)).filter(|t| matches!(t.kind, TokenKind::Han(..)));
    let mut lonely = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let glued_before = is_han(index.checked_sub(1)).is_some_and(|before| before.span.end == token.span.start);
        let glued_after = is_han(Some(index + 1)).is_some_and(|after| after.span.start == token.span.end);
        if matches!(token.kind, TokenKind::Han(..)) && !glued_before && !glued_after {
            lonely.push(token);
        }
    }
    lonely
}

/// Cuts a text into words, Han characters and numbers.
fn tokens(plain: &Plain) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Option<(Class, usize)> = None;
    let mut close = |open: &mut Option<(Class, usize)>, end: usize| {
        let Some((class, start)) = open.take() else { return };
        let kind = match class {
            Class::Digit => TokenKind::Number,
            _ => TokenKind::Word(languages_of(plain.low.get(start..end).unwrap_or_default())),
        };
        tokens.push(Token { span: start..end, kind });
    };
    let mut lower_before = false;
    let mut han = Vec::new();
    for (at, c) in plain.cased.char_indices() {
        let class = class(c);
        // AbandonAbility are two words.
        let humped = lower_before && c.is_ascii_uppercase();
        if humped || open.is_none_or(|(before, _)| Some(before) != class) {
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
    tokens
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
