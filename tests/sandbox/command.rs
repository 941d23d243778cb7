//! The command: one call to a working page, clear sentences when it cannot, nothing left behind.

use std::net::TcpListener;
use std::path::Path;

use serde_json::json;

use super::program::{Running, run};

fn failure(args: &[&str]) -> String {
    let output = run(args);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_busy_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = failure(&["sandbox", "--addr", &address]);
    assert!(said.contains(&format!("{address} is taken by another program")), "{said}");
}

#[test]
fn a_missing_folder_is_named() {
    let said = failure(&["sandbox", "--addr", "127.0.0.1:0", "--intents", "no-such-folder"]);
    assert!(said.contains("no-such-folder"), "{said}");
    let said = failure(&["sandbox", "--addr", "127.0.0.1:0", "--data", "Cargo.toml/data"]);
    assert!(said.contains("cannot use Cargo.toml/data"), "{said}");
}

#[test]
fn strangers_are_not_let_in_by_mistake() {
    let said = failure(&["sandbox", "--addr", "0.0.0.0:0"]);
    assert!(said.contains("--allow-remote"), "{said}");
    let said = failure(&["sandbox", "--api-only", "--addr", "0.0.0.0:0"]);
    assert!(said.contains("--allow-remote"), "{said}");
}

#[tokio::test]
async fn ctrl_c_leaves_nothing_behind() {
    let sandbox = Running::start(&[]);
    sandbox.desk_is("running").await;
    let desk = sandbox.state().await["desk"]["process"].as_u64().unwrap();
    let prefix = format!("ringback-sandbox-{}-", sandbox.id());
    let folders = || {
        let all = std::fs::read_dir(std::env::temp_dir()).unwrap();
        all.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(&prefix)).count()
    };
    assert_eq!(folders(), 1);
    assert!(Path::new(&format!("/proc/{desk}")).exists());
    assert_eq!(sandbox.interrupt(), Some(0));
    assert_eq!(folders(), 0);
    assert!(!Path::new(&format!("/proc/{desk}")).exists());
}

#[tokio::test]
async fn the_stand_in_serves_other_bots_alone() {
    let sandbox = Running::start(&["--api-only"]);
    let line = sandbox.said.first().unwrap();
    let (_, rest) = line.split_once("listens at ").unwrap();
    let (url, token) = rest.split_once(" with the token ").unwrap();
    let me: serde_json::Value = reqwest::get(format!("{url}/bot{token}/getMe")).await.unwrap().json().await.unwrap();
    assert_eq!(me["result"]["is_bot"], json!(true));
    sandbox
        .act(json!({"deed": "say", "person": 7_000_001, "chat": 7_000_001, "text": "hello", "reply_to": null}))
        .await;
    let body = reqwest::get(format!("{url}/bot{token}/getUpdates")).await.unwrap().text().await.unwrap();
    assert!(body.contains("\"text\":\"hello\""), "{body}");
    assert_eq!(sandbox.interrupt(), Some(0));
}

#[tokio::test]
async fn other_sites_get_nothing() {
    let sandbox = Running::start(&["--api-only"]);
    let client = reqwest::Client::new();
    let deed = format!("{}api/do", sandbox.page);
    let body = json!({"deed": "reset"}).to_string();
    let status = |request: reqwest::RequestBuilder| async { request.send().await.unwrap().status().as_u16() };
    let post = || client.post(&deed).body(body.clone());
    assert_eq!(status(post()).await, 403, "a form of another site needs no leave to be sent");
    let foreign = post().header("content-type", "application/json").header("origin", "https://example.com");
    assert_eq!(status(foreign).await, 403);
    let renamed = client.get(&sandbox.page).header("host", "example.com");
    assert_eq!(status(renamed).await, 403, "a name that was pointed at us");
    let answer = client.get(&sandbox.page).send().await.unwrap();
    let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let page = answer.text().await.unwrap();
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("onclick"), "{page}");
}

#[tokio::test]
async fn others_who_are_let_in_find_no_console() {
    let sandbox = Running::start(&["--language", "en", "--allow-remote"]);
    sandbox.desk_is("running").await;
    let state = sandbox.state().await;
    assert_eq!(state["desk"]["report"]["console"], json!(null), "{state}");
    let asked = reqwest::Client::new().post(format!("{}api/console", sandbox.page)).json(&json!({"agent": 1}));
    assert_eq!(asked.send().await.unwrap().status(), 422);
}
