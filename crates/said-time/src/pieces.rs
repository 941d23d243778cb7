//! The pieces of time in a message, in the order they stand: days, clocks, lengths, and the words between them that
//! matter. What belongs to the past is left out here.

use std::ops::Range;

use crate::clock::{Clock, clock};
use crate::day::{CalendarDay, day};
use crate::length::{Ahead, ahead};
use crate::numbers::number;
use crate::phrases::{Mark, phrase};
use crate::tokens::Tokens;

/// What a piece says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Calendar(CalendarDay),
    Clock(Clock),
    /// From one clock to another.
    Span(Clock, Clock),
    Ahead(Ahead),
    Mark(Mark),
}

/// A piece and the tokens it stands in.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub what: What,
    pub at: Range<usize>,
}

/// Reads all pieces; those of the past, and marks that name no time, are left out at the end.
pub(crate) fn pieces(tokens: &Tokens) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let expected = found.last().is_some_and(|last| {
            last.at.end == at && matches!(last.what, What::Mark(Mark::At | Mark::After | Mark::Before | Mark::Between))
        });
        let (what, length) = match read(tokens, at, expected) {
            Some(read) => read,
            None => {
                at += 1;
                continue;
            }
        };
        let end = at + length.max(1);
        found.push(Piece { what, at: at..end });
        at = end;
    }
    without_past(found)
}

fn read(tokens: &Tokens, at: usize, expected: bool) -> Option<(What, usize)> {
    if is_round_the_clock(tokens, at) {
        return Some((What::Mark(Mark::Nothing), 3));
    }
    if let Some((ahead, length)) = ahead(tokens, at) {
        return Some((What::Ahead(ahead), length));
    }
    // A longer phrase ("half past" is none, "not later than" is) goes first, a clock before single words.
    if let Some((mark, length)) = phrase(tokens, at).filter(|(_, length)| *length > 1) {
        return Some((What::Mark(mark), length));
    }
    if let Some((day, length)) = day(tokens, at) {
        return Some((What::Calendar(day), length));
    }
    // "8 in the evening": what follows makes a bare number an hour.
    let expected = expected || is_before_part(tokens, at);
    if let Some(span) = span(tokens, at, expected) {
        return Some(span);
    }
    if let Some((clock, length)) = clock(tokens, at, expected) {
        return Some((What::Clock(clock), length));
    }
    phrase(tokens, at).map(|(mark, length)| (What::Mark(mark), length))
}

fn is_before_part(tokens: &Tokens, at: usize) -> bool {
    let next = number(tokens, at).map(|read| at + read.tokens);
    let part = next.and_then(|next| phrase(tokens, next));
    part.is_some_and(|(mark, length)| length > 1 && matches!(mark, Mark::Part(_)))
}

/// `24/7`.
fn is_round_the_clock(tokens: &Tokens, at: usize) -> bool {
    tokens.digits(at) == Some("24") && tokens.is_sign(at + 1, '/') && tokens.digits(at + 2) == Some("7")
}

/// `2-4pm`, `between 2 and 4`, 两点到四点, `from 9 to 11`.
fn span(tokens: &Tokens, at: usize, expected: bool) -> Option<(What, usize)> {
    // The first half may lean on the second: `2-4pm`.
    let (first, length) = clock(tokens, at, true)?;
    let next = at + length;
    let joins = tokens.is_sign(next, '-')
        || tokens.is_han(next, "到至")
        || matches!(tokens.word(next), Some("to" | "till" | "til" | "until"))
        || (matches!(tokens.word(next), Some("and")) && expected);
    if !joins {
        return None;
    }
    // 下午两点到下午四点
    let named =
        phrase(tokens, next + 1).filter(|(mark, _)| matches!(mark, Mark::Part(_))).map_or(0, |(_, length)| length);
    let (second, rest) = clock(tokens, next + 1 + named, true)?;
    let end = next + 1 + named + rest;
    let is_clock =
        |clock: Clock, length: usize| clock.pm.is_some() || clock.whole_day || length > 1 || clock.minute > 0;
    if !(expected || is_clock(first, length) || is_clock(second, rest)) {
        return None;
    }
    let half = second.pm.filter(|_| first.pm.is_none() && first.hour <= second.hour % 12);
    let first = Clock { pm: first.pm.or(half), ..first };
    Some((What::Span(first, second), end - at))
}

/// Leaves out what has passed: a weekday after "last", clocks of a sentence that speaks of yesterday alone.
fn without_past(found: Vec<Piece>) -> Vec<Piece> {
    let mut kept = Vec::new();
    for sentence in found.split(|piece| piece.what == What::Mark(Mark::Stop)) {
        let Some(past) = sentence.iter().rposition(|piece| piece.what == What::Mark(Mark::Past)) else {
            kept.extend(sentence.iter().cloned());
            continue;
        };
        // What begins with a day of its own after the past one is meant.
        let later = sentence.iter().enumerate().skip(past + 1).find(|(place, piece)| {
            let next_to = *place == past + 1 && sentence.get(past).is_some_and(|past| past.at.end == piece.at.start);
            is_day(piece) && !next_to
        });
        if let Some((place, _)) = later {
            kept.extend(sentence.iter().skip(place).cloned());
        }
    }
    kept.retain(|piece| piece.what != What::Mark(Mark::Nothing));
    kept
}

fn is_day(piece: &Piece) -> bool {
    matches!(piece.what, What::Calendar(_) | What::Ahead(_))
        || matches!(
            piece.what,
            What::Mark(
                Mark::Day(_)
                    | Mark::DayPart(..)
                    | Mark::Weekday(_)
                    | Mark::WeekdayOf(..)
                    | Mark::NextWeek(_)
                    | Mark::NotToday
            )
        )
}
