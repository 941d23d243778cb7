//! What the desk remembers of a chat between two messages. Small: a few hundred bytes a chat.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Allowance, Facts, Incoming};
use crate::callback::{DispositionCode, Promise, RequestId};
use crate::matching::IntentId;
use crate::safety::Phone;
use crate::text::Locale;

/// The state of one private chat, a customer's or an agent's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Which texts they read.
    pub language: LanguageChoice,
    /// Where the talk stands.
    pub step: Step,
    /// What an agent's next text is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentStep {
    /// Nothing special.
    #[default]
    Idle,
    /// A note on this request.
    Note(RequestId),
    /// What was agreed in the call on this request; the customer reads it.
    Summary(RequestId),
    /// Why the agent has put this request off.
    Reason(RequestId),
    /// The note without which this outcome of the request is not taken.
    Outcome(RequestId, DispositionCode),
    /// A question to the customer of this request.
    Question(RequestId),
    /// The right number of this request.
    Number(RequestId),
    /// Until when to put this request off.
    Snooze(RequestId),
}

/// How long an agent may take over a text that was asked for: a break, but not the next call.
const AGENT_TEXT_WITHIN: SignedDuration = SignedDuration::from_mins(30);

impl AgentStep {
    /// The request that the next text is about.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Idle => None,
            Self::Note(id)
            | Self::Summary(id)
            | Self::Reason(id)
            | Self::Outcome(id, _)
            | Self::Question(id)
            | Self::Number(id)
            | Self::Snooze(id) => Some(*id),
        }
    }
}

impl Conversation {
    /// The state of a chat that has just begun: Telegram's hint decides the language until the person writes.
    pub(super) fn begin(facts: &Facts<'_>, incoming: &Incoming) -> Self {
        let hint = incoming.person.language_tag.as_deref().and_then(Locale::from_tag);
        let locale = hint.map_or(facts.default_locale(), |locale| facts.spoken(locale));
        Self {
            language: LanguageChoice { locale, fixed: false },
            step: Step::Idle,
            agent: AgentStep::Idle,
            agent_asked_at: None,
            misses: 0,
            topic: None,
            unanswered: None,
            bookings: 0,
            secrets_at: None,
            allowance: Allowance::full(facts.now),
        }
    }

    /// Whether a text comes too late to be what the agent was asked for.
    pub(super) fn agent_is_late(&self, now: Timestamp) -> bool {
        self.agent_asked_at.is_none_or(|at| now.duration_since(at) > AGENT_TEXT_WITHIN)
    }
}
