//! What a copy of the rows would miss: rows that the writer is about to change and that are not copied yet, as they were before.
//! Never outgrows its memory: the copy is over instead.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::name::Name;
use crate::store::StoreFault;

/// Rows as they were before they changed; nothing where there was none.
pub type Before = BTreeMap<(Name, Vec<u8>), Option<Vec<u8>>>;

/// What an entry takes beside its key and value, about.
const ENTRY_BYTES: usize = 96;

/// Where a tree's copy has got to, and what rows beyond that were before they changed.
pub struct Shadow {
    name: Name,
    /// The last key copied of this tree.
    last: Option<Vec<u8>>,
    before: Before,
    bytes: usize,
    limit: usize,
}

/// The place of the one shadow that there may be.
#[derive(Clone, Default)]
pub struct Shade(Arc<Mutex<Option<Shadow>>>);

impl Shade {
    /// The shadow, if a copy is under way.
    pub fn lock(&self) -> MutexGuard<'_, Option<Shadow>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A row is about to change; `before` reads it as it is. Called before the change can be seen.
    ///
    /// # Errors
    /// What `before` says.
    pub fn keep<'k>(
        &self,
        rows: impl Iterator<Item = (Name, &'k [u8])>,
        before: impl Fn(Name, &[u8]) -> Result<Option<Vec<u8>>, StoreFault>,
    ) -> Result<(), StoreFault> {
        let mut shadow = self.lock();
        let Some(shadow) = shadow.as_mut() else { return Ok(()) };
        for (name, key) in rows {
            shadow.keep(name, key, || before(name, key))?;
        }
        Ok(())
    }
}

impl Shadow {
    /// Of a copy that begins; so many bytes are kept at most.
    pub fn new(limit: usize) -> Self {
        let [first, ..] = Name::ALL;
        Self { name: first, last: None, before: BTreeMap::new(), bytes: 0, limit }
    }

    fn keep(
        &mut self,
        name: Name,
        key: &[u8],
        before: impl FnOnce() -> Result<Option<Vec<u8>>, StoreFault>,
    ) -> Result<(), StoreFault> {
        let copied = name < self.name || name == self.name && self.last.as_deref().is_some_and(|last| key <= last);
        let place = (name, key.to_vec());
        if copied || self.is_full() || self.before.contains_key(&place) {
            return Ok(());
        }
        let before = before()?;
        self.bytes += size(key, before.as_ref());
        self.before.insert(place, before);
        if self.is_full() {
            // The copy is over; what it would have needed is let go at once.
            self.before.clear();
        }
        Ok(())
    }

    /// Whether more would have had to be kept than may be: the copy is over.
    pub fn is_full(&self) -> bool {
        self.bytes > self.limit
    }

    /// What is kept of rows up to here, and goes on behind it.
    pub fn take(&mut self, next: Name, last: Option<Vec<u8>>) -> Before {
        let bound = match &last {
            Some(last) => (next, [last.as_slice(), &[0]].concat()),
            None => (next, Vec::new()),
        };
        let rest = self.before.split_off(&bound);
        let taken = std::mem::replace(&mut self.before, rest);
        self.bytes -= taken.iter().map(|((_, key), before)| size(key, before.as_ref())).sum::<usize>();
        (self.name, self.last) = (next, last);
        taken
    }

    /// The last key copied of the tree that is being copied.
    pub fn last(&self) -> Option<&[u8]> {
        self.last.as_deref()
    }

    /// All that is left, behind the last row.
    pub fn take_all(&mut self) -> Before {
        self.bytes = 0;
        std::mem::take(&mut self.before)
    }
}

fn size(key: &[u8], before: Option<&Vec<u8>>) -> usize {
    ENTRY_BYTES + key.len() + before.map_or(0, Vec::len)
}
