//! A copy of all rows while others write.

use super::*;
use ringback::store::{Contents, Snapshot, StoredRow};

/// All that a copy holds; between its portions `meanwhile` is done.
async fn all(mut copy: Box<dyn Snapshot>, mut meanwhile: impl AsyncFnMut()) -> (Contents, Vec<(String, StoredRow)>) {
    let mut rows = Vec::new();
    while let Some(portion) = copy.next().await.unwrap() {
        rows.extend(portion.rows.into_iter().map(|row| (portion.tree.clone(), row)));
        meanwhile().await;
    }
    (copy.contents().clone(), rows)
}

pub async fn a_copy_is_the_store_as_it_was_when_it_was_begun(engine: &impl Engine) {
    let store = engine.open();
    store.intake((0..50).map(|id| update(id, id % 5)).collect(), at(0)).await.unwrap();
    for chat in 0..30 {
        let mut changes = talks(chat, new(conversation(1)));
        changes.outbox.push(say(to(chat), "hello"));
        store.commit(None, changes, at(0)).await.unwrap();
    }
    let expected = all(store.snapshot().await.unwrap(), async || ()).await;
    assert!(expected.1.len() > 100, "{}", expected.1.len());
    let mut number = 1000;
    let found = all(store.snapshot().await.unwrap(), async || {
        number += 1;
        store.intake(vec![update(number, number)], at(0)).await.unwrap();
        let work = store.lease(at(0), TTL).await.unwrap().unwrap();
        let chat = number % 30;
        let version = store.conversation(ChatId(chat)).await.unwrap().unwrap().version;
        let changes = talks(chat, over(version, conversation(9)));
        assert_eq!(store.commit(Some(work.id), changes, at(0)).await.unwrap(), Commit::Done);
    })
    .await;
    assert!(number > 1005, "a copy of several portions");
    assert_eq!(found.1, expected.1);
    assert_eq!((&found.0.commit, &found.0.counts), (&expected.0.commit, &expected.0.counts));
    let later = all(store.snapshot().await.unwrap(), async || ()).await;
    assert!(later.0.commit > found.0.commit && later.1 != found.1);
}

pub async fn one_copy_is_made_at_a_time_and_closing_ends_it(engine: &impl Engine) {
    let store = engine.open();
    store.commit(None, talks(1, new(conversation(1))), at(0)).await.unwrap();
    let mut copy = store.snapshot().await.unwrap();
    assert!(matches!(store.snapshot().await.map(drop), Err(StoreFault::CopyUnderWay)));
    copy.next().await.unwrap().unwrap();
    drop(copy);
    let mut copy = store.snapshot().await.unwrap();
    store.close().await.unwrap();
    assert!(matches!(copy.next().await, Err(StoreFault::Closed)));
    assert!(matches!(store.snapshot().await.map(drop), Err(StoreFault::Closed)));
    // The data can be opened again though somebody holds what is left of the copy.
    engine.open();
}
