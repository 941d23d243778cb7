//! A copy of every row as it was at one commit, while others go on writing. Every engine has one: it is what a backup is made
//! of. Rows come as they lie in the store; nothing here opens them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::census::{Counts, StoreId};
use super::fault::StoreFault;

/// What a copy holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// Which store it is of.
    pub store: StoreId,
    /// The layout of its trees.
    pub schema: u32,
    /// The id of the key that the rows are sealed with, if they are.
    pub key: Option<String>,
    /// The commit.
    pub commit: u64,
    /// All numbers of rows given out by then are below this one.
    pub next_row: u64,
    /// All numbers of requests given out by then are below this one.
    pub next_request: u64,
    /// What was counted of each tree. The census itself is a row more.
    pub counts: Counts,
}

/// A row as it lies in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRow {
    /// Its key.
    pub key: Vec<u8>,
    /// Its value.
    pub value: Vec<u8>,
}

/// Some rows of one tree, in the order of their keys. Trees follow each other, none comes twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// Of which tree.
    pub tree: String,
    /// The rows.
    pub rows: Vec<StoredRow>,
}

/// A copy under way. Dropping it ends it.
#[async_trait]
pub trait Snapshot: Send {
    /// What it will have held at its end.
    fn contents(&self) -> &Contents;

    /// The next rows; `None` after the last, when all are those that the census counted.
    async fn next(&mut self) -> Result<Option<Portion>, StoreFault>;
}
