//! The log as JSON: one object a line, a line for each thing that happens to a request, and nobody's words in it.

use ringback::stand_in::NewPerson;
use serde_json::Value;

use super::{SOON, stand_in, watched};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_line_is_an_object_and_requests_are_told_without_their_people() {
    let telegram = stand_in().await;
    let ann = telegram.person(NewPerson::named("Annabella").id(77_100_011).language("en").phone("+447400123456"));
    let (running, _, home) = watched(&telegram.url(), telegram.token());
    let says = async |text: &str, answer: &str| {
        let said = ann.says(text);
        telegram.wait_until(answer, SOON, || ann.view().since(said).shows(answer)).await.unwrap();
    };
    says("/call", "What is it about?").await;
    says("my quokka coins have not arrived", "Which number may we call?").await;
    let shared = ann.shares_contact().unwrap();
    telegram.wait_until("when", SOON, || ann.view().since(shared).shows("When may we call?")).await.unwrap();
    let view = ann.view();
    let mut labels =
        view.messages.iter().flat_map(|message| message.buttons.iter().flatten()).map(|button| &button.label);
    let soonest = labels.find(|label| label.starts_with("As soon as possible")).unwrap();
    ann.presses(soonest).unwrap();
    telegram.wait_until("booked", SOON, || ann.view().shows("Your call is booked: RB-")).await.unwrap();
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
