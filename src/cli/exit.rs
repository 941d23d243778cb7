//! How commands end: the exit codes, besides 0 for all well. There are no others.

/// The exit code of a command that could not run.
pub const COULD_NOT_RUN: u8 = 2;
/// The exit code of a command that ran and found problems.
pub const FOUND_PROBLEMS: u8 = 1;
