//! Service hours: when the desk is open. Built by the settings' loader, asked with a time.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// One stretch of opening within a day, in minutes from its midnight: `0 <= from < to`; `to` above 1440 runs over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpenSpan {
    from: u16,
    to: u16,
}

impl OpenSpan {
    /// A whole day.
    pub const ALL_DAY: Self = Self { from: 0, to: MINUTES_A_DAY };

    /// A span of minutes from the day's midnight; `to` at most a day after `from`.
    ///
    /// # Errors
    /// When it is empty, longer than a day or does not begin within the day.
    pub fn new(from: u16, to: u16) -> Result<Self, HoursError> {
        if from >= MINUTES_A_DAY || to > from + MINUTES_A_DAY {
            return Err(HoursError::Form);
        }
        if to <= from {
            return Err(HoursError::Empty);
        }
        Ok(Self { from, to })
    }

    /// A span between two times of day, in minutes from midnight; an end before the start is on the next day.
    ///
    /// # Errors
    /// When the times are the same, or the start does not lie within the day.
    pub fn between(from: u16, to: u16) -> Result<Self, HoursError> {
        if from == to {
            return Err(HoursError::Empty);
        }
        Self::new(from, if to < from { to + MINUTES_A_DAY } else { to })
    }

    /// Opens this many minutes after midnight.
    pub fn from(self) -> u16 {
        self.from
    }

    /// Closes this many minutes after midnight of the day it opened.
    pub fn to(self) -> u16 {
        self.to
    }
}

const MINUTES_A_DAY: u16 = 24 * 60;

impl FromStr for OpenSpan {
    type Err = HoursError;

    /// Reads `09:00-18:00`. An end at or before the start is on the next day (`22:00-02:00`); `24:00` may only end a span.
    fn from_str(text: &str) -> Result<Self, HoursError> {
        let (from, to) = text.split_once('-').ok_or(HoursError::Form)?;
        Self::between(minutes(from)?, minutes(to)?)
    }
}

/// The minutes from midnight to `HH:MM`, `24:00` included.
fn minutes(clock: &str) -> Result<u16, HoursError> {
    let number = |digits: &str| {
        let form = digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse::<u16>().ok().filter(|_| form).ok_or(HoursError::Form)
    };
    let (hours, minutes) = clock.split_once(':').ok_or(HoursError::Form)?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let total = hours * 60 + minutes;
    if minutes < 60 && total <= MINUTES_A_DAY { Ok(total) } else { Err(HoursError::Form) }
}

/// Why a span is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// Not `HH:MM-HH:MM`.
    #[error("expected two times like \"09:00-18:00\"")]
    Form,
    /// Begins and ends at the same minute.
    #[error("the times are the same; all day is \"00:00-24:00\"")]
    Empty,
}

/// When the desk is open.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceHours {
    /// The zone that all times are in.
    pub zone: TimeZone,
    /// Opening by weekday, Monday first; a day without spans is closed.
    pub week: [Vec<OpenSpan>; 7],
    /// Days closed whatever the weekday says.
    pub holidays: BTreeSet<Date>,
    /// Days with spans of their own; they win over weekday and holiday.
    pub extra: BTreeMap<Date, Vec<OpenSpan>>,
}

#[cfg(test)]
mod tests {
    use super::{HoursError, OpenSpan};

    #[test]
    fn reads_spans_as_people_write_them() {
        let read = |text: &str| text.parse::<OpenSpan>().map(|span| (span.from(), span.to()));
        assert_eq!(read("09:00-18:30"), Ok((540, 1110)));
        assert_eq!(read("00:00-24:00"), Ok((0, 1440)));
        assert_eq!(read("22:00-02:00"), Ok((1320, 1560)));
        assert_eq!(read("22:00-00:00"), Ok((1320, 1440)));
        assert_eq!(read("09:00-09:00"), Err(HoursError::Empty));
        for wrong in
            ["", "9-18", "9:00-18:00", "09:00–18:00", "09:60-18:00", "09:00-25:00", "24:00-02:00", "+9:00-18:00"]
        {
            assert_eq!(read(wrong), Err(HoursError::Form), "{wrong}");
        }
    }
}
