//! How many slips apart two words are: letters changed, left out, put in or swapped with their neighbour. What
//! `strsim::osa_distance` counts, held against it in a test; it allocates at each call, this never does.

use super::repair::LONGEST;

/// The letters of a word, and how many of them there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    letters: [char; LONGEST],
    count: usize,
}

impl Letters {
    /// The letters of `word`, the first [`LONGEST`] of them.
    pub(super) fn of(word: &str) -> Self {
        let mut letters = ['\0'; LONGEST];
        let mut count = 0;
        for (slot, letter) in letters.iter_mut().zip(word.chars()) {
            *slot = letter;
            count += 1;
        }
        Self { letters, count }
    }

    fn list(&self) -> &[char] {
        self.letters.get(..self.count).unwrap_or(&[])
    }
}

/// The optimal string alignment distance of two words.
pub(super) fn slips_apart(one: &Letters, other: &Letters) -> usize {
    let (one, other) = (one.list(), other.list());
    // Rows of the table of distances between beginnings: two before, one before, this one.
    let mut older = [0; LONGEST + 1];
    let mut old: [usize; LONGEST + 1] = std::array::from_fn(|at| at);
    let mut row = [0; LONGEST + 1];
    let mut above = None;
    for (from, a) in one.iter().enumerate() {
        let mut left = from + 1;
        let mut before = None;
        let mut corner = from;
        let mut far = 0;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        let columns = row.iter_mut().skip(1).zip(old.iter().skip(1)).zip(&older);
        for (((cell, up), swapped), b) in columns.zip(other) {
            let mut least = (corner + usize::from(a != b)).min(left + 1).min(up + 1);
            if above == Some(b) && before == Some(a) {
                least = least.min(far + 1);
            }
            (*cell, left, corner, far, before) = (least, least, *up, *swapped, Some(b));
        }
        (older, old, row) = (old, row, older);
        above = Some(a);
    }
    old.get(other.len()).copied().unwrap_or(LONGEST)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Letters, slips_apart};

    proptest! {
        #[test]
        fn the_distance_is_that_of_strsim(one in "[abcé]{0,24}", other in "[abcé]{0,24}") {
            prop_assert_eq!(slips_apart(&Letters::of(&one), &Letters::of(&other)), strsim::osa_distance(&one, &other));
        }
    }
}
