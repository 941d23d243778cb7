//! What a scored message offers to judge by how sure the winner is.

use crate::numeric::{ln, logit};

use super::samples::Familiar;

/// Keeps the lead finite where there is no runner-up.
const LEAST: f32 = 1e-6;

/// How many numbers the evidence has, the constant one included.
pub(super) const KINDS: usize = 7;

/// The evidence for the winner of one message.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// The log-odds of the winner's probability.
    pub(super) odds: f32,
    /// The winner's score before it is set against the others.
    pub(super) score: f32,
    /// How far the runner-up is behind, in score.
    pub(super) lead: f32,
    /// The share of the message, 0 to 1, that the examples know.
    pub(super) known: f32,
    /// How many words the examples do not have, as ln(1 + n): a stranger named in a question asked in the desk's words.
    pub(super) strange: f32,
    /// The log-odds that the words alone give the winner. A message that means nearly what an example means, in words
    /// that no example has, is often about something near and else.
    pub(super) words: f32,
}

impl Evidence {
    /// The evidence for a winner of probability `first` before `second`, of score `top`, in a message that is so
    /// `familiar` and in which the words alone give the winner the probability `words`.
    pub(super) fn new(first: f32, second: f32, top: f32, familiar: Familiar, words: f32) -> Self {
        Self {
            odds: logit(first),
            score: top,
            lead: ln(first / second.max(LEAST)),
            known: familiar.share,
            strange: ln(1.0 + familiar.strange),
            words: logit(words),
        }
    }

    /// The evidence as a vector to be weighed, its last element constant.
    pub(super) fn vector(&self) -> [f32; KINDS] {
        [self.odds, self.score, self.lead, self.known, self.strange, self.words, 1.0]
    }
}
