//! What is kept of a secret that only a browser has: its keyed hash.

use std::fmt;

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

/// The keyed hash of something that a browser alone knows, in hexadecimal.
#[derive(Clone, Serialize, Deserialize)]
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

/// Compared in a time that tells nothing of how much agrees.
impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for SecretHash {}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}
