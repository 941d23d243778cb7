//! What can be wrong with a store. After the first `Broken` or `Rotten` a store only reads; the program says so and ends.

use std::path::PathBuf;

use super::key::{KeyFileFault, KeyId};

/// A failure of the store, for the log.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// Another process has it open.
    #[error(
        "the data folder {folder} is in use by another Ringback (process lock held); stop it first or choose another folder with RINGBACK_DATA"
    )]
    InUse {
        /// The data folder.
        folder: String,
    },
    /// Written by a newer program.
    #[error(
        "the data folder {folder} was written by a newer Ringback (schema {found}, this program knows {known}); run that version or restore a backup"
    )]
    Newer {
        /// The data folder.
        folder: String,
        /// The schema found.
        found: u32,
        /// The newest schema this program knows.
        known: u32,
    },
    /// The folder, or what lies in it, cannot be opened.
    #[error("the data folder {folder} cannot be opened: {reason}")]
    CannotOpen {
        /// The data folder.
        folder: String,
        /// Why not.
        reason: String,
    },
    /// Nothing is in it any more.
    #[error(
        "the data of this desk are gone: {folder} holds none, but {mark} tells of data{}; restore a backup, or start anew with `ringback serve --new`",
        commit.map(|commit| format!(" up to commit {commit}")).unwrap_or_default()
    )]
    Gone {
        /// The data folder.
        folder: String,
        /// The file that tells of data.
        mark: String,
        /// How far they had come, where that can be read.
        commit: Option<u64>,
    },
    /// Data that were there are missing.
    #[error(
        "the data in {folder} went back from commit {from} to {to}: what was written in between is lost, or an old copy was put in place; restore a backup, or go on without it with `ringback serve --accept-loss`"
    )]
    WentBack {
        /// The data folder.
        folder: String,
        /// How far they had come.
        from: u64,
        /// How far they are now.
        to: u64,
    },
    /// Other data than those that were there.
    #[error(
        "the data in {folder} are not those that {mark} tells of: another desk's, or begun anew; put the right ones in place, or go on with these with `ringback serve --accept-loss`"
    )]
    Foreign {
        /// The data folder.
        folder: String,
        /// The file that tells of other data.
        mark: String,
    },
    /// Rows are missing, too many, or not those that were written.
    #[error(
        "the data in {folder} are not as this program wrote them: {differences}; restore a backup, or go on with what is there with `ringback serve --accept-loss`"
    )]
    Tampered {
        /// The data folder.
        folder: String,
        /// Where.
        differences: String,
    },
    /// They lie there as they are, where they were to be encrypted.
    #[error(
        "the data in {folder} are not encrypted, although {why}: they may be somebody else's; if they are yours, encrypt them with `ringback key encrypt`, else restore a backup"
    )]
    NotSealed {
        /// The data folder.
        folder: String,
        /// Why they were to be.
        why: String,
    },
    /// The engine's files are damaged.
    #[error("the data folder {folder} is damaged ({reason}); restore a backup")]
    Ruined {
        /// The data folder.
        folder: String,
        /// What the engine says.
        reason: String,
    },
    /// Encrypted, and no key was given.
    #[error(
        "the data folder {folder} is encrypted with the key {needed}, which was not given: set RINGBACK_KEY_FILE to the file that holds it (or RINGBACK_KEY to the key itself){}",
        beside.as_ref().map(|file| format!(", or put the file back at {}", file.display())).unwrap_or_default()
    )]
    KeyMissing {
        /// The data folder.
        folder: String,
        /// The id of the key.
        needed: KeyId,
        /// Where it is looked for when no other place is named.
        beside: Option<PathBuf>,
    },
    /// Encrypted with another key.
    #[error(
        "the data folder {folder} is encrypted with the key {needed}, but the key given is {given}: give the key that belongs to this folder"
    )]
    KeyWrong {
        /// The data folder.
        folder: String,
        /// The id of its key.
        needed: KeyId,
        /// The id of the key given.
        given: KeyId,
    },
    /// Encrypted, though it is not to be.
    #[error(
        "the data folder {folder} is encrypted with the key {needed}, but encryption is switched off: take encryption = \"off\" out of [data] and give that key, or choose another folder"
    )]
    Encrypted {
        /// The data folder.
        folder: String,
        /// The id of its key.
        needed: KeyId,
    },
    /// The key file cannot be read or made.
    #[error("the key file {} cannot be {verb}: {reason}; set RINGBACK_KEY_FILE to a file that `ringback key new` made", file.display())]
    KeyFile {
        /// The file.
        file: PathBuf,
        /// What was to be done with it.
        verb: &'static str,
        /// Why not.
        reason: KeyFileFault,
    },
    /// The disk or the engine failed; nothing more is written.
    #[error("the store failed and is read-only now: {0}")]
    Broken(String),
    /// A page of the engine's file is damaged; nothing more is written.
    #[error("the data are damaged, and nothing more is written: {0}; restore a backup")]
    Rotten(String),
    /// A record cannot be read.
    #[error("the record {key} cannot be read: {reason}")]
    Damaged {
        /// Which.
        key: String,
        /// Why not.
        reason: String,
    },
    /// A record is too large to be kept; nothing of its command was written.
    #[error("the record {key} would take {bytes} bytes; at most {limit} are kept")]
    TooLarge {
        /// Which.
        key: String,
        /// What it would take.
        bytes: usize,
        /// What it may take.
        limit: usize,
    },
    /// Another copy is under way.
    #[error("a copy of these data is being made already; wait until it has ended")]
    CopyUnderWay,
    /// The desk wrote more than can be kept until the copy has got so far.
    #[error(
        "the copy was given up: the desk wrote faster than the copy was taken down; take it to a faster disk, or when less is going on"
    )]
    CopyTooSlow,
    /// What was copied is not what was written.
    #[error(
        "the data are not as this program wrote them: {differences}; stop the desk and look with `ringback verify`"
    )]
    CopyDiffers {
        /// Where.
        differences: String,
    },
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
}

impl StoreFault {
    /// Whether it is about one record, and everything else goes on.
    pub fn is_of_a_record(&self) -> bool {
        matches!(self, Self::Damaged { .. } | Self::TooLarge { .. })
    }
}

/// One record that cannot be read or written must not stop anything else: it is shouted about and passed over.
///
/// # Errors
/// The fault, when it is about more than one record.
pub fn past_record<T: Default>(result: Result<T, StoreFault>) -> Result<T, StoreFault> {
    match result {
        Err(fault) if fault.is_of_a_record() => {
            tracing::error!(%fault, "ALARM: a record of the store was passed over");
            Ok(T::default())
        }
        result => result,
    }
}
