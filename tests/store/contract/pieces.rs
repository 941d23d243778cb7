//! Pieces of one thought: leased together once nothing more comes, committed together, and each its own when one of them fails.

use ringback::store::{Changes, Commit, Failed, Piece, RawUpdate, Store, Whole, Work};

use super::{Engine, TTL, finish, lease};
use crate::store::samples::{at, update};

fn piece(update_id: i64, lane: i64, second: i64) -> RawUpdate {
    let piece = Piece { of: Whole::Thought(10), sent_at: at(second), urgent: false };
    RawUpdate { piece: Some(piece), ..update(update_id, lane) }
}

async fn take_in(store: &dyn Store, updates: Vec<RawUpdate>, second: i64) {
    store.intake(updates, at(second)).await.unwrap();
}

fn numbers(work: &Work) -> Vec<i64> {
    std::iter::once(&work.update).chain(work.more.iter().map(|further| &further.update)).map(|u| u.update_id).collect()
}

async fn leased(store: &dyn Store, second: i64) -> Option<Vec<i64>> {
    lease(store, second).await.as_ref().map(numbers)
}

async fn finish_all(store: &dyn Store, work: &Work) -> Commit {
    let also_done = work.more.iter().map(|further| further.id).collect();
    store.commit(Some(work.id), Changes { also_done, ..Changes::default() }, at(0)).await.unwrap()
}

pub async fn pieces_go_together_once_nothing_more_comes(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, vec![piece(1, 7, 0)], 0).await;
    assert_eq!(leased(&*store, 1).await, None, "it may go on");
    assert_eq!(store.pauses().begun.len(), 1);
    take_in(&*store, vec![piece(2, 7, 1), update(3, 8)], 1).await;
    assert_eq!(leased(&*store, 1).await, Some(vec![3]), "nobody else waits for it");
    assert_eq!(leased(&*store, 2).await, None);
    assert!(store.pauses().next.is_some_and(|next| next > at(2) && next < at(3)));
    let work = lease(&*store, 3).await.unwrap();
    assert_eq!(numbers(&work), [1, 2]);
    take_in(&*store, vec![piece(4, 7, 3)], 3).await;
    assert_eq!(finish_all(&*store, &work).await, Commit::Done);
    assert_eq!(finish_all(&*store, &work).await, Commit::Conflict, "they are done");
    assert_eq!(leased(&*store, 5).await, Some(vec![4]));
}

pub async fn what_follows_ends_the_wait(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, vec![piece(1, 7, 0), piece(2, 7, 0), update(3, 7), piece(4, 7, 0)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    assert_eq!(numbers(&work), [1, 2]);
    finish_all(&*store, &work).await;
    let work = lease(&*store, 0).await.unwrap();
    assert_eq!(numbers(&work), [3]);
    finish(&*store, &work).await;
    assert_eq!(leased(&*store, 0).await, None, "the next thought waits");
    take_in(&*store, vec![piece(5, 8, 0), piece(6, 8, 9)], 0).await;
    assert_eq!(leased(&*store, 0).await, Some(vec![5]), "what was sent later is another thought");
    let urgent = piece(8, 9, 0).piece.map(|piece| Piece { urgent: true, ..piece });
    take_in(&*store, vec![piece(7, 9, 0), RawUpdate { piece: urgent, urgent: true, ..update(8, 9) }], 0).await;
    assert_eq!(leased(&*store, 0).await, Some(vec![7, 8]), "what is urgent waits for nobody");
}

pub async fn a_clock_that_goes_back_keeps_no_thought(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, vec![piece(1, 7, 0)], 3600).await;
    assert_eq!(leased(&*store, 0).await, Some(vec![1]));
}

pub async fn what_failed_together_is_tried_apart(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, (1..=3).map(|id| piece(id, 7, 0)).collect(), 0).await;
    let work = lease(&*store, 2).await.unwrap();
    assert_eq!(numbers(&work), [1, 2, 3]);
    store.set_apart(work.id);
    let first = lease(&*store, 2).await.unwrap();
    assert_eq!((numbers(&first), first.tries), (vec![1], 0), "nobody is blamed yet");
    assert_eq!(leased(&*store, 2).await, None, "in order");
    finish(&*store, &first).await;
    let second = lease(&*store, 2).await.unwrap();
    assert_eq!(numbers(&second), [2]);
    assert_eq!(store.fail(second.id, "odd", 1, Vec::new(), at(2)).await.unwrap(), Failed::Dead);
    assert_eq!(leased(&*store, 2).await, Some(vec![3]));
    assert_eq!(store.dead_letters().await.unwrap(), 1);
}

pub async fn a_lease_of_pieces_that_is_not_kept_sets_them_apart(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, (1..=2).map(|id| piece(id, 7, 0)).collect(), 0).await;
    assert_eq!(leased(&*store, 2).await, Some(vec![1, 2]));
    let late = 3 + i64::try_from(TTL.as_secs()).unwrap();
    assert_eq!(leased(&*store, late).await, Some(vec![1]));
}

pub async fn pieces_outlive_a_crash_together(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, (1..=3).map(|id| piece(id, 7, 0)).collect(), 0).await;
    assert_eq!(leased(&*store, 2).await, Some(vec![1, 2, 3]));
    drop(store);
    let store = engine.open();
    let work = lease(&*store, 2).await.unwrap();
    assert_eq!(numbers(&work), [1, 2, 3]);
    assert_eq!(finish_all(&*store, &work).await, Commit::Done);
    assert_eq!(leased(&*store, 9).await, None);
    assert_eq!(store.backlog().await.unwrap().inbox, 0);
}
