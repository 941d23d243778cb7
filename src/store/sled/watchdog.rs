//! Looks after the writer and the disk from a thread of its own, for the runtime may hang together with the disk. Only
//! tells: it mends nothing.

use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::folder::Presence;
use super::health::Health;
use super::mark;
use crate::telemetry;

/// How often it looks at the writer.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many looks at the writer go to one at the disk.
const LOOKS_PER_DISK: u32 = 60;
/// Less free space than this is told, bytes: room for weeks of a desk's work, so that there is time to act.
const LOW_SPACE_BYTES: u64 = 1024 * 1024 * 1024;

/// Has the mark on the disk itself every second in which something was written, until the sender of `stop` is dropped. On a
/// thread of its own: a disk that hangs is not to keep the watchdog from saying so.
pub fn keep_mark(health: &Health, mark: &mark::Keeper, stop: &mpsc::Receiver<()>) {
    while stop.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        if mark.is_behind()
            && let Err(error) = mark.sync()
        {
            health.fail(&format!("syncing the mark: {error}"));
        }
    }
}

/// Watches until the sender of `stop` is dropped.
pub fn watch(health: &Health, folder: &Path, presence: &Presence, stop: &mpsc::Receiver<()>) {
    let mut low = false;
    for look in (0..LOOKS_PER_DISK).cycle() {
        if look == 0 {
            match fs4::available_space(folder) {
                Ok(free) => {
                    telemetry::free_space(free);
                    low = tell_space(free, low);
                }
                Err(error) => tracing::debug!(%error, "the disk does not tell its free space"),
            }
        }
        if stop.recv_timeout(LOOK_EVERY) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        health.check_writer(Instant::now());
        if let Err(reason) = presence.check() {
            health.fail(&reason);
        }
    }
}

/// Tells when the disk's free space gets low, and when it no longer is; whether it is now.
fn tell_space(free: u64, was_low: bool) -> bool {
    let low = free < LOW_SPACE_BYTES;
    match (was_low, low) {
        (false, true) => {
            tracing::warn!(free_bytes = free, "the disk is nearly full; the store stops for good when it is")
        }
        (true, false) => tracing::info!(free_bytes = free, "the disk has room again"),
        _ => {}
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gibibyte_is_little() {
        assert!(tell_space(LOW_SPACE_BYTES - 1, false));
        assert!(!tell_space(LOW_SPACE_BYTES, true));
    }
}
