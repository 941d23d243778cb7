//! Today's hours, made longer or shorter by a lead: says which day changes and what it looks like then. Writes nothing
//! down, and never touches another day.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::calendar::{instant, opening};
use super::{OpenSpan, Opening, ServiceHours};

const MINUTES_A_DAY: u16 = 24 * 60;

/// How far an evening may be made longer past midnight, minutes: until 6 in the morning. A later time of day means
/// something else than "longer today".
const LATEST_NIGHT: u16 = 6 * 60;

/// A time that a clock shows, as a lead types it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(u16);

impl ClockTime {
    /// Minutes after midnight, at most a day.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// When a clock of this zone shows it on this day.
    pub fn on(self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        instant(date, self.0, zone)
    }
}

impl FromStr for ClockTime {
    type Err = ();

    /// Reads `23:00`, `9:30`, `24:00`, also with the wide colon of Chinese keyboards.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (hours, minutes) = text.trim().split_once([':', '：']).ok_or(())?;
        let number = |digits: &str, most: usize| {
            let form = (1..=most).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
            digits.parse::<u16>().ok().filter(|_| form).ok_or(())
        };
        if minutes.len() != 2 {
            return Err(());
        }
        let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
        let total = hours * 60 + minutes;
        if minutes < 60 && total <= MINUTES_A_DAY { Ok(Self(total)) } else { Err(()) }
    }
}

/// What today looks like after the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedDay {
    /// The day that the hours belong to; yesterday's while its opening runs over midnight.
    pub date: Date,
    /// Its hours from now on.
    pub spans: Vec<OpenSpan>,
    /// When it closed before the change; `None` when it was not to open.
    pub closed_before: Option<Timestamp>,
    /// When it closes now.
    pub closes: Timestamp,
}

/// Why today's hours stay as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursRefused {
    /// The desk does not open today: there is nothing to make longer or shorter.
    ClosedToday,
    /// The time has passed.
    Past,
    /// The desk is open until then, or longer, already.
    NotLonger {
        /// When it closes.
        closes: Timestamp,
    },
    /// The desk closes no later already.
    NotShorter {
        /// When it closes.
        closes: Timestamp,
    },
    /// The desk has not opened by then.
    BeforeOpening {
        /// When it opens.
        opens: Timestamp,
    },
}

impl ServiceHours {
    /// The day whose hours are today's: yesterday while its opening runs over midnight.
    pub fn working_day(&self, now: Timestamp) -> Date {
        let today = now.to_zoned(self.zone.clone()).date();
        let runs = |date: Date| self.openings_on(date).iter().any(|open| open.from <= now && now < open.to);
        today.checked_sub(1.day()).ok().filter(|yesterday| runs(*yesterday)).unwrap_or(today)
    }

    /// A day's openings, in order.
    pub fn openings_on(&self, date: Date) -> Vec<Opening> {
        let mut openings: Vec<Opening> =
            self.spans_on(date).iter().filter_map(|span| opening(date, *span, &self.zone)).collect();
        openings.sort_unstable();
        openings
    }

    /// Today with its last opening made longer, until `end`; an `end` early in the day is one after midnight.
    ///
    /// # Errors
    /// When that is no longer, has passed, or today is closed.
    pub fn longer_today(&self, end: ClockTime, now: Timestamp) -> Result<ChangedDay, HoursRefused> {
        let (date, mut spans) = self.today(now)?;
        let (Some(first), Some(last)) = (spans.first().copied(), spans.pop()) else {
            return Err(HoursRefused::ClosedToday);
        };
        let closes = self.instant(date, last.to())?;
        let night = end.0 <= last.from();
        if night && end.0 > LATEST_NIGHT {
            let opens = self.instant(date, first.from())?;
            let before = end.0 <= first.from();
            return Err(if before {
                HoursRefused::BeforeOpening { opens }
            } else {
                HoursRefused::NotLonger { closes }
            });
        }
        let end = if night { end.0 + MINUTES_A_DAY } else { end.0 };
        let longer = OpenSpan::new(last.from(), end).ok().filter(|_| end > last.to());
        spans.push(longer.ok_or(HoursRefused::NotLonger { closes })?);
        self.changed(date, spans, Some(closes), end, now)
    }

    /// Today with one opening more.
    ///
    /// # Errors
    /// When it has passed, or the desk is open then already.
    pub fn open_today(&self, span: OpenSpan, now: Timestamp) -> Result<ChangedDay, HoursRefused> {
        let date = now.to_zoned(self.zone.clone()).date();
        let mut spans = self.spans_on(date).to_vec();
        let open = spans.iter().find(|open| open.from() <= span.from() && span.to() <= open.to());
        if let Some(open) = open {
            return Err(HoursRefused::NotLonger { closes: self.instant(date, open.to())? });
        }
        let before = spans.iter().map(|open| open.to()).max();
        let before = before.map(|minutes| self.instant(date, minutes)).transpose()?;
        spans.push(span);
        spans.sort_unstable();
        self.changed(date, spans, before, span.to(), now)
    }

    /// Today closed at `end`; openings after it are gone.
    ///
    /// # Errors
    /// When that is no earlier, has passed, lies before the first opening, or today is closed.
    pub fn shorter_today(&self, end: ClockTime, now: Timestamp) -> Result<ChangedDay, HoursRefused> {
        let (date, spans) = self.today(now)?;
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Err(HoursRefused::ClosedToday) };
        let closes = self.instant(date, last.to())?;
        let night = end.0 <= first.from();
        if night && last.to() <= MINUTES_A_DAY {
            return Err(HoursRefused::BeforeOpening { opens: self.instant(date, first.from())? });
        }
        let end = if night { end.0 + MINUTES_A_DAY } else { end.0 };
        if end >= last.to() {
            return Err(HoursRefused::NotShorter { closes });
        }
        let spans = spans.iter().filter_map(|span| OpenSpan::new(span.from(), span.to().min(end)).ok()).collect();
        self.changed(date, spans, Some(closes), end, now)
    }

    /// Today's date and hours, in the order in which they end.
    fn today(&self, now: Timestamp) -> Result<(Date, Vec<OpenSpan>), HoursRefused> {
        let date = self.working_day(now);
        let mut spans = self.spans_on(date).to_vec();
        spans.sort_unstable_by_key(|span| (span.to(), span.from()));
        if spans.is_empty() { Err(HoursRefused::ClosedToday) } else { Ok((date, spans)) }
    }

    /// The change, unless its time has passed.
    fn changed(
        &self,
        date: Date,
        spans: Vec<OpenSpan>,
        closed_before: Option<Timestamp>,
        end: u16,
        now: Timestamp,
    ) -> Result<ChangedDay, HoursRefused> {
        if self.instant(date, end)? <= now {
            return Err(HoursRefused::Past);
        }
        let last = spans.iter().map(|span| span.to()).max().ok_or(HoursRefused::ClosedToday)?;
        Ok(ChangedDay { date, closes: self.instant(date, last)?, spans, closed_before })
    }

    /// A time of a day that the calendar has; none is refused but at the end of time.
    fn instant(&self, date: Date, minutes: u16) -> Result<Timestamp, HoursRefused> {
        instant(date, minutes, &self.zone).ok_or(HoursRefused::Past)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Open 9:00 to 18:00 on weekdays; Friday also at night, 22:00 to 2:00; Saturday closed.
    fn hours(zone: &str) -> ServiceHours {
        let day = span("09:00-18:00");
        ServiceHours {
            zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC),
            week: [vec![day], vec![day], vec![day], vec![day], vec![day, span("22:00-02:00")], vec![], vec![]],
            holidays: Default::default(),
            extra: BTreeMap::new(),
        }
    }

    fn span(text: &str) -> OpenSpan {
        text.parse().unwrap_or(OpenSpan::ALL_DAY)
    }

    fn clock(text: &str) -> ClockTime {
        text.parse().unwrap_or(ClockTime(0))
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or(Timestamp::MIN)
    }

    /// The spans after a change, as minutes, and when the desk closes.
    fn shown(day: Result<ChangedDay, HoursRefused>) -> Result<(Vec<(u16, u16)>, String), HoursRefused> {
        day.map(|day| {
            let spans = day.spans.iter().map(|span| (span.from(), span.to())).collect();
            (spans, format!("{} {}", day.date, day.closes))
        })
    }

    #[test]
    fn clocks_are_read_as_people_type_them() {
        let read = |text: &str| text.parse::<ClockTime>().map(ClockTime::minutes);
        assert_eq!(read("23:00"), Ok(1380));
        assert_eq!(read(" 9:05 "), Ok(545));
        assert_eq!(read("23：30"), Ok(1410));
        assert_eq!(read("24:00"), Ok(1440));
        for wrong in ["", "23", "24:01", "9:5", "9:60", "-1:00", "noon", "123:00", "+9:00"] {
            assert_eq!(read(wrong), Err(()), "{wrong}");
        }
    }

    #[test]
    fn longer_moves_the_last_closing_and_keeps_the_rest() {
        let hours = hours("Asia/Shanghai");
        // Monday, 10:00 in Shanghai.
        let now = at("2026-11-23T02:00:00Z");
        let longer = |end| shown(hours.longer_today(clock(end), now));
        assert_eq!(longer("23:00"), Ok((vec![(540, 1380)], "2026-11-23 2026-11-23T15:00:00Z".into())));
        assert_eq!(longer("24:00"), Ok((vec![(540, 1440)], "2026-11-23 2026-11-23T16:00:00Z".into())));
        assert_eq!(longer("02:00"), Ok((vec![(540, 1560)], "2026-11-23 2026-11-23T18:00:00Z".into())));
        let closes = at("2026-11-23T10:00:00Z");
        assert_eq!(longer("18:00"), Err(HoursRefused::NotLonger { closes }));
        assert_eq!(longer("17:00"), Err(HoursRefused::NotLonger { closes }));
        assert_eq!(longer("08:30"), Err(HoursRefused::BeforeOpening { opens: at("2026-11-23T01:00:00Z") }));
        // Closed at 18:00; at 20:00 it can be opened again, but not in the past.
        let evening = at("2026-11-23T12:00:00Z");
        assert_eq!(hours.longer_today(clock("19:00"), evening), Err(HoursRefused::Past));
        assert!(hours.longer_today(clock("21:00"), evening).is_ok());
    }

    #[test]
    fn after_midnight_the_night_is_still_today() {
        let hours = hours("Asia/Shanghai");
        // Saturday, 00:30: Friday's night shift runs until 2:00.
        let now = at("2026-11-27T16:30:00Z");
        assert_eq!(
            shown(hours.longer_today(clock("04:00"), now)),
            Ok((vec![(540, 1080), (1320, 1680)], "2026-11-27 2026-11-27T20:00:00Z".into()))
        );
        assert_eq!(
            shown(hours.shorter_today(clock("01:00"), now)),
            Ok((vec![(540, 1080), (1320, 1500)], "2026-11-27 2026-11-27T17:00:00Z".into()))
        );
        assert_eq!(hours.shorter_today(clock("00:15"), now), Err(HoursRefused::Past));
        // Saturday, 3:00: the night is over and the day is closed.
        let later = at("2026-11-27T19:00:00Z");
        assert_eq!(hours.longer_today(clock("04:00"), later), Err(HoursRefused::ClosedToday));
        assert_eq!(hours.shorter_today(clock("04:00"), later), Err(HoursRefused::ClosedToday));
        assert_eq!(
            shown(hours.open_today(span("10:00-14:00"), later)),
            Ok((vec![(600, 840)], "2026-11-28 2026-11-28T06:00:00Z".into()))
        );
    }

    #[test]
    fn shorter_cuts_the_day_and_drops_what_comes_after() {
        let hours = hours("Asia/Shanghai");
        // Friday, 10:00.
        let now = at("2026-11-27T02:00:00Z");
        let shorter = |end| shown(hours.shorter_today(clock(end), now));
        assert_eq!(shorter("16:00"), Ok((vec![(540, 960)], "2026-11-27 2026-11-27T08:00:00Z".into())));
        assert_eq!(shorter("20:00"), Ok((vec![(540, 1080)], "2026-11-27 2026-11-27T10:00:00Z".into())));
        assert_eq!(shorter("09:30"), Err(HoursRefused::Past));
        assert_eq!(shorter("03:00"), Err(HoursRefused::NotShorter { closes: at("2026-11-27T18:00:00Z") }));
        let monday = at("2026-11-23T00:00:00Z");
        assert_eq!(
            hours.shorter_today(clock("08:30"), monday),
            Err(HoursRefused::BeforeOpening { opens: at("2026-11-23T01:00:00Z") })
        );
        assert_eq!(
            hours.shorter_today(clock("18:30"), monday),
            Err(HoursRefused::NotShorter { closes: at("2026-11-23T10:00:00Z") })
        );
    }

    #[test]
    fn one_opening_more_stands_beside_the_others() {
        let hours = hours("Asia/Shanghai");
        let now = at("2026-11-23T02:00:00Z");
        assert_eq!(
            shown(hours.open_today(span("20:00-22:00"), now)),
            Ok((vec![(540, 1080), (1200, 1320)], "2026-11-23 2026-11-23T14:00:00Z".into()))
        );
        assert_eq!(
            hours.open_today(span("10:00-12:00"), now),
            Err(HoursRefused::NotLonger { closes: at("2026-11-23T10:00:00Z") })
        );
        assert_eq!(hours.open_today(span("07:00-09:30"), now), Err(HoursRefused::Past));
    }

    #[test]
    fn the_wall_clock_decides_when_daylight_saving_changes() {
        let mut hours = hours("Europe/Berlin");
        let evening = OpenSpan::new(20 * 60, 24 * 60).unwrap_or(OpenSpan::ALL_DAY);
        hours.week[5] = vec![evening];
        // Saturday 28 March 2026, 21:00; at 2:00 clocks go to 3:00, so 2:30 is shown by no clock and means 3:30.
        let spring = at("2026-03-28T20:00:00Z");
        assert_eq!(
            shown(hours.longer_today(clock("02:30"), spring)).map(|(_, closes)| closes),
            Ok("2026-03-28 2026-03-29T01:30:00Z".into())
        );
        // Saturday 24 October 2026, 21:00; 2:30 comes twice, and the first is meant.
        let autumn = at("2026-10-24T19:00:00Z");
        assert_eq!(
            shown(hours.longer_today(clock("02:30"), autumn)).map(|(_, closes)| closes),
            Ok("2026-10-24 2026-10-25T00:30:00Z".into())
        );
        assert_eq!(
            shown(hours.longer_today(clock("03:30"), autumn)).map(|(_, closes)| closes),
            Ok("2026-10-24 2026-10-25T02:30:00Z".into())
        );
    }
}
