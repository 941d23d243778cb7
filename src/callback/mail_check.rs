//! The check by e-mail of one request: which address, which code is awaited. Data only; its rules stand in `transition`.

use serde::{Deserialize, Serialize};

use super::{Actor, UserId};
use crate::safety::{AwaitedCode, Email, MailAllowance};

/// How the check by e-mail stands. At rest, all of it is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailCheck {
    /// The customer was asked for the address and has not named one yet.
    #[serde(default)]
    pub address_wanted: bool,
    /// Where the last code went.
    #[serde(default)]
    pub address: Option<NamedAddress>,
    /// Where the last code went that was entered right.
    #[serde(default)]
    pub proven: Option<NamedAddress>,
    /// The code that was sent and not entered yet.
    #[serde(default)]
    pub code: Option<AwaitedCode>,
    /// The mails sent for this request of late.
    #[serde(default)]
    pub mails: MailAllowance,
}

/// An address and who named it: one that the customer named proves nothing until it was compared with the account's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedAddress {
    /// The address; personal data.
    pub email: Email,
    /// Who named it.
    pub by: Actor,
    /// The agent who compared one that the customer named with the account's, and found it the same.
    #[serde(default)]
    pub confirmed_by: Option<UserId>,
}

impl NamedAddress {
    /// An address that nobody has compared with the account's yet.
    pub fn new(email: Email, by: Actor) -> Self {
        Self { email, by, confirmed_by: None }
    }

    /// Whether it is the account's, for all that an agent says: one that an agent wrote is.
    pub fn is_of_the_account(&self) -> bool {
        matches!(self.by, Actor::Agent(_)) || self.confirmed_by.is_some()
    }
}
