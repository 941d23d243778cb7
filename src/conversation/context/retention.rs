//! How long what people told is kept. Pure: the time is a parameter. Removes nothing itself.

use jiff::{SignedDuration, Timestamp};

use super::Conversation;
use crate::callback::CallbackRequest;

/// How long each kind of data is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Who asked for a call, and what was told about it, after the request has ended; days.
    pub requests_days: u16,
    /// The state of a talk in which nothing is said any more, days.
    pub conversations_days: u16,
    /// Messages that could not be worked off, days.
    pub dead_letters_days: u16,
    /// What members of the desk did, days.
    pub audit_days: u16,
}

impl Default for Retention {
    /// Our own suggestion: a quarter for questions about a call, a month for a talk, two weeks to look at a fault, a year for
    /// what was done.
    fn default() -> Self {
        Self { requests_days: 90, conversations_days: 30, dead_letters_days: 14, audit_days: 365 }
    }
}

impl Retention {
    /// Whether an ended request is to lose its identity. An open one never does.
    pub fn ends_request(self, request: &CallbackRequest, now: Timestamp) -> bool {
        !request.state.is_open() && over(request.touched_at(), self.requests_days, now)
    }

    /// Whether a talk is to be forgotten.
    pub fn ends_conversation(self, conversation: &Conversation, now: Timestamp) -> bool {
        let later = conversation.agent_asked_at.max(conversation.heard_at);
        let used = later.max(Some(conversation.allowance.used_at())).unwrap_or(now);
        over(used, self.conversations_days, now)
    }

    /// Whether a mark on a chat, such as that it cannot be written to, is to be forgotten with the talk it came from.
    pub fn ends_mark(self, since: Timestamp, now: Timestamp) -> bool {
        over(since, self.conversations_days, now)
    }

    /// Whether a message that could not be worked off is to be forgotten.
    pub fn ends_dead_letter(self, died_at: Timestamp, now: Timestamp) -> bool {
        over(died_at, self.dead_letters_days, now)
    }

    /// Whether what somebody did then is to be forgotten.
    pub fn ends_audit(self, at: Timestamp, now: Timestamp) -> bool {
        over(at, self.audit_days, now)
    }
}

/// Whether so many days have passed since.
fn over(since: Timestamp, days: u16, now: Timestamp) -> bool {
    now.duration_since(since) >= SignedDuration::from_hours(24 * i64::from(days))
}
