//! What all commands share: how they end without a write, and how an update's pieces go. Plans none.

use jiff::Timestamp;

use crate::conversation::Outgoing;
use crate::store::sled::draft::Draft;
use crate::store::sled::keys;
use crate::store::sled::trees::Name;
use crate::store::{StoreFault, WorkId};

/// An update that could not be worked off.
pub struct Failure {
    /// Which.
    pub work: WorkId,
    /// Why not.
    pub reason: String,
    /// The try that is the last.
    pub max_tries: u32,
    /// What is sent when it was.
    pub alarm: Vec<Outgoing>,
    /// Now.
    pub now: Timestamp,
}

/// Why a command writes nothing.
pub enum Stop<T> {
    /// There is nothing to do, and this is the answer.
    Answer(T),
    /// It cannot be done.
    Fault(StoreFault),
}

impl<T> From<StoreFault> for Stop<T> {
    fn from(fault: StoreFault) -> Self {
        Self::Fault(fault)
    }
}

/// What a command comes to.
pub type Planned<T> = Result<T, Stop<T>>;

/// Removes the pieces of an update's JSON.
pub(super) fn remove_raw(draft: &mut Draft<'_>, row: u64, parts: u16) {
    for part in 0..parts {
        draft.remove(Name::Raw, keys::part(row, part));
    }
}
