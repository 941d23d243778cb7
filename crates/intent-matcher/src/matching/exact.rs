//! The desk's examples word for word. What an answer writer adds is matched at once, whatever training makes of it.

use super::tokens::{Token, Tokens};
use crate::hashing::hash;
use crate::numeric::mix;

/// The examples by what they say, sorted.
#[derive(Clone, Debug, Default)]
pub(super) struct Examples {
    /// The hash of an example's tokens and its intent.
    examples: Vec<(u64, u32)>,
}

impl Examples {
    /// Keeps what examples say, each with its intent.
    pub(super) fn new(mut examples: Vec<(u64, u32)>) -> Self {
        examples.sort_unstable();
        examples.dedup();
        examples.shrink_to_fit();
        Self { examples }
    }

    /// The intent that has this very example, and another one that has it too.
    pub(super) fn find(&self, says: u64) -> Option<(usize, Option<usize>)> {
        let start = self.examples.partition_point(|(have, _)| *have < says);
        let mut same = self.examples.get(start..)?.iter().take_while(|(have, _)| *have == says);
        let intent = |example: &(u64, u32)| example.1 as usize;
        Some((same.next().map(intent)?, same.next().map(intent)))
    }

    /// The bytes held on the heap.
    pub(super) fn memory(&self) -> usize {
        size_of_val(self.examples.as_slice())
    }
}

/// What a message says, in one number: its tokens in order, words by their stems, punctuation left out.
pub(super) fn says(tokens: &Tokens) -> u64 {
    tokens.list.iter().fold(tokens.list.len() as u64, |said, token| {
        let token = match *token {
            Token::Word { stem, .. } => stem,
            Token::Spelled { start, end } => hash(tokens.word(start, end).as_bytes()),
            Token::Number { digits } => u64::from(digits),
            Token::Ideograph(c) | Token::Picture(c) => u64::from(c) << 32,
        };
        mix(said.rotate_left(7) ^ token)
    })
}
