//! The store: what every engine promises, and how the embedded one behaves when things go wrong.

mod backup;
pub mod contract;
mod crash;
pub mod damaged;
pub mod embedded;
mod limits;
mod model;
pub mod opening;
pub mod samples;
mod sealed;
