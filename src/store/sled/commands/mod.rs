//! What each writing command writes. Reads through its draft and never touches the trees or memory itself.

mod bury;
mod commit;
mod erase;
mod intake;
mod settle;

use tokio::sync::oneshot;

pub use bury::{count_trial, fail};
pub use commit::commit;
pub use erase::{Overdue, purge};
use erase::{erase, note_ended};
pub use intake::intake;
pub use settle::{discard, settle};

use jiff::Timestamp;

use super::draft::Draft;
use crate::conversation::{Outgoing, Retention};
use crate::store::{Changes, Commit, Delivery, Failed, Intake, RawUpdate, StoreFault, WorkId};

/// Where the outcome of a command goes.
pub type Answer<T> = oneshot::Sender<Result<T, StoreFault>>;

/// A command for the writer.
pub enum Command {
    /// Take updates in.
    Intake(Vec<RawUpdate>, Timestamp, Answer<Intake>),
    /// Write a try on trial down before it is made; the new count of them.
    CountTrial(WorkId, u32, Answer<()>),
    /// Apply a change set.
    Commit(Option<WorkId>, Box<Changes>, Timestamp, Answer<Commit>),
    /// Give an update back.
    Fail(Failure, Answer<Failed>),
    /// Write down what became of messages.
    Settle(Vec<(u64, Delivery)>, Timestamp, Answer<()>),
    /// Erase what is still over; how many rows that were.
    Purge(Vec<Overdue>, Retention, Timestamp, Answer<usize>),
    /// Remove rows of the outbox that cannot be read.
    Discard(Vec<u64>, Answer<()>),
    /// Be done.
    Close(Answer<()>),
}

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

impl Command {
    /// Whether it goes before the others of its group. What became of messages is settled first, so that those which a
    /// group writes to a chat that has just become unreachable are left out.
    pub fn goes_first(&self) -> bool {
        matches!(self, Self::Settle(..))
    }
}

/// Removes the pieces of an update's JSON.
fn remove_raw(draft: &mut Draft<'_>, row: u64, parts: u16) {
    for part in 0..parts {
        draft.remove(super::trees::Name::Raw, super::keys::part(row, part));
    }
}
