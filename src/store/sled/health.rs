//! Whether the store still works. The first failure stays; a write that takes too long is one. Repairs nothing.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::store::StoreFault;

/// A write that takes longer than this will never end: the engine or the disk hangs.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// No write is under way.
const IDLE: u64 = 0;

/// The state of the store's health, shared by everybody who works with it.
pub struct Health {
    fault: watch::Sender<Option<String>>,
    started: Instant,
    /// When the write under way began, milliseconds after `started` and one more.
    busy_since: AtomicU64,
}

impl Health {
    /// A sound store.
    pub fn new() -> Self {
        Self { fault: watch::Sender::new(None), started: Instant::now(), busy_since: AtomicU64::new(IDLE) }
    }

    /// The store failed. Only the first reason counts.
    pub fn fail(&self, reason: &str) {
        let first = self.fault.send_if_modified(|fault| {
            let first = fault.is_none();
            fault.get_or_insert_with(|| reason.to_owned());
            first
        });
        if first {
            tracing::error!(reason, "the store failed and is read-only from now on");
        }
    }

    /// The fault that every write ends with from now on, if the store failed.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] then.
    pub fn check(&self) -> Result<(), StoreFault> {
        self.fault.borrow().clone().map_or(Ok(()), |reason| Err(StoreFault::Broken(reason)))
    }

    /// Passes a result on, and keeps the failure in it if it is one of the store's.
    pub fn note<T>(&self, result: Result<T, StoreFault>) -> Result<T, StoreFault> {
        if let Err(StoreFault::Broken(reason) | StoreFault::Rotten(reason)) = &result {
            self.fail(reason);
        }
        result
    }

    /// Waits for the store to fail.
    pub async fn failed(&self) -> String {
        let mut fault = self.fault.subscribe();
        // Waiting ends by a failure alone: the sender is in `self`.
        fault.wait_for(Option::is_some).await.ok().and_then(|fault| fault.clone()).unwrap_or_default()
    }

    /// A write begins.
    pub fn begin(&self) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.busy_since.store(now.saturating_add(1), Ordering::Release);
    }

    /// The write has ended.
    pub fn end(&self) {
        self.busy_since.store(IDLE, Ordering::Release);
    }

    /// Fails if the write under way has taken too long by now.
    pub fn check_writer(&self, now: Instant) {
        let since = self.busy_since.load(Ordering::Acquire);
        let began = self.started + Duration::from_millis(since);
        if since != IDLE && now.saturating_duration_since(began) > PATIENCE {
            self.fail(&format!("a write has not ended within {} seconds", PATIENCE.as_secs()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_takes_too_long_is_a_failure_that_stays() {
        let health = Health::new();
        let later = |seconds| Instant::now() + Duration::from_secs(seconds);
        health.check_writer(later(1000));
        assert!(health.check().is_ok(), "nothing is being written");
        health.begin();
        health.check_writer(later(9));
        assert!(health.check().is_ok());
        health.check_writer(later(11));
        health.end();
        health.fail("a second reason");
        let fault = health.check().err().map(|fault| fault.to_string());
        let expected = "the store failed and is read-only now: a write has not ended within 10 seconds";
        assert_eq!(fault.as_deref(), Some(expected));
    }

    #[test]
    fn only_failures_of_the_store_itself_stay() {
        let health = Health::new();
        let damaged = StoreFault::Damaged { key: "inbox/1".into(), reason: "it is empty".into() };
        assert!(health.note::<()>(Err(damaged)).is_err());
        assert!(health.check().is_ok());
        assert!(health.note::<()>(Err(StoreFault::Broken("no".into()))).is_err());
        assert!(health.check().is_err());
    }
}
