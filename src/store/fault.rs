//! What can be wrong with a store. After the first `Broken` a store only reads; the program says so and ends.

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
    /// The disk or the engine failed; nothing more is written.
    #[error("the store failed and is read-only now: {0}")]
    Broken(String),
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
    /// The store has been closed.
    #[error("the store is closed")]
    Closed,
}
