//! What the day is like: how many come, when, and how likely each thing is. Holds numbers only.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::callback::{OpenSpan, ServiceHours};

/// What may be chosen about a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The same seed gives the same day.
    pub seed: u64,
    /// Customers who come, those of the burst included.
    pub customers: u32,
    /// Agents at work, the lead included.
    pub agents: u32,
    /// Customers who come within `BURST_LASTS` when the market crashes.
    pub burst: u32,
    /// How long a talk takes on average.
    pub talk: SignedDuration,
    /// The time zone of the desk.
    pub zone: TimeZone,
}

/// The day: a Monday without anything special about it.
pub const DAY: Date = Date::constant(2026, 11, 23);
/// The desk opens and closes, minutes from midnight.
pub const OPENS: u16 = 9 * 60;
/// As [`OPENS`].
pub const CLOSES: u16 = 18 * 60;
/// The first customers write before the desk opens.
pub const FIRST_COMES: Time = Time::constant(8, 0, 0, 0);
/// The last ones write after it should have closed.
pub const LAST_COMES: Time = Time::constant(18, 30, 0, 0);
/// The market crashes.
pub const BURST_AT: Time = Time::constant(13, 30, 0, 0);
/// So long they keep coming.
pub const BURST_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// The lead sees what waits and keeps the desk open longer.
pub const EXTENDED_AT: Time = Time::constant(14, 0, 0, 0);
/// What the lead writes.
pub const EXTENDS: &str = "/extend 21:00";
/// On the next day a lead closes early (maintenance), and says so two hours before.
pub const EARLY_AT: Time = Time::constant(14, 0, 0, 0);
/// What the lead writes.
pub const CLOSES_EARLY: &str = "/close 16:00";
/// Of the customers of an ordinary hour, so many have an urgent matter.
pub const URGENT: f64 = 0.03;
/// Of those in the burst: panic brings fraud with it.
pub const URGENT_IN_BURST: f64 = 0.12;
/// So many write English, the others Chinese.
pub const ENGLISH: f64 = 0.3;
/// So many want the call as soon as possible; the others choose a window.
pub const SOON: f64 = 0.75;
/// So many leave without booking when they read a time that does not suit them.
pub const LEAVES_AT_TIMES: f64 = 0.04;
/// So many move their call once.
pub const MOVES: f64 = 0.04;
/// So many cancel before the call.
pub const CANCELS: f64 = 0.03;
/// Of those asked for another number, so many send one.
pub const SENDS_NUMBER: f64 = 0.8;
/// So many type their number when they book, and do not share it when they are asked to.
pub const TYPES_NUMBER: f64 = 0.25;

/// Of those who are offered an earlier call, so many read it in time and take it.
pub const TAKES_OFFER: f64 = 0.5;
/// They take so many seconds for it, from, to.
pub const ANSWERS_OFFER: (f64, f64) = (15.0, 480.0);

/// What comes of a call, by the codes of `dispositions.toml`; the rest is resolved. Shares that contact centres report
/// for calls to mobile phones lie around these.
pub const OUTCOMES: [(&str, f64); 7] = [
    ("no_answer", 0.11),
    ("busy", 0.04),
    ("voicemail", 0.04),
    ("wrong_number", 0.02),
    ("rescheduled", 0.02),
    ("transferred", 0.01),
    ("declined", 0.02),
];

/// How much talks differ: the standard deviation as a share of the mean.
pub const TALK_VARIES: f64 = 0.6;
/// No talk is longer than so many times the mean.
pub const LONGEST_TALK: f64 = 6.0;
/// A call that reaches nobody, seconds from, to.
pub const UNANSWERED: (f64, f64) = (40.0, 100.0);
/// Reading the details before the call, seconds from, to.
pub const PREPARES: (f64, f64) = (20.0, 70.0);
/// Writing down and breathing after it, seconds from, to.
pub const BREATHES: (f64, f64) = (10.0, 40.0);
/// An agent with nothing to do looks again after so many seconds, from, to.
pub const LOOKS: (f64, f64) = (15.0, 30.0);
/// A customer takes so many seconds to read and press, from, to.
pub const READS: (f64, f64) = (4.0, 25.0);

/// A careless agent forgets so many of their claims, until the desk reminds them or the claim lapses.
pub const FORGETS: f64 = 0.04;
/// One of so many agents is careless.
pub const CARELESS_ONE_OF: u32 = 4;
/// Lunch.
pub const LUNCH: SignedDuration = SignedDuration::from_mins(45);
/// The first ones go to lunch; the others follow, two at a time.
pub const FIRST_LUNCH: Time = Time::constant(11, 30, 0, 0);
/// A short break, after so long at work.
pub const BREAK: SignedDuration = SignedDuration::from_mins(10);
/// A short break comes after so long at work.
pub const BREAK_EVERY: SignedDuration = SignedDuration::from_mins(130);

/// The clock of the desk looks so often while somebody could be at work, as `telegram/ticker.rs` does or seldomer.
pub const TICK: SignedDuration = SignedDuration::from_secs(20);
/// At night nothing is in a hurry.
pub const NIGHT_TICK: SignedDuration = SignedDuration::from_mins(5);
/// The queue is looked at for the plot so often.
pub const SAMPLE: SignedDuration = SignedDuration::from_mins(5);
/// Days after which what is still open is called lost.
pub const MOST_DAYS: i64 = 14;

impl Plan {
    /// The desk's hours by its settings: every day alike, so that what is booked for later is played soon.
    pub fn hours(&self) -> ServiceHours {
        let day: Vec<OpenSpan> = OpenSpan::new(OPENS, CLOSES).into_iter().collect();
        let week = std::array::from_fn(|_| day.clone());
        ServiceHours { zone: self.zone.clone(), week, holidays: [].into(), extra: [].into() }
    }

    /// A time of the day, or of one of the days after it.
    pub fn at(&self, days: i64, time: Time) -> Timestamp {
        let date = DAY.saturating_add(jiff::Span::new().days(days));
        date.to_datetime(time).to_zoned(self.zone.clone()).map(|zoned| zoned.timestamp()).unwrap_or_default()
    }
}
