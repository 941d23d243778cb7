//! What a scored message offers to judge by how sure the winner is.

use super::numeric::{ln, logit};

/// Keeps the lead finite where there is no runner-up.
const LEAST: f32 = 1e-6;

/// How many numbers the evidence has, the constant one included.
pub(super) const KINDS: usize = 5;

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
}

impl Evidence {
    /// The evidence for a winner of probability `first` before `second`, of score `top`, in a message of which the
    /// share `known` is known.
    pub(super) fn new(first: f32, second: f32, top: f32, known: f32) -> Self {
        Self { odds: logit(first), score: top, lead: ln(first / second.max(LEAST)), known }
    }

    /// The evidence as a vector to be weighed, its last element constant.
    pub(super) fn vector(&self) -> [f32; KINDS] {
        [self.odds, self.score, self.lead, self.known, 1.0]
    }
}
