//! What stands in a backup: a line that names the form, then pieces, each with a checksum of everything before its end. So a
//! byte that was changed, a piece that was moved and an end that is missing are seen. Reads and writes nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::store::Contents;

/// How the first line begins. The number of the form follows.
pub const NAME: &str = "ringback backup ";
/// The form that this program writes.
pub const FORMAT: u32 = 1;
/// The longest first line, bytes.
pub const LINE_BYTES: usize = 32;

/// The kind of a piece: what the backup is of, as JSON.
pub const HEAD: u8 = b'H';
/// Rows of one tree.
pub const ROWS: u8 = b'R';
/// The end: how many rows there were.
pub const END: u8 = b'E';
/// The end before the end: why, for whoever asked. In no file.
pub const STOPPED: u8 = b'X';

/// Bytes of a checksum: too many to hold by chance.
pub const SUM_BYTES: usize = 16;
/// The longest piece, bytes: the largest record that was ever kept in one row, and then some.
pub const PIECE_BYTES: usize = 4 * 1024 * 1024;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// When it was begun.
    pub made_at: Timestamp,
    /// The version of the program that made it.
    pub program: String,
    /// What it holds.
    pub contents: Contents,
}

/// Why a backup cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The system cannot.
    #[error("it cannot be read: {0}")]
    System(#[from] std::io::Error),
    /// Something else.
    #[error("it is no backup of a Ringback, or its first line is damaged")]
    NoBackup,
    /// Of a later form.
    #[error("a newer Ringback made it (form {found}, this program knows {FORMAT}); use that version")]
    Newer {
        /// The form.
        found: u32,
    },
    /// It ends too soon.
    #[error("it is cut short: it ends at byte {at}, in the middle")]
    Torn {
        /// Where.
        at: u64,
    },
    /// Bytes are not those that were written.
    #[error("it is damaged in the piece that ends at byte {at}: {what}")]
    Damaged {
        /// Where the piece ends.
        at: u64,
        /// What was seen.
        what: String,
    },
    /// The one that made it gave up.
    #[error("{0}")]
    Stopped(String),
}

/// A checksum of everything so far.
#[derive(Clone, Default)]
pub struct Sum(Sha256);

impl Sum {
    /// Goes on with these bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// What it comes to by now.
    pub fn value(&self) -> [u8; SUM_BYTES] {
        let mut value = [0; SUM_BYTES];
        for (byte, hashed) in value.iter_mut().zip(self.0.clone().finalize()) {
            *byte = hashed;
        }
        value
    }
}
