//! Messages: in order by recipient and slot, and what becomes of those that cannot be delivered.

use super::*;

pub async fn messages_keep_their_order_by_recipient(engine: &impl Engine) {
    let store = engine.open();
    let many = ["a1", "a2", "a3"].map(|text| say(to(1), text));
    done(&*store, sends(many)).await;
    done(&*store, sends([say(to(2), "b1"), say(GROUP, "g1"), say(to(2), "b2")])).await;
    done(&*store, sends([answer_click(to(1), "press 1"), answer_click(to(1), "press 2")])).await;

    let first = store.lease_outbox(Outlet::Telegram, at(0), 2, TTL).await.unwrap().rows;
    assert_eq!(said(&first), ["a1", "b1"], "no more than asked for");
    let rest = messages(&*store, 0).await;
    assert_eq!(said(&rest), ["g1", "press 1", "press 2"], "one a recipient; presses wait for nobody");
    assert!(first[0].id < first[1].id && first[1].id < rest[0].id);
    assert_eq!(messages(&*store, 0).await, []);
    settle_one(&*store, &first[0], SENT).await;
    let next = messages(&*store, 0).await;
    assert_eq!(said(&next), ["a2"]);
    settle_one(&*store, &next[0], Delivery::Dropped).await;
    store.close().await.unwrap();

    let mut left = send_all(&*engine.open(), 1).await;
    left.sort_unstable();
    assert_eq!(left, ["a3", "b1", "b2", "g1", "press 1", "press 2"], "what was leased and not settled comes again");
}

pub async fn each_way_out_has_its_own_messages(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([mail(1, "m1"), say(to(1), "a1"), mail(1, "m2"), mail(2, "n1")])).await;
    assert_eq!(said(&messages(&*store, 0).await), ["a1"], "mails are nobody else's");
    let leased = store.lease_outbox(Outlet::Mail, at(0), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["m1".into(), "n1".into()], Some(at(60))));
    let waits = vec![(leased.rows[0].id, Delivery::RetryAt(at(30))), (leased.rows[1].id, Delivery::Unreachable)];
    store.settle(waits, at(1)).await.unwrap();
    assert!(store.reachable(ChatId(2)).await.unwrap(), "a mailbox is no chat");
    done(&*store, sends([say(to(1), "a2"), mail(2, "n2")])).await;
    store.close().await.unwrap();

    let store = engine.open();
    let leased = store.lease_outbox(Outlet::Mail, at(2), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["n2".into()], Some(at(30))));
    let leased = store.lease_outbox(Outlet::Telegram, at(2), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["a1".into()], Some(at(62))));
    let leased = store.lease_outbox(Outlet::Mail, at(30), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.rows[0].tries), (vec!["m1".into()], 1));
}

pub async fn a_lease_of_messages_ends(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(1), "a1"), say(to(1), "a2")])).await;
    let leased = store.lease_outbox(Outlet::Telegram, at(0), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["a1".into()], Some(at(60))));
    assert_eq!(messages(&*store, 59).await, []);
    assert_eq!(messages(&*store, 60).await, leased.rows, "again, for nobody said what became of it");
}

pub async fn a_message_that_waits_holds_up_its_recipient_alone(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(1), "a1"), say(to(1), "a2"), say(to(2), "b1")])).await;
    let rows = messages(&*store, 0).await;
    let waits = vec![(rows[0].id, Delivery::RetryAt(at(300))), (rows[1].id, SENT)];
    store.settle(waits, at(0)).await.unwrap();
    done(&*store, sends([say(to(2), "b2"), say(to(1), "a3"), answer_click(to(1), "press")])).await;
    let leased = store.lease_outbox(Outlet::Telegram, at(299), 9, TTL).await.unwrap();
    assert_eq!(said(&leased.rows), ["b2", "press"]);
    assert_eq!(leased.next_due, Some(at(300)));
    store.close().await.unwrap();

    let store = engine.open();
    let leased = store.lease_outbox(Outlet::Telegram, at(299), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["b2".into(), "press".into()], Some(at(300))));
    let rows = messages(&*store, 300).await;
    assert_eq!((said(&rows), rows[0].tries), (vec!["a1".into()], 1));
}

pub async fn a_later_edit_takes_the_place_of_a_waiting_one(engine: &impl Engine) {
    let store = engine.open();
    let (card, other) = (Slot::Card(RequestId(1001)), Slot::Card(RequestId(1002)));
    done(&*store, sends([say(GROUP, "before"), edit(GROUP, card, "card 1"), say(GROUP, "after")])).await;
    done(&*store, sends([edit(GROUP, other, "other 1"), edit(to(5), card, "elsewhere")])).await;
    done(&*store, sends([edit(GROUP, card, "card 2"), edit(GROUP, card, "card 3")])).await;
    join_all((4..30).map(|n| done(&*store, sends([edit(GROUP, card, &format!("card {n}"))])))).await;
    done(&*store, sends([edit(GROUP, card, "card 30")])).await;

    let rows = messages(&*store, 0).await;
    assert_eq!(said(&rows), ["before", "elsewhere"]);
    settle_one(&*store, &rows[0], SENT).await;
    let rows = messages(&*store, 0).await;
    assert_eq!(said(&rows), ["card 30"]);
    // What a sender holds is no longer changed.
    done(&*store, sends([edit(GROUP, card, "card 31")])).await;
    done(&*store, sends([edit(GROUP, card, "card 32")])).await;
    settle_one(&*store, &rows[0], SENT).await;
    assert_eq!(send_all(&*store, 0).await, ["after", "other 1", "card 32"]);
    assert_eq!(send_all(&*store, 99).await, ["elsewhere"]);
}

pub async fn urgent_cards_go_before_others_and_counting_lines_last(engine: &impl Engine) {
    let store = engine.open();
    let (scams, waiting) = (Slot::Notice(Notice::Scams), Slot::Notice(Notice::Waiting));
    done(&*store, sends([say_in(GROUP, scams, "reports"), say(GROUP, "a reply"), card(GROUP, 1, false, "card 1")]))
        .await;
    done(&*store, sends([edit(GROUP, Slot::Card(RequestId(1)), "card 1 now")])).await;
    let held = messages(&*store, 0).await;
    assert_eq!(said(&held), ["card 1 now"]);
    done(&*store, sends([say_in(GROUP, waiting, "digest"), card(GROUP, 2, true, "urgent 2")])).await;
    // What is put off for the chat's sake does not hold up what goes before it.
    settle_one(&*store, &held[0], Delivery::NotYet(at(9))).await;
    done(&*store, sends([edit(GROUP, Slot::Card(RequestId(1)), "card 1 later")])).await;
    let rows = messages(&*store, 0).await;
    assert_eq!((said(&rows), rows[0].tries), (vec!["urgent 2".to_owned()], 0));
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(send_all(&*store, 9).await, ["urgent 2", "card 1 later", "digest", "a reply", "reports"]);
    assert_eq!(store.unsent_to(&[GROUP, to(7)]), 0);
}

pub async fn edits_keep_their_order_with_the_rest_of_their_slot(engine: &impl Engine) {
    let store = engine.open();
    let card = Slot::Card(RequestId(1001));
    done(&*store, sends([edit(GROUP, card, "old 1"), say_in(GROUP, card, "new"), edit(GROUP, card, "new 1")])).await;
    done(&*store, sends([edit(GROUP, card, "new 2")])).await;
    done(&*store, sends([unbutton(GROUP, card)])).await;
    done(&*store, sends([edit(GROUP, card, "new 3")])).await;
    store.close().await.unwrap();

    let store = engine.open();
    done(&*store, sends([edit(GROUP, card, "new 4"), delete(GROUP, card), edit(GROUP, card, "new 5")])).await;
    // What had not been sent yet says at once what it was changed to.
    assert_eq!(send_all(&*store, 0).await, ["old 1", "new 2", "unbutton", "new 4", "delete", "new 5"]);
    done(&*store, sends([say_in(GROUP, card, "never sent"), edit(GROUP, card, "neither")])).await;
    done(&*store, sends([delete(GROUP, card), say_in(GROUP, card, "sent")])).await;
    assert_eq!(send_all(&*store, 0).await, ["delete", "sent"]);
}

pub async fn an_unreachable_chat_gets_nothing_until_its_person_writes(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(7), "a1"), say(to(7), "a2"), answer_click(to(7), "press"), say(to(8), "b1")])).await;
    let rows = messages(&*store, 0).await;
    assert_eq!(said(&rows), ["a1", "press", "b1"]);
    assert!(store.reachable(ChatId(7)).await.unwrap());
    settle_one(&*store, &rows[0], Delivery::Unreachable).await;
    assert!(!store.reachable(ChatId(7)).await.unwrap());
    assert!(store.reachable(ChatId(8)).await.unwrap());
    done(&*store, sends([say(to(7), "a3")])).await;

    // Somebody else's update about that chat does not bring it back; its own does.
    take_in(&*store, &[(1, 8), (2, 7)], 0).await;
    let other = lease(&*store, 0).await.unwrap();
    store.commit(Some(other.id), talks(7, new(conversation(1))), at(0)).await.unwrap();
    store.close().await.unwrap();
    let store = engine.open();
    assert!(!store.reachable(ChatId(7)).await.unwrap());
    let own = lease(&*store, 0).await.unwrap();
    store.commit(Some(own.id), sends([say(to(7), "welcome")]), at(0)).await.unwrap();
    assert!(store.reachable(ChatId(7)).await.unwrap());
    assert_eq!(send_all(&*store, 99).await, ["b1", "welcome"]);
}

pub async fn what_is_written_while_a_chat_becomes_unreachable_is_left_out(engine: &impl Engine) {
    let store = engine.open();
    for chat in 0..20 {
        done(&*store, sends([say(to(chat), "first")])).await;
        let rows = messages(&*store, 0).await;
        // Something else keeps the disk busy, so that the two that matter meet.
        let (busy, written, settled) = futures_util::join!(
            store.commit(None, sends([say(to(1000 + chat), "busy")]), at(0)),
            store.commit(None, sends([say(to(chat), "second")]), at(0)),
            store.settle(vec![(rows[0].id, Delivery::Unreachable)], at(0)),
        );
        assert_eq!((busy.unwrap(), written.unwrap()), (Commit::Done, Commit::Done));
        settled.unwrap();
        assert_eq!(send_all(&*store, 0).await, ["busy"]);
    }
}

pub async fn a_group_that_moves_is_followed(engine: &impl Engine) {
    let store = engine.open();
    let card = Slot::Card(RequestId(1001));
    done(&*store, sends([say_in(GROUP, card, "card"), say(GROUP, "text")])).await;
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Sent { message: Some(57) }).await;
    assert_eq!(store.message_in(GROUP, card).await.unwrap(), Some(57));
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Migrated(ChatId(-100))).await;
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(store.group().await.unwrap(), Some(ChatId(-100)));
    assert_eq!(store.message_in(GROUP, card).await.unwrap(), None, "the new group has other messages by that number");
    assert_eq!(send_all(&*store, 0).await, ["text"]);
    done(&*store, sends([say_in(GROUP, card, "card again")])).await;
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Sent { message: Some(3) }).await;
    assert_eq!(store.message_in(GROUP, card).await.unwrap(), Some(3));
    done(&*store, Changes { group: Some(ChatId(-200)), ..Changes::default() }).await;
    assert_eq!(store.group().await.unwrap(), Some(ChatId(-200)));
}

pub async fn messages_are_remembered_by_slot(engine: &impl Engine) {
    let store = engine.open();
    let (first, second) = (Slot::Card(RequestId(1001)), Slot::Card(RequestId(1002)));
    done(&*store, sends([say_in(to(7), first, "1"), say_in(to(8), first, "2"), say_in(to(9), second, "3")])).await;
    for (row, message) in messages(&*store, 0).await.iter().zip([Some(11), Some(12), None]) {
        settle_one(&*store, row, Delivery::Sent { message }).await;
    }
    store.close().await.unwrap();
    let store = engine.open();
    assert_eq!(store.message_in(to(7), first).await.unwrap(), Some(11));
    assert_eq!(store.message_in(to(8), first).await.unwrap(), Some(12));
    assert_eq!(store.message_in(to(9), second).await.unwrap(), None);
    assert_eq!(store.message_in(to(7), second).await.unwrap(), None);
    done(&*store, sends([delete(to(7), first)])).await;
    send_all(&*store, 0).await;
    assert_eq!(store.message_in(to(7), first).await.unwrap(), None);
}

pub async fn everything_under_a_gathering_slot_is_remembered(engine: &impl Engine) {
    let store = engine.open();
    let slot = Slot::Aside(RequestId(1001), UserId(7));
    for message in 1..=105 {
        done(&*store, sends([say_in(to(7), slot, "aside")])).await;
        let row = messages(&*store, 0).await.remove(0);
        settle_one(&*store, &row, Delivery::Sent { message: Some(message) }).await;
    }
    store.close().await.unwrap();
    let store = engine.open();
    let kept: Vec<i64> = (6..=105).collect();
    assert_eq!(store.messages_in(to(7), slot).await.unwrap(), kept, "the latest hundred");
    assert!(store.messages_in(to(8), slot).await.unwrap().is_empty());
    done(&*store, sends([delete(to(7), slot)])).await;
    send_all(&*store, 0).await;
    assert!(store.messages_in(to(7), slot).await.unwrap().is_empty());
}

pub async fn what_is_gone_is_settled_in_silence(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(7), "a1"), say(to(7), "a2")])).await;
    let rows = messages(&*store, 0).await;
    let twice = vec![(rows[0].id, SENT), (rows[0].id, Delivery::RetryAt(at(9))), (99_999, SENT)];
    store.settle(twice, at(0)).await.unwrap();
    settle_one(&*store, &rows[0], Delivery::Unreachable).await;
    assert!(store.reachable(ChatId(7)).await.unwrap());
    assert_eq!(send_all(&*store, 0).await, ["a2"]);
}
