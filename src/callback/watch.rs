//! Unusual looking-up by an agent, told by a plain rule: too many reveals, or too many claims given back uncalled.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{RequestId, UserId};

/// The stretch of time in which looks are counted.
const WINDOW: SignedDuration = SignedDuration::from_hours(1);

/// Reveals within it that are nothing unusual: a lead who checks ten calls of a colleague.
pub const MAX_REVEALS: usize = 10;

/// Claims within it that may end without a call: a claim shows the details, so that claiming and giving back is a way of
/// reading the whole queue. An agent who hands over a shift gives back one or two.
pub const MAX_UNCALLED: usize = 10;

/// A hold ends by itself after this: no desk stands still because its one lead is away.
const HELD_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How long revealed details are shown: a conversation with a colleague about them.
pub const SHOWN_FOR: SignedDuration = SignedDuration::from_mins(10);

/// What is remembered of one agent's looking-up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Watch {
    /// Reveals within the window.
    #[serde(default)]
    reveals: Vec<Timestamp>,
    /// Claims that ended without a call within the window.
    #[serde(default)]
    uncalled: Vec<Timestamp>,
    /// Until when the agent sees no more details.
    #[serde(default)]
    held_until: Option<Timestamp>,
}

/// Whether an agent may see details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// They may.
    Usual,
    /// They may no longer, from this moment on: the leads are to be told.
    HeldNow,
    /// They may not, and the leads know.
    Held,
}

impl Watch {
    /// Whether the agent sees no details at present.
    pub fn is_held(&self, now: Timestamp) -> bool {
        self.held_until.is_some_and(|until| now < until)
    }

    /// The agent wants to see details that are not theirs. Counted when they may.
    pub fn reveal(&mut self, now: Timestamp) -> Watched {
        if self.is_held(now) {
            return Watched::Held;
        }
        count(&mut self.reveals, now);
        self.judge(self.reveals.len() > MAX_REVEALS, now)
    }

    /// A claim of the agent's ended, and no call was made.
    pub fn uncalled(&mut self, now: Timestamp) -> Watched {
        if self.is_held(now) {
            return Watched::Held;
        }
        count(&mut self.uncalled, now);
        self.judge(self.uncalled.len() > MAX_UNCALLED, now)
    }

    /// A lead has looked into it.
    pub fn allow(&mut self) {
        *self = Self::default();
    }

    /// Whether there is nothing left to remember.
    pub fn is_over(&self, now: Timestamp) -> bool {
        let old = |times: &[Timestamp]| times.iter().all(|at| *at + WINDOW < now);
        !self.is_held(now) && old(&self.reveals) && old(&self.uncalled)
    }

    fn judge(&mut self, unusual: bool, now: Timestamp) -> Watched {
        if !unusual {
            return Watched::Usual;
        }
        self.held_until = Some(now + HELD_FOR);
        Watched::HeldNow
    }
}

fn count(times: &mut Vec<Timestamp>, now: Timestamp) {
    times.retain(|at| now.duration_since(*at) <= WINDOW);
    times.push(now);
}

/// Details that are shown to an agent who does not have the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Whose.
    pub request: RequestId,
    /// To whom.
    pub to: UserId,
    /// Until when.
    pub until: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: SignedDuration = SignedDuration::from_mins(1);

    #[test]
    fn the_eleventh_reveal_within_an_hour_holds_the_agent_until_a_lead_allows_it() {
        let (mut watch, mut now) = (Watch::default(), Timestamp::UNIX_EPOCH);
        for _ in 0..MAX_REVEALS {
            assert_eq!(watch.reveal(now), Watched::Usual);
            now += MINUTE;
        }
        assert_eq!(watch.reveal(now), Watched::HeldNow);
        assert_eq!(watch.reveal(now), Watched::Held, "the leads are told once");
        assert_eq!(watch.reveal(now + 2 * WINDOW), Watched::Held);
        watch.allow();
        assert_eq!(watch.reveal(now), Watched::Usual);
    }

    #[test]
    fn ten_an_hour_all_day_are_nothing_unusual() {
        let (mut watch, mut now) = (Watch::default(), Timestamp::UNIX_EPOCH);
        for _ in 0..100 {
            assert_eq!(watch.reveal(now), Watched::Usual);
            assert_eq!(watch.uncalled(now), Watched::Usual);
            now += WINDOW / 9;
        }
        assert!(watch.is_over(now + 2 * WINDOW));
    }

    #[test]
    fn a_hold_ends_after_a_day_without_a_lead() {
        let (mut watch, now) = (Watch::default(), Timestamp::UNIX_EPOCH);
        (0..=MAX_UNCALLED).for_each(|_| {
            watch.uncalled(now);
        });
        assert!(watch.is_held(now + HELD_FOR - MINUTE));
        assert!(!watch.is_held(now + HELD_FOR));
    }
}
