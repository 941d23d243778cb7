//! Many chats at once: nothing is lost or doubled, and little is kept when little is asked for.

use std::collections::BTreeMap;

use ringback::stand_in::{JournalMode, NewPerson};
use serde_json::json;

use super::Bench;

const CHATS: i64 = 50;
const MESSAGES_EACH: i64 = 10;

#[tokio::test]
async fn every_message_of_many_chats_comes_once_and_is_answered_once() {
    let bench = Bench::with(|options| {
        options.journal = JournalMode::Counts;
        options.keep_messages = 4;
    })
    .await;
    for n in 0..MESSAGES_EACH {
        for id in 1..=CHATS {
            bench.telegram.person(NewPerson::named("Crowd").id(id)).says(&format!("message {n}"));
        }
    }
    let mut seen: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut offset = 0;
    loop {
        let updates = bench.updates(json!({"offset": offset})).await;
        let Some(last) = updates.last() else { break };
        offset = last["update_id"].as_i64().unwrap() + 1;
        let answers = updates.iter().map(|update| {
            let message = &update["message"];
            let chat = message["chat"]["id"].as_i64().unwrap();
            let text = message["text"].as_str().unwrap().to_owned();
            seen.entry(chat).or_default().push(text.clone());
            bench.call("sendMessage", json!({"chat_id": chat, "text": format!("answer to {text}")}))
        });
        futures_util::future::join_all(answers).await;
    }
    let expected: Vec<String> = (0..MESSAGES_EACH).map(|n| format!("message {n}")).collect();
    assert_eq!(seen.len(), usize::try_from(CHATS).unwrap());
    assert!(seen.values().all(|texts| *texts == expected), "{seen:?}");
    let total = u64::try_from(CHATS * MESSAGES_EACH).unwrap();
    assert_eq!(bench.telegram.confirmed_updates(), total);
    assert_eq!(bench.telegram.count("sendMessage"), total);
    assert!(bench.telegram.chats().iter().all(|chat| chat.messages.len() == 4));
    assert!(bench.telegram.journal().is_empty());
    assert_eq!(bench.telegram.violations(), Vec::<String>::new());
}
