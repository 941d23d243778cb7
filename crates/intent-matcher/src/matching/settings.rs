//! What the operator may wish of the matcher, in plain terms.

/// Wishes of the operator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchSettings {
    /// The share of answered messages whose answer shall be right, 0 to 1.
    pub answer_precision: f32,
    /// The share of messages about the desk's intents that shall be answered even where the examples are too few for
    /// the wished precision, 0 to 1.
    pub answer_at_least: f32,
}

impl Default for MatchSettings {
    fn default() -> Self {
        Self { answer_precision: 0.97, answer_at_least: 0.55 }
    }
}
