//! `/live`: a page hears of every change, of nothing in it, and of its own end.

use std::time::Duration;

use reqwest::{Method, Response};
use ringback::callback::{Role, Roster, UserId};
use ringback::text::Language;

use super::Room;
use crate::desk::SOON;

/// Waits for an event of this name; what came with the others before it.
async fn event(stream: &mut Response, name: &str) -> String {
    let wanted = format!("event: {name}\n");
    let mut heard = String::new();
    let wait = async {
        while let Some(chunk) = stream.chunk().await.unwrap() {
            heard.push_str(std::str::from_utf8(&chunk).unwrap());
            if heard.contains(&wanted) {
                return;
            }
        }
        panic!("it ended without {name}: {heard}");
    };
    tokio::time::timeout(SOON, wait).await.unwrap_or_else(|_| panic!("no {name}"));
    heard
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_hears_that_something_changed_and_when_its_session_ends() {
    let room = Room::open().await;
    let outside = room.visitor().get("/live").await;
    assert_eq!(outside.status, 303, "nobody listens from outside");
    let lin = room.signed_in(&room.house.lin).await;
    let mut stream = lin.request(Method::GET, "/live").send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    event(&mut stream, "sign").await;
    room.house.ann_books().await;
    let heard = event(&mut stream, "changed").await;
    assert!(!heard.contains("RB-") && !heard.contains("Ann"), "{heard}");
    let roster = Roster::new().with(UserId(1), "Nobody", &[Language::En], Role::Lead);
    room.house.desk.employ(roster).await.unwrap();
    event(&mut stream, "ended").await;
    assert!(tokio::time::timeout(Duration::from_secs(30), stream.chunk()).await.unwrap().unwrap().is_none());
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_that_stops_says_so_to_those_who_look() {
    let room = Room::open().await;
    let lin = room.signed_in(&room.house.lin).await;
    let mut stream = lin.request(Method::GET, "/live").send().await.unwrap();
    event(&mut stream, "sign").await;
    let Room { house, console } = room;
    let closing = tokio::spawn(console.close());
    event(&mut stream, "stopping").await;
    tokio::time::timeout(SOON, closing).await.unwrap().unwrap();
    house.close().await;
}
