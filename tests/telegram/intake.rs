//! Intake: nothing is confirmed before it is kept, nothing is lost, and Telegram's moods are waited out or explained.

use std::future::IntoFuture;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::http::Uri;
use axum::{Json, Router};
use ringback::conversation::{Media, What};
use ringback::stand_in::Fault;
use ringback::telegram::TelegramFault;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::bench::{Bench, SOON};

#[tokio::test]
async fn an_update_is_confirmed_only_after_it_is_kept() {
    let mut bench = Bench::new().await;
    bench.desk.memory.hold_intake();
    bench.person(1).says("second");
    bench.open();
    bench.desk.wait_until("the store to be asked", || bench.desk.memory.intakes_begun() == 1).await;
    // It does not answer yet: a poll with a new offset would confirm what is not on disk.
    assert_eq!(bench.telegram.count("getUpdates"), 1);
    assert_eq!(bench.telegram.polls_running(), 0);
    assert_eq!((bench.telegram.confirmed_updates(), bench.telegram.pending_updates()), (0, 2));
    bench.desk.memory.release_intake();
    bench.telegram.wait_until("the confirmation", SOON, || bench.telegram.confirmed_updates() == 2).await.unwrap();
    assert_eq!(bench.desk.memory.intakes_begun(), 1);
    bench.close().await;
}

#[tokio::test]
async fn what_the_store_refuses_stays_with_telegram() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.desk.memory.break_down();
    bench.open();
    let fault = bench.ended().await.unwrap_err();
    assert!(matches!(fault, TelegramFault::Store(_)), "{fault}");
    assert_eq!(bench.telegram.confirmed_updates(), 0);
    assert_eq!(bench.telegram.pending_updates(), 1);
}

#[tokio::test]
async fn a_store_that_fails_while_nothing_happens_ends_it() {
    let mut bench = Bench::new().await;
    bench.open();
    bench.telegram.wait_until("a poll", SOON, || bench.telegram.polls_running() == 1).await.unwrap();
    bench.desk.memory.break_down();
    let fault = bench.ended().await.unwrap_err();
    assert!(matches!(fault, TelegramFault::Store(_)), "{fault}");
}

#[tokio::test]
async fn an_update_delivered_twice_has_its_effect_once() {
    let mut bench = Bench::new().await;
    bench.telegram.redeliver(3);
    let person = bench.person(1);
    bench.open();
    bench.telegram.wait_until("confirmation", SOON, || bench.telegram.pending_updates() == 0).await.unwrap();
    person.says("after");
    bench.desk.wait_until("both texts", || bench.desk.texts().len() == 2).await;
    assert_eq!(bench.desk.texts(), [(1, "hello".to_owned()), (1, "after".to_owned())]);
    assert!(bench.desk.memory.intakes_begun() > 2, "it came again");
    bench.close().await;
}

#[tokio::test]
async fn numbers_may_jump_forth_and_back() {
    let mut bench = Bench::new().await;
    bench.open();
    let person = bench.person(1);
    for (jump, text) in [(1_000_000, "far"), (-900_000, "back"), (500, "on")] {
        bench.telegram.wait_until("confirmation", SOON, || bench.telegram.pending_updates() == 0).await.unwrap();
        bench.telegram.jump_update_ids(jump);
        person.says(text);
        bench.desk.wait_until(text, || bench.desk.texts().iter().any(|(_, seen)| seen == text)).await;
    }
    bench.telegram.wait_until("all confirmed", SOON, || bench.telegram.pending_updates() == 0).await.unwrap();
    assert_eq!(bench.desk.texts().len(), 4);
    bench.close().await;
}

#[tokio::test]
async fn failures_of_the_poll_are_waited_out() {
    let waited_out = async |fault: Fault| {
        let mut bench = Bench::new().await;
        bench.telegram.fail(fault.on("getUpdates"));
        bench.person(1);
        bench.open();
        bench.desk.wait_until("the text", || bench.desk.texts().len() == 1).await;
        bench.close().await;
    };
    tokio::join!(
        waited_out(Fault::gateway_error(502)),
        waited_out(Fault::gateway_error(200)),
        waited_out(Fault::cut_before_effect()),
        waited_out(Fault::cut_after_effect()),
        waited_out(Fault::conflict()),
        waited_out(Fault::retry_after(1)),
    );
}

#[tokio::test]
async fn the_start_waits_for_telegram() {
    let mut bench = Bench::new().await;
    bench.telegram.fail(Fault::gateway_error(503).on("getMe"));
    bench.person(1);
    bench.open();
    bench.desk.wait_until("the text", || bench.desk.texts().len() == 1).await;
    bench.close().await;
}

#[tokio::test]
async fn a_wrong_token_ends_it_with_a_sentence() {
    let mut bench = Bench::new().await;
    bench.telegram.fail(Fault::unauthorized().on("getMe"));
    bench.open();
    let fault = bench.ended().await.unwrap_err();
    assert_eq!(
        fault.to_string(),
        "Telegram does not know this bot (HTTP 401): the token is wrong or was revoked, or RINGBACK_API_URL is no Bot API server"
    );
}

#[tokio::test]
async fn a_token_revoked_at_work_ends_it_as_well() {
    let mut bench = Bench::new().await;
    bench.open();
    bench.person(1);
    bench.desk.wait_until("the text", || bench.desk.texts().len() == 1).await;
    bench.telegram.fail(Fault::unauthorized().on("getUpdates").times(u32::MAX));
    bench.person(2);
    let fault = bench.ended().await.unwrap_err();
    assert!(matches!(fault, TelegramFault::Refused(_)), "{fault}");
}

#[tokio::test]
async fn every_kind_of_event_arrives_as_ours() {
    let mut bench = Bench::new().await;
    let person = bench.person(1);
    person.sends_photo("look");
    person.sends_sticker("👍");
    person.sends_voice(3);
    person.shares_contact_of("Bo", "+12025550188", None);
    person.blocks();
    person.unblocks();
    let entity = json!([{"type": "date_time", "offset": 0, "length": 4, "unix_time": 1_800_000_000}]);
    let content = json!({"text": "soon please", "entities": entity});
    person.sends(content.as_object().unwrap().clone());
    bench.open();
    bench.desk.wait_until("all", || bench.desk.handled_ids().len() == 8).await;
    let events = bench.desk.events();
    assert!(matches!(&events[0], What::Text { text, .. } if text == "hello"));
    assert!(matches!(&events[1], What::Media { media: Media::Picture, caption: Some(words), .. } if words == "look"));
    assert!(matches!(&events[2], What::Media { media: Media::Sticker, .. }));
    assert!(matches!(&events[3], What::Media { media: Media::Voice, .. }));
    assert!(matches!(&events[4], What::Contact { phone, owner: None, .. } if phone == "+12025550188"));
    assert!(matches!(&events[5], What::Blocked));
    assert!(matches!(&events[6], What::Unblocked));
    assert!(matches!(&events[7], What::Text { text, .. } if text == "soon please"), "an entity unknown to the types");
    bench.close().await;
}

#[tokio::test]
async fn what_nobody_understands_is_worked_off_too() {
    let mut bench = Bench::new().await;
    bench.telegram.inject(json!({"message": {"brand": "new"}}));
    bench.telegram.inject(json!({"message": "not even an object"}));
    let person = bench.person(1);
    bench.open();
    bench.desk.wait_until("the text behind them", || bench.desk.texts().len() == 1).await;
    bench.desk.wait_until("an empty inbox", || bench.desk.memory.inbox_len() == 0).await;
    let buried = bench.desk.memory.buried();
    assert_eq!(buried.len(), 2, "kept as evidence: {buried:?}");
    assert!(buried.iter().all(|(_, reason)| reason.contains("line 1 column")), "{buried:?}");
    person.says("still here");
    bench.desk.wait_until("the next", || bench.desk.texts().len() == 2).await;
    bench.close().await;
}

/// A server whose update cannot be read as JSON, until it is confirmed.
async fn broken_server(asked: Arc<Mutex<Vec<Value>>>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer = move |uri: Uri, Json(request): Json<Value>| {
        let asked = Arc::clone(&asked);
        async move {
            if uri.path().ends_with("/getMe") {
                return json!({"ok": true, "result": {"id": 42, "is_bot": true, "first_name": "Desk"}}).to_string();
            }
            let confirmed = request["offset"].as_i64().unwrap() > 4711;
            asked.lock().unwrap().push(request);
            match confirmed {
                true => json!({"ok": true, "result": []}).to_string(),
                false => "{\"ok\":true,\"result\":[{\"update_id\":4711,\"message\":{\"text\":\"bro".to_owned(),
            }
        }
    };
    tokio::spawn(axum::serve(listener, Router::new().fallback(answer)).into_future());
    address
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_stops_the_stream_for_a_while_only() {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let mut bench = Bench::new().await;
    bench.api_url = Some(format!("http://{}", broken_server(Arc::clone(&asked)).await));
    bench.open();
    bench.desk.wait_until("it to be set aside", || bench.desk.memory.buried().len() == 1).await;
    assert_eq!(bench.desk.memory.buried()[0].0, 4711);
    bench.close().await;
    let limits: Vec<i64> = asked.lock().unwrap().iter().map(|ask| ask["limit"].as_i64().unwrap()).collect();
    assert_eq!(limits[..3], [100, 100, 1], "one by one only after trying in good faith");
}
