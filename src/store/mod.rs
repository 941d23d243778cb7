//! What the desk never forgets. Speaks in commands, never in trees, rows or iterators; engines are known only here.

mod api;
mod changes;
mod class;
mod fault;
mod key;
mod piece;
mod seal;
mod sled;

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

pub use api::{
    Backlog, Delivery, Failed, Further, Intake, Kept, Leased, OutboxRow, Pauses, QueuePage, RawUpdate, Store,
    Versioned, Work,
};
pub use changes::{BoardRead, BoardVersions, Changes, Commit, Put, PutBoard, ReliedOn, WorkId};
pub use class::ServiceClass;
pub use fault::{StoreFault, past_record};
pub use key::{DataKey, KeyFileFault, KeyId, KeyProblem, exposure, file_beside};
pub use piece::{Piece, Whole};

/// How the data are protected from those who get hold of the disk.
#[derive(Clone, Debug)]
pub enum Protection {
    /// Encrypted with this key. Data that lie there unencrypted are encrypted first.
    Key(DataKey),
    /// Encrypted with the key in the file [`file_beside`] the folder. A folder that has no key yet gets one there.
    KeyBeside,
    /// Not at all. Data that are encrypted are refused.
    Off,
}

/// What to do when data that were there are not there any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AfterLoss {
    /// Refuse to open: somebody has to look.
    #[default]
    Refuse,
    /// Go on with what is there; no number is given out again.
    Accept,
    /// Begin anew where nothing is there; no number is given out again.
    BeginAnew,
}

/// What changing a folder's key came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rekeyed {
    /// All rows, so many, are encrypted with the new key.
    Done {
        /// How many.
        rows: u64,
    },
    /// They were before: nothing was done.
    Already,
}

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
