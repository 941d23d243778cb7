//! What the desk never forgets. Speaks in commands, never in trees, rows or iterators; engines are known only here.

mod api;
mod changes;
mod fault;

pub use api::{Delivery, Failed, Intake, Leased, OutboxRow, QueuePage, RawUpdate, Store, Versioned, Work, WorkId};
pub use changes::{Changes, Commit, Put};
pub use fault::StoreFault;
