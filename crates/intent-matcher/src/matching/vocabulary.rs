//! The features that the examples have: a row of the trained layer for each. A feature that no example has is
//! unknown, and counts in a message's norm all the same: what is not understood makes the match less sure.

use std::collections::HashMap;

use crate::hashing::Spread;
use crate::numeric::ln;

/// Numbers for features while the examples are read, in the order they were first seen.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    numbers: HashMap<u64, u32, Spread>,
}

impl Numbering {
    /// The number of a feature, a new one if it was not seen before.
    pub(super) fn number(&mut self, key: u64) -> u32 {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(key).or_insert(next)
    }

    /// How many features were seen.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// The lasting table of the features that `row` gives a row; features without one are unknown from now on.
    pub(super) fn finish(&self, row: impl Fn(u32) -> Option<u32>) -> Vocabulary {
        let mut kept: Vec<(u64, u32)> =
            self.numbers.iter().filter_map(|(key, number)| row(*number).map(|row| (*key, row))).collect();
        // In the order of rows: the map's own order may differ between machines.
        kept.sort_unstable_by_key(|(_, row)| *row);
        let mut vocabulary = Vocabulary { slots: vec![EMPTY; (kept.len() * 2).next_power_of_two().max(2)] };
        for (key, row) in kept {
            vocabulary.insert(key, row);
        }
        vocabulary
    }
}

/// An unused slot: no feature has this row.
const EMPTY: (u32, u32) = (0, u32::MAX);

/// From a feature to its row: open addressing in one flat table, half of it free. A feature is told from others by 32
/// of its bits besides its place, which is one mistake in a hundred thousand messages at most.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    slots: Vec<(u32, u32)>,
}

impl Vocabulary {
    /// The row of a feature that the examples have.
    pub(super) fn row(&self, key: u64) -> Option<u32> {
        let mark = mark(key);
        let mut at = self.start(key);
        loop {
            match self.slots.get(at) {
                Some(slot) if slot.1 == u32::MAX => return None,
                Some(slot) if slot.0 == mark => return Some(slot.1),
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
                None => return None,
            }
        }
    }

    /// The bytes held on the heap.
    pub(super) fn memory(&self) -> usize {
        size_of_val(self.slots.as_slice())
    }

    fn insert(&mut self, key: u64, row: u32) {
        let mut at = self.start(key);
        while self.slots.get(at).is_some_and(|slot| slot.1 != u32::MAX) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (mark(key), row);
        }
    }

    fn start(&self, key: u64) -> usize {
        key as usize & (self.slots.len() - 1)
    }
}

fn mark(key: u64) -> u32 {
    (key >> 32) as u32
}

/// How telling a feature is that as good as `intents` of `all` intents use: the fewer, the more. Counting intents and
/// not examples is worth 1.5 points of accuracy with ten examples an intent.
pub(super) fn telling(intents: f32, all: usize) -> f32 {
    ln((1.0 + all as f32) / (1.0 + intents)) + 1.0
}

/// How much `count` occurrences of a feature in one message weigh against one.
pub(super) fn damped(count: u32) -> f32 {
    if count <= 1 { 1.0 } else { 1.0 + ln(count as f32) }
}
