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
