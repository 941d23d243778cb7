//! Reads from an open store on threads that may wait. Knows when it is closed; changes nothing.

use std::sync::Arc;

use tokio::sync::RwLock;

use super::folder::Folder;
use super::health::{Health, PATIENCE};
use super::trees::Trees;
use crate::store::StoreFault;

/// What is open. The trees go before the folder's lock.
pub struct Opened {
    /// The trees.
    pub trees: Trees,
    /// The folder.
    pub _folder: Arc<Folder>,
}

/// The way to what is open.
#[derive(Clone)]
pub struct Reading {
    /// Readers hold it shared while they read; closing takes it.
    opened: Arc<RwLock<Option<Opened>>>,
    health: Arc<Health>,
}

impl Reading {
    /// Reads from this.
    pub fn new(opened: Opened, health: Arc<Health>) -> Self {
        Self { opened: Arc::new(RwLock::new(Some(opened))), health }
    }

    /// Reads on a thread that may wait: a read takes microseconds, but a disk that hangs would take the whole runtime
    /// with it, timers and signals included.
    ///
    /// # Errors
    /// What `work` says; [`StoreFault::Closed`]; [`StoreFault::Broken`] when it does not end.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Trees) -> Result<T, StoreFault> + Send + 'static,
    ) -> Result<T, StoreFault> {
        let opened = Arc::clone(&self.opened).read_owned().await;
        let reading = tokio::task::spawn_blocking(move || match &*opened {
            Some(opened) => work(&opened.trees),
            None => Err(StoreFault::Closed),
        });
        let result = match tokio::time::timeout(PATIENCE, reading).await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => Err(StoreFault::Broken(format!("a read ended badly: {panic}"))),
            Err(_) => Err(StoreFault::Broken(format!("a read has not ended within {} seconds", PATIENCE.as_secs()))),
        };
        self.health.note(result)
    }

    /// Waits for the readers, and leaves nothing to read.
    pub async fn close(&self) -> Option<Opened> {
        self.opened.write().await.take()
    }
}
