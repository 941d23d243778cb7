//! The exit codes of every command.

/// It could not run.
pub const COULD_NOT_RUN: u8 = 2;
/// It ran and found problems.
pub const FOUND_PROBLEMS: u8 = 1;
