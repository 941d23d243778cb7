//! What may happen to a request, and what is refused. The one place where a state changes.

use serde::{Deserialize, Serialize};

use super::UserId;

/// Calls that reach nobody before the desk gives up (call-centre suites ship 2 or 3).
pub const MAX_ATTEMPTS: u8 = 3;

/// The outcome of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// The call was held and settled the matter.
    Resolved,
    /// The number rang and nobody answered.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// The number belongs to somebody else, or to nobody.
    WrongNumber,
    /// The customer no longer wants the call.
    Cancelled,
}

/// Why an agent's or customer's wish was not done; becomes a sentence for that person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Somebody else has it.
    TakenBy(UserId),
    /// Nobody has it yet, so there is nothing to release or finish.
    NotClaimed,
    /// It has ended.
    Closed,
}

impl Disposition {
    /// Every outcome, in the order of the agents' buttons.
    pub const ALL: [Self; 5] = [Self::Resolved, Self::NoAnswer, Self::Busy, Self::WrongNumber, Self::Cancelled];

    /// Its code in files and buttons.
    pub fn code(self) -> &'static str {
        match self {
            Self::Resolved => "resolved",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::WrongNumber => "wrong_number",
            Self::Cancelled => "cancelled",
        }
    }

    /// The outcome with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|disposition| disposition.code() == code)
    }
}
