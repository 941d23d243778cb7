//! When a lease ends. Takes the time as a parameter.

use std::time::Duration;

use jiff::Timestamp;

/// The end of a lease that begins now.
pub(super) fn after(now: Timestamp, ttl: Duration) -> Timestamp {
    now.checked_add(ttl).unwrap_or(Timestamp::MAX)
}
