//! The features that the examples have: their numbers and how telling each is. A feature that no example has is
//! unknown, and counts in a message's norm all the same: what is not understood makes the match less sure.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::numeric::ln;

/// A hasher for keys that are hashes already.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Identity(u64);

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
pub(super) type Spread = BuildHasherDefault<Identity>;

/// Numbers for features, in the order they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<u64, u32, Spread>,
}

impl Vocabulary {
    /// The number of a feature, a new one if it was not seen before.
    pub(super) fn number(&mut self, key: u64) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(key).or_insert(next)
    }

    /// The number of a feature that was seen.
    pub(super) fn find(&self, key: u64) -> Option<u32> {
        self.numbers.get(&key).copied()
    }

    /// How many features there are.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }
}

/// How telling a feature is that `df` of `documents` examples have: rare ones more (smoothed inverse frequency).
pub(super) fn inverse_frequency(df: u32, documents: u32) -> f32 {
    let ratio = (1.0 + documents as f32) / (1.0 + df as f32);
    ln(ratio) + 1.0
}

/// How much `count` occurrences of a feature in one message weigh against one.
pub(super) fn damped(count: u32) -> f32 {
    let count = count as f32;
    if count <= 1.0 { 1.0 } else { 1.0 + ln(count) }
}
