//! What is attached to a request besides the talk: answers prepared for the call, identity checks, the rating.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Actor, DispositionCode};

/// Something to have ready for the call, and what the customer has; personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prepared {
    /// What was asked, as the intent's file had it then.
    pub question: String,
    /// What the customer wrote.
    pub answer: String,
}

/// How it was checked that the customer is who they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityCheck {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: Actor,
    /// How.
    pub kind: CheckKind,
    /// Whether it was passed.
    pub passed: bool,
}

/// The ways to check an identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckKind {
    /// Telegram says that the shared contact is the sender's own: proves the Telegram account, no more.
    Contact,
    /// A one-time code sent to the registered e-mail address came back.
    Email,
    /// The agent's own check, by the desk's procedure.
    Agent,
}

/// What the customer said of the help they got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// When.
    pub at: Timestamp,
    /// One to five.
    pub stars: u8,
    /// In their words; personal data.
    pub comment: Option<String>,
}

/// The outcome of a call as its agent has written it down: until then it can be taken back, and nobody hears of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Which.
    pub code: DispositionCode,
    /// When it was written down.
    pub at: Timestamp,
    /// When it takes effect.
    pub until: Timestamp,
}
