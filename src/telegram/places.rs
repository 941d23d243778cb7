//! Who may have a request under way: so many in all that nobody waits for others, and few for chats that keep them. Pure.

use std::collections::HashMap;
use std::time::Duration;

use crate::callback::ChatId;

/// Requests under way at once. At 30 a second, Telegram's most, and 15 seconds for one that is never answered, 450 are
/// enough for everybody; they are futures and cost a few kilobytes each.
const MOST: usize = 512;

/// Places that are agents' alone.
const FOR_AGENTS: usize = 32;

/// Places that all chats share whose last answer did not come in time.
const FOR_SLOW: usize = 8;

/// A chat that was not tried for so long is no longer called slow.
const SLOW_FOR: Duration = Duration::from_secs(3600);

/// Slow chats remembered before old ones are forgotten.
const MAX_SLOW: usize = 10_000;

/// A place that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Anybody's.
    Common,
    /// One of those that slow chats share.
    Slow,
    /// An agent's.
    Agents,
}

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// For nobody who is no agent.
    All,
    /// For slow chats.
    Slow,
}

/// The places. Times are steady and never go back.
#[derive(Debug, Default)]
pub struct Places {
    taken: usize,
    slow_taken: usize,
    slow: HashMap<ChatId, Duration>,
}

impl Places {
    /// Takes a place for a request of this chat, an agent's or not.
    ///
    /// # Errors
    /// When there is none at present.
    pub fn take(&mut self, chat: ChatId, agent: bool) -> Result<Seat, Full> {
        let seat = match (agent, self.is_slow(chat)) {
            (true, _) => Seat::Agents,
            (false, true) => Seat::Slow,
            (false, false) => Seat::Common,
        };
        let most = if agent { MOST } else { MOST - FOR_AGENTS };
        if self.taken >= most {
            return Err(Full::All);
        }
        if seat == Seat::Slow {
            if self.slow_taken >= FOR_SLOW {
                return Err(Full::Slow);
            }
            self.slow_taken += 1;
        }
        self.taken += 1;
        Ok(seat)
    }

    /// A request has come to an end.
    pub fn free(&mut self, seat: Seat) {
        self.taken = self.taken.saturating_sub(1);
        if seat == Seat::Slow {
            self.slow_taken = self.slow_taken.saturating_sub(1);
        }
    }

    /// Whether the chat's last answer came in time, or did not.
    pub fn answered(&mut self, chat: ChatId, in_time: bool, now: Duration) {
        if in_time {
            self.slow.remove(&chat);
            return;
        }
        if self.slow.len() >= MAX_SLOW {
            self.slow.retain(|_, at| at.saturating_add(SLOW_FOR) > now);
        }
        if self.slow.len() < MAX_SLOW {
            self.slow.insert(chat, now);
        }
    }

    /// Whether the chat's last answer did not come in time.
    pub fn is_slow(&self, chat: ChatId) -> bool {
        self.slow.contains_key(&chat)
    }
}
