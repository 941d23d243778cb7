//! Phrases that a sentence tells: word by word ("first is goose, second is journey", 第1个字是否, "third word: mammal"), with
//! filling words between them, in part ("the first six words of my seed phrase are …"), in words of no list that is known
//! here, or as the numbers of the words. Takes nothing but what the text itself calls so or counts.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::glued::{is_common_pair, one_by_one, pieces};
use super::phrases::{Run, WINDOW, is_of_sentences};
use super::plain::Plain;
use super::tokens::{Token, TokenKind};
use super::wordlists::{LISTS, List, Lists, rank};

/// Numbered one by one, so many are enough; where the text talks of a phrase, so many.
const NUMBERED: usize = 6;
const NUMBERED_AND_TOLD: usize = 4;

/// The list of Chinese characters, beside the bits of [`LISTS`].
const HAN: Lists = 1 << 15;

/// Between a number and its word, and between a word and the next number, there are so many little words at most.
const BETWEEN: usize = 5;

/// So many fillers make it worth looking at a text without them.
const FILLERS: usize = 5;

/// Of a part told as such, so many words are enough, and so far from the label it begins, bytes.
const PART: usize = 5;
const REACH: usize = 48;

/// No phrase has more words; those of Shamir's shares have 33.
const LONGEST: usize = 48;

/// The mean rank from which Han characters after a label are words of a phrase (see `glued`).
const MEAN_OF_A_PART: usize = 480;

/// The largest place of a word, counted from 0 or 1.
const PLACES: u32 = 2048;

/// Words that count others, in order.
const ORDINALS: [&str; 24] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twentyfirst",
    "twentysecond",
    "twentythird",
    "twentyfourth",
];

/// Words between those of a phrase that somebody tells.
const LITTLE: [&str; 28] = [
    "and", "then", "next", "is", "the", "one", "word", "words", "number", "no", "comma", "followed", "by", "after",
    "that", "also", "plus", "finally", "last", "now", "it", "s", "was", "st", "nd", "rd", "th", "are",
];
const LITTLE_HAN: &str = "第个個字词詞单單是为為叫号號位然后接着再下一最后";

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, tokens: &[Token], found: &mut Vec<(SecretKind, Range<usize>)>) {
    let told = cues.any(&[Cue::Phrase, Cue::Seed]);
    numbered(plain, tokens, if told { NUMBERED_AND_TOLD } else { NUMBERED }, found);
    without_fillers(plain, tokens, told, found);
    without_little_han(plain, tokens, told, found);
    for cue in cues.all(Cue::Phrase).chain(cues.all(Cue::Seed)) {
        after_label(plain, tokens, &cue, found);
        before_label(plain, tokens, cue.start, found);
    }
}

/// A number and the word that it counts.
struct Item {
    count: u32,
    lists: Lists,
    span: Range<usize>,
    /// The tokens of both.
    tokens: Range<usize>,
}

/// Words of one list, one to a number, the numbers in a row: a phrase or a part, which may come in several messages.
fn numbered(plain: &Plain, tokens: &[Token], least: usize, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let mut row: Option<(usize, usize, Item)> = None;
    let mut at = 0;
    while at < tokens.len() {
        let before = row.as_ref().map(|(_, _, item)| item.count);
        let Some(item) = item(plain, tokens, at, before) else {
            at += 1;
            continue;
        };
        at = item.tokens.end;
        let goes_on = row.take().filter(|(_, _, last)| {
            last.count.checked_add(1) == Some(item.count)
                && last.lists & item.lists != 0
                && tokens.get(last.tokens.end..item.tokens.start).is_some_and(|between| {
                    between.len() <= BETWEEN && between.iter().all(|token| is_little(plain, token))
                })
        });
        let (start, words, lists) = goes_on
            .map_or((item.span.start, 0, item.lists), |(start, words, last)| (start, words, last.lists & item.lists));
        if words + 1 >= least {
            found.push((SecretKind::RecoveryPhrase, start..item.span.end));
        }
        row = Some((start, words + 1, Item { lists, ..item }));
    }
}

/// A numbered word that begins at a token.
fn item(plain: &Plain, tokens: &[Token], at: usize, before: Option<u32>) -> Option<Item> {
    let (count, mut next) = ordinal(plain, tokens, at, before)?;
    let most = next + BETWEEN;
    while next < most && tokens.get(next).is_some_and(|token| is_little(plain, token) && !is_value(plain, tokens, next))
    {
        next += 1;
    }
    let value = tokens.get(next)?;
    let lists = match value.kind {
        TokenKind::Word(lists) => lists,
        TokenKind::Han(_, Some(_)) if is_alone(tokens, next) => HAN,
        _ => 0,
    };
    (lists != 0).then(|| Item { count, lists, span: value.span.clone(), tokens: at..next + 1 })
}

/// The number that a token tells: 1, first, 第一, 一、; "next" and "last" go on from the one before.
fn ordinal(plain: &Plain, tokens: &[Token], at: usize, before: Option<u32>) -> Option<(u32, usize)> {
    let token = tokens.get(at)?;
    match token.kind {
        TokenKind::Number => Some((token.text(plain).parse().ok()?, at + 1)),
        TokenKind::Word(_) => {
            let word = token.text(plain);
            if let Some(place) = ORDINALS.iter().position(|known| *known == word) {
                return Some((u32::try_from(place).ok()? + 1, at + 1));
            }
            let twenty = word == "twenty" || word == "twentieth";
            let unit = tokens.get(at + 1).filter(|_| twenty)?.text(plain);
            let place = ORDINALS.iter().position(|known| *known == unit)?;
            Some((u32::try_from(place).ok()? + 21, at + 2))
        }
        TokenKind::Han('第', _) => han_number(tokens, at + 1).or_else(|| {
            let digits = tokens.get(at + 1).filter(|token| token.kind == TokenKind::Number)?;
            Some((digits.text(plain).parse().ok()?, at + 2))
        }),
        TokenKind::Han(..) => {
            han_number(tokens, at).filter(|(_, next)| tokens.get(next - 1).is_some_and(|last| listed(plain, last)))
        }
    }
    .or_else(|| (["next", "last"].contains(&token.text(plain))).then_some((before?.checked_add(1)?, at + 1)))
}

/// A number up to 99 in Chinese, and the token after it.
fn han_number(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let (mut number, mut next) = (0, at);
    while let Some(Token { kind: TokenKind::Han(c, _), .. }) = tokens.get(next) {
        match "一二三四五六七八九".chars().zip(1..).find(|(numeral, _)| numeral == c) {
            Some((_, digit)) => number = u32::saturating_add(number, digit),
            None if *c == '十' => number = number.max(1).saturating_mul(10),
            None => break,
        }
        next += 1;
    }
    (next > at).then_some((number, next))
}

/// Whether the mark of an entry stands behind: 一、
fn listed(plain: &Plain, token: &Token) -> bool {
    plain.low_from(token.span.end).trim_start().starts_with(['、', '.', ':', ')', '。'])
}

fn is_little(plain: &Plain, token: &Token) -> bool {
    match token.kind {
        TokenKind::Han(c, _) => LITTLE_HAN.contains(c),
        TokenKind::Word(_) => LITTLE.contains(&token.text(plain)),
        TokenKind::Number => false,
    }
}

/// Whether a Han character has no other right behind it.
fn is_alone(tokens: &[Token], index: usize) -> bool {
    let (Some(token), next) = (tokens.get(index), tokens.get(index + 1)) else { return false };
    token.is_han() && !next.is_some_and(|next| next.is_han() && next.span.start == token.span.end)
}

/// Whether a little Han character is the one that is counted: it stands alone and nothing leads on from it.
fn is_value(plain: &Plain, tokens: &[Token], index: usize) -> bool {
    is_alone(tokens, index) && tokens.get(index).is_some_and(|token| !listed(plain, token))
}

/// A text without its fillers and numbers: "goose and then journey and then mammal".
fn without_fillers(plain: &Plain, tokens: &[Token], told: bool, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let is_filler = |token: &Token| is_little(plain, token) || ORDINALS.contains(&token.text(plain));
    if tokens.iter().filter(|token| is_filler(token)).count() < FILLERS {
        return;
    }
    let words: Vec<&Token> =
        tokens.iter().filter(|token| token.kind != TokenKind::Number && !is_filler(token)).collect();
    for (bit, _) in LISTS.into_iter().enumerate().filter(|(_, list)| *list != List::Electrum) {
        let listed = words.iter().filter(|token| token.lists() & (1 << bit) != 0).count();
        if listed >= WINDOW - 1 || told && listed >= NUMBERED {
            Run::new(plain, words.clone(), bit, told).find(found);
        }
    }
}

/// Characters with little words between them: 刺然后无然后随.
fn without_little_han(plain: &Plain, tokens: &[Token], told: bool, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let little = |token: &&Token| matches!(token.kind, TokenKind::Han(c, _) if LITTLE_HAN.contains(c));
    if tokens.iter().filter(little).count() >= 2 * FILLERS {
        let rest: Vec<Token> = tokens.iter().filter(|token| !little(token)).cloned().collect();
        one_by_one(plain, &pieces(&rest), told, found);
    }
}

/// What follows a label with a copula between: words of a list, or so many of any that they can be no sentence, Han
/// characters, or the numbers of words.
fn after_label(plain: &Plain, tokens: &[Token], cue: &Range<usize>, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let first = tokens.partition_point(|token| token.span.start < cue.end);
    for start in first..tokens.len() {
        let Some(gap) = tokens.get(start).and_then(|token| plain.low.get(cue.end..token.span.start)) else { return };
        if gap.len() > REACH || gap.contains(['?', '!', '。', ';']) {
            return;
        }
        let rest = tokens.get(start..).unwrap_or_default();
        let rest = rest.get(..LONGEST).unwrap_or(rest);
        let is_told = gap.contains([':', '=', '\n', '是', '为', '為'])
            || gap.split(' ').any(|word| ["is", "are", "as"].contains(&word));
        let words = listed_row(plain, rest).max(if gap.len() <= REACH / 2 { unlisted_row(plain, rest) } else { 0 });
        let places = place_row(plain, rest);
        let han = if is_told { han_row(plain, rest) } else { 0 };
        let length = if is_told || words >= WINDOW { words } else { 0 }.max(places).max(han);
        if let (Some(from), Some(to)) = (rest.first(), length.checked_sub(1).and_then(|last| rest.get(last))) {
            found.push((SecretKind::RecoveryPhrase, from.span.start..to.span.end));
            return;
        }
    }
}

/// "… are the first six words of my seed phrase": words of one list right before the sentence that names them.
fn before_label(plain: &Plain, tokens: &[Token], label: usize, found: &mut Vec<(SecretKind, Range<usize>)>) {
    let end = tokens.partition_point(|token| token.span.start < label);
    let before = tokens.get(end.saturating_sub(LONGEST)..end).unwrap_or_default();
    let end = before.len();
    let copula = |token: &Token| ["are", "is"].contains(&token.text(plain));
    let Some(at) = before.iter().rposition(copula).filter(|at| end - at <= 2 * BETWEEN) else { return };
    let Some(last) = at.checked_sub(1).and_then(|last| before.get(last)) else { return };
    let start = (0..LISTS.len())
        .filter(|bit| LISTS.get(*bit) != Some(&List::Electrum))
        .filter_map(|bit| {
            let row = before.get(..at)?.iter().rev().take_while(|token| token.lists() & (1 << bit) != 0).count();
            (row >= PART && is_no_sentence(plain, before.get(at - row..at)?)).then(|| at - row)
        })
        .min();
    if let Some(first) = start.and_then(|start| before.get(start)) {
        found.push((SecretKind::RecoveryPhrase, first.span.start..last.span.end));
    }
}

/// Whether few of these words hold sentences together.
fn is_no_sentence(plain: &Plain, words: &[Token]) -> bool {
    /// One in so many may.
    const ONE_IN: usize = 5;
    words.iter().filter(|word| is_of_sentences(word.text(plain))).count() * ONE_IN <= words.len()
}

/// How many tokens from the first on are words of one list, when they are enough for a part and the clause ends with them.
fn listed_row(plain: &Plain, tokens: &[Token]) -> usize {
    let row = |bit: usize| {
        let songs = LISTS.get(bit) == Some(&List::Electrum);
        let count = tokens.iter().take_while(|token| token.lists() & (1 << bit) != 0).count();
        let words = tokens.get(..count).unwrap_or_default();
        let ends =
            count.checked_sub(1).and_then(|last| tokens.get(last)).zip(tokens.get(count)).is_none_or(|(last, next)| {
                plain
                    .low
                    .get(last.span.end..next.span.start)
                    .is_some_and(|gap| !gap.trim().is_empty() || gap.contains('\n'))
                    || next.is_han()
            });
        let least = if songs { WINDOW } else { PART };
        let is_part = count >= least && (songs || is_no_sentence(plain, words)) && (ends || count > PART + 1);
        if is_part { count } else { 0 }
    };
    (0..LISTS.len()).map(row).max().unwrap_or_default()
}

/// Words that hold sentences together, in the form that texts are read in.
static FUNCTION: LazyLock<HashSet<String>> = LazyLock::new(|| {
    const WORDS: &str = "the a an to of in on at for and or but is are was were be been i you he she it we they my your his \
        her its our their me him us them not no do does did has had if so as by from with cannot dont wont how why who can \
        und der die das ist nicht ich zu que de la el en es un una le les et je pas \
        что не на как это мне мой и в я у с по но";
    WORDS.split_whitespace().map(|word| Plain::whole(word).low).collect()
});

/// How many tokens from the first on are words that no sentence is made of, when they are as many as a phrase has: lists
/// that are not known here.
fn unlisted_row(plain: &Plain, tokens: &[Token]) -> usize {
    let mut end_before = None;
    let count = tokens
        .iter()
        .take_while(|token| {
            let text = token.text(plain);
            let gap = end_before.and_then(|end: usize| plain.low.get(end..token.span.start)).unwrap_or_default();
            end_before = Some(token.span.end);
            let joined = gap.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '|' | '-' | '/'));
            let word = matches!(token.kind, TokenKind::Word(_)) && text.chars().count() >= 3;
            joined && word && !FUNCTION.contains(text)
        })
        .count();
    if count >= WINDOW { count } else { 0 }
}

/// How many tokens from the first on are the places of words in a list.
fn place_row(plain: &Plain, tokens: &[Token]) -> usize {
    let is_place = |token: &&Token| {
        token.kind == TokenKind::Number && token.text(plain).parse::<u32>().is_ok_and(|place| place <= PLACES)
    };
    let count = tokens.iter().take_while(is_place).count();
    if count >= WINDOW { count } else { 0 }
}

/// How many Han characters from the first on are rare ones without the pairs of prose, when they are the whole clause.
fn han_row(plain: &Plain, tokens: &[Token]) -> usize {
    let count = tokens.iter().take_while(|token| token.is_han()).count();
    let chars: Vec<char> = tokens
        .iter()
        .take(count)
        .filter_map(|token| match token.kind {
            TokenKind::Han(c, _) => Some(c),
            _ => None,
        })
        .collect();
    let ranks: Option<usize> = chars.iter().map(|c| rank(*c).map(usize::from)).sum();
    let clause = tokens.iter().take(count).zip(tokens.iter().skip(1).take(count.saturating_sub(1))).all(|(a, b)| {
        plain.low.get(a.span.end..b.span.start).is_some_and(|gap| gap.chars().all(|c| c.is_whitespace() || c == '、'))
    });
    let rare = ranks.is_some_and(|sum| sum >= MEAN_OF_A_PART * count);
    let prose = chars.windows(2).any(|pair| matches!(pair, [a, b] if is_common_pair(*a, *b)));
    if (NUMBERED..2 * WINDOW + 1).contains(&count) && clause && rare && !prose { count } else { 0 }
}
