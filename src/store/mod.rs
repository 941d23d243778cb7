//! What the desk never forgets. Speaks in commands, never in trees, rows or iterators; engines are known only here.

mod api;
mod changes;
mod fault;
mod sled;

use std::path::Path;
use std::sync::Arc;

pub use api::{
    Backlog, Delivery, Failed, Intake, Leased, OutboxRow, QueuePage, RawUpdate, Store, Versioned, Work, WorkId,
};
pub use changes::{Changes, Commit, Put};
pub use fault::StoreFault;

/// Opens the store in a folder of its own, made if it is not there yet. Blocks for as long as it takes to read what
/// waits: about a second for a million rows.
///
/// # Errors
/// When another process has the folder, a newer program wrote it, or it cannot be read.
pub fn open(folder: &Path) -> Result<Arc<dyn Store>, StoreFault> {
    Ok(Arc::new(sled::SledStore::open(folder)?))
}
