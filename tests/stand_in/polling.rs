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
