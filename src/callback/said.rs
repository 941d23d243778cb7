//! Which windows come nearest to the time that a customer said. Knows neither words nor a clock.

use jiff::{SignedDuration, Timestamp};
use said_time::{Stretch, When};

use super::Promise;

/// How much later than now "later" is at least: sooner, they would have said now.
const LATER: SignedDuration = SignedDuration::from_hours(2);

/// How far from an exact time a window may be and still come near it; beyond, it is another time.
const NEAR: SignedDuration = SignedDuration::from_hours(3);

/// The windows to offer for a time that was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Nearest {
    /// At most as many as were asked for, the nearest first.
    pub windows: Vec<Promise>,
    /// Whether the first of them is what was said; otherwise nothing is free then, and these come nearest.
    pub fits: bool,
}

/// The windows of `free`, which are in order and can still be promised, that come nearest to what was said.
///
/// An exact time means the window that holds it. A stretch means the windows within it, the earliest first; when none is
/// free, those that begin closest to it. As soon as possible means the first ones.
pub fn nearest(free: impl IntoIterator<Item = Promise>, said: When, now: Timestamp, most: usize) -> Nearest {
    match said {
        When::Soon => first(free, Timestamp::MIN, most),
        When::Later => first(free, now + LATER, most),
        When::In(stretch) if stretch.exact => around(free, stretch, most),
        When::In(stretch) => within(free, stretch, most),
    }
}

fn first(free: impl IntoIterator<Item = Promise>, from: Timestamp, most: usize) -> Nearest {
    let windows: Vec<Promise> = free.into_iter().filter(|window| window.from >= from).take(most).collect();
    Nearest { fits: !windows.is_empty(), windows }
}

/// How far a window is from a moment; nothing when it holds it.
fn distance(window: Promise, at: Timestamp) -> SignedDuration {
    if window.from > at {
        window.from.duration_since(at)
    } else if window.to <= at {
        at.duration_since(window.to) + SignedDuration::from_secs(1)
    } else {
        SignedDuration::ZERO
    }
}

fn around(free: impl IntoIterator<Item = Promise>, stretch: Stretch, most: usize) -> Nearest {
    let at = stretch.earliest;
    let mut windows: Vec<Promise> = free.into_iter().collect();
    windows.sort_by_key(|window| (distance(*window, at), window.from));
    let fits = windows.first().is_some_and(|window| distance(*window, at) == SignedDuration::ZERO);
    // Beside the right one only its neighbours are worth a button.
    let mut near: Vec<Promise> = windows.iter().copied().filter(|window| distance(*window, at) <= NEAR).collect();
    if near.is_empty() {
        near = windows;
    }
    near.truncate(most);
    Nearest { windows: near, fits }
}

fn within(free: impl IntoIterator<Item = Promise>, stretch: Stretch, most: usize) -> Nearest {
    let all: Vec<Promise> = free.into_iter().collect();
    let inside = |window: &&Promise| window.from >= stretch.earliest && window.to <= stretch.latest;
    let windows: Vec<Promise> = all.iter().filter(inside).take(most).copied().collect();
    if !windows.is_empty() {
        return Nearest { windows, fits: true };
    }
    let apart = |window: &Promise| {
        let early = stretch.earliest.duration_since(window.to);
        let late = window.from.duration_since(stretch.latest);
        early.max(late).max(SignedDuration::ZERO)
    };
    let mut windows = all;
    windows.sort_by_key(|window| (apart(window), window.from));
    windows.truncate(most);
    Nearest { windows, fits: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    fn window(hour: i64) -> Promise {
        Promise { from: at(hour), to: at(hour + 1) }
    }

    /// Nine to six on two days; two o'clock is taken.
    fn free() -> impl Iterator<Item = Promise> {
        (9..18).chain(33..42).filter(|hour| *hour != 14).map(window)
    }

    fn begins(said: When) -> (Vec<i64>, bool) {
        let found = nearest(free(), said, at(8), 3);
        (found.windows.iter().map(|window| window.from.as_second() / 3600).collect(), found.fits)
    }

    fn stretch(from: Timestamp, to: Timestamp) -> When {
        When::In(Stretch { day: None, part: None, earliest: from, latest: to, exact: from == to })
    }

    #[test]
    fn an_exact_time_is_the_window_that_holds_it_or_its_neighbours() {
        let half_past_three = at(15) + SignedDuration::from_mins(30);
        assert_eq!(begins(stretch(half_past_three, half_past_three)), (vec![15, 16, 17], true));
        let half_past_two = at(14) + SignedDuration::from_mins(30);
        assert_eq!(begins(stretch(half_past_two, half_past_two)), (vec![15, 13, 16], false));
        assert_eq!(begins(stretch(at(27), at(27))), (vec![33, 34, 35], false), "three in the night");
    }

    #[test]
    fn a_stretch_is_the_windows_within_it_or_those_beside_it() {
        assert_eq!(begins(stretch(at(12), at(18))), (vec![12, 13, 15], true));
        assert_eq!(begins(stretch(at(18), at(24))), (vec![17, 16, 15], false), "an evening without windows");
        assert!(!begins(stretch(at(14), at(15))).1);
        assert_eq!(begins(stretch(at(24), at(48))), (vec![33, 34, 35], true), "a day");
    }

    #[test]
    fn haste_and_its_opposite() {
        assert_eq!(begins(When::Soon), (vec![9, 10, 11], true));
        assert_eq!(begins(When::Later), (vec![10, 11, 12], true));
        let none = nearest(std::iter::empty(), When::Soon, at(8), 3);
        assert_eq!(none, Nearest::default());
    }
}
