//! What is kept in memory so that nobody scans a tree: whose turn it is, what to send next, the queue. Built from the
//! trees at the start; afterwards changed only by what has become durable, and by leases, which end with the process.

mod lane;
mod lanes;
mod lease;
mod line_key;
mod lines;
mod order;
mod pace;
mod queue;
mod turns;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use lane::{Found as FoundRow, Picked};
pub use lanes::Lanes;
pub use line_key::{LineKey, Touch};
pub use lines::Lines;
use pace::Paces;
pub use queue::{Facts, Queue};

use super::board::Parts;
use super::trees::Name;
use crate::callback::RequestId;

/// All of it.
pub struct Memory {
    inbox: Mutex<Lanes>,
    paces: Mutex<Paces>,
    outbox: Mutex<Lines>,
    queue: Mutex<Queue>,
    dead: AtomicUsize,
    next_request: AtomicU64,
    board: Mutex<Arc<Parts>>,
    roster: AtomicU64,
    rounds: Mutex<BTreeMap<Name, Vec<u8>>>,
}

impl Memory {
    /// What was read at the start.
    pub fn new(inbox: Lanes, outbox: Lines, queue: Queue, dead: usize, next_request: RequestId, desk: Parts) -> Self {
        Self {
            board: Mutex::new(Arc::new(desk)),
            roster: AtomicU64::default(),
            inbox: Mutex::new(inbox),
            paces: Mutex::default(),
            outbox: Mutex::new(outbox),
            queue: Mutex::new(queue),
            dead: AtomicUsize::new(dead),
            next_request: AtomicU64::new(next_request.0),
            rounds: Mutex::default(),
        }
    }

    /// How far each tree has been looked through for rows whose time is over: the place on the disk of the last one.
    pub fn rounds(&self) -> MutexGuard<'_, BTreeMap<Name, Vec<u8>>> {
        self.rounds.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The updates that wait.
    pub fn inbox(&self) -> MutexGuard<'_, Lanes> {
        self.inbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How fast each chat writes.
    pub fn paces(&self) -> MutexGuard<'_, Paces> {
        self.paces.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How much waits: updates to be worked off and messages to be sent.
    pub fn waiting(&self) -> usize {
        self.inbox().len().saturating_add(self.outbox().len())
    }

    /// What is to be sent.
    pub fn outbox(&self) -> MutexGuard<'_, Lines> {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The open requests.
    pub fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The board.
    pub fn board(&self) -> Arc<Parts> {
        Arc::clone(&self.board.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The board was written.
    pub fn set_board(&self, board: Arc<Parts>) {
        *self.board.lock().unwrap_or_else(PoisonError::into_inner) = board;
    }

    /// The roster's version.
    pub fn roster(&self) -> u64 {
        self.roster.load(Ordering::Acquire)
    }

    /// The roster has another version.
    pub fn set_roster(&self, version: u64) {
        self.roster.store(version, Ordering::Release);
    }

    /// How many updates are dead.
    pub fn dead(&self) -> usize {
        self.dead.load(Ordering::Acquire)
    }

    /// Updates have died, and others were forgotten for them.
    pub fn set_dead(&self, dead: usize) {
        self.dead.store(dead, Ordering::Release);
    }

    /// Gives out the number of a request.
    pub fn reserve_request(&self) -> RequestId {
        RequestId(self.next_request.fetch_add(1, Ordering::AcqRel))
    }

    /// A request has been written: its number and those before it are taken.
    pub fn request_taken(&self, id: RequestId) {
        self.next_request.fetch_max(id.0.saturating_add(1), Ordering::AcqRel);
    }
}
