//! How much one person may write: a bucket that refills with time, one polite notice when it is empty, and a pause that
//! grows for those who empty it again and again.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Messages that may come at once: a booking told in single lines, or all that was written while the desk was away.
const BURST: f32 = 20.0;

/// Messages a second on the long run: faster than anybody types, far slower than a flood.
const PER_SECOND: f32 = 0.5;

/// The bucket must be this full again before a second notice is given.
const CALM: f32 = BURST / 2.0;

/// The pause after the second flood within [`MEMORY`]; it doubles with each that follows. The first costs nothing: an
/// excited person is no attacker.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// The longest pause: who floods all day is read once an hour still, for one of the messages may be a stolen account.
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_hours(1);

/// How long after the last flood the earlier ones count.
const MEMORY: SignedDuration = SignedDuration::from_hours(24);

/// A bucket of messages that refills with time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allowance {
    left: f32,
    at: Timestamp,
    told: bool,
    /// Floods that came within a day of each other.
    #[serde(default)]
    floods: u8,
    /// The last of them.
    #[serde(default)]
    flooded_at: Option<Timestamp>,
    /// Nothing passes before this.
    #[serde(default)]
    paused_until: Option<Timestamp>,
}

/// Whether a message may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// It may.
    Yes,
    /// It may not, and the person is to be told so.
    NoAndTell {
        /// How long nothing will be read; zero when the next message may pass as soon as there is room for it.
        pause: SignedDuration,
    },
    /// It may not, and the person has been told.
    No,
}

impl Allowance {
    /// A full bucket.
    pub fn full(now: Timestamp) -> Self {
        Self { left: BURST, at: now, told: false, floods: 0, flooded_at: None, paused_until: None }
    }

    /// When a message was last taken out, or tried to be.
    pub(super) fn used_at(&self) -> Timestamp {
        self.at
    }

    /// Takes one message out, if there is one left.
    pub(super) fn take(&mut self, now: Timestamp) -> Pass {
        let seconds = now.duration_since(self.at).as_secs_f32().max(0.0);
        self.left = (self.left + seconds * PER_SECOND).min(BURST);
        self.at = self.at.max(now);
        if self.paused_until.is_some_and(|until| now < until) {
            return Pass::No;
        }
        if self.left >= CALM {
            self.told = false;
        }
        if self.left >= 1.0 {
            self.left -= 1.0;
            return Pass::Yes;
        }
        if self.told {
            return Pass::No;
        }
        self.told = true;
        Pass::NoAndTell { pause: self.flooded(now) }
    }

    /// The pause that a flood costs.
    fn flooded(&mut self, now: Timestamp) -> SignedDuration {
        let lately = self.flooded_at.is_some_and(|at| now.duration_since(at) <= MEMORY);
        self.floods = if lately { self.floods.saturating_add(1) } else { 1 };
        self.flooded_at = Some(now);
        let Some(doublings) = self.floods.checked_sub(2) else { return SignedDuration::ZERO };
        let factor = 1_i32.checked_shl(doublings.into()).filter(|factor| *factor > 0).unwrap_or(i32::MAX);
        let pause = FIRST_PAUSE.checked_mul(factor).map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE));
        self.paused_until = now.checked_add(pause).ok();
        pause
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_flood_is_told_once_and_forgiven_later() {
        let start = Timestamp::UNIX_EPOCH;
        let mut allowance = Allowance::full(start);
        let passes: Vec<Pass> = (0..100).map(|_| allowance.take(start)).collect();
        assert_eq!(passes.iter().filter(|pass| **pass == Pass::Yes).count(), 20);
        assert_eq!(passes.iter().filter(|pass| matches!(pass, Pass::NoAndTell { .. })).count(), 1);
        assert_eq!(allowance.take(start + SignedDuration::from_secs(2)), Pass::Yes);
        assert_eq!(allowance.take(start + SignedDuration::from_secs(2)), Pass::No);
        assert_eq!(allowance.take(start + SignedDuration::from_mins(1)), Pass::Yes);
    }

    #[test]
    fn the_pause_doubles_with_every_flood_of_a_day_up_to_an_hour_and_is_told_once_each() {
        let mut now = Timestamp::UNIX_EPOCH;
        let mut allowance = Allowance::full(now);
        let mut minutes = Vec::new();
        for _ in 0..9 {
            let told: Vec<Pass> = (0..100).map(|_| allowance.take(now)).filter(|pass| *pass != Pass::Yes).collect();
            assert!(told.iter().skip(1).all(|pass| *pass == Pass::No), "{told:?}");
            let pause = match told.first() {
                Some(Pass::NoAndTell { pause }) => *pause,
                _ => SignedDuration::MIN,
            };
            minutes.push(pause.as_mins());
            if pause.is_positive() {
                now += pause - SignedDuration::from_secs(1);
                assert_eq!(allowance.take(now), Pass::No);
            }
            now += SignedDuration::from_mins(1);
        }
        assert_eq!(minutes, [0, 1, 2, 4, 8, 16, 32, 60, 60]);
        now += SignedDuration::from_hours(25);
        let forgiven = (0..100).map(|_| allowance.take(now)).find(|pass| matches!(pass, Pass::NoAndTell { .. }));
        assert_eq!(forgiven, Some(Pass::NoAndTell { pause: SignedDuration::ZERO }));
    }

    #[test]
    fn a_clock_that_goes_back_gives_nothing_away() {
        let start = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(1);
        let mut allowance = Allowance::full(start);
        for _ in 0..20 {
            allowance.take(start);
        }
        assert_ne!(allowance.take(start - SignedDuration::from_hours(1)), Pass::Yes);
        assert_ne!(allowance.take(start), Pass::Yes);
    }
}
