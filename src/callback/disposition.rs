//! The outcomes of a call and what follows each.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

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

/// A busy line is free again soon.
const AFTER_BUSY: SignedDuration = SignedDuration::from_mins(5);

/// Somebody who did not answer is away from the phone for a while.
const AFTER_NO_ANSWER: SignedDuration = SignedDuration::from_mins(30);

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

    /// How long to wait before the next call, where there is one.
    pub fn retry_delay(self) -> SignedDuration {
        match self {
            Self::Busy => AFTER_BUSY,
            Self::NoAnswer => AFTER_NO_ANSWER,
            Self::Resolved | Self::WrongNumber | Self::Cancelled => SignedDuration::ZERO,
        }
    }
}
