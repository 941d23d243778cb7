//! The census: how many rows each tree has, a sum over them, and the number of the commit that made it so. It changes in the
//! same commit as the rows, so that rows that vanish, come back or were put there by somebody else are seen by counting.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::records::Record;
use super::trees::{Name, Trees};
use crate::store::StoreFault;
use crate::store::census::{Count, Counts, StoreId};

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

    /// The trees whose rows are not those that were written: how many there were to be, and how many were found.
    pub fn differences(&self, found: &Counts) -> impl Iterator<Item = Difference> {
        let of = |counts: &Counts, name: Name| counts.get(name.as_str()).copied().unwrap_or_default();
        Name::ALL.into_iter().filter_map(move |name| {
            let (written, found) = (of(&self.counts, name), of(found, name));
            (written != found).then_some(Difference { name, written: written.rows, found: found.rows })
        })
    }

    /// What a count of the rows that are there does not agree with, in words; nothing when all is as it was written.
    pub fn differs_from(&self, found: &Counts) -> Option<String> {
        let differences: Vec<_> = self.differences(found).map(|difference| difference.to_string()).collect();
        (!differences.is_empty()).then(|| differences.join("; "))
    }
}

/// A tree whose rows are not those that were written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Which.
    pub name: Name,
    /// How many rows were written.
    pub written: u64,
    /// How many were found.
    pub found: u64,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, written, found } = self;
        let name = name.as_str();
        if written == found {
            write!(f, "of the {found} rows of {name} some are not those that were written")
        } else {
            write!(f, "{name} has {found} rows, {written} were written")
        }
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
