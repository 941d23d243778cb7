//! How many strangers are answered: a bucket over the whole desk. Kept in memory, for a restart forgives everybody.

use std::sync::PoisonError;

use jiff::Timestamp;

use super::Desk;

/// Conversations with people never answered before that may begin within a minute: six times what a desk with a thousand
/// customers a day sees in its worst ten minutes, and a tenth of what Telegram lets a bot send.
const NEWCOMERS_PER_MINUTE: f64 = 200.0;

/// The bucket of those who may be answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crowd {
    room: f64,
    at: Timestamp,
}

impl Crowd {
    /// Room for a minute's worth.
    pub(super) fn none(now: Timestamp) -> Self {
        Self { room: NEWCOMERS_PER_MINUTE, at: now }
    }

    /// Whether one more may be answered.
    fn admit(&mut self, now: Timestamp) -> bool {
        let minutes = now.duration_since(self.at).as_secs_f64().max(0.0) / 60.0;
        self.room = (self.room + minutes * NEWCOMERS_PER_MINUTE).min(NEWCOMERS_PER_MINUTE);
        self.at = self.at.max(now);
        let room = self.room >= 1.0;
        if room {
            self.room -= 1.0;
        }
        room
    }
}

impl Desk {
    /// Whether somebody who has not been answered before can be answered now.
    pub(super) fn admit(&self, now: Timestamp) -> bool {
        self.crowd.lock().unwrap_or_else(PoisonError::into_inner).admit(now)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_crowd_gets_in_by_the_minute() {
        let start = Timestamp::UNIX_EPOCH;
        let mut crowd = Crowd::none(start);
        let admitted = |crowd: &mut Crowd, now| (0..1000).filter(|_| crowd.admit(now)).count();
        assert_eq!(admitted(&mut crowd, start), 200);
        assert_eq!(admitted(&mut crowd, start + SignedDuration::from_secs(30)), 100);
        assert_eq!(admitted(&mut crowd, start), 0, "a clock that goes back lets nobody in");
        assert_eq!(admitted(&mut crowd, start + SignedDuration::from_hours(1)), 200);
    }
}
