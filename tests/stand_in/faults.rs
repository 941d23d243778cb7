//! Faults on request, each as the bot sees it and with the effect that it should have.

use std::time::Duration;

use ringback::stand_in::{Fault, FloodLimits, FloodPeaks, Outcome};
use serde_json::{Value, json};

use super::{Bench, SOON};

async fn begun() -> Bench {
    let bench = Bench::start().await;
    bench.ana().says("hello");
    bench
}

fn text(text: &str) -> Value {
    json!({"chat_id": 11, "text": text})
}

#[tokio::test]
async fn too_many_requests_says_how_long_to_wait() {
    let bench = begun().await;
    bench.telegram.fail(Fault::retry_after(7).on("sendMessage").in_chat(11).times(2));
    bench.call("getMe", json!({})).await;
    for _ in 0..2 {
        let (status, body) = bench.send("sendMessage", text("x")).await.unwrap();
        assert_eq!(status, 429);
        let expected = json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 7",
            "parameters": {"retry_after": 7}});
        assert_eq!(body, expected);
    }
    bench.call("sendMessage", text("x")).await;
}

#[tokio::test]
async fn faults_hit_the_call_they_are_meant_for() {
    let bench = begun().await;
    bench.telegram.person(ringback::stand_in::NewPerson::named("Bo").id(12)).says("hello");
    bench.telegram.fail(Fault::blocked().in_chat(12).after(1));
    bench.call("sendMessage", text("x")).await;
    bench.call("sendMessage", json!({"chat_id": 12, "text": "passes"})).await;
    let blocked = "403 Forbidden: bot was blocked by the user";
    assert_eq!(bench.refused("sendMessage", json!({"chat_id": 12, "text": "x"})).await, blocked);
    bench.call("sendMessage", json!({"chat_id": 12, "text": "again"})).await;
    bench.telegram.fail(Fault::unauthorized().times(u32::MAX));
    assert_eq!(bench.refused("getMe", json!({})).await, "401 Unauthorized");
    assert_eq!(bench.refused("getMe", json!({})).await, "401 Unauthorized");
    bench.telegram.clear_faults();
    bench.call("getMe", json!({})).await;
    bench.telegram.fail(Fault::conflict().on("getUpdates"));
    assert!(bench.refused("getUpdates", json!({})).await.starts_with("409 Conflict"));
    bench.telegram.fail(Fault::refusal(400, "Bad Request: something new"));
    assert_eq!(bench.refused("getMe", json!({})).await, "400 Bad Request: something new");
}

#[tokio::test]
async fn a_gateway_error_is_a_page_of_html() {
    let bench = begun().await;
    bench.telegram.fail(Fault::gateway_error(502).on("sendMessage"));
    let (status, body) = bench.send("sendMessage", text("x")).await.unwrap();
    assert_eq!(status, 502);
    assert!(body.as_str().unwrap().contains("<h1>502 Bad Gateway</h1>"));
    assert_eq!(bench.ana().view().to_string(), "Ana: hello");
}

#[tokio::test]
async fn a_cut_connection_may_or_may_not_have_had_its_effect() {
    let bench = begun().await;
    bench.telegram.fail(Fault::cut_before_effect().on("sendMessage"));
    bench.send("sendMessage", text("never sent")).await.unwrap_err();
    bench.telegram.fail(Fault::cut_after_effect().on("sendMessage"));
    bench.send("sendMessage", text("sent, but not known")).await.unwrap_err();
    assert_eq!(bench.ana().view().to_string(), "Ana: hello\nbot: sent, but not known");
    let outcomes: Vec<Outcome> = bench.telegram.calls("sendMessage").into_iter().map(|call| call.outcome).collect();
    assert_eq!(outcomes, [Outcome::Cut { effect: false }, Outcome::Cut { effect: true }]);
    bench.telegram.fail(Fault::cut_after_effect().on("getUpdates"));
    bench.send("getUpdates", json!({})).await.unwrap_err();
    assert_eq!(bench.ids(json!({})).await, [1000], "not confirmed, so it comes again");
}

#[tokio::test]
async fn a_delay_comes_before_the_effect_and_before_another_fault() {
    let bench = begun().await;
    bench.telegram.fail(Fault::delay(Duration::from_millis(5)).on("sendMessage"));
    bench.telegram.fail(Fault::retry_after(1).on("sendMessage"));
    assert_eq!(bench.refused("sendMessage", text("x")).await, "429 Too Many Requests: retry after 1");
    bench.call("sendMessage", text("x")).await;
}

#[tokio::test]
async fn telegram_goes_away_and_comes_back() {
    let bench = begun().await;
    bench.ids(json!({"offset": 1001})).await;
    let off = async {
        bench.telegram.wait_until("the poll", SOON, || bench.telegram.polls_running() == 1).await.unwrap();
        bench.telegram.go_offline();
    };
    let (poll, ()) = tokio::join!(bench.send("getUpdates", json!({"timeout": 50})), off);
    poll.unwrap_err();
    bench.send("getMe", json!({})).await.unwrap_err();
    bench.ana().says("is anybody there?");
    bench.telegram.go_online();
    assert_eq!(bench.ids(json!({})).await, [1001]);
}

#[tokio::test]
async fn flood_limits_are_enforced_on_request_and_always_counted() {
    let limits = FloodLimits { chat_burst: 2, ..FloodLimits::default() };
    let bench = Bench::with(|options| options.limits = Some(limits)).await;
    let ana = bench.ana();
    ana.says("hello");
    bench.call("sendMessage", text("one")).await;
    bench.call("sendMessage", text("two")).await;
    assert_eq!(bench.refused("sendMessage", text("three")).await, "429 Too Many Requests: retry after 1");
    bench.pass(1);
    bench.call("sendMessage", text("three")).await;
    let group = bench.telegram.group("Agents", None, &[&ana]);
    bench.pass(60);
    for n in 0..20 {
        bench.call("sendMessage", json!({"chat_id": group.id(), "text": format!("card {n}")})).await;
    }
    let edit = json!({"chat_id": group.id(), "message_id": 1, "text": "edits count too"});
    assert_eq!(bench.refused("editMessageText", edit).await, "429 Too Many Requests: retry after 60");
    let peaks = FloodPeaks { overall_in_second: 20, chat_in_second: 2, group_in_minute: 20, refused: 2 };
    assert_eq!(bench.telegram.flood_peaks(), peaks);
}

#[tokio::test]
async fn the_overall_limit_spans_all_chats() {
    let bench = Bench::with(|options| options.limits = Some(FloodLimits::default())).await;
    for id in 1..=31 {
        bench.telegram.person(ringback::stand_in::NewPerson::named("Crowd").id(id)).says("hello");
    }
    for id in 1..=30 {
        bench.call("sendMessage", json!({"chat_id": id, "text": "x"})).await;
    }
    let next = json!({"chat_id": 31, "text": "x"});
    assert_eq!(bench.refused("sendMessage", next).await, "429 Too Many Requests: retry after 1");
}
