//! What a message says of when: pieces of time put together to a stretch in the customer's zone. The result is never in
//! the past; where two hours may be meant the likelier stands first and the other is told.

use std::ops::Range;

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Span, Timestamp, ToSpan, Zoned};

use crate::clock::Clock;
use crate::day::CalendarDay;
use crate::gather::{Bound, Days, Gathered, gather};
use crate::length::Ahead;
use crate::phrases::{Mark, Part};
use crate::pieces::{Piece, What, pieces};
use crate::tokens::Tokens;

/// A time that somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidTime {
    /// What they mean.
    pub when: When,
    /// What they may mean as well: another half of the day, day and month the other way round.
    pub or: Option<Stretch>,
    /// Where it stands in the text, in bytes, in order and apart from each other.
    pub spans: Vec<Range<usize>>,
}

/// What somebody means by a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// As soon as possible.
    Soon,
    /// Later than now; they did not say when.
    Later,
    /// At a time or within a stretch of time.
    In(Stretch),
}

/// A stretch of time, never in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The day in the customer's zone, if one was said.
    pub day: Option<Date>,
    /// The part of the day, if one was said.
    pub part: Option<Part>,
    /// From when on.
    pub earliest: Timestamp,
    /// Until when; the same as `earliest` for an exact time.
    pub latest: Timestamp,
    /// Whether an exact time was said and not a stretch.
    pub exact: bool,
}

impl SaidTime {
    /// The text without the words of the time.
    pub fn rest(&self, text: &str) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut at = 0;
        for span in &self.spans {
            rest.push_str(text.get(at..span.start).unwrap_or_default());
            at = span.end;
        }
        rest.push_str(text.get(at..).unwrap_or_default());
        rest.trim().to_owned()
    }
}

/// How far ahead a stretch without an end reaches: as far as calls are booked.
const OPEN_END: SignedDuration = SignedDuration::from_hours(24 * 30);

/// The time that a message says, in the zone of `now`, which is the customer's.
///
/// `is_open` tells whether the desk is open then: of two hours that may be meant, three in the night and in the afternoon,
/// it prefers the one that is.
///
/// `None` when no time is said: amounts, lengths ("it takes 30 minutes"), the past, fees and codes are none.
pub fn said_time(text: &str, now: &Zoned, is_open: &dyn Fn(Timestamp) -> bool) -> Option<SaidTime> {
    let tokens = Tokens::of(text);
    let pieces = with_lone_clock(pieces(&tokens), &tokens);
    let reader = Reader { now, is_open };
    let (when, or, used) = reader.read(&pieces)?;
    let mut spans: Vec<Range<usize>> = Vec::new();
    for piece in used {
        let (Some(first), Some(last)) = (tokens.get(piece.at.start), tokens.get(piece.at.end.saturating_sub(1))) else {
            continue;
        };
        match spans.last_mut().filter(|span| text.get(span.end..first.start).is_some_and(|gap| gap.trim().is_empty())) {
            Some(span) => span.end = last.end,
            None => spans.push(first.start..last.end),
        }
    }
    Some(SaidTime { when, or, spans })
}

/// A message that is a time and nothing else: `1530`, `14.30`, `now`.
fn with_lone_clock(found: Vec<Piece>, tokens: &Tokens) -> Vec<Piece> {
    let named = |piece: &Piece| !matches!(piece.what, What::Mark(Mark::Stop));
    if found.iter().any(named) {
        return found;
    }
    let whole = |length: usize| {
        (0..tokens.len())
            .skip(length)
            .all(|at| tokens.is_sign(at, '.') || tokens.is_sign(at, '?') || tokens.word(at) == Some("please"))
    };
    let dotted = tokens.is_sign(1, '.')
        || tokens.word(1) == Some("h")
        || tokens.digits(0).is_some_and(|digits| digits.len() == 4);
    if let Some((clock, length)) = crate::clock::clock(tokens, 0, true).filter(|(_, length)| dotted && whole(*length)) {
        return vec![Piece { what: What::Clock(clock), at: 0..length }];
    }
    let now = tokens.word(0) == Some("now") || (tokens.is_han(0, "现") && tokens.is_han(1, "在"));
    let length = if tokens.word(0).is_some() { 1 } else { 2 };
    if now && whole(length) {
        return vec![Piece { what: What::Mark(Mark::Soon), at: 0..length }];
    }
    found
}

struct Reader<'a> {
    now: &'a Zoned,
    is_open: &'a dyn Fn(Timestamp) -> bool,
}

type Found<'a> = (When, Option<Stretch>, Vec<&'a Piece>);

impl Reader<'_> {
    fn read<'a>(&self, pieces: &'a [Piece]) -> Option<Found<'a>> {
        let gathered = gather(pieces);
        if let Some(Ahead::Minutes(minutes)) = gathered.ahead {
            let at = self.now.timestamp() + SignedDuration::from_mins(i64::from(minutes));
            let stretch = Stretch { day: None, part: None, earliest: at, latest: at, exact: true };
            return Some((When::In(stretch), None, gathered.used));
        }
        let dates = self.dates(&gathered);
        let timed = gathered.clock.is_some() || gathered.span.is_some() || gathered.part.is_some();
        if dates.is_empty() && !timed && !gathered.not_today {
            return gathered.haste.map(|when| (when, None, gathered.used));
        }
        let mut stretches = Vec::new();
        if dates.is_empty() {
            stretches.extend(self.on_no_day(&gathered));
        }
        for (first, last) in dates {
            stretches.extend(self.on(&gathered, first, last, true));
        }
        let now = self.now.timestamp();
        stretches.retain(|stretch| stretch.latest >= now);
        // "After six" said at ten is the evening.
        let after = matches!(gathered.clock, Some((_, Bound::After)));
        if after && stretches.iter().any(|stretch| stretch.earliest >= now) {
            stretches.retain(|stretch| stretch.earliest >= now);
        }
        stretches.iter_mut().for_each(|stretch| stretch.earliest = stretch.earliest.max(self.now.timestamp()));
        // Open first; otherwise as they were found.
        stretches.sort_by_key(|stretch| !(self.is_open)(stretch.earliest) && stretch.exact);
        let mut stretches = stretches.into_iter();
        let first = stretches.next().or_else(|| self.next_such(&gathered))?;
        let or = stretches.find(|other| other.earliest != first.earliest || other.latest != first.latest);
        Some((When::In(first), or, gathered.used))
    }

    /// When what was said has passed: the next day on which it has not.
    fn next_such(&self, gathered: &Gathered<'_>) -> Option<Stretch> {
        let tomorrow = self.now.date().tomorrow().ok()?;
        let found = self.on(gathered, tomorrow, tomorrow, false);
        let open = found.iter().find(|stretch| (self.is_open)(stretch.earliest));
        open.or(found.first()).copied()
    }

    /// The dates that were said, each from a first to a last one; the likelier first.
    fn dates(&self, gathered: &Gathered<'_>) -> Vec<(Date, Date)> {
        let today = self.now.date();
        let after = |days: i64| today.checked_add(Span::new().days(days)).ok();
        let single = |date: Option<Date>| date.map(|date| (date, date)).into_iter().collect::<Vec<_>>();
        let week = gathered.days.iter().find_map(|day| match day {
            Days::NextWeek(weeks) => Some(i64::from(*weeks)),
            _ => None,
        });
        let weekday_now = i64::from(today.weekday().to_monday_zero_offset());
        let monday = |weeks: i64| after(weeks * 7 - weekday_now);
        let last = gathered.days.iter().rev().find(|day| !matches!(day, Days::NextWeek(_)));
        match (last, week) {
            (Some(Days::FromToday(days)), _) => single(after(i64::from(*days))),
            (Some(Days::WeekdayOf(weeks, weekday)), _) => {
                let ahead = i64::from(*weeks) * 7 - weekday_now + i64::from(*weekday);
                // A day of this week that has passed is the next one.
                single(after(if ahead < 0 { ahead + 7 } else { ahead }))
            }
            (Some(Days::Weekday(weekday)), Some(weeks)) if weeks > 0 => {
                single(after(weeks * 7 - weekday_now + i64::from(*weekday)))
            }
            (Some(Days::Weekday(weekday)), _) => {
                let ahead = (i64::from(*weekday) - weekday_now).rem_euclid(7);
                // On the day itself both it and the next one may be meant.
                let next = after(ahead + 7).filter(|_| ahead == 0);
                single(after(ahead)).into_iter().chain(single(next)).collect()
            }
            (Some(Days::Weekend), weeks) => {
                let weeks = weeks.unwrap_or(0);
                let saturday = monday(weeks).and_then(|monday| monday.checked_add(5.days()).ok());
                let sunday = saturday.and_then(|saturday| saturday.tomorrow().ok());
                saturday.zip(sunday).into_iter().collect()
            }
            (Some(Days::Calendar(day)), _) => self.calendar(*day),
            (None, Some(weeks)) => {
                let first = monday(weeks);
                first.zip(first.and_then(|first| first.checked_add(6.days()).ok())).into_iter().collect()
            }
            (Some(Days::NextWeek(_)), _) | (None, None) => match gathered.ahead {
                Some(Ahead::Days(days)) => single(after(i64::from(days))),
                _ => Vec::new(),
            },
        }
    }

    /// The next dates that a day by its numbers may be.
    fn calendar(&self, day: CalendarDay) -> Vec<(Date, Date)> {
        let today = self.now.date();
        let Some(month) = day.month else {
            let in_month = |ahead: i64| {
                let first = today.first_of_month().checked_add(Span::new().months(ahead)).ok()?;
                Date::new(first.year(), first.month(), day.day).ok()
            };
            let next = (0..=2).filter_map(in_month).find(|date| *date >= today);
            return next.map(|date| (date, date)).into_iter().collect();
        };
        let next = |month: i8, number: i8| {
            let years = day.year.map_or(today.year()..=today.year().saturating_add(4), |year| year..=year);
            years.filter_map(|year| Date::new(year, month, number).ok()).find(|date| *date >= today)
        };
        let mut dates: Vec<Date> = next(month, day.day).into_iter().collect();
        if day.either_way {
            dates.extend(next(day.day, month));
            dates.sort_unstable();
        }
        dates.into_iter().map(|date| (date, date)).collect()
    }

    /// What was said of the hour, on a day.
    fn on(&self, gathered: &Gathered<'_>, first: Date, last: Date, named: bool) -> Vec<Stretch> {
        let day = (named && first == last).then_some(first);
        let stretch = |from: Option<Timestamp>, to: Option<Timestamp>, exact: bool| {
            let (earliest, latest) = (from?, to?);
            (earliest <= latest).then_some(Stretch { day, part: gathered.part, earliest, latest, exact })
        };
        let end_of = |date: Date| self.at(date, 24, 0);
        if let Some((from, to)) = gathered.span {
            let froms = hours(from, gathered.part);
            let tos = hours(to, gathered.part);
            let pairs = froms.iter().flat_map(|from| tos.iter().map(move |to| (*from, *to)));
            let mut pairs: Vec<(i8, i8)> = pairs.filter(|(from, to)| from < to).collect();
            // The shortest stretch is meant: "2 to 4" does not last through the night.
            pairs.sort_by_key(|(from, to)| to - from);
            let shortest = pairs.first().map_or(0, |(from, to)| to - from);
            pairs.retain(|(from, to)| to - from == shortest);
            let found = pairs.into_iter().filter_map(|(start, end)| {
                stretch(self.at(first, start, from.minute), self.at(last, end, to.minute), false)
            });
            let mut found: Vec<Stretch> = found.collect();
            found.sort_by_key(|stretch| !(self.is_open)(stretch.earliest));
            return found;
        }
        if let Some((clock, bound)) = gathered.clock {
            let found = hours(clock, gathered.part).into_iter().filter_map(|hour| {
                let at = self.at(first, hour, clock.minute);
                match bound {
                    Bound::At => stretch(at, at, true),
                    Bound::After => stretch(at, end_of(last), false),
                    Bound::Before => stretch(self.at(first, 0, 0), at, false),
                }
            });
            let mut found: Vec<Stretch> = found.collect();
            let edge = |found: &Stretch| if bound == Bound::Before { found.latest } else { found.earliest };
            found.sort_by_key(|found| !(self.is_open)(edge(found)));
            return found;
        }
        let (from, to) = gathered.part.map_or((0, 24), Part::hours);
        let (from, to) = match gathered.part_bound {
            Some(Bound::After) => (to, 24),
            Some(Bound::Before) => (0, from),
            _ => (from, to),
        };
        stretch(self.at(first, from, 0), self.at(last, to, 0), false).into_iter().collect()
    }

    /// What was said of the hour when no day was: today as long as that is ahead, else tomorrow.
    fn on_no_day(&self, gathered: &Gathered<'_>) -> Vec<Stretch> {
        let today = self.now.date();
        let Ok(tomorrow) = today.tomorrow() else { return Vec::new() };
        if gathered.not_today {
            if gathered.clock.is_some() || gathered.part.is_some() || gathered.span.is_some() {
                return self.on(gathered, tomorrow, tomorrow, false);
            }
            let from = self.at(tomorrow, 0, 0);
            let to = from.and_then(|from| from.checked_add(OPEN_END).ok());
            let open = from.zip(to).map(|(earliest, latest)| Stretch {
                day: None,
                part: None,
                earliest,
                latest,
                exact: false,
            });
            return open.into_iter().collect();
        }
        let now = self.now.timestamp();
        let mut found = self.on(gathered, today, today, false);
        found.retain(|stretch| if stretch.exact { stretch.earliest > now } else { stretch.latest > now });
        let open_today = found.iter().any(|stretch| (self.is_open)(stretch.earliest.max(now)));
        if found.is_empty() || !open_today {
            let tomorrow = self.on(gathered, tomorrow, tomorrow, false);
            let open = |stretch: &Stretch| (self.is_open)(stretch.earliest);
            // Today's hour outside the opening hours stays when tomorrow's is none either.
            if found.is_empty()
                || tomorrow.iter().any(open)
                    && gathered.part.is_none()
                    && gathered.clock.is_none_or(|(clock, _)| clock.sure_hour().is_none())
            {
                found.extend(tomorrow);
            }
        }
        found
    }

    /// An hour of a day in the customer's zone; 24 and more run into the next day.
    fn at(&self, date: Date, hour: i8, minute: i8) -> Option<Timestamp> {
        let date = date.checked_add(Span::new().days(i64::from(hour / 24))).ok()?;
        let time = Time::new(hour % 24, minute, 0, 0).ok()?;
        date.to_datetime(time).to_zoned(self.now.time_zone().clone()).ok().map(|at| at.timestamp())
    }
}

/// The hours that a clock may mean.
fn hours(clock: Clock, part: Option<Part>) -> Vec<i8> {
    if let Some(hour) = clock.sure_hour() {
        return vec![hour];
    }
    match part {
        Some(part) if part != Part::AllDay => vec![part.hour(clock.hour)],
        _ if clock.hour == 12 => vec![12, 24],
        _ => vec![clock.hour + 12, clock.hour],
    }
}

#[cfg(test)]
mod tests;
