//! Whether the desk can do its work now, and how it stands. Asks the store and the pulse; repairs nothing.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use jiff::SignedDuration;

use crate::desk::Desk;
use crate::store::StoreFault;
use crate::telegram::{Pulse, SILENCE};
use crate::telemetry::{self, Now};

/// Why the desk is not ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unready {
    /// It was told to stop.
    Stopping,
    /// The store failed; nothing more is taken in.
    StoreFailed(String),
    /// Telegram has not answered a poll yet.
    NotConnected,
    /// Telegram has not answered for so long.
    Silent(Duration),
}

impl fmt::Display for Unready {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopping => f.write_str("stopping"),
            Self::StoreFailed(reason) => write!(f, "the store failed: {reason}"),
            Self::NotConnected => f.write_str("Telegram has not answered yet"),
            Self::Silent(silence) => write!(f, "Telegram has not answered for {} seconds", silence.as_secs()),
        }
    }
}

/// A desk that is watched.
pub struct Watched {
    desk: Arc<Desk>,
    pulse: Arc<Pulse>,
    stopping: AtomicBool,
}

impl Watched {
    /// This desk, which notes in this pulse when Telegram answers.
    pub fn new(desk: Arc<Desk>, pulse: Arc<Pulse>) -> Self {
        Self { desk, pulse, stopping: AtomicBool::new(false) }
    }

    /// The desk was told to stop: it is not ready any more, whatever it still finishes.
    pub fn stops(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the desk can go on: its store works.
    pub fn is_alive(&self) -> bool {
        self.store_fault().is_none()
    }

    /// Why the desk is not ready; `None` when it is.
    pub fn unready(&self) -> Option<Unready> {
        let silence = self.pulse.silent_for();
        if self.stopping.load(Ordering::Relaxed) {
            Some(Unready::Stopping)
        } else if let Some(reason) = self.store_fault() {
            Some(Unready::StoreFailed(reason))
        } else if !self.pulse.has_beaten() {
            Some(Unready::NotConnected)
        } else {
            (silence > SILENCE).then_some(Unready::Silent(silence))
        }
    }

    fn store_fault(&self) -> Option<String> {
        self.desk.store().failed().now_or_never()
    }

    /// How Telegram and the store are, for the figures.
    pub(super) fn tell_health(&self) {
        telemetry::health(self.pulse.silent_for(), self.store_fault().is_some());
    }

    /// How the desk stands.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) async fn reading(&self) -> Result<Now, StoreFault> {
        let now = self.desk.now();
        let store = self.desk.store();
        let (backlog, standing) = (store.backlog().await?, store.standing(now).await?);
        let board = store.board().await?.map(|read| read.value).unwrap_or_default();
        let oldest = standing.oldest.map_or(SignedDuration::ZERO, |oldest| now.duration_since(oldest.asked_at));
        Ok(Now {
            updates_waiting: backlog.inbox,
            set_aside: store.dead_letters().await?,
            messages_waiting: backlog.outbox,
            ready: standing.ready,
            later: standing.later,
            claimed: standing.claimed,
            overdue: standing.overdue,
            oldest,
            at_work: board.at_work(&self.desk.roster()).count(),
        })
    }
}
