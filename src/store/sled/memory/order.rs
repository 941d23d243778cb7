//! A sorted list that tells places: how many stand before one, without walking over them. Holds each value once.

/// Values in a chunk at most. With 100,000 values a place is found by adding some 300 lengths.
const CHUNK: usize = 512;

/// Values in order, in chunks of which none is empty.
pub struct Order<T> {
    chunks: Vec<Vec<T>>,
}

impl<T> Default for Order<T> {
    fn default() -> Self {
        Self { chunks: Vec::new() }
    }
}

impl<T: Ord> Order<T> {
    /// The chunk in which this value stands or would stand.
    fn chunk_of(&self, value: &T) -> usize {
        let before = self.chunks.partition_point(|chunk| chunk.last().is_some_and(|last| last < value));
        before.min(self.chunks.len().saturating_sub(1))
    }

    /// Puts a value in its place.
    pub fn insert(&mut self, value: T) {
        let index = self.chunk_of(&value);
        let Some(chunk) = self.chunks.get_mut(index) else {
            self.chunks.push(vec![value]);
            return;
        };
        if let Err(place) = chunk.binary_search(&value) {
            chunk.insert(place, value);
        }
        if chunk.len() > CHUNK {
            let rest = chunk.split_off(CHUNK / 2);
            self.chunks.insert(index + 1, rest);
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, value: &T) {
        let index = self.chunk_of(value);
        let Some(chunk) = self.chunks.get_mut(index) else { return };
        if let Ok(place) = chunk.binary_search(value) {
            chunk.remove(place);
        }
        if chunk.is_empty() {
            self.chunks.remove(index);
        }
    }

    /// How many values are less than this one.
    pub fn before(&self, value: &T) -> usize {
        let index = self.chunk_of(value);
        let in_chunk = self.chunks.get(index).map_or(0, |chunk| chunk.partition_point(|other| other < value));
        self.chunks.iter().take(index).map(Vec::len).sum::<usize>() + in_chunk
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.chunks.iter().map(Vec::len).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The values in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.chunks.iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_set_that_tells_places(steps in prop::collection::vec((any::<bool>(), 0..3000_u32), 0..4000), asked in 0..3000_u32) {
            let (mut order, mut set) = (Order::default(), BTreeSet::new());
            for (keep, value) in steps {
                // Far more come than go, so that chunks split.
                if keep || value % 4 != 0 {
                    order.insert(value);
                    set.insert(value);
                } else {
                    order.remove(&value);
                    set.remove(&value);
                }
            }
            prop_assert!(order.iter().eq(&set));
            prop_assert_eq!((order.len(), order.is_empty()), (set.len(), set.is_empty()));
            prop_assert_eq!(order.before(&asked), set.range(..asked).count());
            for value in set {
                order.remove(&value);
            }
            prop_assert!(order.is_empty());
        }
    }
}
