//! Who saw a customer's details, when and why. Written once and never changed; holds nothing of the customer.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{RequestId, UserId};

/// One look at a customer's details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: UserId,
    /// Whose: the customer of this request.
    pub request: RequestId,
    /// Why.
    pub why: Why,
}

/// What led to a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The agent took the request.
    Claimed,
    /// It was handed to the agent.
    Handed,
    /// The agent has it and asked for the details once more.
    Again,
    /// The agent, who does not have it, gave this reason.
    Reason(String),
    /// Everything that is kept of the customer was written out by a command, for those who ask for their data. There is no
    /// agent then: whoever runs the desk did it.
    Exported,
    /// The agent, who did not have it, gave a reason, which was erased with the customer.
    Erased,
}

impl Look {
    /// The same without words that may tell of the customer.
    pub fn without_identity(self) -> Self {
        let why = if matches!(self.why, Why::Reason(_)) { Why::Erased } else { self.why };
        Self { why, ..self }
    }
}
