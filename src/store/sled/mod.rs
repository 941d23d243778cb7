//! The embedded engine: sled in a data folder of its own. One thread writes, whatever was acknowledged is on the disk
//! itself, and after the first failure nothing is written any more. The only place that names the engine.

mod board;
mod census;
mod commands;
mod draft;
mod engine;
mod examine;
mod folder;
mod heal;
mod health;
mod keys;
mod leasing;
mod load;
mod long;
mod mark;
mod memory;
mod migrate;
mod modes;
mod name;
mod opening;
mod reading;
mod reads;
mod records;
mod restore;
mod rewrite;
mod seen;
mod shadow;
mod snapshot;
mod trees;
mod unlock;
mod vault;
mod watchdog;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use self::commands::{Answer, Command};
pub use self::examine::{backup as examine_copy, folder as examine_folder, holds_data};
use self::folder::Folder;
use self::health::Health;
use self::mark::Keeper;
use self::memory::Memory;
use self::reading::{Opened, Reading};
pub use self::restore::restore;
use self::trees::Trees;
pub use self::unlock::mark_beside;
use super::{AfterLoss, DataKey, Protection, Rekeyed, StoreFault};

/// Commands that wait for the writer at most; beyond that, those who have more wait with them.
const WAITING_COMMANDS: usize = 1024;

/// The embedded engine.
pub struct SledStore {
    reading: Reading,
    mark: Arc<Keeper>,
    memory: Arc<Memory>,
    health: Arc<Health>,
    writer: Mutex<Option<Handle>>,
}

/// Seals a folder with a new key.
///
/// # Errors
/// As [`super::rekey`].
pub fn rekey(path: &Path, protection: &Protection, new: &DataKey) -> Result<Rekeyed, StoreFault> {
    opening::rekey(&Folder::take(path)?, protection, new)
}

/// Seals a folder that is not sealed.
///
/// # Errors
/// As [`super::encrypt`].
pub fn encrypt(path: &Path, protection: &Protection) -> Result<Rekeyed, StoreFault> {
    opening::encrypt(&Folder::take(path)?, protection)
}

/// The writer's thread and the way to it.
struct Handle {
    commands: tokio::sync::mpsc::Sender<Command>,
    thread: JoinHandle<()>,
}

impl SledStore {
    /// Opens the store in this folder.
    ///
    /// # Errors
    /// As [`super::open`].
    pub fn open(path: &Path, protection: &Protection, after: AfterLoss) -> Result<Self, StoreFault> {
        let cannot = |reason: String| StoreFault::CannotOpen { folder: path.display().to_string(), reason };
        let folder = Folder::take(path)?;
        let opening::Ready { trees, disk, memory, mark } = opening::ready(&folder, protection, after)?;

        let (folder, memory, health) = (Arc::new(folder), Arc::new(memory), Arc::new(Health::new()));
        let mark = Arc::new(mark);
        let (commands, waiting) = tokio::sync::mpsc::channel(WAITING_COMMANDS);
        let (watchdog, stop) = mpsc::channel();
        let (marking, stop_marking) = mpsc::channel();
        let presence = disk.presence();
        let writer = writer::Writer {
            trees: trees.clone(),
            disk,
            mark: Arc::clone(&mark),
            _folder: Arc::clone(&folder),
            memory: Arc::clone(&memory),
            health: Arc::clone(&health),
            commands: waiting,
            _watchdogs: [watchdog, marking],
        };
        let thread = |name: &str| thread::Builder::new().name(name.into());
        let (watched, watched_folder) = (Arc::clone(&health), path.to_owned());
        let (marked, kept) = (Arc::clone(&health), Arc::clone(&mark));
        thread("store-watchdog")
            .spawn(move || watchdog::watch(&watched, &watched_folder, &presence, &stop))
            .and_then(|_| thread("store-mark").spawn(move || watchdog::keep_mark(&marked, &kept, &stop_marking)))
            .and_then(|_| thread("store-writer").spawn(move || writer.run()))
            .map(|thread| Self {
                reading: Reading::new(Opened { trees, _folder: folder }, Arc::clone(&health)),
                mark,
                memory,
                health,
                writer: Mutex::new(Some(Handle { commands, thread })),
            })
            .map_err(|error| cannot(format!("starting a thread: {error}")))
    }

    fn writer(&self) -> std::sync::MutexGuard<'_, Option<Handle>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has the writer do something, and waits until it is durable. The command is done even if nobody waits any more.
    async fn write<T>(&self, command: impl FnOnce(Answer<T>) -> Command) -> Result<T, StoreFault> {
        self.health.check()?;
        let commands = self.writer().as_ref().map(|writer| writer.commands.clone()).ok_or(StoreFault::Closed)?;
        let (answer, outcome) = oneshot::channel();
        let done = async {
            commands.send(command(answer)).await.map_err(|_| StoreFault::Closed)?;
            outcome.await.unwrap_or(Err(StoreFault::Closed))
        };
        // The watchdog sees to it that this ends: a write that hangs is a failure of the store.
        tokio::select! {
            biased;
            outcome = done => match outcome {
                Err(StoreFault::Closed) => Err(self.health.check().err().unwrap_or(StoreFault::Closed)),
                outcome => outcome,
            },
            reason = self.health.failed() => Err(StoreFault::Broken(reason)),
        }
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Trees) -> Result<T, StoreFault> + Send + 'static,
    ) -> Result<T, StoreFault> {
        self.reading.read(work).await
    }

    fn check_open(&self) -> Result<(), StoreFault> {
        self.health.check()?;
        if self.writer().is_some() { Ok(()) } else { Err(StoreFault::Closed) }
    }
}

impl Drop for SledStore {
    /// Without [`Store::close`] the next start takes this run for one that was killed; nothing is lost.
    fn drop(&mut self) {
        if let Some(Handle { commands, thread }) = self.writer().take() {
            drop(commands);
            if self.health.check().is_ok() && thread.join().is_err() {
                tracing::error!("the store's writer ended badly");
            }
        }
    }
}
