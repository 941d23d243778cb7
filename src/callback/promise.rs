//! What we say about when we call, and which windows can be kept. Never promises what closing time would break.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Opening, ServiceHours};

/// The window in which we said we would call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Promise {
    /// Not before.
    pub from: Timestamp,
    /// Not after.
    pub to: Timestamp,
}

/// How long a promised window is: short enough to wait by the phone, long enough to finish other calls before it.
pub const WINDOW: SignedDuration = SignedDuration::from_hours(1);

/// A window must begin this much later than now: below it, "as soon as possible" is the same thing and shorter to say.
const LEAD: SignedDuration = SignedDuration::from_mins(15);

/// Less than this before closing, nothing is promised for today: a call takes a quarter of an hour, and one may be running.
const LAST_CALL: SignedDuration = SignedDuration::from_mins(30);

/// The soonest promise that can be kept: within [`WINDOW`] from now while the desk is open long enough, else the first
/// hour of the next opening. `None` when no opening is in sight.
pub fn soonest(hours: &ServiceHours, now: Timestamp) -> Option<Promise> {
    hours.openings(now).into_iter().find_map(|opening| {
        let from = opening.from.max(now);
        let to = (from + WINDOW).min(opening.to);
        (opening.to.duration_since(from) >= LAST_CALL).then_some(Promise { from, to })
    })
}

/// The windows that can be booked from now, in order: whole hours by the wall clock that lie within an opening.
pub fn windows(hours: &ServiceHours, now: Timestamp) -> impl Iterator<Item = Promise> {
    let zone = hours.zone.clone();
    hours.openings(now).into_iter().flat_map(move |opening| {
        let first = first_start(opening.from.max(now + LEAD), &zone, opening);
        std::iter::successors(Some(first), |from| Some(*from + WINDOW))
            .take_while(move |from| *from + WINDOW <= opening.to)
            .map(|from| Promise { from, to: from + WINDOW })
    })
}

/// The window that begins at `from`, if it can be booked now.
pub fn window_at(hours: &ServiceHours, from: Timestamp, now: Timestamp) -> Option<Promise> {
    windows(hours, now).take_while(|window| window.from <= from).find(|window| window.from == from)
}

/// The first time from `at` that looks like an appointment: the opening itself, or a full hour after it.
fn first_start(at: Timestamp, zone: &jiff::tz::TimeZone, opening: Opening) -> Timestamp {
    if at <= opening.from {
        return opening.from;
    }
    let zoned = at.to_zoned(zone.clone());
    let past = SignedDuration::from_mins(i64::from(zoned.minute()))
        + SignedDuration::from_secs(i64::from(zoned.second()))
        + SignedDuration::from_nanos(i64::from(zoned.subsec_nanosecond()));
    if past.is_zero() { at } else { at + (WINDOW - past) }
}
