//! A working day played through the real desk and its store, on a clock that jumps. Never touches a desk's own data.
//!
//! Customers press the buttons they are shown, agents write `/next` and call. Seeded: the same plan gives the same day.

mod agent;
mod buttons;
mod chance;
mod customer;
mod findings;
mod mail;
mod plan;
mod plot;
mod svg;
mod timeline;
mod world;

pub use findings::{Broken, Fault, Findings, Sample, Waits};
pub use plan::Plan;
pub use plot::terminal;
pub use svg::svg;
pub use world::{Material, run};

/// Why a day could not be played to its end.
#[derive(Debug, thiserror::Error)]
pub enum SimulationFault {
    /// The store failed.
    #[error("the simulation's store failed: {0}")]
    Store(#[from] crate::store::StoreFault),
    /// No folder for the store could be made.
    #[error("cannot make a folder for the simulation's store: {0}")]
    Folder(#[from] std::io::Error),
    /// The desk did something that no desk should.
    #[error("the desk went wrong at {at}: {what}")]
    Wrong {
        /// When, on the day's clock.
        at: jiff::Timestamp,
        /// What it did.
        what: String,
    },
}
