//! Guests who write commands in groups: how many get a hint. Kept in memory, for a restart forgives everybody.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};

use super::Desk;

/// Commands of strangers in groups that are answered, with a hint, within a minute. Telegram takes 20 messages a minute in
/// a group, and in the agents' own those are for cards.
const HINTS_PER_MINUTE: f64 = 4.0;

/// A time that lies further ahead than this was written under a clock that was wrong.
const AHEAD: SignedDuration = SignedDuration::from_mins(1);

/// A bucket of hints.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guests {
    room: f64,
    at: Timestamp,
}

impl Guests {
    /// Nobody has come yet: room for a minute's worth.
    pub(super) fn new(now: Timestamp) -> Self {
        Self { room: HINTS_PER_MINUTE, at: now }
    }

    /// Whether one more may be answered.
    fn admit(&mut self, now: Timestamp) -> bool {
        if self.at.duration_since(now) > AHEAD {
            self.at = now;
        }
        let minutes = now.duration_since(self.at).as_secs_f64().max(0.0) / 60.0;
        self.room = (self.room + minutes * HINTS_PER_MINUTE).min(HINTS_PER_MINUTE);
        self.at = self.at.max(now);
        let room = self.room >= 1.0;
        if room {
            self.room -= 1.0;
        }
        room
    }
}

impl Desk {
    /// Whether a guest's command in a group can be answered now.
    pub(super) fn admit_guest(&self, now: Timestamp) -> bool {
        self.guests.lock().unwrap_or_else(PoisonError::into_inner).admit(now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_get_hints_by_the_minute_whatever_the_clock_does() {
        let start = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(48);
        let mut guests = Guests::new(start);
        let admitted = |guests: &mut Guests, now| (0..100).filter(|_| guests.admit(now)).count();
        assert_eq!(admitted(&mut guests, start), 4);
        assert_eq!(admitted(&mut guests, start + SignedDuration::from_secs(30)), 2);
        assert_eq!(admitted(&mut guests, start), 0, "a clock that goes back a little lets nobody in");
        assert_eq!(admitted(&mut guests, start + SignedDuration::from_hours(1)), 4);
        let back = start - SignedDuration::from_hours(24);
        assert_eq!(admitted(&mut guests, back), 0);
        assert_eq!(admitted(&mut guests, back + SignedDuration::from_mins(1)), 4, "set back a day, it goes on");
    }
}
