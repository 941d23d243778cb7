//! A load on the desk: many people ask at once, and every answer is looked at. Measures, and forgives nothing.
//!
//! The desk is the real `serve`, in a process of its own, with its store on disk. A load lifts Telegram's limits, and is two
//! in one, each on what the other left: a backlog that waited while the desk was away, and a steady flow of new messages. A
//! rush keeps Telegram's limits: first-time customers come faster than they can be answered, and it matters who waits.

mod drive;
mod memory;
mod questions;
mod report;
mod rush;
mod rush_report;
mod size;

pub use drive::{Load, drive};
pub use report::{Latency, LoadReport};
pub use rush::drive_rush;
pub use rush_report::{Robbed, RushReport};
pub use size::{RushSize, Scenario, Size, SizeFault};
