//! What stays of a request when its time is over: the record of a call without anybody's identity. There is no way back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CallbackRequest, Promise, RequestId, State, Transition};
use crate::intents::Priority;
use crate::matching::IntentId;

/// A call that was owed, without whom it was owed to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallRecord {
    /// Its number.
    pub id: RequestId,
    /// What it was about.
    pub topic: Option<IntentId>,
    /// How urgent the topic was.
    pub priority: Priority,
    /// When it was booked.
    pub asked_at: Timestamp,
    /// When we had said we would call.
    pub promise: Promise,
    /// When the first call for that promise began, if one was made.
    pub called_at: Option<Timestamp>,
    /// How it ended.
    pub state: State,
    /// Calls that reached nobody.
    pub attempts: u8,
    /// What was done, when and by which agent; outcomes among it.
    pub history: Vec<Transition>,
}

impl CallbackRequest {
    /// When something was last done about it.
    pub fn touched_at(&self) -> Timestamp {
        self.history.last().map_or(self.asked_at, |line| line.at)
    }

    /// The record that stays without the customer: no chat, name, number, story, notes, answers or comment.
    pub fn without_identity(self) -> CallRecord {
        let Self { id, topic, priority, asked_at, promise, called_at, state, attempts, history, .. } = self;
        CallRecord { id, topic, priority, asked_at, promise, called_at, state, attempts, history }
    }
}
