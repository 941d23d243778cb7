//! Updates: kept once, in their lanes, until they are worked off.

use super::*;

pub async fn known_updates_are_left_out(engine: &impl Engine) {
    let store = engine.open();
    let first = take_in(&*store, &[(10, 1), (11, 1), (10, 1)], 0).await;
    assert_eq!(first, Intake { fresh: 2, known: 1, shed: 0 });
    assert_eq!(
        take_in(&*store, &[(11, 1), (3, 1)], 1).await,
        Intake { fresh: 1, known: 1, shed: 0 },
        "numbers may fall"
    );
    let work = lease(&*store, 2).await.unwrap();
    finish(&*store, &work).await;
    assert_eq!(take_in(&*store, &[(10, 1)], 3).await, Intake { fresh: 0, known: 1, shed: 0 }, "done is known as well");
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(take_in(&*store, &[(10, 1), (11, 1), (3, 1), (12, 1)], 4).await, Intake { fresh: 1, known: 3, shed: 0 });
}

pub async fn an_update_is_known_for_two_days_and_as_long_as_it_waits(engine: &impl Engine) {
    let store = engine.open();
    let hour = |count: i64| count * 3600;
    // Far apart, for neighbours may be remembered and forgotten together.
    let (done, waits, other) = (1_000_000, 2_000_000, 3_000_000);
    take_in(&*store, &[(done, 1), (waits, 2)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    assert_eq!(work.update.update_id, done);
    finish(&*store, &work).await;

    assert_eq!(take_in(&*store, &[(done, 1)], hour(48)).await.known, 1);
    take_in(&*store, &[(other, 3)], hour(48) + 1).await;
    assert_eq!(take_in(&*store, &[(done, 1)], hour(48) + 2).await.fresh, 1, "forgotten by the intake before this one");
    assert_eq!(take_in(&*store, &[(waits, 2)], hour(500)).await.known, 1, "it still waits");
}

pub async fn another_update_under_a_known_number_is_taken_in(engine: &impl Engine) {
    let store = engine.open();
    let marked = |mark| RawUpdate { mark, ..update(5, 1) };
    let take = async |store: &dyn Store, mark| store.intake(vec![marked(mark)], at(0)).await.unwrap();
    assert_eq!(take(&*store, 77).await, Intake { fresh: 1, known: 0, shed: 0 });
    assert_eq!(take(&*store, 77).await, Intake { fresh: 0, known: 1, shed: 0 });
    assert_eq!(take(&*store, 78).await, Intake { fresh: 1, known: 0, shed: 0 }, "of another server");
    store.close().await.unwrap();

    let store = engine.open();
    for mark in [77, 78, 0] {
        assert_eq!(take(&*store, mark).await, Intake { fresh: 0, known: 1, shed: 0 }, "{mark}");
    }
    let leased = [lease(&*store, 1).await, lease(&*store, 1).await];
    let [Some(first), None] = leased else { panic!("{leased:?}") };
    finish(&*store, &first).await;
    assert_eq!(lease(&*store, 1).await.unwrap().update, update(5, 1), "both are worked off, in their order");
}

pub async fn many_updates_are_few_rows(engine: &impl Engine) {
    let store = engine.open();
    for batch in 0..100 {
        let ids: Vec<_> = (batch * 100 - 5000..batch * 100 - 4900).map(|id| (id, 1)).collect();
        assert_eq!(take_in(&*store, &ids, batch).await, Intake { fresh: 100, known: 0, shed: 0 });
    }
    store.close().await.unwrap();
    let store = engine.open();
    let ids: Vec<_> = (-5000..5000).map(|id| (id, 1)).collect();
    assert_eq!(take_in(&*store, &ids, 200).await, Intake { fresh: 0, known: 10_000, shed: 0 });
    assert_eq!(take_in(&*store, &[(-5001, 1), (5000, 1)], 200).await, Intake { fresh: 2, known: 0, shed: 0 });
}

pub async fn what_is_put_back_was_not_tried(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 8)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    store.put_back(work.id);
    assert_eq!(lease_all(&*store, 0).await, [2, 1], "it waits for its next turn");
    store.put_back(work.id);
    store.put_back(work.id);
    let again = lease(&*store, 0).await.unwrap();
    assert_eq!((again.id, again.tries, again.deaths), (work.id, 0, 0));
    finish(&*store, &again).await;
    store.put_back(work.id);
    assert_eq!(lease(&*store, 0).await, None);
}

pub async fn an_update_comes_back_as_it_was(engine: &impl Engine) {
    let store = engine.open();
    let mut long = update(1, -7);
    // Longer than any one value may be, cut in the middle of characters, and no JSON at all.
    long.json = "\u{0}\"报\\".repeat(40_000);
    store.intake(vec![long.clone(), update(2, 7)], at(5)).await.unwrap();
    store.close().await.unwrap();

    let store = engine.open();
    let work = lease(&*store, 6).await.unwrap();
    assert_eq!((work.update.clone(), work.tries, work.received_at), (long, 0, at(5)));
    finish(&*store, &work).await;
    assert_eq!(lease(&*store, 6).await.unwrap().update, update(2, 7));
}

pub async fn lanes_keep_their_order_and_delay_nobody(engine: &impl Engine) {
    let store = engine.open();
    let flood: Vec<_> = (0..50).map(|id| (id, 7)).collect();
    take_in(&*store, &flood, 0).await;
    take_in(&*store, &[(100, 8), (101, 9), (102, 8)], 0).await;
    assert_eq!(lease_all(&*store, 1).await, [0, 100, 101], "one of each lane");

    let store_ref = &*store;
    let first = store_ref.lease(at(61), TTL).await.unwrap().unwrap();
    finish(store_ref, &first).await;
    assert_eq!(first.update.update_id, 0);
    assert_eq!(lease_all(store_ref, 61).await, [100, 101, 1], "a freed lane goes to the end");
}

pub async fn an_update_outlives_its_worker(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 7)], 0).await;
    let slow = lease(&*store, 0).await.unwrap();
    assert_eq!(lease(&*store, 59).await, None);
    let second = lease(&*store, 60).await.unwrap();
    assert_eq!((second.id, second.tries), (slow.id, 1), "a lease that was not kept is a try");

    assert_eq!(store.commit(Some(second.id), sends([say(to(7), "once")]), at(61)).await.unwrap(), Commit::Done);
    assert_eq!(store.commit(Some(slow.id), sends([say(to(7), "twice")]), at(62)).await.unwrap(), Commit::Conflict);
    assert_eq!(store.fail(slow.id, "too late", 1, Vec::new(), at(62)).await.unwrap(), Failed::Again);
    assert_eq!(store.dead_letters().await.unwrap(), 0);
    assert_eq!(send_all(&*store, 63).await, ["once"]);
    assert_eq!(lease_all(&*store, 63).await, [2]);
}

pub async fn a_failing_update_is_tried_again_and_then_buried(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 7)], 0).await;
    for tries in 0..3 {
        let work = lease(&*store, 0).await.unwrap();
        assert_eq!((work.update.update_id, work.tries), (1, tries));
        let failed = store.fail(work.id, "no", 3, vec![say(GROUP, "alarm")], at(0)).await.unwrap();
        assert_eq!(failed, if tries < 2 { Failed::Again } else { Failed::Dead });
    }
    assert_eq!(store.dead_letters().await.unwrap(), 1);
    assert_eq!(send_all(&*store, 1).await, ["alarm"], "one alarm, with the last try");
    assert_eq!(lease_all(&*store, 1).await, [2], "the lane goes on");
    assert_eq!(take_in(&*store, &[(1, 7)], 2).await.known, 1, "what is dead does not rise");
    store.close().await.unwrap();
    assert_eq!(engine.open().dead_letters().await.unwrap(), 1);
}

pub async fn tries_are_not_forgotten(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    store.fail(work.id, "no", 9, Vec::new(), at(0)).await.unwrap();
    store.close().await.unwrap();
    assert_eq!(lease(&*engine.open(), 0).await.unwrap().tries, 1);
}

pub async fn who_is_preferred_goes_first(engine: &impl Engine) {
    let store = engine.open();
    store.prefer([ChatId(500)].into());
    let strangers: Vec<(i64, i64)> = (1..=100).map(|id| (id, 1000 + id)).collect();
    take_in(&*store, &strangers, 5).await;
    take_in(&*store, &[(101, 500)], 5).await;
    assert_eq!(lease(&*store, 6).await.unwrap().update.update_id, 101);
    let to_strangers = (1..=100).map(|id| say(to(1000 + id), "stranger"));
    done(&*store, sends(to_strangers.chain([say(to(500), "agent"), say(GROUP, "card")]))).await;
    let first = store.lease_outbox(Outlet::Telegram, at(6), 3, TTL).await.unwrap().rows;
    assert_eq!(said(&first), ["agent", "card", "stranger"]);
}

fn first_request_of(customer: i64) -> Changes {
    books(new(request(RequestId::FIRST, customer, State::New)))
}

pub async fn turns_go_by_class_also_after_a_restart(engine: &impl Engine) {
    let store = engine.open();
    // Lane 7 is owed a call, lane 8 was answered before, lane 9 floods; the others are strangers.
    done(&*store, first_request_of(7)).await;
    done(
        &*store,
        Changes {
            conversations: vec![(ChatId(8), Put { expect: None, value: conversation(1) })],
            ..Changes::default()
        },
    )
    .await;
    let flood: Vec<(i64, i64)> = (1..=30).map(|id| (id, 9)).collect();
    take_in(&*store, &flood, 0).await;
    for _ in 0..4 {
        let work = lease(&*store, 0).await.unwrap();
        finish(&*store, &work).await;
    }
    take_in(&*store, &[(100, 1000), (101, 1001), (102, 8), (103, 7)], 1).await;
    store.intake(vec![RawUpdate { urgent: true, ..update(104, 1002) }], at(1)).await.unwrap();
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(lease_all(&*store, 2).await, [103, 104, 102, 100, 101, 5]);
}

pub async fn what_is_urgent_overtakes_in_its_own_lane_too(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 8), (3, 8)], 0).await;
    store.intake(vec![RawUpdate { urgent: true, ..update(4, 8) }], at(0)).await.unwrap();
    for wanted in [2, 3, 4, 1] {
        let work = lease(&*store, 0).await.unwrap();
        assert_eq!(work.update.update_id, wanted, "order within the lane, and the lane first");
        finish(&*store, &work).await;
    }
}

pub async fn answers_are_of_the_class_of_what_they_answer(engine: &impl Engine) {
    let store = engine.open();
    let urgent = RawUpdate { urgent: true, ..update(3, 9) };
    store.intake(vec![update(1, 7), update(2, 8), urgent], at(0)).await.unwrap();
    let answered = async |wanted: i64, lane: i64| {
        let work = lease(&*store, 0).await.unwrap();
        assert_eq!(work.update.update_id, wanted);
        let answer = sends([say(to(lane), &format!("answer {wanted}"))]);
        store.commit(Some(work.id), answer, at(0)).await.unwrap();
    };
    answered(3, 9).await;
    answered(1, 7).await;
    answered(2, 8).await;
    done(&*store, first_request_of(8)).await;
    done(&*store, sends([say(to(10), "known"), say(GROUP, "card")])).await;
    store.close().await.unwrap();

    let store = engine.open();
    store.prefer([ChatId(500)].into());
    let rows = messages(&*store, 1).await;
    assert_eq!(said(&rows), ["card", "answer 2", "answer 3", "known", "answer 1"]);
    let classes: Vec<ServiceClass> = rows.iter().map(|row| row.class).collect();
    use ServiceClass::{Agent, Known, Owed, Stranger, Urgent};
    assert_eq!(classes, [Agent, Owed, Urgent, Known, Stranger]);
}
