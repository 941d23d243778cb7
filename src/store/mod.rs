//! What the desk never forgets. Speaks in commands, never in trees, rows or iterators; engines are known only here.

mod api;
pub mod backup;
mod census;
mod changes;
mod class;
mod examination;
mod fault;
mod key;
mod piece;
mod protection;
mod restore;
mod seal;
mod sled;
mod snapshot;

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use jiff::Timestamp;

pub use api::{
    Backlog, Delivery, Failed, Further, Intake, Kept, Leased, OutboxRow, Pauses, QueuePage, RawUpdate, Store,
    Versioned, Work,
};
pub use census::{Count, Counts, StoreId};
pub use changes::{BoardRead, BoardVersions, Changes, Commit, Put, PutBoard, ReliedOn, Replace, WorkId};
pub use class::ServiceClass;
pub use examination::{Examination, Finding, Found};
pub use fault::{StoreFault, past_record};
pub use key::{DataKey, KeyFileFault, KeyId, KeyProblem, exposure, file_beside};
pub use piece::{PAUSE, Piece, Whole};
pub use protection::{AfterLoss, Protection, Rekeyed};
pub use restore::{Lost, RestoreFault, RestoreOptions, Restored};
pub use snapshot::{Contents, Portion, Snapshot, StoredRow};

/// Opens the store in a folder of its own, made if it is not there yet.
///
/// Blocks for as long as it takes to count all rows and to read what waits (about two seconds for a million rows), and to
/// encrypt a folder that was not.
///
/// # Errors
/// When another process has the folder, a newer program wrote it, its key is not there, it cannot be read, or it is not what
/// this program left there.
pub fn open(folder: &Path, protection: &Protection) -> Result<Arc<dyn Store>, StoreFault> {
    open_after(folder, protection, AfterLoss::Refuse)
}

/// The same, with a say in what is to be done when data are missing.
///
/// # Errors
/// As [`open`].
pub fn open_after(folder: &Path, protection: &Protection, after: AfterLoss) -> Result<Arc<dyn Store>, StoreFault> {
    Ok(Arc::new(sled::SledStore::open(folder, protection, after)?))
}

/// Removes a folder with all that tells of its data, so that the next one begins anew. Its key stays.
///
/// # Errors
/// When the system cannot.
pub fn forget(folder: &Path) -> io::Result<()> {
    let absent = |outcome: io::Result<()>| match outcome {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    };
    absent(fs::remove_dir_all(folder))?;
    sled::mark_beside(folder).map_or(Ok(()), |mark| absent(fs::remove_file(mark)))
}

/// Encrypts a folder that no desk uses and that is not encrypted, with the key that it is to have.
///
/// # Errors
/// As [`open`]; and when the disk has no room for the data twice.
pub fn encrypt(folder: &Path, protection: &Protection) -> Result<Rekeyed, StoreFault> {
    sled::encrypt(folder, protection)
}

/// Encrypts a folder that no desk uses with a new key.
///
/// Killed at any moment, it leaves the folder encrypted whole with the old key or whole with the new one.
///
/// # Errors
/// As [`open`]; and when the disk has no room for the data twice.
pub fn rekey(folder: &Path, protection: &Protection, new: &DataKey) -> Result<Rekeyed, StoreFault> {
    sled::rekey(folder, protection, new)
}

/// Looks at the data in a folder that no desk uses, and changes nothing.
///
/// # Errors
/// When it cannot be looked at; what is wrong with the data is no error.
pub fn examine(folder: &Path, protection: &Protection) -> Result<Examination, StoreFault> {
    sled::examine_folder(folder, protection)
}

/// Whether a folder holds data, or did.
pub fn holds_data(folder: &Path) -> bool {
    sled::holds_data(folder)
}

/// Looks at a copy of all rows as it comes, from a backup or from a running desk; `file` is what it is called, and `folder` the
/// data folder beside which its key is looked for.
///
/// # Errors
/// As [`examine`].
pub fn examine_copy(
    file: &Path,
    from: impl io::Read,
    protection: &Protection,
    folder: &Path,
) -> Result<Examination, RestoreFault> {
    sled::examine_copy(file, from, protection, folder)
}

/// Puts a backup back into an empty data folder.
///
/// # Errors
/// When the backup cannot be trusted, the folder is not empty, or the key is not there; then nothing was changed.
pub fn restore(
    backup: &Path,
    folder: &Path,
    protection: &Protection,
    options: &RestoreOptions,
    now: Timestamp,
) -> Result<Restored, RestoreFault> {
    sled::restore(backup, folder, protection, options, now)
}
