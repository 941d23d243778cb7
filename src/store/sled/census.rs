//! The census: how many rows each tree has, a sum over them, and the number of the commit that made it so. It changes in the
//! same commit as the rows, so that rows that vanish, come back or were put there by somebody else are seen by counting.

use std::collections::BTreeMap;

use chacha20poly1305::aead::Generate as _;
use serde::{Deserialize, Serialize};

use super::records::Record;
use super::trees::{Name, Trees};
use crate::store::StoreFault;
use crate::store::key::to_hex;

/// Bytes of a store's id: no two stores have the same.
const ID_BYTES: usize = 16;

/// Which store this is, as it goes on through every change of its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoreId(String);

impl StoreId {
    /// A new one.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the system has no random bytes to give.
    pub fn new() -> Result<Self, StoreFault> {
        let bytes = <[u8; ID_BYTES]>::try_generate();
        let bytes = bytes.map_err(|error| StoreFault::Broken(format!("the system gives no random bytes: {error}")))?;
        Ok(Self(to_hex(&bytes)))
    }
}

/// What is counted of one tree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many rows it has.
    pub rows: u64,
    /// The sum of what [`super::vault::Vault::witness`] says of each.
    sum: u128,
}

impl Count {
    /// A row is there from now on.
    pub fn add(&mut self, witness: u128) {
        self.rows = self.rows.wrapping_add(1);
        self.sum = self.sum.wrapping_add(witness);
    }

    /// A row is gone from now on.
    pub fn take(&mut self, witness: u128) {
        self.rows = self.rows.wrapping_sub(1);
        self.sum = self.sum.wrapping_sub(witness);
    }
}

/// What is counted of every tree.
pub type Counts = BTreeMap<String, Count>;

/// The census of a store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    /// Which store it is.
    pub store: StoreId,
    /// How many commits have been made.
    pub commit: u64,
    /// By the trees' names.
    pub counts: Counts,
}

impl Record for Census {}

impl Census {
    /// Of a store that has no rows.
    pub fn empty(store: StoreId, commit: u64) -> Self {
        Self { store, commit, counts: Counts::new() }
    }

    /// What is counted of a tree, to be changed.
    pub fn of(&mut self, name: Name) -> &mut Count {
        self.counts.entry(name.as_str().to_owned()).or_default()
    }

    /// What a count of the rows that are there does not agree with, in words; nothing when all is as it was written.
    pub fn differs_from(&self, found: &Counts) -> Option<String> {
        let of = |counts: &Counts, name: Name| counts.get(name.as_str()).copied().unwrap_or_default();
        let differences = Name::ALL.into_iter().filter_map(|name| {
            let (written, found) = (of(&self.counts, name), of(found, name));
            let name = name.as_str();
            match (written == found, written.rows == found.rows) {
                (true, _) => None,
                (false, true) => {
                    Some(format!("of the {} rows of {name} some are not those that were written", found.rows))
                }
                (false, false) => Some(format!("{name} has {} rows, {} were written", found.rows, written.rows)),
            }
        });
        let differences: Vec<_> = differences.collect();
        (!differences.is_empty()).then(|| differences.join("; "))
    }
}

/// Counts every row that is there; opens none.
///
/// # Errors
/// When the engine fails.
pub fn count(trees: &Trees) -> Result<Counts, StoreFault> {
    let mut counts = Counts::new();
    for name in Name::ALL {
        let mut count = Count::default();
        for witness in trees.witnesses(name) {
            count.add(witness?);
        }
        counts.insert(name.as_str().to_owned(), count);
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_and_taken_leaves_no_trace_and_a_difference_is_told() {
        let mut census = Census::empty(StoreId("ab".into()), 1);
        for witness in [7, u128::MAX, 9] {
            census.of(Name::Open).add(witness);
        }
        census.of(Name::Open).take(u128::MAX);
        let mut found = Counts::new();
        assert_eq!(census.differs_from(&found).as_deref(), Some("requests_open has 0 rows, 2 were written"));
        found.insert("requests_open".into(), Count { rows: 2, sum: 17 });
        let told = census.differs_from(&found);
        assert_eq!(told.as_deref(), Some("of the 2 rows of requests_open some are not those that were written"));
        found.insert("requests_open".into(), Count { rows: 2, sum: 16 });
        assert_eq!(census.differs_from(&found), None);
        assert_eq!(census.differs_from(&census.counts.clone()), None, "trees without rows need not stand there");
    }
}
