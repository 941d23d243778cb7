//! When the desk is open: asked of the service hours with a time. Knows no wall clock.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{OpenSpan, ServiceHours};

/// How far ahead an opening is looked for, days: as far as a call can be booked (Genesys allows 30).
pub const HORIZON_DAYS: i32 = 30;

/// The next opening is nearly always found within so many days; the other days need not be laid out for it.
const NEAR_DAYS: i32 = 1;

/// A stretch of time in which the desk is open: from the first instant to the one after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    /// The desk opens.
    pub from: Timestamp,
    /// The desk closes.
    pub to: Timestamp,
}

impl ServiceHours {
    /// The openings that end after `now`, up to [`HORIZON_DAYS`] ahead, in order; those that touch are one.
    pub fn openings(&self, now: Timestamp) -> Vec<Opening> {
        let mut merged: Vec<Opening> = Vec::new();
        for opening in self.spans(now) {
            match merged.last_mut() {
                Some(last) if opening.from <= last.to => last.to = last.to.max(opening.to),
                _ => merged.push(opening),
            }
        }
        merged
    }

    /// The same day by day, as the settings name them: none overlap, and the same ones come whenever they are asked for.
    pub(super) fn spans(&self, now: Timestamp) -> Vec<Opening> {
        self.spans_within(HORIZON_DAYS, now)
    }

    /// The same up to so many days ahead.
    fn spans_within(&self, days: i32, now: Timestamp) -> Vec<Opening> {
        let today = now.to_zoned(self.zone.clone()).date();
        // From yesterday, whose opening may run over midnight; and from the day before, whose end may cut it.
        let mut spans: Vec<Opening> = (-2..=days)
            .filter_map(|days| today.checked_add(days.days()).ok())
            .flat_map(|date| self.spans_on(date).iter().filter_map(move |span| opening(date, *span, &self.zone)))
            .collect();
        spans.sort_unstable();
        let mut before = Timestamp::MIN;
        spans.retain_mut(|span| {
            span.from = span.from.max(before);
            before = before.max(span.to);
            span.from < span.to && span.to > now
        });
        spans
    }

    /// The opening that `now` lies in.
    pub fn open_now(&self, now: Timestamp) -> Option<Opening> {
        self.openings(now).into_iter().find(|opening| opening.from <= now)
    }

    /// `now` when the desk is open, else when it opens next; `None` when it does not within [`HORIZON_DAYS`].
    pub fn open_from(&self, now: Timestamp) -> Option<Timestamp> {
        // Later days change nothing of when the first opening begins.
        let first = |days| self.spans_within(days, now).first().map(|opening| opening.from.max(now));
        first(NEAR_DAYS).or_else(|| first(HORIZON_DAYS))
    }

    /// The first time from `now` on at which the desk is open and stays so for as long as this; `None` when there is no
    /// such time within [`HORIZON_DAYS`].
    pub fn open_for(&self, as_long: SignedDuration, now: Timestamp) -> Option<Timestamp> {
        let starts = self.openings(now).into_iter().map(|opening| (opening.from.max(now), opening.to));
        starts.into_iter().find(|(from, to)| to.duration_since(*from) >= as_long).map(|(from, _)| from)
    }

    /// How long the desk was open between two times, so far as they lie within [`HORIZON_DAYS`] of each other.
    pub fn open_between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let openings = self.openings(from).into_iter().map(|opening| (opening.from.max(from), opening.to.min(to)));
        openings.filter(|(from, to)| from < to).map(|(from, to)| to.duration_since(from)).sum()
    }

    /// The spans of a day: a special day's own, none on a holiday, else the weekday's.
    pub(super) fn spans_on(&self, date: Date) -> &[OpenSpan] {
        if let Some(spans) = self.extra.get(&date) {
            return spans;
        }
        if self.holidays.contains(&date) {
            return &[];
        }
        let [mon, tue, wed, thu, fri, sat, sun] = &self.week;
        match date.weekday() {
            Weekday::Monday => mon,
            Weekday::Tuesday => tue,
            Weekday::Wednesday => wed,
            Weekday::Thursday => thu,
            Weekday::Friday => fri,
            Weekday::Saturday => sat,
            Weekday::Sunday => sun,
        }
    }
}

/// A day's span as instants. A time that a change of daylight saving skips or repeats is read as jiff's "compatible".
pub(super) fn opening(date: Date, span: OpenSpan, zone: &TimeZone) -> Option<Opening> {
    let opening = Opening { from: instant(date, span.from(), zone)?, to: instant(date, span.to(), zone)? };
    (opening.from < opening.to).then_some(opening)
}

/// The instant so many minutes after a day's midnight, by the wall clock.
pub(super) fn instant(date: Date, minutes: u16, zone: &TimeZone) -> Option<Timestamp> {
    let midnight = date.checked_add(i32::from(minutes / MINUTES_A_DAY).days()).ok()?;
    let minute = minutes % MINUTES_A_DAY;
    let time = midnight.at(i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?, 0, 0);
    time.to_zoned(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

const MINUTES_A_DAY: u16 = 24 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or(Timestamp::MIN)
    }

    fn hours(zone: &str, weekday: OpenSpan) -> ServiceHours {
        ServiceHours {
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
            week: [vec![weekday], vec![weekday], vec![weekday], vec![weekday], vec![weekday], vec![], vec![]],
            holidays: [Date::constant(2027, 1, 1)].into(),
            extra: [(Date::constant(2027, 1, 2), vec![OpenSpan::new(600, 840).unwrap_or(weekday)])].into(),
        }
    }

    fn nine_to_six() -> OpenSpan {
        OpenSpan::new(9 * 60, 18 * 60).unwrap_or(OpenSpan::ALL_DAY)
    }

    #[test]
    fn opens_by_weekday_in_its_own_zone() {
        let hours = hours("Asia/Shanghai", nine_to_six());
        // Monday 23 November 2026, 08:59 and 09:00 in Shanghai.
        assert_eq!(hours.open_now(at("2026-11-23T00:59:00Z")), None);
        assert!(hours.open_now(at("2026-11-23T01:00:00Z")).is_some());
        assert_eq!(hours.open_now(at("2026-11-23T10:00:00Z")), None);
        // Friday evening waits for Monday.
        assert_eq!(hours.open_from(at("2026-11-27T12:00:00Z")), Some(at("2026-11-30T01:00:00Z")));
    }

    #[test]
    fn a_holiday_closes_and_a_special_day_opens() {
        let hours = hours("Asia/Shanghai", nine_to_six());
        // Friday 1 January 2027 is a holiday; Saturday 2 January opens 10:00 to 14:00.
        assert_eq!(hours.open_from(at("2026-12-31T10:30:00Z")), Some(at("2027-01-02T02:00:00Z")));
        assert_eq!(
            hours.open_now(at("2027-01-02T03:00:00Z")),
            Some(Opening { from: at("2027-01-02T02:00:00Z"), to: at("2027-01-02T06:00:00Z") })
        );
    }

    #[test]
    fn all_day_every_weekday_is_one_opening() {
        let hours = hours("UTC", OpenSpan::ALL_DAY);
        let week = hours.openings(at("2026-11-23T12:00:00Z"));
        assert_eq!(week.first(), Some(&Opening { from: at("2026-11-23T00:00:00Z"), to: at("2026-11-28T00:00:00Z") }));
    }

    #[test]
    fn a_night_shift_runs_over_midnight() {
        let night = OpenSpan::new(22 * 60, 26 * 60).unwrap_or(OpenSpan::ALL_DAY);
        let hours = hours("UTC", night);
        // Saturday 01:00 still belongs to Friday's shift.
        assert!(hours.open_now(at("2026-11-28T01:00:00Z")).is_some());
        assert_eq!(hours.open_now(at("2026-11-28T02:00:00Z")), None);
    }

    #[test]
    fn daylight_saving_moves_the_opening_with_the_wall_clock() {
        let hours = hours("Europe/Berlin", nine_to_six());
        // The clocks go back on 25 October 2026.
        assert_eq!(hours.open_from(at("2026-10-23T20:00:00Z")), Some(at("2026-10-26T08:00:00Z")));
        assert_eq!(hours.open_from(at("2026-10-16T20:00:00Z")), Some(at("2026-10-19T07:00:00Z")));
    }

    #[test]
    fn an_empty_calendar_never_opens() {
        let hours = ServiceHours {
            zone: TimeZone::UTC,
            week: Default::default(),
            holidays: Default::default(),
            extra: Default::default(),
        };
        assert_eq!(hours.open_from(at("2026-11-23T12:00:00Z")), None);
    }
}
