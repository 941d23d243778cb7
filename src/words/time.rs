//! Times as people read them: days by name, clocks by the zone of the desk, spans in the units that matter.

use jiff::civil::{Date, Weekday};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan, Zoned};

use super::{Value, Words};
use crate::callback::Promise;

impl Words<'_> {
    /// A window: "today 14:00–15:00".
    pub fn window(self, promise: Promise, zone: &TimeZone, now: Timestamp) -> String {
        let from = promise.from.to_zoned(zone.clone());
        let to = promise.to.to_zoned(zone.clone());
        let today = now.to_zoned(zone.clone()).date();
        if from.date() < today && to.date() == today {
            // It began before midnight: only its end is still of use.
            let day = self.day(today, today);
            return self.label("window-ending", &[("day", day.into()), ("to", clock(&to).into())]);
        }
        let day = self.day(from.date(), today);
        self.label("window", &[("day", day.into()), ("from", clock(&from).into()), ("to", clock(&to).into())])
    }

    /// A moment: "today 14:05".
    pub fn moment(self, at: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
        let at = at.to_zoned(zone.clone());
        let day = self.day(at.date(), now.to_zoned(zone.clone()).date());
        self.label("moment", &[("day", day.into()), ("time", clock(&at).into())])
    }

    /// The zone's name as people say it: "Berlin time".
    pub fn zone(self, zone: &TimeZone) -> String {
        let name = zone.iana_name().unwrap_or("UTC");
        let kind = match name {
            "UTC" | "Etc/UTC" => "utc",
            // `Etc/GMT-8` and `PRC` name no place.
            name if name.starts_with("Etc/") || !name.contains('/') => "bare",
            _ => "place",
        };
        self.label("zone", &[("kind", Value::Key(kind)), ("name", name.into()), ("city", self.city(name).into())])
    }

    /// The place that an IANA zone is named after: "New York" of `America/New_York`.
    pub fn city(self, zone: &str) -> String {
        let city = zone.rsplit('/').next().unwrap_or(zone);
        self.label("city", &[("key", self.place_key(zone).into()), ("name", city.replace('_', " ").into())])
    }

    /// The name that the language files have a zone's place under.
    pub fn place_key(self, zone: &str) -> String {
        zone.rsplit('/').next().unwrap_or(zone).to_lowercase().replace('_', "-")
    }

    /// A stretch of time without its day: "14:00–15:00".
    pub fn span(self, promise: Promise, zone: &TimeZone) -> String {
        let (from, to) = (self.clock(promise.from, zone), self.clock(promise.to, zone));
        self.label("span", &[("from", from.into()), ("to", to.into())])
    }

    /// What a clock in a zone shows: "14:05".
    pub fn clock(self, at: Timestamp, zone: &TimeZone) -> String {
        clock(&at.to_zoned(zone.clone()))
    }

    /// A day by itself: "tomorrow", "Wed 25 Nov".
    pub fn date(self, at: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
        self.day(at.to_zoned(zone.clone()).date(), now.to_zoned(zone.clone()).date())
    }

    /// A length of time: "5 minutes", "2 hours".
    pub fn length(self, length: SignedDuration) -> String {
        let minutes = length.as_mins().max(0);
        let (unit, number) = match minutes {
            0..=119 => ("minutes", minutes),
            120..=2879 => ("hours", minutes / 60),
            _ => ("days", minutes / (24 * 60)),
        };
        self.label("length", &[("unit", Value::Key(unit)), ("number", Value::Number(number))])
    }

    fn day(self, date: Date, today: Date) -> String {
        if date == today {
            return self.label("today", &[]);
        }
        if today.checked_add(1.day()).is_ok_and(|tomorrow| tomorrow == date) {
            return self.label("tomorrow", &[]);
        }
        self.label(
            "date",
            &[
                ("weekday", Value::Key(weekday(date.weekday()))),
                ("day", Value::Number(i64::from(date.day()))),
                ("month", Value::Number(i64::from(date.month()))),
                ("month-name", Value::Key(month(date.month()))),
            ],
        )
    }
}

/// A clock's time; in the hour that comes twice when clocks are set back, with its distance from UTC.
fn clock(at: &Zoned) -> String {
    let civil = at.time_zone().to_ambiguous_timestamp(at.datetime()).offset();
    let twice = matches!(civil, AmbiguousOffset::Fold { .. });
    let time = at.strftime("%H:%M").to_string();
    if twice { format!("{time} (UTC{})", at.strftime("%:::z")) } else { time }
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "mon",
        Weekday::Tuesday => "tue",
        Weekday::Wednesday => "wed",
        Weekday::Thursday => "thu",
        Weekday::Friday => "fri",
        Weekday::Saturday => "sat",
        Weekday::Sunday => "sun",
    }
}

fn month(month: i8) -> &'static str {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    usize::try_from(month - 1).ok().and_then(|index| NAMES.get(index)).copied().unwrap_or("jan")
}
