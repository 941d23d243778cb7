//! What the customer has ready for the call, in their own words.

use crate::callback::{CallbackRequest, Prepared};

/// Answers kept: more questions than any topic asks.
const MAX_PREPARED: usize = 20;

impl CallbackRequest {
    /// The customer answers one of the questions; a later answer takes the place of an earlier one.
    pub fn prepare(&mut self, question: String, answer: String) {
        self.prepared.retain(|prepared| prepared.question != question);
        if self.prepared.len() < MAX_PREPARED {
            self.prepared.push(Prepared { question, answer });
        }
    }
}
