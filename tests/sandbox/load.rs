//! The load driver, on a load small enough for a test: what it counts, not how fast it is.

use serde_json::{Value, json};

use super::program::run;

#[test]
fn a_small_load_loses_and_doubles_nothing() {
    let output = run(&["sandbox", "--load", "chats=20,messages=120,rate=200", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!(output.status.code(), Some(0), "{report:#}");
    assert_eq!(report["checked"], json!({"lost": 0, "doubled": 0, "wrong": 0}));
    assert_eq!(report["backlog"]["messages"], json!(120));
    assert_eq!(report["steady"]["messages"], json!(12));
    assert_eq!(report["left"]["dead_letters"], json!(0));
    assert_eq!(report["violations"], json!([]));
}

#[test]
fn a_load_that_is_a_flood_is_refused() {
    let output = run(&["sandbox", "--load", "chats=1,messages=100"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("use at least 7 chats"), "{said}");
}

#[test]
fn a_small_rush_leaves_nobody_out_and_calls_the_robbed_one_first() {
    let output = run(&["sandbox", "--load", "newcomers=40,within=2,known=2,flood=2", "--json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"));
    assert_eq!(report["checked"], json!({"lost": 0, "doubled": 0, "wrong": 0}), "{report:#}");
    assert_eq!(report["bookings"], json!(2), "{report:#}");
    assert_eq!(report["robbed"]["called_first"], json!(true), "{report:#}");
    assert!(report["robbed"]["booked_after_s"].is_f64(), "{report:#}");
    assert!(report["known_messages"].as_u64().unwrap() >= 2, "{report:#}");
    assert_eq!(report["refused"], json!(0), "Telegram's limits were kept: {report:#}");
    assert_eq!(report["left"]["dead_letters"], json!(0));
    assert_eq!(report["violations"], json!([]));
}

#[test]
fn a_rush_of_nobody_is_refused() {
    let output = run(&["sandbox", "--load", "newcomers=0,within=60"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("newcomers must be more than 0"), "{said}");
}
