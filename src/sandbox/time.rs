//! Moving the desk's clock to where something can be seen: later, closed, the next working day. Pure.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;

use crate::callback::ServiceHours;

/// How long after closing or opening the clock is set, so that the page does not show the very minute.
const LATER: SignedDuration = SignedDuration::from_mins(10);

/// Where the clock is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Move {
    /// To the system's time.
    Now,
    /// An hour on.
    Hour,
    /// To when the desk is closed.
    Closed,
    /// To the next working day, shortly after opening.
    WorkingDay,
    /// To when the desk is open: not at all if it is.
    Open,
}

/// Where the desk's clock goes from `now`; `None` when there is no such time. `real` is the system's time.
pub fn target(hours: &ServiceHours, how: Move, now: Timestamp, real: Timestamp) -> Option<Timestamp> {
    match how {
        Move::Now => Some(real),
        Move::Hour => now.checked_add(SignedDuration::from_hours(1)).ok(),
        Move::Closed => match hours.open_now(now) {
            None => Some(now),
            Some(opening) => {
                let later = opening.to.checked_add(LATER).ok()?;
                let closed = |at: &Timestamp| hours.open_now(*at).is_none();
                Some(later).filter(closed).or_else(|| Some(opening.to).filter(closed))
            }
        },
        Move::WorkingDay => {
            let today = now.to_zoned(hours.zone.clone()).date();
            let openings = hours.openings(now);
            let next = openings.iter().find(|opening| opening.from.to_zoned(hours.zone.clone()).date() > today)?;
            next.from.checked_add(LATER).ok()
        }
        Move::Open => match hours.open_now(now) {
            Some(_) => Some(now),
            None => hours.open_from(now)?.checked_add(LATER).ok(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::OpenSpan;
    use jiff::tz::TimeZone;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn hours(span: OpenSpan) -> ServiceHours {
        let week = [vec![span], vec![span], vec![span], vec![span], vec![span], vec![], vec![]];
        ServiceHours { zone: TimeZone::UTC, week, holidays: Default::default(), extra: Default::default() }
    }

    #[test]
    fn the_clock_goes_where_something_is_to_be_seen() {
        let hours = hours(OpenSpan::new(540, 1080).unwrap_or(OpenSpan::ALL_DAY));
        let friday = at("2026-11-27T10:00:00Z");
        let go = |how| target(&hours, how, friday, at("2026-11-20T00:00:00Z"));
        assert_eq!(go(Move::Now), Some(at("2026-11-20T00:00:00Z")));
        assert_eq!(go(Move::Hour), Some(at("2026-11-27T11:00:00Z")));
        assert_eq!(go(Move::Closed), Some(at("2026-11-27T18:10:00Z")));
        assert_eq!(go(Move::WorkingDay), Some(at("2026-11-30T09:10:00Z")));
        assert_eq!(go(Move::Open), Some(friday));
        let night = at("2026-11-28T03:00:00Z");
        assert_eq!(target(&hours, Move::Open, night, night), Some(at("2026-11-30T09:10:00Z")));
        assert_eq!(target(&hours, Move::Closed, night, night), Some(night));
    }
}
