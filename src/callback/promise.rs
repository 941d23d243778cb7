//! What we say about when we call, and which windows can be kept. Never promises what closing time would break.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The window in which we said we would call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Promise {
    /// Not before.
    pub from: Timestamp,
    /// Not after.
    pub to: Timestamp,
}
