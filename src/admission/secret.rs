//! What is kept of a secret that only a browser has: its keyed hash.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The keyed hash of something that a browser alone knows, in hexadecimal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SecretHash(String);

impl SecretHash {
    /// Of these bytes.
    pub fn new(hash: &[u8]) -> Self {
        Self(hash.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// As it stands in a row or a form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What [`SecretHash::as_str`] gave.
    pub fn of(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}
