//! A load on the desk: many people ask at once, and every answer is looked at. Measures, and forgives nothing.
//!
//! The desk is the real `serve`, in a process of its own, with its store on disk; only Telegram's limits are lifted. Two
//! loads, each on what the other left: a backlog that waited while the desk was away, and a steady flow of new messages.

mod drive;
mod memory;
mod questions;
mod report;
mod size;

pub use drive::{Load, drive};
pub use report::{Latency, LoadReport};
pub use size::{Size, SizeFault};
