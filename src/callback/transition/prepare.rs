//! What the customer has ready for the call, in their own words.

use crate::callback::{CallbackRequest, Prepared};

impl CallbackRequest {
    /// The customer answers one of the questions; a later answer takes the place of an earlier one. Says whether there was
    /// room for it.
    pub fn prepare(&mut self, question: String, answer: String) -> bool {
        self.prepared.retain(|prepared| prepared.question != question);
        let room = self.has_room_for_answer(&question, &answer);
        if room {
            self.prepared.push(Prepared { question, answer });
        }
        room
    }
}
