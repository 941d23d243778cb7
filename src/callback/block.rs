//! People whom a lead has blocked: by whom, why, until when. The bound keeps the board small.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{ChatId, RequestId, UserId};

/// People blocked at once: with their reasons, half of what a record can hold.
pub const MAX_BLOCKS: usize = 100;

/// How much of a reason is kept, characters.
pub const MAX_BLOCK_REASON: usize = 80;

/// How long a block lasts when the lead names no end: long enough for anger to cool.
pub const BLOCK_DAYS: u16 = 7;

/// The longest block, days.
pub const MAX_BLOCK_DAYS: u16 = 365;

/// A block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The request by which leads know the person.
    pub request: RequestId,
    /// The lead.
    pub by: UserId,
    /// Since when.
    pub at: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// In the lead's words.
    pub reason: String,
}

/// Everybody who is blocked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Blocks(BTreeMap<ChatId, Block>);

impl Blocks {
    /// The block that a person is under.
    pub fn of(&self, chat: ChatId, now: Timestamp) -> Option<&Block> {
        self.0.get(&chat).filter(|block| now < block.until)
    }

    /// Blocks a person, anew if they are blocked already. Says whether there was room.
    pub fn add(&mut self, chat: ChatId, block: Block) -> bool {
        let now = block.at;
        self.0.retain(|_, old| now < old.until);
        let room = self.0.len() < MAX_BLOCKS || self.0.contains_key(&chat);
        if room {
            self.0.insert(chat, block);
        }
        room
    }

    /// Ends a block. Says whether there was one.
    pub fn remove(&mut self, chat: ChatId, now: Timestamp) -> bool {
        self.0.remove(&chat).is_some_and(|block| now < block.until)
    }

    /// All that have not ended.
    pub fn iter(&self, now: Timestamp) -> impl Iterator<Item = &Block> {
        self.0.values().filter(move |block| now < block.until)
    }
}

/// The end of a block that lasts so many days.
pub fn block_end(now: Timestamp, days: u16) -> Timestamp {
    now.saturating_add(SignedDuration::from_hours(24 * i64::from(days.clamp(1, MAX_BLOCK_DAYS)))).unwrap_or(now)
}
