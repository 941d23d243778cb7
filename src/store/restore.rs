//! Why a backup cannot be looked at or put back, and what came of it when it could. Sentences for operators; does nothing.

use std::path::PathBuf;

use jiff::Timestamp;

use super::backup::BackupFault;
use super::fault::StoreFault;
use crate::callback::RequestId;

/// Why a backup cannot be looked at or put back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RestoreFault {
    /// The file is damaged, or none of ours.
    #[error("the backup {}: {fault}", file.display())]
    Backup {
        /// The file.
        file: PathBuf,
        /// Why.
        fault: BackupFault,
    },
    /// A newer program wrote what is in it.
    #[error("the backup {} holds data of a newer Ringback (schema {found}, this program knows {known}); use that version", file.display())]
    NewerSchema {
        /// The file.
        file: PathBuf,
        /// The schema found.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// Encrypted, and no key was given.
    #[error(
        "the backup {} is encrypted with the key {needed}, which was not given: set RINGBACK_KEY_FILE to the file that holds it (or RINGBACK_KEY to the key itself), or put the file at {}",
        file.display(),
        beside.display()
    )]
    KeyMissing {
        /// The file.
        file: PathBuf,
        /// The id of the key.
        needed: String,
        /// Where it is looked for when no other place is named.
        beside: PathBuf,
    },
    /// Encrypted with another key.
    #[error("the backup {} is encrypted with the key {needed}, but the key given is {given}: give the key that the data had then", file.display())]
    KeyWrong {
        /// The file.
        file: PathBuf,
        /// The id of its key.
        needed: String,
        /// The id of the key given.
        given: String,
    },
    /// Encrypted, though data are not to be.
    #[error("the backup {} is encrypted with the key {needed}, but encryption is switched off: take encryption = \"off\" out of [data] and give that key", file.display())]
    Encrypted {
        /// The file.
        file: PathBuf,
        /// The id of its key.
        needed: String,
    },
    /// Not encrypted, though data are to be.
    #[error("the backup {} is not encrypted, and the data are to be: restore it with encryption = \"off\" in [data], take that out again, and encrypt them with `ringback key encrypt`", file.display())]
    NotEncrypted {
        /// The file.
        file: PathBuf,
    },
    /// What is in it is not what was written.
    #[error("the backup {} cannot be trusted: {findings}; take another, and look at this one with `ringback verify`", file.display())]
    Unsound {
        /// The file.
        file: PathBuf,
        /// What was found.
        findings: String,
    },
    /// Something is in the folder already.
    #[error("{} is not empty: {found} is in it, and nothing is ever overwritten; move it away (and keep its file `mark`: give it with --mark), or choose another folder with --data", folder.display())]
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// What was found first.
        found: String,
    },
    /// The mark beside the folder is of another desk.
    #[error("{} tells of the data of another desk ({marked}), and the backup is of {restored}; choose another folder, or move that mark away", mark.display())]
    OtherStore {
        /// The mark.
        mark: PathBuf,
        /// Of which store it is.
        marked: String,
        /// Of which store the backup is.
        restored: String,
    },
    /// A mark that was given cannot be read.
    #[error("{} is no mark that can be read: {reason}", mark.display())]
    Mark {
        /// The file.
        mark: PathBuf,
        /// Why.
        reason: String,
    },
    /// The store cannot be made.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

/// What was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How many rows.
    pub rows: u64,
    /// When the backup was begun.
    pub made_at: Timestamp,
    /// Its commit.
    pub commit: u64,
    /// The number of the next request.
    pub next_request: RequestId,
    /// What was written after it, where a mark of the lost data tells.
    pub lost: Option<Lost>,
}

/// What is lost since a backup, by a mark of the data that were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The mark.
    pub mark: PathBuf,
    /// Commits made since.
    pub commits: u64,
    /// The first number of a request that may have been given out since.
    pub first: RequestId,
    /// The first that was not.
    pub end: RequestId,
}

/// How a backup is put back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestoreOptions {
    /// A mark of the lost data, besides the one beside the folder.
    pub mark: Option<PathBuf>,
    /// A number of a request that was given out; the next ones are above.
    pub above: Option<RequestId>,
}
