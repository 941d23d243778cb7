//! A press while a time is chosen: a window, a day, or another page; and its wire form. Says nothing of what is free.

use jiff::civil::Date;

use super::wire::wire;

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
    /// Whether it wishes for the call as soon as possible.
    pub fn is_soon(self) -> bool {
        matches!(self, Self::Soon | Self::Now)
    }

    /// Whether it takes a time, and does not only show some.
    pub fn takes(self) -> bool {
        matches!(self, Self::Soon | Self::Now | Self::At(_))
    }
}

wire!(TimeChoice {
    "next" = Next [],
    "days" = Days(page) [page: u16],
    "day" = Day(day) [day: Date],
    "soon" = Soon [],
    "now" = Now [],
    "at" = At(at) [at: i64],
});
