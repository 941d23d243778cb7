//! The end of data: what is over is erased, a customer is forgotten, and everything kept of one is told.

use super::*;

const KEEP: Retention = Retention { requests_days: 90, conversations_days: 30, dead_letters_days: 14, audit_days: 365 };

/// Looks everything through, as many ticks would; how many rows were erased.
async fn purge_all(store: &dyn Store, second: i64) -> usize {
    let mut erased = 0;
    for _ in 0..20 {
        erased += store.purge(KEEP, 3, at(second)).await.unwrap();
    }
    erased
}

/// An update that could not be worked off.
async fn dead_letter(store: &dyn Store, id: i64, lane: i64) {
    take_in(store, &[(id, lane)], 0).await;
    let work = lease(store, 0).await.unwrap();
    assert_eq!(store.fail(work.id, "no", 1, Vec::new(), at(0)).await.unwrap(), Failed::Dead);
}

pub async fn what_is_over_is_erased_a_portion_at_a_time(engine: &impl Engine) {
    const DAY: i64 = 86_400;
    let store = engine.open();
    for chat in 1..=20 {
        done(&*store, talks(chat, new(conversation(1)))).await;
    }
    let mut ids = Vec::new();
    for (customer, state) in (100..110).map(|chat| (chat, State::Resolved)).chain([(200, State::New)]) {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, customer, state)))).await;
        ids.push(id);
    }
    dead_letter(&*store, 41, 7).await;
    done(&*store, sends([say(to(9), "a")])).await;
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Unreachable).await;

    assert_eq!(purge_all(&*store, 14 * DAY - 1).await, 0);
    assert_eq!((purge_all(&*store, 14 * DAY).await, store.dead_letters().await.unwrap()), (1, 0));
    assert_eq!(purge_all(&*store, 30 * DAY - 1).await, 0);
    assert!(store.purge(KEEP, 3, at(30 * DAY)).await.unwrap() <= 4, "no more than a portion of each kind at once");
    purge_all(&*store, 30 * DAY).await;
    assert!(store.conversation(ChatId(1)).await.unwrap().is_none());
    assert!(store.reachable(ChatId(9)).await.unwrap());
    assert_eq!(purge_all(&*store, 90 * DAY - 1).await, 0);
    assert_eq!(purge_all(&*store, 90 * DAY).await, 10);
    assert_eq!(purge_all(&*store, 90 * DAY).await, 0);
    let store = reopened(engine, store).await;
    assert_eq!(store.request(ids[0]).await.unwrap(), None);
    let record = store.call_record(ids[0]).await.unwrap().unwrap();
    assert_eq!((record.id, record.state, record.asked_at), (ids[0], State::Resolved, at(0)));
    assert!(store.kept_of(ChatId(100)).await.unwrap().is_empty());
    assert!(store.request(ids[10]).await.unwrap().is_some(), "an open one is never over");
    assert_eq!(store.call_record(ids[10]).await.unwrap(), None);
    assert!(store.reserve_request_id().await.unwrap() > ids[10]);
}

pub async fn a_customer_is_erased_and_the_calls_stay_without_them(engine: &impl Engine) {
    let store = engine.open();
    let mut ids = Vec::new();
    for (customer, state) in [(7, State::Resolved), (7, State::Cancelled), (8, State::Resolved), (7, State::New)] {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, customer, state)))).await;
        ids.push(id);
    }
    dead_letter(&*store, 41, 7).await;
    dead_letter(&*store, 42, 8).await;
    let waiting = [say(to(7), "old"), say(to(8), "theirs"), mail(7, "code"), mail(8, "their code")];
    done(&*store, sends(waiting)).await;
    done(
        &*store,
        Changes { looks: vec![look(ids[0], "her sister rang"), look(ids[2], "asked to help")], ..Changes::default() },
    )
    .await;
    // The open call is cancelled by the same change set, which also says goodbye.
    let erase = Changes {
        erase: Some(ChatId(7)),
        conversations: vec![(ChatId(7), new(conversation(1)))],
        outbox: vec![say(to(7), "done")],
        ..books(over(1, request(ids[3], 7, State::Cancelled)))
    };
    done(&*store, erase).await;
    let store = reopened(engine, store).await;
    for id in [ids[0], ids[1], ids[3]] {
        assert_eq!(store.request(id).await.unwrap(), None);
        assert!(store.call_record(id).await.unwrap().is_some());
    }
    let seen: Vec<Why> = store.looks(None).await.unwrap().into_iter().map(|look| look.why).collect();
    assert_eq!(seen, [Why::Erased, Why::Reason("asked to help".into())]);
    assert!(store.open_request_of(ChatId(7)).await.unwrap().is_none());
    assert!(store.request(ids[2]).await.unwrap().is_some());
    assert_eq!(store.dead_letters().await.unwrap(), 1);
    let mut left: Vec<String> = messages(&*store, 0).await.iter().map(|row| words(&row.message)).collect();
    left.sort();
    assert_eq!(left, ["done", "theirs"]);
    let mails = store.lease_outbox(Outlet::Mail, at(0), 9, TTL).await.unwrap().rows;
    assert_eq!(said(&mails), ["their code"]);
    let kept = store.kept_of(ChatId(7)).await.unwrap();
    assert_eq!((kept.requests.len(), kept.set_aside.len(), kept.conversation.is_some()), (0, 0, true));
    // Nobody can write over what is erased.
    let late = store.commit(None, books(over(1, request(ids[0], 7, State::Resolved))), at(0)).await.unwrap();
    assert_eq!(late, Commit::Conflict);
}

pub async fn everything_kept_of_a_customer_is_told(engine: &impl Engine) {
    let store = engine.open();
    assert!(store.kept_of(ChatId(7)).await.unwrap().is_empty());
    done(&*store, talks(7, new(conversation(3)))).await;
    let mut ids = Vec::new();
    for state in [State::Resolved, State::New] {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, 7, state)))).await;
        ids.push(id);
    }
    dead_letter(&*store, 41, 7).await;
    let mut board = Board::default();
    let block = Block { request: ids[0], by: UserId(5), at: at(0), until: at(1), reason: "rude".into() };
    assert!(board.blocks.add(ChatId(7), block.clone()));
    let seen = look(ids[0], "asked to help");
    let changes = Changes {
        looks: vec![seen.clone(), look(RequestId(9), "another's")],
        board: Some(PutBoard::over(None, board)),
        ..Changes::default()
    };
    done(&*store, changes).await;
    take_in(&*store, &[(42, 7), (43, 8)], 0).await;
    done(&*store, sends([say(to(7), "ours"), say(to(8), "theirs"), mail(7, "code")])).await;
    let store = reopened(engine, store).await;
    let kept = store.kept_of(ChatId(7)).await.unwrap();
    assert_eq!(kept.conversation, Some(conversation(3)));
    assert_eq!(kept.requests.iter().map(|request| request.id).collect::<Vec<_>>(), ids);
    assert_eq!(kept.unsent.iter().map(words).collect::<Vec<_>>(), ["ours", "code"]);
    assert_eq!((kept.unread, kept.set_aside), (vec![update(42, 7).json], vec![update(41, 7).json]));
    assert_eq!((kept.unreachable_since, kept.looks, kept.block), (None, vec![seen], Some(block)));
    // One that is opened again is open, and no longer among the ended ones.
    let found = store.open_request_of(ChatId(7)).await.unwrap().unwrap();
    done(&*store, books(over(found.version, request(ids[1], 7, State::Resolved)))).await;
    done(&*store, books(over(1, request(ids[0], 7, State::New)))).await;
    let kept = store.kept_of(ChatId(7)).await.unwrap();
    assert_eq!(kept.requests.iter().map(|request| request.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
    let numbers = |requests: Vec<CallbackRequest>| requests.iter().map(|request| request.id).collect::<Vec<_>>();
    assert_eq!(numbers(store.ended_of(ChatId(7), 5).await.unwrap()), [ids[1]]);
    assert_eq!(numbers(store.ended_of(ChatId(7), 0).await.unwrap()), []);
    let phone = kept.requests[0].phone.clone();
    assert_eq!(numbers(store.with_number(&phone, 5).await.unwrap()), [ids[1], ids[0]]);
    assert_eq!(numbers(store.with_number(&phone, 1).await.unwrap()), [ids[1]]);
}
