//! The embedded engine: the contract of every engine, and what is its own.

use std::sync::Arc;

use futures_util::future::join_all;
use ringback::callback::ChatId;
use ringback::store::{self, Changes, Commit, Failed, Protection, Store, StoreFault};
use tempfile::TempDir;

use super::contract::{self, Engine, TTL, contract_of};
use super::opening::behind_its_back;
use super::samples::*;

/// A data folder that goes with the test, and how it is opened.
pub struct Folder(pub TempDir, pub Protection);

impl Folder {
    pub fn new() -> Self {
        Self(TempDir::new().unwrap(), sealed())
    }

    pub fn unsealed() -> Self {
        Self(TempDir::new().unwrap(), Protection::Off)
    }
}

impl Engine for Folder {
    fn open(&self) -> Arc<dyn Store> {
        store::open(self.0.path(), &self.1).unwrap()
    }
}

contract_of!(Folder::new());

/// The same without encryption.
mod unsealed {
    use super::*;

    contract_of!(Folder::unsealed());
}

/// The rows of one of the engine's trees.
pub fn rows_in(folder: &Folder, tree: &str) -> usize {
    let mut rows = 0;
    behind_its_back(folder.0.path(), |db| rows = db.open_tree(tree).unwrap().len());
    rows
}

#[tokio::test]
async fn what_was_seen_long_ago_leaves_no_rows() {
    let folder = Folder::new();
    let store = folder.open();
    for day in 0..20_i64 {
        let updates = (0..700).map(|n| update(day * 1000 + n, n)).collect();
        store.intake(updates, at(day * 86_400)).await.unwrap();
        let mut works = Vec::new();
        while let Some(work) = store.lease(at(day * 86_400), TTL).await.unwrap() {
            works.push(work.id);
        }
        assert_eq!(works.len(), 700);
        let commits = works.into_iter().map(|work| store.commit(Some(work), Changes::default(), at(0)));
        assert!(join_all(commits).await.into_iter().all(|commit| matches!(commit, Ok(Commit::Done))));
    }
    store.close().await.unwrap();
    drop(store);
    assert_eq!(rows_in(&folder, "inbox") + rows_in(&folder, "raw"), 0);
    // 700 numbers lie in at most four runs of 256: those of today, yesterday and the day before are kept.
    let runs = rows_in(&folder, "seen_pages");
    assert!((9..=12).contains(&runs), "{runs}");
    assert_eq!(rows_in(&folder, "seen_times"), runs);
    assert_eq!(rows_in(&folder, "seen") + rows_in(&folder, "seen_batches"), 0, "as up to schema 2");
}

#[tokio::test]
async fn dead_letters_are_bounded() {
    let folder = Folder::new();
    let store = folder.open();
    for half in 0..2 {
        store.intake((0..510).map(|n| update(half * 510 + n, n)).collect(), at(0)).await.unwrap();
        let mut works = Vec::new();
        while let Some(work) = store.lease(at(0), TTL).await.unwrap() {
            works.push(work.id);
        }
        let failed = works.into_iter().map(|work| store.fail(work, "no", 1, Vec::new(), at(0)));
        assert!(join_all(failed).await.into_iter().all(|failed| matches!(failed, Ok(Failed::Dead))));
    }
    assert_eq!(store.dead_letters().await.unwrap(), 1000);
    store.close().await.unwrap();
    drop(store);
    assert_eq!((rows_in(&folder, "dead"), rows_in(&folder, "raw")), (1000, 1000));
    assert_eq!(folder.open().dead_letters().await.unwrap(), 1000);
}

#[tokio::test]
async fn what_was_acknowledged_before_closing_is_there_afterwards() {
    let folder = Folder::new();
    let store = folder.open();
    let commits = join_all((0..300).map(|n| store.commit(None, talks(n, new(conversation(1))), at(0))));
    let (commits, closed) = futures_util::join!(commits, store.close());
    closed.unwrap();
    drop(store);
    let store = folder.open();
    for (n, commit) in (0..).zip(commits) {
        let there = store.conversation(ChatId(n)).await.unwrap().is_some();
        match commit {
            Ok(commit) => assert_eq!((commit, there), (Commit::Done, true), "{n}"),
            Err(fault) => assert!(matches!(fault, StoreFault::Closed) && !there, "{n}: {fault}"),
        }
    }
}

#[tokio::test]
async fn a_command_that_nobody_waits_for_any_more_is_done() {
    let folder = Folder::new();
    let store = folder.open();
    let mut commit = store.commit(None, talks(7, new(conversation(1))), at(0));
    assert!(futures_util::poll!(&mut commit).is_pending());
    drop(commit);
    store.close().await.unwrap();
    assert!(folder.open().conversation(ChatId(7)).await.unwrap().is_some());
}
