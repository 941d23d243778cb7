//! The trees and their typed reading. Writes go through the writer's group alone; nothing here changes a row.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Bound, RangeInclusive};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sled::transaction::{ConflictableTransactionResult, TransactionError, TransactionalTree};
use sled::{Db, IVec, Transactional, Tree};

use super::census::Census;
use super::keys;
use super::records::{self, Record, encode};
use super::vault::{Row, Vault};
use crate::store::StoreFault;

/// The trees, in the order in which a transaction takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Single values, by name.
    Meta,
    /// Row → update that waits.
    Inbox,
    /// Row and piece → the raw JSON of an update.
    Raw,
    /// Update → the row it got.
    Seen,
    /// Time and row → updates taken in then.
    SeenBatches,
    /// Row → update that was given up.
    Dead,
    /// Chat → its state.
    Conversations,
    /// Request that the desk still owes.
    Open,
    /// Request that has ended. Apart from the open ones, so that a start reads what is owed and no more.
    Ended,
    /// Row → what is to be sent.
    Outbox,
    /// Recipient and slot → message.
    Slots,
    /// Chat → since when it cannot be written to.
    Unreachable,
    /// Day and what was counted → how much.
    Tally,
    /// Chat → the customer's requests that have ended.
    Customers,
    /// Request that has lost its customer.
    Past,
    /// Request, time and row → who saw its customer's details.
    Looks,
}

/// The key in [`Name::Meta`] of the layout's version: four bytes big-endian, for every version of this program.
pub const SCHEMA_KEY: &[u8] = b"schema";
/// The key in [`Name::Meta`] of the next row's number.
pub const NEXT_ROW_KEY: &[u8] = b"next_row";
/// The key in [`Name::Meta`] of the next request's number.
pub const NEXT_REQUEST_KEY: &[u8] = b"next_request";
/// The key in [`Name::Meta`] of the agents' group's number.
pub const GROUP_KEY: &[u8] = b"group";
/// The key in [`Name::Meta`] of the secrets that were sent.
pub const INCIDENTS_KEY: &[u8] = b"incidents";
/// The key in [`Name::Meta`] of the desk's board.
pub const BOARD_KEY: &[u8] = b"board";
/// The key in [`Name::Meta`] of how the last run went.
pub const RUN_KEY: &[u8] = b"run";
/// The key in [`Name::Meta`] of the id of the key that everything else is sealed with; absent where nothing is.
pub const SEALED_KEY: &[u8] = b"sealed";
/// The key in [`Name::Meta`] of the census.
pub const CENSUS_KEY: &[u8] = b"census";

impl Name {
    /// Every tree.
    pub const ALL: [Self; 16] = [
        Self::Meta,
        Self::Inbox,
        Self::Raw,
        Self::Seen,
        Self::SeenBatches,
        Self::Dead,
        Self::Conversations,
        Self::Open,
        Self::Ended,
        Self::Outbox,
        Self::Slots,
        Self::Unreachable,
        Self::Tally,
        Self::Customers,
        Self::Past,
        Self::Looks,
    ];

    /// Its name on disk.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Inbox => "inbox",
            Self::Raw => "raw",
            Self::Seen => "seen",
            Self::SeenBatches => "seen_batches",
            Self::Dead => "dead",
            Self::Conversations => "conversations",
            Self::Open => "requests_open",
            Self::Ended => "requests_ended",
            Self::Outbox => "outbox",
            Self::Slots => "slots",
            Self::Unreachable => "unreachable",
            Self::Tally => "tally",
            Self::Customers => "customers",
            Self::Past => "requests_past",
            Self::Looks => "looks",
        }
    }
}

/// A key as people read it in a message about a record.
pub struct Place<'a>(pub Name, pub &'a [u8]);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, key) = self;
        write!(f, "{}/", name.as_str())?;
        let signed = matches!(name, Name::Seen | Name::Conversations | Name::Unreachable | Name::Customers);
        match (name, keys::read_signed(key), keys::read_row(key)) {
            (Name::Meta | Name::Tally, ..) => f.write_str(&String::from_utf8_lossy(key)),
            (_, Some(number), _) if signed => number.fmt(f),
            (_, _, Some(number)) => number.fmt(f),
            _ => key.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}

/// Rows to write, or to remove where there is no value.
pub type Writes = BTreeMap<(Name, Vec<u8>), Option<Vec<u8>>>;

/// The open trees. Cheap to clone.
#[derive(Clone)]
pub struct Trees {
    db: Db,
    all: [Tree; Name::ALL.len()],
    vault: Arc<Vault>,
    census: Arc<Mutex<Option<Census>>>,
}

impl Trees {
    /// Opens them all; what is in them can be read as far as it is not sealed.
    ///
    /// # Errors
    /// When the engine does.
    pub fn open(db: Db) -> Result<Self, sled::Error> {
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
        ] = Name::ALL.map(|name| db.open_tree(name.as_str()));
        let all = [
            meta?,
            inbox?,
            raw?,
            seen?,
            batches?,
            dead?,
            conversations?,
            open?,
            ended?,
            outbox?,
            slots?,
            unreachable?,
            tally?,
            customers?,
            past?,
            looks?,
        ];
        Ok(Self { db, all, vault: Arc::new(Vault::Open), census: Arc::default() })
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
        }
    }

    /// The bytes under a key.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails, [`StoreFault::Damaged`] when they were not written there.
    pub fn bytes(&self, name: Name, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        let stored_key = self.vault.key(name, key);
        let Some(stored) = self.tree(name).get(&stored_key).map_err(broken)? else { return Ok(None) };
        let row = self.vault.open(name, &stored_key, &stored).map_err(|reason| damaged(name, key, reason))?;
        Ok(Some(row.value))
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

    /// Every row of a tree, in the order in which they lie on the disk.
    pub fn rows(&self, name: Name) -> impl Iterator<Item = Result<Row, StoreFault>> {
        self.tree(name).iter().map(move |row| self.opened(name, row))
    }

    fn opened(&self, name: Name, row: sled::Result<(IVec, IVec)>) -> Result<Row, StoreFault> {
        let (key, stored) = row.map_err(broken)?;
        self.vault.open(name, &key, &stored).map_err(|reason| damaged(name, &key, reason))
    }

    /// Every record of a tree, in the order of its keys where these are not hidden.
    pub fn each<R: Record>(&self, name: Name) -> impl Iterator<Item = Result<(Vec<u8>, R), StoreFault>> {
        self.rows(name).map(move |row| record(name, row?))
    }

    /// The records whose keys lie in a range, in order. Only for trees that hide no keys.
    pub fn range<R: Record>(
        &self,
        name: Name,
        keys: RangeInclusive<Vec<u8>>,
    ) -> impl Iterator<Item = Result<(Vec<u8>, R), StoreFault>> {
        self.tree(name).range(keys).map(move |row| record(name, self.opened(name, row)?))
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
            rows.extend(self.vault.open(name, &key, &stored));
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

    /// Applies rows as a whole, the census with them, and has them flushed; the number of the commit. Not yet safe from a
    /// power cut: the file is to be synced after it. Called by one thread at a time.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn apply(&self, writes: &Writes) -> Result<u64, StoreFault> {
        let mut sealed = self.sealed(writes)?;
        let mut census = self.census();
        let next = census.as_ref().map(|census| self.counted(census, &sealed)).transpose()?;
        if let Some(next) = &next {
            let record = encode(next).map_err(|reason| damaged(Name::Meta, CENSUS_KEY, reason))?;
            let record = self.vault.seal(Name::Meta, CENSUS_KEY, &record)?;
            sealed.insert((Name::Meta, CENSUS_KEY.to_vec()), Some(record));
        }
        let all: &[Tree] = &self.all;
        all.transaction(|views| write(views, &sealed)).map_err(|failure: TransactionError<()>| match failure {
            TransactionError::Storage(error) => broken(error),
            TransactionError::Abort(()) => StoreFault::Broken("a transaction was given up".into()),
        })?;
        self.flush()?;
        let commit = next.as_ref().map_or(0, |census| census.commit);
        *census = next.or(census.take());
        Ok(commit)
    }

    /// The census after these rows.
    fn counted(&self, census: &Census, sealed: &Writes) -> Result<Census, StoreFault> {
        let mut next = census.clone();
        next.commit = next.commit.saturating_add(1);
        for ((name, key), value) in sealed {
            if *name == Name::Meta && key == CENSUS_KEY {
                continue;
            }
            let count = next.of(*name);
            if let Some(before) = self.tree(*name).get(key).map_err(broken)? {
                count.take(self.vault.witness(*name, key, &before));
            }
            if let Some(value) = value {
                count.add(self.vault.witness(*name, key, value));
            }
        }
        Ok(next)
    }

    /// The rows as they lie on the disk.
    fn sealed(&self, writes: &Writes) -> Result<Writes, StoreFault> {
        let seal = |((name, key), value): (&(Name, Vec<u8>), &Option<Vec<u8>>)| {
            let value = value.as_ref().map(|value| self.vault.seal(*name, key, value)).transpose()?;
            Ok(((*name, self.vault.key(*name, key).into_owned()), value))
        };
        writes.iter().map(seal).collect()
    }

    /// Hands everything written to the operating system.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn flush(&self) -> Result<(), StoreFault> {
        self.db.flush().map(|_| ()).map_err(broken)
    }
}

/// Only the views are used in here: any other call to the engine would wait for this very transaction for ever.
fn write(views: &[TransactionalTree], writes: &Writes) -> ConflictableTransactionResult<(), ()> {
    for (name, view) in Name::ALL.into_iter().zip(views) {
        let rows = writes.range((name, Vec::new())..).take_while(|((tree, _), _)| *tree == name);
        for ((_, key), value) in rows {
            match value {
                Some(value) => view.insert(key.as_slice(), value.as_slice())?,
                None => view.remove(key.as_slice())?,
            };
        }
    }
    Ok(())
}

fn record<R: Record>(name: Name, row: Row) -> Result<(Vec<u8>, R), StoreFault> {
    let record = read(name, &row.key, &row.value)?;
    Ok((row.key, record))
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
