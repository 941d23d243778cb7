//! What a text surely means, as the matcher has it. Decides nothing by it.

use crate::conversation::customer::special_intents::{CALLBACK_STATUS, CANCEL_CALLBACK, REQUEST_CALLBACK};
use crate::matching::IntentId;

/// What a text surely means.
#[derive(Clone, Debug, Default)]
pub(in crate::conversation::customer) struct Meaning {
    pub(super) first: Option<IntentId>,
    pub(super) second: Option<IntentId>,
}

impl Meaning {
    pub(super) fn is(&self, id: &str) -> bool {
        self.first.as_ref().is_some_and(|first| first.as_str() == id)
    }

    /// Whether it is about a call itself and nothing else.
    pub(super) fn is_errand(&self) -> bool {
        self.second.is_none() && [REQUEST_CALLBACK, CALLBACK_STATUS, CANCEL_CALLBACK].iter().any(|id| self.is(id))
    }

    pub(in crate::conversation::customer) fn all(&self) -> impl Iterator<Item = &IntentId> {
        self.first.iter().chain(&self.second)
    }
}
