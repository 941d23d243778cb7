//! What the pieces of a message say together: the last day, clock and part of the day, and what bounds them. Knows no
//! calendar.

use crate::clock::Clock;
use crate::day::CalendarDay;
use crate::length::Ahead;
use crate::phrases::{Mark, Part};
use crate::pieces::{Piece, What};
use crate::said::When;

/// What the pieces say together.
#[derive(Default)]
pub(crate) struct Gathered<'a> {
    pub days: Vec<Days>,
    pub part: Option<Part>,
    pub clock: Option<(Clock, Bound)>,
    pub span: Option<(Clock, Clock)>,
    pub ahead: Option<Ahead>,
    pub haste: Option<When>,
    pub not_today: bool,
    pub part_bound: Option<Bound>,
    pub used: Vec<&'a Piece>,
}

/// A day before it is known which date it is.
#[derive(Clone, Copy)]
pub(crate) enum Days {
    FromToday(i8),
    Weekday(i8),
    WeekdayOf(i8, i8),
    NextWeek(i8),
    Weekend,
    Calendar(CalendarDay),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    At,
    After,
    Before,
}

/// Puts the pieces together; the last of a kind counts.
pub(crate) fn gather(pieces: &[Piece]) -> Gathered<'_> {
    let mut gathered = Gathered::default();
    for piece in pieces {
        let before = pieces.iter().find(|other| other.at.end == piece.at.start && is_lead(other));
        let after = pieces.iter().find(|other| other.at.start == piece.at.end && is_tail(other));
        let bound = match (before.map(|lead| lead.what), after.map(|tail| tail.what)) {
            (Some(What::Mark(Mark::Before)), _) | (_, Some(What::Mark(Mark::Beforehand))) => Bound::Before,
            (Some(What::Mark(Mark::After)), _) | (_, Some(What::Mark(Mark::Afterwards))) => Bound::After,
            _ => Bound::At,
        };
        let mut is_used = true;
        match piece.what {
            What::Calendar(day) => gathered.days.push(Days::Calendar(day)),
            What::Clock(clock) => (gathered.clock, gathered.span) = (Some((clock, bound)), None),
            What::Span(from, to) => (gathered.span, gathered.clock) = (Some((from, to)), None),
            What::Ahead(ahead) => gathered.ahead = Some(ahead),
            What::Mark(Mark::Day(days)) => gathered.days.push(Days::FromToday(days)),
            What::Mark(Mark::DayPart(days, part)) => {
                gathered.days.push(Days::FromToday(days));
                gathered.part = Some(part);
            }
            // 六点下班: free from then on.
            What::Mark(Mark::Part(Part::AfterWork)) if follows_clock(pieces, piece) => {
                gathered.clock = gathered.clock.map(|(clock, _)| (clock, Bound::After));
            }
            What::Mark(Mark::Part(part)) => {
                gathered.part = Some(part);
                gathered.part_bound = Some(bound);
            }
            What::Mark(Mark::Weekday(day)) => gathered.days.push(Days::Weekday(day)),
            What::Mark(Mark::WeekdayOf(weeks, day)) => gathered.days.push(Days::WeekdayOf(weeks, day)),
            // "next" and "this" alone name a week only beside a weekday.
            What::Mark(Mark::NextWeek(weeks)) if piece.at.len() > 1 || leads_weekday(pieces, piece) => {
                gathered.days.push(Days::NextWeek(weeks));
            }
            What::Mark(Mark::ThisWeek) if leads_weekday(pieces, piece) => {}
            What::Mark(Mark::Weekend) => gathered.days.push(Days::Weekend),
            What::Mark(Mark::NotToday) => gathered.not_today = true,
            What::Mark(Mark::Soon) => gathered.haste = Some(When::Soon),
            What::Mark(Mark::Later) => gathered.haste = Some(When::Later),
            What::Mark(_) => is_used = bounds_time(pieces, piece),
        }
        if is_used {
            gathered.used.push(piece);
        }
    }
    gathered
}

fn leads_weekday(pieces: &[Piece], piece: &Piece) -> bool {
    pieces.iter().any(|other| {
        other.at.start == piece.at.end && matches!(other.what, What::Mark(Mark::Weekday(_) | Mark::Weekend))
    })
}

/// Whether a piece stands beside a time that it bounds.
fn bounds_time(pieces: &[Piece], piece: &Piece) -> bool {
    let leads = is_lead(piece) && pieces.iter().any(|other| other.at.start == piece.at.end && is_time(other));
    let tails = is_tail(piece) && pieces.iter().any(|other| other.at.end == piece.at.start && is_time(other));
    leads || tails
}

fn follows_clock(pieces: &[Piece], piece: &Piece) -> bool {
    pieces.iter().any(|other| other.at.end == piece.at.start && matches!(other.what, What::Clock(_)))
}

/// Whether a piece names a time that words around it may bound.
fn is_time(piece: &Piece) -> bool {
    matches!(piece.what, What::Clock(_) | What::Span(..) | What::Calendar(_) | What::Ahead(_))
        || matches!(
            piece.what,
            What::Mark(
                Mark::Day(_)
                    | Mark::DayPart(..)
                    | Mark::Part(_)
                    | Mark::Weekday(_)
                    | Mark::WeekdayOf(..)
                    | Mark::NextWeek(_)
                    | Mark::Weekend
            )
        )
}

fn is_lead(piece: &Piece) -> bool {
    matches!(piece.what, What::Mark(Mark::After | Mark::Before | Mark::At | Mark::Between))
}

fn is_tail(piece: &Piece) -> bool {
    matches!(piece.what, What::Mark(Mark::Afterwards | Mark::Beforehand | Mark::Roughly))
}
