//! How much one agent may have in hand. Knows nobody's rights, and ends no claim.

use super::{CallbackRequest, Rules, State};
use crate::intents::Priority;

impl Rules {
    /// Whether an agent who has these requests may take this one too.
    ///
    /// At most [`Self::claims`] wait in one pair of hands to be called; while a call runs, as many others may be held ready.
    /// What is urgent is held back by urgent ones alone: nobody gives an ordinary one back first.
    pub fn leave_room(&self, mine: &[CallbackRequest], request: &CallbackRequest) -> bool {
        let urgent = |other: &CallbackRequest| other.priority == Priority::Urgent;
        let counts = |other: &&CallbackRequest| other.is_in_hand() && (!urgent(request) || urgent(other));
        let held: Vec<&CallbackRequest> = mine.iter().filter(counts).collect();
        let idle = held.iter().filter(|other| matches!(other.state, State::Claimed { .. })).count();
        let most = usize::from(self.claims);
        idle < most && held.len() <= most
    }
}
