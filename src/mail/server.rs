//! The mail server and how we speak to it, as the settings say.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::safety::Email;

/// How long one try may take in all: a server that checks senders answers late, and a person waits for the code.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Where mails are handed over.
#[derive(Clone, Debug)]
pub struct MailServer {
    /// Its name; certificates are checked against it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is protected.
    pub tls: Tls,
    /// Who we are to it; without one we are let in by our address.
    pub login: Option<(String, Password)>,
    /// The sender's address.
    pub from: Email,
    /// How long one try may take.
    pub patience: Duration,
}

/// How the way to a mail server is protected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// TLS from the first byte.
    #[default]
    Required,
    /// TLS after STARTTLS; without it nothing is sent.
    StartTls,
    /// None: for a server on the same machine.
    Off,
}

impl Tls {
    /// Every kind with its name in the settings.
    pub const ALL: [(&'static str, Self); 3] =
        [("required", Self::Required), ("starttls", Self::StartTls), ("off", Self::Off)];

    /// The usual port (RFC 8314, RFC 6409, RFC 5321).
    pub fn usual_port(self) -> u16 {
        match self {
            Self::Required => 465,
            Self::StartTls => 587,
            Self::Off => 25,
        }
    }
}

/// The password for the mail server. Nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Keeps a password.
    pub fn new(password: String) -> Self {
        Self(Zeroizing::new(password))
    }

    /// The password, for the server alone.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}
