//! Backups: one file for one commit of a store, its rows sealed as they lie there. The form of the file and the folder that
//! keeps some of them; knows no engine and no key.

mod folder;
mod format;
mod read;
mod write;

pub use folder::{ENDING, Kept, Part, PartFault, Target, file_name, remove_older, remove_unfinished};
pub use format::{BackupFault, Head};
pub use read::Reader;
pub use write::Encoder;

#[cfg(test)]
mod tests;
