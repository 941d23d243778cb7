//! What each writing command writes. Reads through its draft and never touches the trees or memory itself.

mod bury;
mod commit;
mod erase;
mod intake;
mod planned;
mod settle;

use tokio::sync::oneshot;

pub use bury::{count_trial, fail};
pub use commit::commit;
pub use erase::{Overdue, purge};
use erase::{erase, note_ended};
pub use intake::intake;
pub use planned::{Failure, Planned, Stop};
pub use settle::{discard, settle};

use jiff::Timestamp;

use crate::conversation::Retention;
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

impl Command {
    /// Whether it goes before the others of its group. What became of messages is settled first, so that those which a
    /// group writes to a chat that has just become unreachable are left out.
    pub fn goes_first(&self) -> bool {
        matches!(self, Self::Settle(..))
    }
}
