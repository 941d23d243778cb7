//! For those who watch over the desk: whether it runs, whether it is ready, and its figures, over HTTP.
//!
//! Holds nothing personal and changes nothing; without an address nothing listens.

mod page;
mod readiness;

pub use page::listen;
pub use readiness::{Unready, Watched};
