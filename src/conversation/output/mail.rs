//! An e-mail to a customer, as it lies in the outbox: never with the code that it will tell.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::callback::RequestId;
use crate::safety::{CodeKey, CodeSeed, Email};

/// Where the code will stand in the text of a mail.
pub const CODE_PLACE: &str = "{code}";

/// An e-mail that waits to be sent. Carries nothing that a customer wrote, so that nobody can have the desk send it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    /// Where it goes; personal data.
    pub address: Email,
    /// One line.
    pub subject: String,
    /// Plain text, with [`CODE_PLACE`] where the code belongs.
    pub text: String,
    /// What the code is made from, at the moment of sending.
    pub seed: CodeSeed,
    /// The request that it is about.
    pub request: RequestId,
    /// Worthless from then on, and not sent any more.
    pub until: Timestamp,
}

impl Mail {
    /// The text as it is sent.
    pub fn text_with_code(&self, key: &CodeKey) -> String {
        self.text.replace(CODE_PLACE, &self.seed.code(key))
    }
}

/// Why a mail was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailFault {
    /// The mail server said that it will not take it: most often a mailbox that is not there.
    Refused,
    /// No mail server took it in time.
    Late,
    /// The desk sends no mails any more.
    Off,
}
