//! The kinds of secrets that are found, and their names. Finds none.

use serde::{Deserialize, Serialize};

/// What a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// The words of a wallet, or enough of them to guess the rest; what they are made from.
    RecoveryPhrase,
    /// A private key in any form, keystores included.
    PrivateKey,
    /// The secret of a programming interface, tokens and sessions included.
    ApiSecret,
    /// A payment card's number or its security code.
    Card,
    /// A password, or the key of an authenticator.
    Password,
    /// A code that is good once, backup codes included.
    OneTimeCode,
    /// The number of a passport or of social security, told as such.
    Identity,
}

impl SecretKind {
    /// Every kind, the most harmful first.
    pub const ALL: [Self; 7] = [
        Self::RecoveryPhrase,
        Self::PrivateKey,
        Self::ApiSecret,
        Self::Card,
        Self::Password,
        Self::OneTimeCode,
        Self::Identity,
    ];

    /// Its name in marks, counters and texts that choose by it.
    pub fn code(self) -> &'static str {
        match self {
            Self::RecoveryPhrase => "recovery-phrase",
            Self::PrivateKey => "private-key",
            Self::ApiSecret => "api-secret",
            Self::Card => "card",
            Self::Password => "password",
            Self::OneTimeCode => "one-time-code",
            Self::Identity => "identity-number",
        }
    }
}
