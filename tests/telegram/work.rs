//! The workers: order inside a chat, no chat waiting for another, and an orderly end.

use std::sync::Arc;

use ringback::desk::MAX_DEATHS;
use ringback::store::RawUpdate;
use serde_json::json;
use tokio::sync::Notify;

use super::bench::{Bench, Deed, SOON};

#[tokio::test]
async fn a_chat_is_worked_off_in_order() {
    let mut bench = Bench::scripted(|text| Deed::Say(format!("to {text}"))).await;
    let people = [bench.person(1), bench.person(2), bench.person(3)];
    for number in 0..20 {
        for person in &people {
            person.says(&number.to_string());
        }
    }
    bench.open();
    for person in &people {
        bench.shows(person.id(), "to 19").await;
        let expected: Vec<String> =
            std::iter::once("to hello".to_owned()).chain((0..20).map(|number| format!("to {number}"))).collect();
        assert_eq!(bench.said(person.id()), expected);
    }
    bench.close().await;
}

#[tokio::test]
async fn a_handler_that_panics_or_hangs_holds_up_no_other_chat() {
    let mut bench = Bench::scripted(|text| match text {
        "panic" => Deed::Panic,
        "hang" => Deed::Hang,
        text => Deed::Say(format!("to {text}")),
    })
    .await;
    let (bad, stuck, good) = (bench.person(1), bench.person(2), bench.person(3));
    bad.says("panic");
    stuck.says("hang");
    bad.says("after the panic");
    good.says("me too");
    bench.open();
    bench.shows(good.id(), "to me too").await;
    bench.shows(bad.id(), "to after the panic").await;
    let buried = bench.desk.memory.buried();
    assert_eq!(buried.len(), 1);
    assert_eq!(buried[0].1, "the handler panicked", "the words of a panic may quote people and go nowhere");
    assert_eq!(bench.said(stuck.id()), ["to hello"]);
    // The one that hangs is cut off; its update stays in the inbox for the next start.
    bench.close().await;
}

#[tokio::test]
async fn an_update_survives_many_kills_but_not_endlessly_many() {
    let mut bench = Bench::scripted(|text| Deed::Say(format!("to {text}"))).await;
    let left_behind = |update_id: i64, chat: i64| {
        let json = json!({"update_id": update_id, "message": {"message_id": 1, "date": 0, "text": "left behind",
            "chat": {"id": chat, "type": "private"}, "from": {"id": chat, "is_bot": false, "first_name": "P"}}});
        RawUpdate { update_id, lane: chat, json: json.to_string(), mark: 0, urgent: false, piece: None }
    };
    bench.desk.memory.leave_behind(left_behind(5, 1), MAX_DEATHS - 1);
    bench.desk.memory.leave_behind(left_behind(6, 2), MAX_DEATHS);
    let (killed, fatal) = (bench.person(1), bench.person(2));
    bench.open();
    bench.shows(fatal.id(), "to hello").await;
    bench.shows(killed.id(), "to hello").await;
    assert_eq!(bench.said(killed.id()), ["to left behind", "to hello"], "somebody pulled the plug");
    assert_eq!(bench.said(fatal.id()), ["to hello"], "the program ended at every try: set aside");
    assert_eq!(bench.desk.memory.buried().len(), 1);
    bench.close().await;
}

#[tokio::test]
async fn more_chats_than_workers_are_all_served() {
    let mut bench = Bench::scripted(|_| Deed::Say("done".to_owned())).await;
    for id in 1..=200 {
        bench.person(id);
    }
    bench.open();
    bench.telegram.wait_until("200 answers", SOON, || bench.telegram.count("sendMessage") == 200).await.unwrap();
    for id in 1..=200 {
        assert_eq!(bench.said(id), ["done"]);
    }
    bench.close().await;
}

#[tokio::test]
async fn stopping_finishes_what_was_begun_and_sends_what_it_says() {
    let gate = Arc::new(Notify::new());
    let begun = Arc::new(Notify::new());
    let script = {
        let (gate, begun) = (Arc::clone(&gate), Arc::clone(&begun));
        move |_: &str| {
            begun.notify_one();
            Deed::AfterGate(Arc::clone(&gate), "the last word".to_owned())
        }
    };
    let mut bench = Bench::scripted(script).await;
    bench.person(1);
    bench.open();
    begun.notified().await;
    bench.stop();
    bench.telegram.wait_until("the poll to end", SOON, || bench.telegram.polls_running() == 0).await.unwrap();
    gate.notify_one();
    bench.ended().await.unwrap();
    assert_eq!(bench.said(1), ["the last word"]);
    assert_eq!(bench.desk.memory.unsent(), 0, "and it is written down as sent");
}
