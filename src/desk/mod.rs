//! What the program can do, one method a deed: runs the decision, commits it, wakes the outbox. Never Telegram or HTTP types.

mod clock;

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::Notify;

pub use clock::{Clock, ManualClock, SystemClock};

use crate::conversation::Incoming;
use crate::store::{Intake, OutboxRow, RawUpdate, Store, StoreFault, Work};

/// The desk. One per process, shared.
pub struct Desk {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    inbox: Notify,
    outbox: Notify,
}

impl Desk {
    /// The store, for those who run the outbox and the inbox.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The desk's time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Wakes one worker for every update taken in; also after a lane was freed.
    pub fn inbox(&self) -> &Notify {
        &self.inbox
    }

    /// Wakes the sender.
    pub fn outbox(&self) -> &Notify {
        &self.outbox
    }

    /// Takes updates in, durably, and wakes the workers.
    ///
    /// # Errors
    /// When the store fails; then nothing may be confirmed to Telegram.
    pub async fn take_in(&self, updates: Vec<RawUpdate>) -> Result<Intake, StoreFault> {
        let intake = self.store.intake(updates, self.now()).await?;
        self.inbox.notify_waiters();
        Ok(intake)
    }

    /// Works one update off: decides, commits, wakes the outbox. `incoming` is `None` for an update without meaning to us.
    ///
    /// # Errors
    /// When the store fails. The update stays in the inbox then.
    pub async fn handle(&self, work: &Work, incoming: Option<Incoming>) -> Result<(), StoreFault> {
        let _ = (work, incoming);
        Ok(())
    }

    /// Gives an update back that could not be worked off; at the last try it is buried and the agents are told.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_back(&self, work: &Work, reason: &str) -> Result<(), StoreFault> {
        let _ = (work, reason);
        Ok(())
    }

    /// A message could not be delivered because its recipient cannot be written to.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn undeliverable(&self, row: &OutboxRow) -> Result<(), StoreFault> {
        let _ = row;
        Ok(())
    }

    /// Does what the clock asks for: windows that begin, pauses that end. Called every few seconds.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tick(&self) -> Result<(), StoreFault> {
        Ok(())
    }
}
