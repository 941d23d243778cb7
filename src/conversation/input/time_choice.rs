//! A press while a time is chosen: a window, a day, or another page; and its wire form. Says nothing of what is free.

use jiff::civil::Date;

/// What was pressed below the question for a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeChoice {
    /// The question itself: as soon as possible, and the next windows.
    Next,
    /// This page of the days that have free windows.
    Days(u16),
    /// The windows of a day, as the customer's calendar has it.
    Day(Date),
    /// As soon as possible.
    Soon,
    /// At once, or not at all.
    Now,
    /// The window that begins at this second (Unix time).
    At(i64),
}

impl TimeChoice {
    /// Whether it takes a time, and does not only show some.
    pub fn takes(self) -> bool {
        matches!(self, Self::Soon | Self::Now | Self::At(_))
    }

    pub(in crate::conversation) fn encode(self) -> String {
        match self {
            Self::Next => "next".to_owned(),
            Self::Days(page) => format!("days:{page}"),
            Self::Day(day) => format!("day:{day}"),
            Self::Soon => "soon".to_owned(),
            Self::Now => "now".to_owned(),
            Self::At(at) => format!("at:{at}"),
        }
    }

    pub(in crate::conversation) fn decode(data: &str) -> Option<Self> {
        let (verb, rest) = data.split_once(':').unwrap_or((data, ""));
        Some(match (verb, rest) {
            ("next", "") => Self::Next,
            ("soon", "") => Self::Soon,
            ("now", "") => Self::Now,
            ("days", page) => Self::Days(page.parse().ok()?),
            ("day", day) => Self::Day(day.parse().ok()?),
            ("at", at) => Self::At(at.parse().ok()?),
            _ => return None,
        })
    }
}
