//! Times as people read them: days by name, clocks by the zone of the desk, spans in the units that matter.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{Value, Words};
use crate::callback::Promise;

impl Words<'_> {
    /// A window: "today 14:00–15:00".
    pub fn window(self, promise: Promise, zone: &TimeZone, now: Timestamp) -> String {
        let from = promise.from.to_zoned(zone.clone());
        let to = promise.to.to_zoned(zone.clone());
        let day = self.day(from.date(), now.to_zoned(zone.clone()).date());
        self.label(
            "window",
            &[
                ("day", day.into()),
                ("from", from.strftime("%H:%M").to_string().into()),
                ("to", to.strftime("%H:%M").to_string().into()),
            ],
        )
    }

    /// A moment: "today 14:05".
    pub fn moment(self, at: Timestamp, zone: &TimeZone, now: Timestamp) -> String {
        let at = at.to_zoned(zone.clone());
        let day = self.day(at.date(), now.to_zoned(zone.clone()).date());
        self.label("moment", &[("day", day.into()), ("time", at.strftime("%H:%M").to_string().into())])
    }

    /// The zone's name as people say it.
    pub fn zone(self, zone: &TimeZone) -> String {
        let name = zone.iana_name().unwrap_or("UTC");
        let known = ZONES.iter().find(|(iana, _)| *iana == name).map_or("other", |(_, key)| key);
        self.label("zone", &[("known", Value::Key(known)), ("name", name.replace('_', " ").into())])
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

/// Zones that people call by a name of their own; the others go by their IANA name.
const ZONES: [(&str, &str); 6] = [
    ("Asia/Shanghai", "beijing"),
    ("Asia/Hong_Kong", "hong-kong"),
    ("Asia/Taipei", "taipei"),
    ("Asia/Singapore", "singapore"),
    ("Europe/London", "london"),
    ("UTC", "utc"),
];

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
