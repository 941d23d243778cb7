//! What a matcher says of a message. Holds no text of the message.

use serde::{Deserialize, Serialize};

use super::IntentId;

/// An intent that a message may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The intent.
    pub intent: IntentId,
    /// How likely the message means it, 0 to 1: of the messages at confidence p, a share of p means it.
    pub confidence: f32,
}

/// The decision on one message.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Sure enough to answer; two when the message asks two things.
    Answer {
        /// The intent to answer.
        first: Candidate,
        /// The other question of the same message.
        second: Option<Candidate>,
    },
    /// Not sure enough, or two are too close: ask back with these, likeliest first, at least one and at most three.
    Unsure(Vec<Candidate>),
    /// Nothing we know.
    None,
}
