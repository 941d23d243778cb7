//! How data are protected, and what an operator wants done with them when they are not as they were left. Does nothing itself.

use super::key::DataKey;

/// How the data are protected from those who get hold of the disk.
#[derive(Clone, Debug)]
pub enum Protection {
    /// Encrypted with this key. Data that lie there unencrypted are encrypted first.
    Key(DataKey),
    /// Encrypted with the key in the file [`super::file_beside`] the folder. A folder that has no key yet gets one there.
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
