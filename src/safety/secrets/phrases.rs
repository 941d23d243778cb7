//! Recovery phrases whose words stand apart: on one line or many, numbered, with commas, mistyped, shortened to their first
//! letters, in any of the lists. What is written without gaps is looked for in `glued`, what a sentence tells in `told`.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::tokens::{Token, TokenKind, tokens};
use super::wordlists::{LISTS, List, Lists, is_near, lists_of_start};
use super::{glued, told};

/// The shortest phrase that BIP-39 knows, and the window that is looked at.
pub const WINDOW: usize = 12;

/// Of a window, so many words of one list are a phrase whatever the rest is. Of 37,000 English support messages measured,
/// none has more than ten.
const SURE: usize = 11;

/// A message of as many words as a phrase has may miss so many.
const LENGTHS: [usize; 5] = [12, 15, 18, 21, 24];
const MISSED: usize = 2;

/// So many are one if the rest is mistyped words of the list.
const LIKELY: usize = 8;

/// Where the text itself talks of a phrase, so many are enough when the rest is no word of a sentence.
const TOLD: usize = 9;

/// No phrase has so many words; those of Shamir's shares have 33.
const LONGEST: usize = 40;

/// Fewer different words than this are somebody shouting, unless the checksum is right.
const DIFFERENT: usize = 5;

/// So many of the lists' words that hold sentences together are prose, unless the checksum is right. Of twelve words drawn
/// at random, 1 in 900 times.
const PROSAIC: usize = 4;

/// How far beyond a window the phrase may go on: so many of the next words must be of the list, or near it.
const LOOK_AHEAD: usize = 3;
const GOES_ON: usize = 2;

/// Of first letters in a row, one in so many must be no word by itself.
const CUT_SHORT: usize = 4;

/// Han characters that number words: 第一个, 一、
const NUMBERING: &str = "第个個词詞单單一二三四五六七八九十";

/// Words of the lists that hold English sentences together.
const OF_SENTENCES: &str = "about above after again against all almost already also always among another any around away \
    because become been before behind below between both can come does down during each either else even ever few first good \
    have here how into just keep know last least less like little look made make many may maybe mean might more most much \
    must myself near need neither never new next nothing now off often once one only other out over own people please put \
    quite rather really right same say seem should since some something soon still such take tell than that them then there \
    they thing think this those through today together tomorrow too toward try two under until upon use very want way were \
    what when where whether will work yet you your yourself help time";

/// Finds phrases.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let tokens = tokens(plain);
    let is_told = cues.any(&[Cue::Phrase, Cue::Seed]);
    let words: Vec<&Token> = tokens.iter().filter(|token| counts(plain, token)).collect();
    for (bit, list) in LISTS.into_iter().enumerate() {
        let listed = words.iter().filter(|token| token.lists() & (1 << bit) != 0).count();
        if listed >= LIKELY && list == List::Electrum {
            songs(plain, &words, bit, found);
        } else if listed >= LIKELY {
            Run::new(plain, words.clone(), bit, is_told).find(found);
        }
    }
    first_letters(plain, &words, is_told, found);
    told::find(plain, cues, &tokens, found);
    glued::find(plain, cues, &tokens, found);
}

/// Whether a word of the lists is one that holds sentences together.
pub fn is_of_sentences(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| OF_SENTENCES.split_whitespace().collect());
    WORDS.contains(word)
}

/// The words of a text with, for each, whether the list has it.
pub struct Run<'a> {
    plain: &'a Plain,
    words: Vec<&'a Token>,
    exact: Vec<bool>,
    /// Which words are mistyped words of the list, asked once each: it means comparing with all of them.
    near: Vec<Option<bool>>,
    bit: usize,
    told: bool,
}

impl<'a> Run<'a> {
    /// The words of a text, looked at for those of one list (a place in [`LISTS`]).
    pub fn new(plain: &'a Plain, words: Vec<&'a Token>, bit: usize, told: bool) -> Self {
        let exact = words.iter().map(|token| token.lists() & (1 << bit) != 0).collect();
        Self { plain, near: vec![None; words.len()], words, exact, bit, told }
    }

    /// Finds phrases among them.
    pub fn find(&mut self, found: &mut Vec<(SecretKind, Range<usize>)>) {
        let width = WINDOW.min(self.words.len());
        let mut at = 0;
        while at + width <= self.words.len() {
            let window = at..at + width;
            if !(self.is_likely(&window) && (self.is_varied(&window) || self.has_checksum(&window))) {
                at += 1;
                continue;
            }
            let whole = self.extended(window);
            let all = self.trimmed(whole);
            at = all.end.max(at + 1);
            if let (Some(first), Some(last)) = (self.words.get(all.start), self.words.get(all.end - 1)) {
                found.push((SecretKind::RecoveryPhrase, first.span.start..last.span.end));
            }
        }
    }

    fn is_likely(&mut self, window: &Range<usize>) -> bool {
        let exact = window.clone().filter(|index| self.is_exact(*index)).count();
        exact >= SURE
            || self.is_as_long_as_a_phrase()
            || self.told && exact >= TOLD && self.rest_is_no_prose(window)
            || exact >= LIKELY && window.clone().all(|index| self.is_exact(index) || self.is_near(index))
    }

    fn is_as_long_as_a_phrase(&self) -> bool {
        let all = self.words.len();
        LENGTHS.contains(&all)
            && self.exact.iter().filter(|exact| !**exact).count() <= MISSED
            && self.rest_is_no_prose(&(0..all))
    }

    fn rest_is_no_prose(&self, window: &Range<usize>) -> bool {
        window.clone().all(|index| self.is_exact(index) || !self.text(index).is_some_and(is_prose))
    }

    fn is_exact(&self, index: usize) -> bool {
        self.exact.get(index).copied().unwrap_or_default()
    }

    fn is_near(&mut self, index: usize) -> bool {
        if let Some(known) = self.near.get(index).copied().flatten() {
            return known;
        }
        let near = self.text(index).is_some_and(|word| is_near(word, self.bit));
        if let Some(known) = self.near.get_mut(index) {
            *known = Some(near);
        }
        near
    }

    /// The words in front of and behind a window that belong to the phrase as well.
    fn extended(&mut self, window: Range<usize>) -> Range<usize> {
        let mut whole = window;
        loop {
            let after = whole.end..(whole.end + LOOK_AHEAD).min(self.words.len());
            let enough = GOES_ON.min(after.len());
            let listed = self.listed(after);
            match listed.last() {
                Some(last) if listed.len() >= enough => whole.end = last + 1,
                _ => break,
            }
        }
        loop {
            let listed = self.listed(whole.start.saturating_sub(LOOK_AHEAD)..whole.start);
            match listed.first() {
                Some(first) if listed.len() >= GOES_ON => whole.start = *first,
                _ => return whole,
            }
        }
    }

    fn listed(&mut self, range: Range<usize>) -> Vec<usize> {
        range.filter(|index| self.is_exact(*index) || self.is_near(*index)).collect()
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

    /// Whether a window is neither one word again and again nor a sentence.
    fn is_varied(&self, window: &Range<usize>) -> bool {
        let mut words: Vec<&str> = window.clone().filter_map(|index| self.text(index)).collect();
        words.sort_unstable();
        words.dedup();
        words.len() >= DIFFERENT && words.iter().filter(|word| is_of_sentences(word)).count() < PROSAIC
    }

    /// Whether the words of the list around a window are a whole phrase with a right checksum.
    fn has_checksum(&self, window: &Range<usize>) -> bool {
        let before = (0..window.start).rev().take(LONGEST).take_while(|index| self.is_exact(*index));
        let start = before.last().unwrap_or(window.start);
        let words: Vec<&str> = (start..self.words.len())
            .take(LONGEST)
            .take_while(|index| self.is_exact(*index))
            .filter_map(|i| self.text(i))
            .collect();
        words.len() < LONGEST && LISTS.get(self.bit).is_some_and(|list| list.has_checksum(&words))
    }

    fn text(&self, index: usize) -> Option<&str> {
        self.plain.low.get(self.words.get(index)?.span.clone())
    }
}

/// Phrases of Electrum's first version, whose words are those of songs: a line of its own, or a whole message, of as many
/// words as a phrase has and nothing else, which is no sentence.
fn songs(plain: &Plain, words: &[&Token], bit: usize, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let same_line =
        |a: &&Token, b: &&Token| plain.low.get(a.span.end..b.span.start).is_some_and(|gap| !gap.contains('\n'));
    let lines = words.chunk_by(|a, b| same_line(a, b));
    for line in lines.chain([words]) {
        let whole =
            line.iter().all(|token| token.lists() & (1 << bit) != 0) && [WINDOW, 2 * WINDOW].contains(&line.len());
        let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
        let text = plain.low.get(first.span.start..last.span.end).unwrap_or_default();
        let mut different: Vec<&str> = line.iter().map(|token| token.text(plain)).collect();
        different.sort_unstable();
        different.dedup();
        if whole && different.len() >= DIFFERENT && !text.contains([';', '?', '!', '\'', '(']) && !text.contains(". ") {
            found.push((SecretKind::RecoveryPhrase, first.span.start..last.span.end));
        }
    }
}

/// Words by their first letters, as every wallet takes them: `owne pilo symp area …`. Whole words may stand among them.
fn first_letters(plain: &Plain, words: &[&Token], told: bool, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let least = if told { TOLD } else { WINDOW };
    if words.len() < least {
        return;
    }
    let fits: Vec<Lists> = words.iter().map(|token| token.lists() | lists_of_start(token.text(plain))).collect();
    for bit in 0..LISTS.len() {
        let mut at = 0;
        while at < words.len() {
            let row = fits.iter().skip(at).take_while(|lists| **lists & (1 << bit) != 0).count();
            let row_of = words.get(at..at + row).unwrap_or_default();
            at += row + 1;
            let (Some(first), Some(last)) = (row_of.first().filter(|_| row >= least), row_of.last()) else { continue };
            let is_cut =
                |token: &&&Token| token.lists() & (1 << bit) == 0 && crate::text::english(token.text(plain)).is_none();
            if row_of.iter().filter(is_cut).count() * CUT_SHORT >= row {
                found.push((SecretKind::RecoveryPhrase, first.span.start..last.span.end));
            }
        }
    }
}

/// Whether a word is none that somebody mistyped in a phrase: Han, or common English.
fn is_prose(word: &str) -> bool {
    word.starts_with(|c: char| ('\u{3400}'..='\u{9fff}').contains(&c)) || crate::text::english(word).is_some()
}

/// Whether a token is a word of a spaced language's text: numbering and its Han characters are passed over.
fn counts(plain: &Plain, token: &Token) -> bool {
    match token.kind {
        TokenKind::Number => false,
        TokenKind::Han(c, _) => !NUMBERING.contains(c),
        TokenKind::Word(_) => {
            let digit_before = plain.low_before(token.span.start).ends_with(|c: char| c.is_ascii_digit());
            !(digit_before && matches!(token.text(plain), "st" | "nd" | "rd" | "th" | "o" | "a"))
        }
    }
}
