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

/// Who writes of something urgent in the midst of a flood may say so much more: what a call needs to be booked.
const URGENT_ROOM: f32 = 10.0;

/// So much later they may again.
const URGENT_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// Until then single urgent messages are read, this far apart.
const URGENT_APART: SignedDuration = SignedDuration::from_mins(1);

/// A time that lies further ahead than this was written under a clock that was wrong; clocks that are set right a little
/// now and then differ by less.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

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
    /// When room was last made for something urgent.
    #[serde(default)]
    urgent_at: Option<Timestamp>,
    /// When something urgent was last read for which there was no room.
    #[serde(default)]
    urgent_read_at: Option<Timestamp>,
}

/// Whether a message may pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::conversation) enum Pass {
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
        Self {
            left: BURST,
            at: now,
            told: false,
            floods: 0,
            flooded_at: None,
            paused_until: None,
            urgent_at: None,
            urgent_read_at: None,
        }
    }

    /// When a message was last taken out, or tried to be.
    pub(in crate::conversation) fn used_at(&self) -> Timestamp {
        self.at
    }

    /// Takes one message out, if there is one left.
    pub(in crate::conversation) fn take(&mut self, now: Timestamp) -> Pass {
        self.set_back(now);
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

    /// Takes out a message about something urgent that [`Self::take`] let not pass. Once an hour it ends the pause and makes
    /// room for what follows; else one a minute is read.
    pub(in crate::conversation) fn take_urgent(&mut self, now: Timestamp) -> bool {
        let over = |at: Option<Timestamp>, time| at.is_none_or(|at| now.duration_since(at) >= time);
        if over(self.urgent_at, URGENT_EVERY) {
            self.urgent_at = Some(now);
            self.paused_until = None;
            self.left = self.left.max(URGENT_ROOM);
        } else if !over(self.urgent_read_at, URGENT_APART) {
            return false;
        }
        self.urgent_read_at = Some(now);
        true
    }

    /// The clock was set back: all times are moved with it, so that nothing waits for the clock to catch up, and nothing
    /// is forgiven either.
    fn set_back(&mut self, now: Timestamp) {
        let ahead = self.at.duration_since(now);
        if ahead > AHEAD {
            let moved = |at: Option<Timestamp>| at.and_then(|at| at.checked_sub(ahead).ok());
            self.at = now;
            self.flooded_at = moved(self.flooded_at);
            self.paused_until = moved(self.paused_until);
            self.urgent_at = moved(self.urgent_at);
            self.urgent_read_at = moved(self.urgent_read_at);
        }
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
    fn a_clock_that_goes_back_gives_nothing_away_and_mutes_nobody() {
        let ahead = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24);
        let mut allowance = Allowance::full(ahead);
        (0..20).for_each(|_| {
            allowance.take(ahead);
        });
        let mut now = Timestamp::UNIX_EPOCH;
        assert_ne!(allowance.take(now), Pass::Yes, "the bucket is as empty as before");
        assert_ne!(allowance.take(now - SignedDuration::from_secs(30)), Pass::Yes);
        for _ in 0..10 {
            now += SignedDuration::from_secs(4);
            assert_eq!(allowance.take(now), Pass::Yes, "it fills by the new clock");
        }
    }

    #[test]
    fn a_pause_lasts_as_long_as_was_said_though_the_clock_is_set_back() {
        let mut now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(48);
        let mut allowance = Allowance::full(now);
        (0..100).for_each(|_| {
            allowance.take(now);
        });
        now += SignedDuration::from_mins(1);
        (0..100).for_each(|_| {
            allowance.take(now);
        });
        now -= SignedDuration::from_hours(24);
        assert_eq!(allowance.take(now + SignedDuration::from_secs(50)), Pass::No, "the pause of a minute");
        assert_eq!(allowance.take(now + SignedDuration::from_secs(115)), Pass::Yes);
    }

    #[test]
    fn something_urgent_is_read_in_a_pause_and_room_is_made_once_an_hour() {
        let mut now = Timestamp::UNIX_EPOCH;
        let mut allowance = Allowance::full(now);
        for _ in 0..2 {
            now += SignedDuration::from_mins(1);
            (0..100).for_each(|_| {
                allowance.take(now);
            });
        }
        assert_eq!(allowance.take(now), Pass::No);
        assert!(allowance.take_urgent(now));
        assert_eq!((0..20).filter(|_| allowance.take(now) == Pass::Yes).count(), 10, "a call can be booked");
        assert!(!allowance.take_urgent(now), "the next such message waits a minute");
        now += SignedDuration::from_mins(1);
        let more: Vec<bool> = (0..3).map(|_| allowance.take_urgent(now)).collect();
        assert_eq!(more, [true, false, false]);
        now += SignedDuration::from_hours(1);
        assert!(allowance.take_urgent(now));
    }
}
