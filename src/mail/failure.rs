//! Why a mail was not taken. What is printed of it names no customer: servers like to repeat the address.

use std::fmt;

use lettre::transport::smtp::Error;

/// How far we came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Composing the mail.
    Compose,
    /// Connecting, and agreeing on TLS.
    Connect,
    /// Logging in.
    Login,
    /// Handing the mail over.
    HandOver,
}

/// A try that failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailFailure {
    /// The server will never take this mail.
    #[error("refused while {stage}: {what}")]
    Refused {
        /// How far we came.
        stage: Stage,
        /// What the server or our own client says.
        what: String,
    },
    /// Later it may.
    #[error("failed while {stage}: {what}")]
    NotNow {
        /// How far we came.
        stage: Stage,
        /// What the server or our own client says.
        what: String,
    },
}

impl MailFailure {
    /// Whether another try is pointless.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Refused { .. })
    }

    /// Nothing came back in time.
    pub(super) fn silence(stage: Stage) -> Self {
        Self::NotNow { stage, what: "no answer in time".to_owned() }
    }

    /// What lettre met. Only a mail is refused for good: a server that does not let us in is the operator's to mend, and
    /// the mail waits for that as long as it is of use.
    pub(super) fn smtp(stage: Stage, error: &Error) -> Self {
        // Before the mail is handed over, no server has heard of a customer.
        let what = match (stage, error.status()) {
            (Stage::HandOver, Some(code)) => format!("the server answered {code}"),
            (Stage::HandOver, None) if error.is_client() => "the server cannot take such an address".to_owned(),
            _ => error.to_string(),
        };
        if stage == Stage::HandOver && (error.is_permanent() || error.is_client()) {
            Self::Refused { stage, what }
        } else {
            Self::NotNow { stage, what }
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compose => "composing the mail",
            Self::Connect => "connecting to the mail server",
            Self::Login => "logging in to the mail server",
            Self::HandOver => "handing the mail over",
        })
    }
}
