//! Where the time comes from: the system's clock, the same moved by the sandbox, or one that stands still for a test.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

/// The zero of the steady time.
static STARTED: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The desk's time.
pub trait Clock: Send + Sync + 'static {
    /// The time now.
    fn now(&self) -> Timestamp;

    /// Time since a fixed moment, which never goes back whatever becomes of [`Self::now`]: for pauses.
    fn steady(&self) -> Duration {
        STARTED.elapsed()
    }
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The system's clock, moved ahead or back; it goes on from there.
#[derive(Debug, Default)]
pub struct ShiftedClock {
    offset: AtomicI64,
}

impl ShiftedClock {
    /// Shows the system's time moved by so many milliseconds from now on.
    pub fn shift(&self, milliseconds: i64) {
        self.offset.store(milliseconds, Ordering::SeqCst);
    }

    /// How many milliseconds it is moved ahead of the system's time.
    pub fn offset(&self) -> i64 {
        self.offset.load(Ordering::SeqCst)
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        let now = Timestamp::now().as_millisecond().saturating_add(self.offset());
        Timestamp::from_millisecond(now).unwrap_or(Timestamp::MAX)
    }
}

/// A clock that stands still until it is moved. Its steady time is what it was moved forward in all.
#[derive(Debug)]
pub struct ManualClock {
    milliseconds: AtomicI64,
    forward: AtomicI64,
}

impl ManualClock {
    /// A clock that shows `now`.
    pub fn at(now: Timestamp) -> Self {
        Self { milliseconds: AtomicI64::new(now.as_millisecond()), forward: AtomicI64::new(0) }
    }

    /// Moves the clock, forward or back.
    pub fn advance(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.milliseconds.fetch_add(by, Ordering::SeqCst);
        self.forward.fetch_add(by.max(0), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.milliseconds.load(Ordering::SeqCst)).unwrap_or(Timestamp::MAX)
    }

    fn steady(&self) -> Duration {
        Duration::from_millis(self.forward.load(Ordering::SeqCst).unsigned_abs())
    }
}
