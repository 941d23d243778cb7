//! What is counted of a store, so that rows that vanish, come back or were put there by somebody else are seen by counting.
//! Knows neither rows nor keys: whoever counts brings a keyed hash of each row.

use std::collections::BTreeMap;
use std::fmt;

use chacha20poly1305::aead::Generate as _;
use serde::{Deserialize, Serialize};

use super::fault::StoreFault;
use super::key::to_hex;

/// Bytes of a store's id: no two stores have the same.
const ID_BYTES: usize = 16;

/// Which store this is, as it goes on through every change of its key and every restore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoreId(pub(super) String);

impl StoreId {
    /// A new one.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the system has no random bytes to give.
    pub fn new() -> Result<Self, StoreFault> {
        let bytes = <[u8; ID_BYTES]>::try_generate();
        let bytes = bytes.map_err(|error| StoreFault::Broken(format!("the system gives no random bytes: {error}")))?;
        Ok(Self(to_hex(&bytes)))
    }
}

impl fmt::Display for StoreId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is counted of one tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many rows it has.
    pub rows: u64,
    /// The sum of the keyed hashes of all of them.
    pub(super) sum: u128,
}

impl Count {
    /// A row is there from now on.
    pub fn add(&mut self, witness: u128) {
        self.rows = self.rows.wrapping_add(1);
        self.sum = self.sum.wrapping_add(witness);
    }

    /// A row is gone from now on.
    pub fn take(&mut self, witness: u128) {
        self.rows = self.rows.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(witness);
    }
}

/// What is counted of every tree, by its name.
pub type Counts = BTreeMap<String, Count>;
