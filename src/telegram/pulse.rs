//! When Telegram last answered a poll: for the alarm, and for those who ask whether the desk is ready. Asks nothing itself.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// So long without a successful poll is an alarm: four times as long as one lasts. Telegram forgets after 24 hours.
pub const SILENCE: Duration = Duration::from_secs(120);

/// No poll has succeeded yet.
const NEVER: u64 = 0;

/// When a poll last succeeded.
#[derive(Debug)]
pub struct Pulse {
    started: Instant,
    /// Milliseconds after `started` and one more.
    last: AtomicU64,
    /// The bot's name, once Telegram has told it.
    name: OnceLock<String>,
}

impl Default for Pulse {
    fn default() -> Self {
        Self { started: Instant::now(), last: AtomicU64::new(NEVER), name: OnceLock::new() }
    }
}

impl Pulse {
    /// Time since the last success, or since the start.
    pub fn silent_for(&self) -> Duration {
        let last = Duration::from_millis(self.last.load(Ordering::Relaxed).saturating_sub(1));
        self.started.elapsed().saturating_sub(last)
    }

    /// Whether a poll has succeeded in this run.
    pub fn has_beaten(&self) -> bool {
        self.last.load(Ordering::Relaxed) != NEVER
    }

    /// The bot's name, as links to it carry it; `None` until Telegram has answered.
    pub fn name(&self) -> Option<&str> {
        self.name.get().map(String::as_str)
    }

    pub(super) fn is_of(&self, name: &str) {
        // Told once; a bot that is called otherwise by now is found by its old name no longer, and the code can be typed.
        let _ = self.name.set(name.to_owned());
    }

    pub(super) fn beat(&self) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(now.saturating_add(1), Ordering::Relaxed);
    }
}
