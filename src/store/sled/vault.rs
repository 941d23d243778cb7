//! How rows lie on the disk: sealed, or as they are where an operator chose so. Every value is sealed whole but the two
//! that tell how to read the others, and keys that are people's numbers are hidden. Reads and writes nothing.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

use super::trees::{Name, SCHEMA_KEY, SEALED_KEY, damaged};
use crate::store::StoreFault;
use crate::store::key::DataKey;
use crate::store::seal::{SEAL_BYTES, Scheme, Seal};

/// The way into a folder's rows.
pub enum Vault {
    /// Rows lie as they are.
    Open,
    /// Rows are sealed.
    Sealed(Box<Seal>),
}

/// A row as the store knows it.
pub struct Row {
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
}

impl Vault {
    /// Seals with this key.
    pub fn sealed(key: &DataKey, scheme: Scheme) -> Self {
        Self::Sealed(Box::new(Seal::new(key, scheme)))
    }

    /// What a row as it lies on the disk adds to the sum of its tree: a keyed hash, which nobody without the key can make.
    /// Where nothing is sealed it is a checksum.
    pub fn witness(&self, name: Name, stored_key: &[u8], stored: &[u8]) -> u128 {
        let place = place(name, stored_key);
        let hash: [u8; 32] = match self {
            Self::Sealed(seal) => seal.witness(&place, stored),
            Self::Open => Sha256::new().chain_update(&place).chain_update([0]).chain_update(stored).finalize().into(),
        };
        hash.iter().take(size_of::<u128>()).fold(0, |sum, byte| sum << 8 | u128::from(*byte))
    }

    /// The key under which a row lies on the disk.
    pub fn key<'k>(&self, name: Name, key: &'k [u8]) -> Cow<'k, [u8]> {
        match self {
            Self::Sealed(seal) if hides_keys(name) => Cow::Owned(seal.hide(name.as_str().as_bytes(), key)),
            _ => Cow::Borrowed(key),
        }
    }

    /// The value of a row as it lies on the disk.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the system has no random bytes to give.
    pub fn seal(&self, name: Name, key: &[u8], value: &[u8]) -> Result<Vec<u8>, StoreFault> {
        let Self::Sealed(seal) = self else { return Ok(value.to_vec()) };
        if is_plain(name, key) {
            return Ok(value.to_vec());
        }
        let place = place(name, &self.key(name, key));
        let sealed = if hides_keys(name) {
            let length = u8::try_from(key.len()).map_err(|_| damaged(name, key, "its key is too long to be hidden"))?;
            seal.seal(&place, &[&[length], key, value].concat())
        } else {
            seal.seal(&place, value)
        };
        sealed.map_err(StoreFault::Broken)
    }

    /// The row that lies on the disk under this key.
    ///
    /// # Errors
    /// Why it is none: it was not written there with our key.
    pub fn open(&self, name: Name, stored_key: &[u8], stored: &[u8]) -> Result<Row, String> {
        let as_it_is = || Row { key: stored_key.to_vec(), value: stored.to_vec() };
        let Self::Sealed(seal) = self else { return Ok(as_it_is()) };
        if is_plain(name, stored_key) {
            return Ok(as_it_is());
        }
        let opened = seal.open(&place(name, stored_key), stored);
        let mut value = opened.map_err(|fault| fault.to_string())?;
        if !hides_keys(name) {
            return Ok(Row { key: stored_key.to_vec(), value });
        }
        let length = value.first().map_or(0, |length| usize::from(*length));
        if value.is_empty() || value.len() <= length {
            return Err("its key is cut short".to_owned());
        }
        let rest = value.split_off(1 + length);
        Ok(Row { key: value.split_off(1), value: rest })
    }

    /// How many bytes longer than the value a row is on the disk.
    pub fn overhead(&self, name: Name, key: &[u8]) -> usize {
        match self {
            Self::Sealed(_) if hides_keys(name) => SEAL_BYTES + 1 + key.len(),
            Self::Sealed(_) if !is_plain(name, key) => SEAL_BYTES,
            _ => 0,
        }
    }
}

/// Trees whose keys hold people's numbers in Telegram. Their rows are looked up one by one: hidden keys have no order.
fn hides_keys(name: Name) -> bool {
    matches!(name, Name::Conversations | Name::Unreachable | Name::Slots | Name::Customers | Name::Board | Name::Pieces)
}

/// What has to be read before the key is known.
fn is_plain(name: Name, key: &[u8]) -> bool {
    name == Name::Meta && [SCHEMA_KEY, SEALED_KEY].contains(&key)
}

fn place(name: Name, stored_key: &[u8]) -> Vec<u8> {
    [name.as_str().as_bytes(), &[0], stored_key].concat()
}
