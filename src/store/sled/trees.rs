//! The trees and their typed reading. Writes go through the writer's group alone (`trees/writing.rs`); nothing here changes a row.

mod writing;

use std::collections::BTreeMap;
use std::ops::{Bound, RangeInclusive};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sled::{Db, IVec, Tree};

use super::census::Census;
use super::keys;
use super::long::Head;
pub use super::name::{
    BOARD_KEY, CENSUS_KEY, GROUP_KEY, INCIDENTS_KEY, NEXT_REQUEST_KEY, NEXT_ROW_KEY, Name, Place, ROSTER_KEY, RUN_KEY,
    SCHEMA_KEY, SEALED_KEY,
};
use super::records::{self, Record};
use super::shadow::Shade;
use super::vault::{Row, Vault};
use crate::store::{StoreFault, StoredRow};

/// How often a record in pieces is looked for while others replace it.
const LOOKS_AT_PIECES: usize = 100;

/// Rows to write, or to remove where there is no value.
pub type Writes = BTreeMap<(Name, Vec<u8>), Option<Vec<u8>>>;

/// The open trees. Cheap to clone.
#[derive(Clone)]
pub struct Trees {
    db: Db,
    all: [Tree; Name::ALL.len()],
    vault: Arc<Vault>,
    census: Arc<Mutex<Option<Census>>>,
    shade: Shade,
}

impl Trees {
    /// Opens them all; what is in them can be read as far as it is not sealed.
    ///
    /// # Errors
    /// When the engine does.
    pub fn open(db: Db) -> Result<Self, sled::Error> {
        let mut all = Vec::with_capacity(Name::ALL.len());
        for name in Name::ALL {
            all.push(db.open_tree(name.as_str())?);
        }
        let all = all.try_into().map_err(|_| sled::Error::Unsupported("a tree was not opened".to_owned()))?;
        Ok(Self { db, all, vault: Arc::new(Vault::Open), census: Arc::default(), shade: Shade::default() })
    }

    /// The engine below them.
    pub fn engine(&self) -> Db {
        self.db.clone()
    }

    /// The same trees through this vault.
    #[must_use]
    pub fn through(self, vault: Vault) -> Self {
        Self { vault: Arc::new(vault), ..self }
    }

    /// The census that every commit keeps, once there is one.
    pub fn census(&self) -> MutexGuard<'_, Option<Census>> {
        self.census.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where a copy of the rows keeps what changes before it has got there.
    pub fn shade(&self) -> Shade {
        self.shade.clone()
    }

    /// The rows of a tree behind a key as they lie on the disk, sealed.
    pub fn stored_after(
        &self,
        name: Name,
        key: Option<&[u8]>,
    ) -> impl Iterator<Item = Result<StoredRow, StoreFault>> + use<> {
        let from = key.map_or(Bound::Unbounded, Bound::Excluded);
        let rows = self.tree(name).range::<&[u8], _>((from, Bound::Unbounded));
        rows.map(|row| {
            let (key, value) = row.map_err(broken)?;
            Ok(StoredRow { key: key.to_vec(), value: value.to_vec() })
        })
    }

    /// What opens them.
    pub fn vault(&self) -> Arc<Vault> {
        Arc::clone(&self.vault)
    }

    /// What a row as it lies on the disk adds to the census.
    pub fn witness(&self, name: Name, stored_key: &[u8], stored: &[u8]) -> u128 {
        self.vault.witness(name, stored_key, stored)
    }

    /// What each row of a tree adds to the census, the census itself left out.
    pub fn witnesses(&self, name: Name) -> impl Iterator<Item = Result<u128, StoreFault>> {
        let rows = self
            .tree(name)
            .iter()
            .filter(move |row| !row.as_ref().is_ok_and(|(key, _)| name == Name::Meta && key == CENSUS_KEY));
        rows.map(move |row| row.map(|(key, stored)| self.vault.witness(name, &key, &stored)).map_err(broken))
    }

    fn tree(&self, name: Name) -> &Tree {
        // In the order of `ALL`.
        let [
            meta,
            inbox,
            raw,
            seen,
            batches,
            dead,
            conversations,
            open,
            ended,
            outbox,
            slots,
            unreachable,
            tally,
            customers,
            past,
            looks,
            pages,
            times,
            board,
            pieces,
            attempts,
            sessions,
            audit,
        ] = &self.all;
        match name {
            Name::Meta => meta,
            Name::Inbox => inbox,
            Name::Raw => raw,
            Name::Seen => seen,
            Name::SeenBatches => batches,
            Name::Dead => dead,
            Name::Conversations => conversations,
            Name::Open => open,
            Name::Ended => ended,
            Name::Outbox => outbox,
            Name::Slots => slots,
            Name::Unreachable => unreachable,
            Name::Tally => tally,
            Name::Customers => customers,
            Name::Past => past,
            Name::Looks => looks,
            Name::SeenPages => pages,
            Name::SeenTimes => times,
            Name::Board => board,
            Name::Pieces => pieces,
            Name::Attempts => attempts,
            Name::Sessions => sessions,
            Name::Audit => audit,
        }
    }

    /// The bytes under a key, put together where they lie in pieces.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails, [`StoreFault::Damaged`] when they were not written there.
    pub fn bytes(&self, name: Name, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        for _ in 0..LOOKS_AT_PIECES {
            let Some(value) = self.row(name, key)? else { return Ok(None) };
            let Some(head) = Head::read(&value) else { return Ok(Some(value)) };
            if let Some(whole) = self.gathered(name, key, head)? {
                return Ok(Some(whole));
            }
        }
        Err(damaged(name, key, "some of its pieces are missing"))
    }

    /// The value of one row as it lies there.
    fn row(&self, name: Name, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        let stored_key = self.vault.key(name, key);
        let Some(stored) = self.tree(name).get(&stored_key).map_err(broken)? else { return Ok(None) };
        let row = self.vault.open(name, &stored_key, &stored).map_err(|reason| damaged(name, key, reason))?;
        Ok(Some(row.value))
    }

    /// A record put together from its pieces; `None` when one of them belongs to another writing of it: it has just been
    /// replaced.
    fn gathered(&self, name: Name, key: &[u8], head: Head) -> Result<Option<Vec<u8>>, StoreFault> {
        let mut whole = Vec::new();
        for index in 0..head.pieces {
            let piece = self.row(Name::Pieces, &keys::piece(name.as_str(), key, index))?;
            match piece.as_deref().and_then(|piece| head.own(piece)) {
                Some(piece) => whole.extend_from_slice(piece),
                None => return Ok(None),
            }
        }
        Ok(Some(whole))
    }

    /// A row with its value put together; `None` when it was removed meanwhile.
    fn whole(&self, name: Name, row: Row) -> Result<Option<Row>, StoreFault> {
        if Head::read(&row.value).is_none() {
            return Ok(Some(row));
        }
        let value = self.bytes(name, &row.key)?;
        Ok(value.map(|value| Row { key: row.key, value }))
    }

    /// The record under a key.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails, [`StoreFault::Damaged`] when the bytes are no such record.
    pub fn get<R: Record>(&self, name: Name, key: &[u8]) -> Result<Option<R>, StoreFault> {
        self.bytes(name, key)?.map(|bytes| read(name, key, &bytes)).transpose()
    }

    /// Whether there is anything under a key.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn has(&self, name: Name, key: &[u8]) -> Result<bool, StoreFault> {
        self.tree(name).contains_key(self.vault.key(name, key)).map_err(broken)
    }

    /// Every row of a tree as it lies there, in the order in which they lie on the disk.
    pub fn rows(&self, name: Name) -> impl Iterator<Item = Result<Row, StoreFault>> {
        self.tree(name).iter().map(move |row| self.opened(name, row))
    }

    fn opened(&self, name: Name, row: sled::Result<(IVec, IVec)>) -> Result<Row, StoreFault> {
        let (key, stored) = row.map_err(broken)?;
        self.vault.open(name, &key, &stored).map_err(|reason| damaged(name, &key, reason))
    }

    /// Every record of a tree, in the order of its keys where these are not hidden.
    pub fn each<R: Record>(&self, name: Name) -> impl Iterator<Item = Result<(Vec<u8>, R), StoreFault>> {
        self.rows(name).filter_map(move |row| self.record(name, row).transpose())
    }

    fn record<R: Record>(&self, name: Name, row: Result<Row, StoreFault>) -> Result<Option<(Vec<u8>, R)>, StoreFault> {
        let Some(row) = self.whole(name, row?)? else { return Ok(None) };
        let record = read(name, &row.key, &row.value)?;
        Ok(Some((row.key, record)))
    }

    /// The records whose keys lie in a range, in order. Only for trees that hide no keys.
    pub fn range<R: Record>(
        &self,
        name: Name,
        keys: RangeInclusive<Vec<u8>>,
    ) -> impl Iterator<Item = Result<(Vec<u8>, R), StoreFault>> {
        self.tree(name).range(keys).filter_map(move |row| self.record(name, self.opened(name, row)).transpose())
    }

    /// The next rows of a tree after a place on the disk, in the order in which they lie there, and the place to go on from:
    /// an empty one, which is the beginning, after the last. Rows that cannot be read are left out: whoever needs them is
    /// told.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn after(&self, name: Name, place: &[u8], count: usize) -> Result<(Vec<Row>, Vec<u8>), StoreFault> {
        let (mut rows, mut seen, mut last) = (Vec::new(), 0, Vec::new());
        for row in self.tree(name).range::<&[u8], _>((Bound::Excluded(place), Bound::Unbounded)).take(count) {
            let (key, stored) = row.map_err(broken)?;
            if let Ok(row) = self.vault.open(name, &key, &stored) {
                match self.whole(name, row) {
                    Err(fault) if !fault.is_of_a_record() => return Err(fault),
                    row => rows.extend(row.ok().flatten()),
                }
            }
            (seen, last) = (seen + 1, key.to_vec());
        }
        Ok((rows, if seen < count { Vec::new() } else { last }))
    }

    /// The keys of a tree as they lie on the disk, in order.
    pub fn keys(&self, name: Name) -> impl DoubleEndedIterator<Item = Result<Vec<u8>, StoreFault>> {
        self.tree(name).iter().keys().map(|key| key.map(|key| key.to_vec()).map_err(broken))
    }

    /// How many bytes longer than its value a row is on the disk.
    pub fn overhead(&self, name: Name, key: &[u8]) -> usize {
        self.vault.overhead(name, key)
    }

    /// Hands everything written to the operating system.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn flush(&self) -> Result<(), StoreFault> {
        self.db.flush().map(|_| ()).map_err(broken)
    }
}

/// Reads a record found at a place.
///
/// # Errors
/// [`StoreFault::Damaged`] when the bytes are no such record.
pub fn read<R: Record>(name: Name, key: &[u8], bytes: &[u8]) -> Result<R, StoreFault> {
    records::decode(bytes).map_err(|reason| damaged(name, key, reason))
}

/// A record that cannot be, or cannot be read.
pub fn damaged(name: Name, key: &[u8], reason: impl Into<String>) -> StoreFault {
    StoreFault::Damaged { key: Place(name, key).to_string(), reason: reason.into() }
}

/// A failure of the engine: nothing can be trusted to be written after it.
pub fn broken(error: sled::Error) -> StoreFault {
    match error {
        sled::Error::Corruption { .. } => StoreFault::Rotten(error.to_string()),
        _ => StoreFault::Broken(error.to_string()),
    }
}
