//! How fast each chat writes of late, to tell a talk from a flood. In memory only: what it said of an update is written
//! down with it.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use crate::store::ServiceClass;

/// Messages at once, and one every so often after that, that are a talk: a thought in four lines, and an answer of a few
/// words to each of ours.
const TALK: Limit = Limit { burst: 4, every: SignedDuration::from_secs(6) };

/// The same of those who tell of something urgent: enough to book a call in a panic, and a quiet talk after it. It costs
/// nothing to say that one was robbed.
const URGENT: Limit = Limit { burst: 20, every: SignedDuration::from_secs(10) };

/// The same of those who are owed a call: whatever the desk reads of one person at all (`conversation/context/rate_limit.rs`).
const OWED: Limit = Limit { burst: 20, every: SignedDuration::from_secs(2) };

/// Chats remembered before those that rest are forgotten.
const MAX_CHATS: usize = 10_000;

/// A bucket that is full later than this was filled under a clock that was ahead: it begins anew.
const LATEST_FULL: SignedDuration = SignedDuration::from_mins(5);

#[derive(Clone, Copy)]
struct Limit {
    burst: i32,
    every: SignedDuration,
}

/// When each chat's bucket is full again.
#[derive(Default)]
pub struct Paces {
    full_at: HashMap<i64, Timestamp>,
}

impl Paces {
    /// A message of this chat has come: whether it is more than fits its class.
    pub fn is_flood(&mut self, chat: i64, class: ServiceClass, now: Timestamp) -> bool {
        let limit = match class {
            ServiceClass::Agent | ServiceClass::Owed => OWED,
            ServiceClass::Urgent => URGENT,
            ServiceClass::Known | ServiceClass::Stranger | ServiceClass::Flood => TALK,
        };
        let known = self.full_at.get(&chat).copied().unwrap_or(now).max(now);
        let full_at = if known.duration_since(now) > LATEST_FULL { now } else { known };
        let room = limit.every * (limit.burst - 1);
        if full_at.duration_since(now) > room {
            return true;
        }
        if self.full_at.len() >= MAX_CHATS {
            self.full_at.retain(|_, full_at| *full_at > now);
        }
        self.full_at.insert(chat, full_at.saturating_add(limit.every).unwrap_or(now));
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_000_000 + seconds).unwrap_or_default()
    }

    #[test]
    fn a_talk_is_no_flood_and_a_flood_ends() {
        let mut paces = Paces::default();
        let flood: Vec<bool> = (0..6).map(|_| paces.is_flood(1, ServiceClass::Known, at(0))).collect();
        assert_eq!(flood, [false, false, false, false, true, true]);
        assert!(!paces.is_flood(2, ServiceClass::Known, at(0)), "another chat is another matter");
        assert!((1..100).all(|nth| !paces.is_flood(1, ServiceClass::Known, at(nth * 6))));
    }

    #[test]
    fn who_is_owed_a_call_may_say_all_that_is_read() {
        let mut paces = Paces::default();
        let mut at_once = |class| (0..30).filter(|_| !paces.is_flood(1, class, at(0))).count();
        assert_eq!(at_once(ServiceClass::Owed), 20);
        assert_eq!(at_once(ServiceClass::Urgent), 16, "what was said counts for whatever it was");
        assert!((1..100).all(|nth| !paces.is_flood(1, ServiceClass::Owed, at(200 + nth * 2))));
    }

    #[test]
    fn a_clock_set_back_makes_nobody_a_flood() {
        let mut paces = Paces::default();
        assert!((0..4).all(|_| !paces.is_flood(1, ServiceClass::Known, at(86_400))));
        assert!(!paces.is_flood(1, ServiceClass::Known, at(0)));
    }
}
