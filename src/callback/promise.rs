//! What we say about when we call. Never promises what closing time would break; whether there is room is `capacity`'s.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Opening, ServiceHours};

/// The window in which we said we would call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Promise {
    /// Not before.
    pub from: Timestamp,
    /// Not after.
    pub to: Timestamp,
}

/// A window must begin this much later than now: below it, "as soon as possible" is the same thing and shorter to say.
const LEAD: SignedDuration = SignedDuration::from_mins(15);

/// Less than this before closing, nothing is promised for today: a call takes a quarter of an hour, and one may be running.
const LAST_CALL: SignedDuration = SignedDuration::from_mins(30);

/// "As soon as possible" ends at a full five minutes: easier to read, and many such promises are one when they are counted.
const ROUND: SignedDuration = SignedDuration::from_mins(5);

/// The soonest promise within an opening: a window's length from now or from its beginning, if it is open long enough.
pub(super) fn soon_after(opening: Opening, window: SignedDuration, now: Timestamp) -> Option<Promise> {
    let from = opening.from.max(now);
    let to = rounded_up(from + window).min(opening.to);
    (opening.to.duration_since(from) >= LAST_CALL).then_some(Promise { from, to })
}

fn rounded_up(at: Timestamp) -> Timestamp {
    let over = at.as_millisecond().rem_euclid(i64::try_from(ROUND.as_millis()).unwrap_or(1));
    if over == 0 { at } else { at - SignedDuration::from_millis(over) + ROUND }
}

/// The windows from now, in order: each lies within one span of the settings, side by side from where it opens.
pub(super) fn windows(
    hours: &ServiceHours,
    window: SignedDuration,
    now: Timestamp,
) -> impl Iterator<Item = Promise> + use<> {
    hours.spans(now).into_iter().flat_map(move |opening| {
        // The grid begins where the span does, so that no two windows overlap whenever they are asked for.
        let begun = opening.from.max(now + LEAD).duration_since(opening.from);
        let passed = begun.as_secs().div_euclid(window.as_secs().max(1)).saturating_add(i64::from(
            begun.as_secs().rem_euclid(window.as_secs().max(1)) > 0 || begun.subsec_nanos() > 0,
        ));
        let first = opening.from + window.saturating_mul(i32::try_from(passed).unwrap_or(i32::MAX));
        std::iter::successors(Some(first), move |from| Some(*from + window))
            .take_while(move |from| *from + window <= opening.to)
            .map(move |from| Promise { from, to: from + window })
    })
}
