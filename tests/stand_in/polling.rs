//! getUpdates: what is confirmed, what comes again, who may poll.

use serde_json::json;

use super::{Bench, SOON};

#[tokio::test]
async fn an_update_comes_again_until_a_higher_offset_confirms_it() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    for text in ["one", "two", "three"] {
        ana.says(text);
    }
    assert_eq!(bench.ids(json!({})).await, [1000, 1001, 1002]);
    assert_eq!(bench.ids(json!({"offset": 0})).await, [1000, 1001, 1002]);
    assert_eq!(bench.ids(json!({"limit": 2})).await, [1000, 1001]);
    assert_eq!(bench.telegram.confirmed_updates(), 0);
    assert_eq!(bench.ids(json!({"offset": 1002})).await, [1002]);
    assert_eq!(bench.telegram.confirmed_updates(), 2);
    assert_eq!(bench.ids(json!({"offset": 5})).await, [1002], "a lower offset brings nothing back");
    assert_eq!(bench.ids(json!({"offset": 1003})).await, [0; 0]);
    assert_eq!(bench.telegram.pending_updates(), 0);
}

#[tokio::test]
async fn a_negative_offset_keeps_only_the_end() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    for text in ["one", "two", "three"] {
        ana.says(text);
    }
    assert_eq!(bench.ids(json!({"offset": -2})).await, [1001, 1002]);
    assert_eq!(bench.ids(json!({"offset": 0})).await, [1001, 1002], "the earlier ones are forgotten");
}

#[tokio::test]
async fn an_offset_far_beyond_the_end_confirms_nothing() {
    let bench = Bench::start().await;
    bench.ana().says("one");
    assert_eq!(bench.ids(json!({"offset": 5000})).await, [1000]);
    assert_eq!(bench.ids(json!({"offset": 1001})).await, [0; 0]);
}

#[tokio::test]
async fn a_long_poll_ends_when_something_comes() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    let says = async {
        let waits = || bench.telegram.polls_running() == 1;
        bench.telegram.wait_until("the poll to begin", SOON, waits).await.unwrap();
        ana.says("hello");
    };
    let (ids, ()) = tokio::join!(bench.ids(json!({"timeout": 50})), says);
    assert_eq!(ids, [1000]);
}

#[tokio::test]
async fn an_empty_poll_waits_no_longer_than_its_timeout() {
    let bench = Bench::start().await;
    assert_eq!(bench.ids(json!({"timeout": 1})).await, [0; 0]);
    assert_eq!(bench.telegram.polls_running(), 0);
}

#[tokio::test]
async fn a_second_poll_ends_the_first() {
    let bench = Bench::start().await;
    let second = async {
        bench.telegram.wait_until("the first poll", SOON, || bench.telegram.polls_running() == 1).await.unwrap();
        let says = async {
            bench.telegram.wait_until("the conflict", SOON, || bench.telegram.count("getUpdates") == 1).await.unwrap();
            bench.ana().says("hello");
        };
        tokio::join!(bench.ids(json!({"timeout": 50})), says).0
    };
    let (refusal, ids) = tokio::join!(bench.refused("getUpdates", json!({"timeout": 50})), second);
    let conflict = "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is \
                    running";
    assert_eq!(refusal, conflict);
    assert_eq!(ids, [1000]);
}

#[tokio::test]
async fn a_poll_ends_with_its_connection() {
    let bench = Bench::start().await;
    let begun = bench.telegram.wait_until("the poll", SOON, || bench.telegram.polls_running() == 1);
    tokio::select! {
        _ = bench.ids(json!({"timeout": 50})) => panic!("nothing has come"),
        result = begun => result.unwrap(),
    }
    bench.telegram.wait_until("its end", SOON, || bench.telegram.polls_running() == 0).await.unwrap();
    bench.ana().says("hello");
    assert_eq!(bench.ids(json!({})).await, [1000]);
}

#[tokio::test]
async fn a_wait_in_vain_shows_the_chats() {
    let bench = Bench::start().await;
    bench.ana().says("hello");
    let soon = std::time::Duration::from_millis(1);
    let error = bench.telegram.wait_until("an answer", soon, || false).await.unwrap_err();
    insta::assert_snapshot!(error, @r"
    waited 1ms in vain for an answer; the chats show:
    == Ana (11)
    Ana: hello
    ");
}

#[tokio::test]
async fn a_webhook_and_polling_exclude_each_other() {
    let bench = Bench::start().await;
    let hook = json!({"url": "https://example.com/hook"});
    let set = async {
        bench.telegram.wait_until("the poll", SOON, || bench.telegram.polls_running() == 1).await.unwrap();
        bench.call("setWebhook", hook).await
    };
    let (refusal, _) = tokio::join!(bench.refused("getUpdates", json!({"timeout": 50})), set);
    assert_eq!(refusal, "409 Conflict: terminated by setWebhook request");
    let active = "409 Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
                  webhook first";
    assert_eq!(bench.refused("getUpdates", json!({})).await, active);
    assert_eq!(bench.call("getWebhookInfo", json!({})).await["url"], json!("https://example.com/hook"));
    bench.call("deleteWebhook", json!({})).await;
    assert_eq!(bench.ids(json!({})).await, [0; 0]);
}

#[tokio::test]
async fn allowed_updates_stick_and_hold_for_what_comes_later() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    let id = ana.says("one");
    bench.ids(json!({"allowed_updates": ["callback_query"]})).await;
    ana.says("two");
    ana.edits(id, "one, corrected").unwrap();
    assert_eq!(bench.ids(json!({})).await, [1000], "queued before, kept; later messages are not asked for");
    bench.ids(json!({"allowed_updates": []})).await;
    ana.says("three");
    assert_eq!(bench.ids(json!({})).await, [1000, 1001]);
}

#[tokio::test]
async fn updates_are_forgotten_after_a_day() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    ana.says("one");
    bench.pass(60 * 60);
    ana.says("two");
    bench.pass(23 * 60 * 60 + 1);
    assert_eq!(bench.ids(json!({})).await, [1001]);
}

#[tokio::test]
async fn ids_jump_and_updates_come_twice_when_told() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    ana.says("one");
    bench.telegram.jump_update_ids(500);
    ana.says("two");
    assert_eq!(bench.ids(json!({})).await, [1000, 1501]);
    bench.telegram.redeliver(1);
    assert_eq!(bench.ids(json!({"offset": 1502})).await, [1000, 1501], "the confirmation was lost");
    assert_eq!(bench.ids(json!({"offset": 1502})).await, [0; 0]);
    bench.telegram.jump_update_ids(-1400);
    ana.says("after a quiet week");
    assert_eq!(bench.ids(json!({"offset": 1502})).await, [102], "an offset beyond the end is the start");
}

#[tokio::test]
async fn any_update_can_be_injected() {
    let bench = Bench::start().await;
    assert_eq!(bench.telegram.inject(json!({"brand_new_kind": {"x": 1}})), Some(1000));
    assert_eq!(bench.telegram.inject(json!({"update_id": 7000, "message": null})), Some(7000));
    assert_eq!(bench.telegram.inject(json!("no object")), None);
    let updates = bench.raw_updates().await;
    assert_eq!(updates[0], json!({"update_id": 1000, "brand_new_kind": {"x": 1}}));
    assert_eq!(updates[1], json!({"update_id": 7000, "message": null}));
}
