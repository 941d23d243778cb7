//! The embedded engine: the contract of every engine, and what is its own.

use std::sync::Arc;

use ringback::store::{self, Store};
use tempfile::TempDir;

use super::contract::{self, Engine, contract_of};

/// A data folder that goes with the test.
pub struct Folder(pub TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }
}

impl Engine for Folder {
    fn open(&self) -> Arc<dyn Store> {
        store::open(self.0.path()).unwrap()
    }
}

contract_of!(Folder::new());
