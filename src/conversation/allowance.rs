//! How much one person may write: a bucket that refills with time, and one polite notice when it is empty.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Messages that may come at once: a booking told in single lines, or all that was written while the desk was away.
const BURST: f32 = 20.0;

/// Messages a second on the long run: faster than anybody types, far slower than a flood.
const PER_SECOND: f32 = 0.5;

/// The bucket must be this full again before a second notice is given.
const CALM: f32 = BURST / 2.0;

/// A bucket of messages that refills with time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allowance {
    left: f32,
    at: Timestamp,
    told: bool,
}

/// Whether a message may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// It may.
    Yes,
    /// It may not, and the person is to be told so.
    NoAndTell,
    /// It may not, and the person has been told.
    No,
}

impl Allowance {
    /// A full bucket.
    pub fn full(now: Timestamp) -> Self {
        Self { left: BURST, at: now, told: false }
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
        Pass::NoAndTell
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
        assert_eq!(passes.iter().filter(|pass| **pass == Pass::NoAndTell).count(), 1);
        assert_eq!(allowance.take(start + SignedDuration::from_secs(2)), Pass::Yes);
        assert_eq!(allowance.take(start + SignedDuration::from_secs(2)), Pass::No);
        assert_eq!(allowance.take(start + SignedDuration::from_mins(1)), Pass::Yes);
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
