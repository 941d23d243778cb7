//! The store: what every engine promises, and how the embedded one behaves when things go wrong.

mod contract;
mod crash;
pub mod damaged;
mod embedded;
mod model;
pub mod opening;
pub mod samples;
mod sealed;
