//! The time that the stand-in lives in: a function passed in, so that a test or the sandbox can move it.

use std::sync::Arc;

use jiff::Timestamp;

/// What time it is; message dates are its whole Unix seconds.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The clock of this machine.
#[must_use]
pub fn system_clock() -> Clock {
    Arc::new(Timestamp::now)
}
