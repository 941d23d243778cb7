//! The record of one owed call. Holds data only; what may happen to it stands in `transition`.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Customer, Disposition, Promise, UserId};
use crate::intents::Priority;
use crate::matching::IntentId;
use crate::safety::Phone;

/// The number of a request; people read it as a reference like `RB-1042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u64);

impl RequestId {
    /// The first reference of a new desk: four digits from the start, so that references look alike.
    pub const FIRST: Self = Self(1001);
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RB-{}", self.0)
    }
}

impl FromStr for RequestId {
    type Err = ();

    /// Reads a reference as people type it: `RB-1042`, `rb1042`, `1042`.
    fn from_str(reference: &str) -> Result<Self, ()> {
        let digits = reference.trim().trim_start_matches(['R', 'r']).trim_start_matches(['B', 'b']);
        digits.trim_start_matches('-').parse().map(Self).map_err(|_| ())
    }
}

/// A phone call that the desk owes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallbackRequest {
    /// Its number.
    pub id: RequestId,
    /// Who waits.
    pub customer: Customer,
    /// What it is about, when the talk told.
    pub topic: Option<IntentId>,
    /// How urgent the topic is.
    pub priority: Priority,
    /// The number to call; personal data.
    pub phone: Phone,
    /// An agent found the number wrong, and the customer has not sent another yet.
    #[serde(default)]
    pub number_wrong: bool,
    /// What happened, in the customer's words, and what they added later; personal data.
    pub story: Vec<CustomerNote>,
    /// When we said we would call.
    pub promise: Promise,
    /// When it was booked: the place in line is kept from here.
    pub asked_at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// Calls tried so far that reached nobody.
    pub attempts: u8,
    /// What agents wrote down; personal data.
    pub notes: Vec<AgentNote>,
    /// Everything that happened to it, oldest first.
    pub history: Vec<Transition>,
}

/// Words of the customer that belong to the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerNote {
    /// When they were written.
    pub at: Timestamp,
    /// As written.
    pub text: String,
}

/// Words of an agent that belong to the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentNote {
    /// When they were written.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// As written.
    pub text: String,
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum State {
    /// Waits to be claimed.
    New,
    /// Waits for its window to begin; may be claimed before.
    Scheduled,
    /// An agent has taken it.
    Claimed {
        /// The agent.
        by: UserId,
        /// Since when.
        since: Timestamp,
    },
    /// An agent is calling now.
    Calling {
        /// The agent.
        by: UserId,
        /// Since when.
        since: Timestamp,
    },
    /// The number did not answer, was busy or was wrong; comes back to the queue.
    Snoozed {
        /// When it comes back.
        until: Timestamp,
    },
    /// The call was made and its outcome is written down.
    Resolved,
    /// The customer no longer wants it.
    Cancelled,
    /// Given up: nobody answered, or the number is wrong and no other came.
    Expired,
}

impl CallbackRequest {
    /// Where it stands in the queue: the least is called first. Urgent ones lead, then the earlier promise, then who
    /// asked first. Retries do not change it.
    pub fn rank(&self) -> Rank {
        Rank { urgency: Reverse(self.priority), promised: self.promise.from, asked_at: self.asked_at, id: self.id }
    }

    /// When the clock has something to do with it: a window begins or a pause ends.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self.state {
            State::Scheduled => Some(self.promise.from),
            State::Snoozed { until } => Some(until),
            _ => None,
        }
    }
}

/// The order of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    urgency: Reverse<Priority>,
    promised: Timestamp,
    asked_at: Timestamp,
    id: RequestId,
}

impl State {
    /// Whether the desk still owes the call.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Resolved | Self::Cancelled | Self::Expired)
    }

    /// Whether it waits for an agent.
    pub fn waits(self) -> bool {
        matches!(self, Self::New | Self::Scheduled | Self::Snoozed { .. })
    }

    /// The agent who has it.
    pub fn owner(self) -> Option<UserId> {
        match self {
            Self::Claimed { by, .. } | Self::Calling { by, .. } => Some(by),
            _ => None,
        }
    }
}

/// Who did something to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The customer who waits.
    Customer,
    /// An agent.
    Agent(UserId),
    /// The desk itself, by the clock.
    Desk,
}

/// Where it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// In a Telegram chat.
    Telegram,
    /// By the clock.
    Clock,
}

/// One line of a request's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// Where.
    pub from: Surface,
    /// The state after it.
    pub to: State,
    /// The outcome of a call, when this line is one.
    pub disposition: Option<Disposition>,
}
