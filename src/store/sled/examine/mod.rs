//! Looks at data without changing them: every row is decrypted and read, counted against the census, and held against the
//! others. Finds all there is instead of refusing the first.

mod file;
mod folder;
mod links;
mod rows;

pub use file::{backup, seal_of};
pub use folder::{folder, holds_data};
