//! The log as JSON: one object a line, a line for each thing that happens to a request, and nobody's words in it.

use ringback::stand_in::NewPerson;
use serde_json::Value;

use super::{stand_in, watched};
use crate::program::scripted::books;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_line_is_an_object_and_requests_are_told_without_their_people() {
    let telegram = stand_in().await;
    let ann = telegram.person(NewPerson::named("Annabella").id(77_100_011).language("en").phone("+447400123456"));
    let (running, _, home) = watched(&telegram.url(), telegram.token());
    books(&telegram, &ann, "my quokka coins have not arrived").await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    let log = home.log();
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let about_request = lines.iter().filter(|line| line["message"] == "request").collect::<Vec<_>>();
    let booked = about_request.iter().find(|line| line["what"] == "booked").unwrap_or_else(|| panic!("{log}"));
    assert_eq!(booked["by"], "customer");
    assert!(booked["request"].as_str().unwrap().starts_with("RB-"), "{booked}");
    let begins = lines.iter().find(|line| line["message"] == "the desk begins").unwrap_or_else(|| panic!("{log}"));
    assert_eq!((begins["agents"].as_u64(), begins["version"].as_str()), (Some(2), Some(env!("CARGO_PKG_VERSION"))));
    for personal in ["Annabella", "77100011", "quokka", "7400123456"] {
        assert!(!log.contains(personal), "{personal}:\n{log}");
    }
}
