//! Writing to the trees: long records in pieces, everything sealed, the census and the rows in one transaction.

use sled::transaction::{ConflictableTransactionResult, TransactionError, TransactionalTree};
use sled::{Transactional, Tree};

use super::{CENSUS_KEY, Name, Trees, Writes, broken, damaged};
use crate::store::StoreFault;
use crate::store::sled::census::Census;
use crate::store::sled::keys;
use crate::store::sled::long::{HEAD_BYTES, Head, MAX_VALUE_BYTES};
use crate::store::sled::records::encode;

impl Trees {
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
        let rows = sealed.keys().map(|(name, key)| (*name, key.as_slice()));
        self.shade.keep(rows, |name, key| {
            let before = self.tree(name).get(key).map_err(broken)?;
            Ok(before.map(|before| before.to_vec()))
        })?;
        self.put_stored(&sealed)?;
        let commit = next.as_ref().map_or(0, |census| census.commit);
        *census = next.or(census.take());
        Ok(commit)
    }

    /// Applies rows that are as they are to lie on the disk, as a whole, and has them flushed. No census counts them.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn put_stored(&self, rows: &Writes) -> Result<(), StoreFault> {
        let all: &[Tree] = &self.all;
        all.transaction(|views| write(views, rows)).map_err(|failure: TransactionError<()>| match failure {
            TransactionError::Storage(error) => broken(error),
            TransactionError::Abort(()) => StoreFault::Broken("a transaction was given up".into()),
        })?;
        self.flush()
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

    /// The rows as they lie on the disk: long records in pieces, and everything sealed.
    fn sealed(&self, writes: &Writes) -> Result<Writes, StoreFault> {
        let mut rows = Writes::new();
        for ((name, key), value) in writes {
            let (name, key) = (*name, key.as_slice());
            let mut pieces = 0;
            let value = match value {
                Some(value) if value.len() + self.overhead(name, key) > MAX_VALUE_BYTES => {
                    let (head, cut) = Head::cut(value).map_err(StoreFault::Broken)?;
                    pieces = head.pieces;
                    for (index, piece) in (0..).zip(cut) {
                        self.seal(&mut rows, Name::Pieces, &keys::piece(name.as_str(), key, index), Some(&piece))?;
                    }
                    Some(head.bytes())
                }
                value => value.clone(),
            };
            for index in pieces..self.pieces_of(name, key)? {
                self.seal(&mut rows, Name::Pieces, &keys::piece(name.as_str(), key, index), None)?;
            }
            self.seal(&mut rows, name, key, value.as_deref())?;
        }
        Ok(rows)
    }

    fn seal(&self, rows: &mut Writes, name: Name, key: &[u8], value: Option<&[u8]>) -> Result<(), StoreFault> {
        let value = value.map(|value| self.vault.seal(name, key, value)).transpose()?;
        rows.insert((name, self.vault.key(name, key).into_owned()), value);
        Ok(())
    }

    /// How many pieces the record has that lies under a key now.
    fn pieces_of(&self, name: Name, key: &[u8]) -> Result<u16, StoreFault> {
        let stored = self.tree(name).get(self.vault.key(name, key)).map_err(broken)?;
        // Most rows are told from heads by their length alone.
        if stored.is_none_or(|stored| stored.len() != HEAD_BYTES + self.overhead(name, key)) {
            return Ok(0);
        }
        match self.row(name, key) {
            Ok(value) => Ok(value.as_deref().and_then(Head::read).map_or(0, |head| head.pieces)),
            // One that cannot be read is being replaced.
            Err(StoreFault::Damaged { .. }) => Ok(0),
            Err(fault) => Err(fault),
        }
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
