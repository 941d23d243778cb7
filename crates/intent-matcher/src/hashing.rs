//! Hashes that are the same on every machine, and maps keyed by them.

use std::hash::{BuildHasherDefault, Hasher};

/// Adds one item to a rolling hash.
pub(crate) fn step(hash: u64, item: u64) -> u64 {
    (hash.rotate_left(23) ^ item).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(item)
}

/// The hash of a short text.
pub(crate) fn hash(text: &[u8]) -> u64 {
    text.iter().fold(text.len() as u64, |hash, byte| step(hash, u64::from(*byte)))
}

/// A hasher for keys that are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// Builds [`Identity`] hashers.
pub(crate) type Spread = BuildHasherDefault<Identity>;
