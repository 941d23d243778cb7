//! How many strangers are answered: buckets over the whole desk. Kept in memory, for a restart forgives everybody.

use std::sync::PoisonError;

use jiff::Timestamp;

use super::Desk;
use crate::conversation::ChatKind;

/// Conversations with people never answered before that may begin within a minute: six times what a desk with a thousand
/// customers a day sees in its worst ten minutes, and a tenth of what Telegram lets a bot send.
const NEWCOMERS_PER_MINUTE: f64 = 200.0;

/// Commands of strangers in groups that are answered, with a hint, within a minute. Telegram takes 20 messages a minute in
/// a group, and in the agents' own those are for cards.
const HINTS_PER_MINUTE: f64 = 4.0;

/// A bucket of those who may be answered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crowd {
    per_minute: f64,
    room: f64,
    at: Timestamp,
}

impl Crowd {
    /// Nobody has come yet: room for a minute's worth of newcomers.
    pub(super) fn of_newcomers(now: Timestamp) -> Self {
        Self { per_minute: NEWCOMERS_PER_MINUTE, room: NEWCOMERS_PER_MINUTE, at: now }
    }

    /// The same for those who write commands in groups.
    pub(super) fn in_groups(now: Timestamp) -> Self {
        Self { per_minute: HINTS_PER_MINUTE, room: HINTS_PER_MINUTE, at: now }
    }

    /// Whether one more may be answered.
    fn admit(&mut self, now: Timestamp) -> bool {
        let minutes = now.duration_since(self.at).as_secs_f64().max(0.0) / 60.0;
        self.room = (self.room + minutes * self.per_minute).min(self.per_minute);
        self.at = self.at.max(now);
        let room = self.room >= 1.0;
        if room {
            self.room -= 1.0;
        }
        room
    }
}

impl Desk {
    /// Whether somebody who has not been answered before, or who is no agent and writes in a group, can be answered now.
    pub(super) fn admit(&self, kind: ChatKind, now: Timestamp) -> bool {
        let crowd = match kind {
            ChatKind::Private => &self.newcomers,
            ChatKind::Group => &self.guests,
        };
        crowd.lock().unwrap_or_else(PoisonError::into_inner).admit(now)
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_crowd_gets_in_by_the_minute() {
        let start = Timestamp::UNIX_EPOCH;
        let mut crowd = Crowd::of_newcomers(start);
        let admitted = |crowd: &mut Crowd, now| (0..1000).filter(|_| crowd.admit(now)).count();
        assert_eq!(admitted(&mut crowd, start), 200);
        assert_eq!(admitted(&mut crowd, start + SignedDuration::from_secs(30)), 100);
        assert_eq!(admitted(&mut crowd, start), 0, "a clock that goes back lets nobody in");
        assert_eq!(admitted(&mut crowd, start + SignedDuration::from_hours(1)), 200);
    }
}
