//! The sender: each chat in order, no chat waiting for another, and for every refusal the right end.

use jiff::{SignedDuration, Timestamp};
use ringback::callback::{ChatId, RequestId, Silence};
use ringback::conversation::{
    AgentClick, Body, Button, Click, CustomerClick, Keyboard, MessageRef, Outgoing, Recipient, Slot, What,
};
use ringback::stand_in::Fault;
use ringback::store::{Delivery, Store};
use ringback::telegram::Rates;
use ringback::words::Markdown;
use serde_json::json;

use super::bench::{Bench, SOON, say, to};

const CARD: Slot = Slot::Card(RequestId(7));

fn is_sent(delivery: &Delivery) -> bool {
    matches!(delivery, Delivery::Sent { .. })
}

fn is_dropped(delivery: &Delivery) -> bool {
    *delivery == Delivery::Dropped
}

fn is_retried(delivery: &Delivery) -> bool {
    matches!(delivery, Delivery::RetryAt(_) | Delivery::NotYet(_))
}

fn edit(chat: i64, message: MessageRef, words: &str) -> Outgoing {
    let body = Body::Edit { message, text: Markdown::literal(words), keyboard: Keyboard::None };
    Outgoing { to: Recipient::Chat(ChatId(chat)), body }
}

/// A group of one agent and the bot, as the agents' group of the settings.
async fn with_group() -> (Bench, ringback::stand_in::Group, ringback::stand_in::Person) {
    let mut bench = Bench::new().await;
    let agent = bench.person(90);
    let group = bench.telegram.group("Agents", Some(-500), &[&agent]);
    bench.group = Some(ChatId(group.id()));
    (bench, group, agent)
}

#[tokio::test]
async fn messages_of_a_chat_keep_their_order_whatever_fails() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.telegram.fail(Fault::gateway_error(502).on("sendMessage"));
    for number in 0..5 {
        bench.write(say(1, &number.to_string()));
    }
    bench.open();
    bench.shows(1, "4").await;
    assert_eq!(bench.said(1), ["0", "1", "2", "3", "4"]);
    bench.close().await;
}

#[tokio::test]
async fn a_chat_told_to_slow_down_delays_no_other() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.person(2);
    bench.telegram.fail(Fault::retry_after(3600).on("sendMessage").in_chat(1));
    let before = Timestamp::now();
    let slow = bench.write(say(1, "slow"));
    bench.write(say(1, "behind it"));
    bench.open();
    bench.settled(slow, is_retried).await;
    for number in 0..20 {
        bench.write(say(2, &number.to_string()));
    }
    bench.shows(2, "19").await;
    assert_eq!(bench.said(1), Vec::<String>::new(), "neither it nor what waits behind it");
    let settled = bench.desk.memory.settled();
    let Some((_, Delivery::RetryAt(at))) = settled.iter().find(|(id, _)| *id == slow) else { unreachable!() };
    assert!(at.duration_since(before) >= SignedDuration::from_secs(3600), "as long as Telegram says");
    bench.close().await;
}

#[tokio::test]
async fn a_pause_ends() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.telegram.fail(Fault::retry_after(1).on("sendMessage"));
    bench.write(say(1, "late"));
    bench.open();
    bench.shows(1, "late").await;
    bench.close().await;
}

#[tokio::test]
async fn a_connection_cut_before_the_effect_loses_nothing_and_after_it_may_double() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.person(2);
    bench.telegram.fail(Fault::cut_before_effect().on("sendMessage").in_chat(1));
    bench.telegram.fail(Fault::cut_after_effect().on("sendMessage").in_chat(2));
    let first = bench.write(say(1, "once"));
    let second = bench.write(say(2, "at least once"));
    bench.open();
    bench.settled(first, is_sent).await;
    bench.settled(second, is_sent).await;
    assert_eq!(bench.said(1), ["once"]);
    assert_eq!(bench.said(2), ["at least once", "at least once"]);
    bench.close().await;
}

#[tokio::test]
async fn a_person_who_blocked_the_bot_is_unreachable_and_the_desk_hears_of_it() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.person(2);
    bench.telegram.fail(Fault::blocked().on("sendMessage").in_chat(1));
    let first = bench.write(say(1, "hello?"));
    bench.write(say(1, "are you there?"));
    let other = bench.write(say(2, "hello!"));
    bench.open();
    bench.settled(first, |end| *end == Delivery::Unreachable).await;
    bench.settled(other, is_sent).await;
    bench.desk.wait_until("the desk to hear", || bench.desk.undelivered() == [first]).await;
    assert!(!bench.desk.memory.reachable(ChatId(1)).await.unwrap());
    assert_eq!(bench.desk.memory.unsent(), 0);
    assert_eq!(bench.telegram.count("sendMessage"), 2, "what waited behind it was not tried");
    bench.close().await;
}

#[tokio::test]
async fn a_stranger_without_a_chat_is_unreachable() {
    let mut bench = Bench::new().await;
    let row = bench.write(say(777, "who are you?"));
    bench.open();
    bench.settled(row, |end| *end == Delivery::Unreachable).await;
    bench.close().await;
}

#[tokio::test]
async fn put_out_of_the_group_its_messages_wait_until_it_is_in_again_and_the_desk_hears_of_both() {
    let (mut bench, group, agent) = with_group().await;
    group.removes_bot(&agent);
    let row = bench.write(to(Recipient::AgentsGroup, "a card"));
    bench.open();
    bench.settled(row, is_retried).await;
    let heard = || bench.desk.group.lock().unwrap().clone();
    bench.desk.wait_until("the desk to hear", || heard() == [Some(Silence::NotInGroup)]).await;
    group.adds_bot(&agent);
    bench.settled(row, is_sent).await;
    bench.desk.wait_until("the desk to hear", || heard() == [Some(Silence::NotInGroup), None]).await;
    assert_eq!(bench.said(group.id()), ["a card"]);
    assert_eq!(bench.desk.undelivered(), Vec::<u64>::new());
    bench.close().await;
}

#[tokio::test]
async fn without_a_group_its_messages_are_dropped() {
    let mut bench = Bench::new().await;
    let row = bench.write(to(Recipient::AgentsGroup, "a card"));
    bench.open();
    bench.settled(row, is_dropped).await;
    assert_eq!(bench.telegram.count("sendMessage"), 0);
    bench.close().await;
}

#[tokio::test]
async fn a_group_that_became_a_supergroup_is_followed() {
    let (mut bench, group, agent) = with_group().await;
    let new = group.becomes_supergroup(&agent);
    let row = bench.write(to(Recipient::AgentsGroup, "a card"));
    bench.open();
    bench.settled(row, is_sent).await;
    assert_eq!(bench.said(new.id()), ["a card"]);
    assert_eq!(bench.desk.memory.group().await.unwrap(), Some(ChatId(new.id())));
    bench.close().await;
}

#[tokio::test]
async fn a_slot_is_edited_where_it_was_sent() {
    let (mut bench, group, _) = with_group().await;
    let text = Markdown::literal("waiting");
    let claim = Button { label: "Claim".to_owned(), click: Click::Agent(AgentClick::Claim(RequestId(7))) };
    let keyboard = Keyboard::Inline(vec![vec![claim]]);
    let card = Body::Say { text, keyboard: keyboard.clone(), slot: Some(CARD), protect: true };
    bench.write(Outgoing { to: Recipient::AgentsGroup, body: card });
    let message = MessageRef::Slot(CARD);
    let body = Body::Edit { message, text: Markdown::literal("claimed"), keyboard };
    let same = bench.write(Outgoing { to: Recipient::AgentsGroup, body: body.clone() });
    let again = bench.write(Outgoing { to: Recipient::AgentsGroup, body });
    let bare = bench.write(Outgoing { to: Recipient::AgentsGroup, body: Body::Unbutton { message } });
    bench.open();
    bench.settled(same, is_sent).await;
    bench.settled(again, is_sent).await;
    bench.settled(bare, is_sent).await;
    let refusals: Vec<_> =
        bench.telegram.calls("editMessageText").iter().filter_map(|call| call.refusal().map(str::to_owned)).collect();
    assert_eq!(refusals.len(), 1, "the second edit changed nothing and counts as done: {refusals:?}");
    let view = group.view();
    let card = view.last_from_bot().unwrap();
    assert_eq!((card.text.as_str(), card.protected, card.buttons.len()), ("claimed", true, 0));
    bench.close().await;
}

#[tokio::test]
async fn what_has_no_message_to_change_is_dropped() {
    let mut bench = Bench::new().await;
    let person = bench.person(1);
    let text = person.says("my number is …");
    let empty = bench.write(edit(1, MessageRef::Slot(CARD), "nowhere"));
    let gone = bench.write(edit(1, MessageRef::Id(9999), "nothing"));
    let huge = bench.write(edit(1, MessageRef::Id(i64::MAX), "no number of Telegram's"));
    let delete =
        bench.write(Outgoing { to: Recipient::Chat(ChatId(1)), body: Body::Delete { message: MessageRef::Id(text) } });
    let twice =
        bench.write(Outgoing { to: Recipient::Chat(ChatId(1)), body: Body::Delete { message: MessageRef::Id(text) } });
    bench.open();
    bench.settled(empty, is_dropped).await;
    bench.settled(gone, is_dropped).await;
    bench.settled(huge, is_dropped).await;
    bench.settled(delete, is_sent).await;
    bench.settled(twice, is_dropped).await;
    assert!(!person.view().shows("my number"));
    bench.close().await;
}

#[tokio::test]
async fn a_press_is_answered_unless_it_is_old() {
    let mut bench = Bench::new().await;
    let person = bench.person(1);
    let keyboard = Keyboard::Inline(vec![vec![Button {
        label: "Topics".to_owned(),
        click: Click::Customer(CustomerClick::Topics),
    }]]);
    let body = Body::Say { text: Markdown::literal("menu"), keyboard, slot: None, protect: false };
    bench.write(Outgoing { to: Recipient::Chat(ChatId(1)), body });
    bench.open();
    bench.shows(1, "menu").await;
    person.presses("Topics").unwrap();
    let press = || {
        bench.desk.events().into_iter().find_map(|event| match event {
            What::Click { press, click: Some(Click::Customer(CustomerClick::Topics)), .. } => Some(press),
            _ => None,
        })
    };
    bench.desk.wait_until("the press", || press().is_some()).await;
    let press = press().unwrap();
    let answer = |toast: &str| Outgoing {
        to: Recipient::Chat(ChatId(1)),
        body: Body::AnswerClick { press: press.clone(), toast: Some(toast.to_owned()), alert: true },
    };
    let minute_ago = Timestamp::now() - SignedDuration::from_secs(60);
    let old = bench.desk.memory.write(answer("too late"), minute_ago);
    let fresh = bench.write(answer("Here they are"));
    bench.settled(old, is_dropped).await;
    bench.settled(fresh, is_sent).await;
    assert_eq!(bench.telegram.unanswered_clicks(), 0);
    assert!(person.view().shows("Here they are") && !person.view().shows("too late"));
    let twice = bench.write(answer("again"));
    bench.settled(twice, is_dropped).await;
    bench.close().await;
}

#[tokio::test]
async fn formatting_that_telegram_cannot_read_goes_as_plain_text() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.telegram.fail(Fault::refusal(400, "Bad Request: can't parse entities: a test").on("sendMessage"));
    let text = Markdown::trusted("**1 < 2**");
    let body = Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false };
    let row = bench.write(Outgoing { to: Recipient::Chat(ChatId(1)), body });
    bench.open();
    bench.settled(row, is_sent).await;
    assert_eq!(bench.said(1), ["1 < 2"]);
    assert_eq!(bench.telegram.calls("sendMessage")[1].parameter("parse_mode"), None);
    bench.close().await;
}

#[tokio::test]
async fn a_refusal_for_good_drops_one_message_and_the_chat_goes_on() {
    let mut bench = Bench::new().await;
    bench.person(1);
    bench.telegram.fail(Fault::refusal(400, "Bad Request: BUTTON_DATA_INVALID").on("sendMessage"));
    let bad = bench.write(say(1, "bad"));
    bench.write(say(1, "good"));
    let empty = bench.write(say(1, " "));
    bench.open();
    bench.shows(1, "good").await;
    bench.settled(bad, is_dropped).await;
    bench.settled(empty, is_dropped).await;
    bench.close().await;
}

#[tokio::test]
async fn keyboards_are_shown_as_telegram_has_them() {
    let (mut bench, group, _) = with_group().await;
    let person = bench.telegram.person(ringback::stand_in::NewPerson::named("Ana").id(1).phone("+12025550143"));
    person.says("hello");
    let ask = Keyboard::AskContact { share: "Share my number".to_owned(), others: vec!["Type it".to_owned()] };
    let with = |chat: i64, words: &str, keyboard: Keyboard| Outgoing {
        to: Recipient::Chat(ChatId(chat)),
        body: Body::Say { text: Markdown::literal(words), keyboard, slot: None, protect: false },
    };
    bench.write(with(1, "Your number?", ask.clone()));
    bench.write(with(group.id(), "not in groups", ask));
    bench.open();
    bench.shows(1, "Your number?").await;
    bench.shows(group.id(), "not in groups").await;
    assert!(person.view().offers("Share my number") && person.view().offers("Type it"));
    bench.write(with(1, "Thank you", Keyboard::Remove));
    bench.shows(1, "Thank you").await;
    assert!(!person.view().offers("Type it"));
    let call = &bench.telegram.calls("sendMessage")[0];
    assert_eq!(call.parameter("link_preview_options"), Some(&json!({"is_disabled": true})));
    bench.close().await;
}

#[tokio::test]
async fn the_rates_of_the_settings_are_kept() {
    let mut bench = Bench::new().await;
    bench.rates = Rates { overall_per_second: 10.0, chat_per_second: 1e6, group_per_minute: 1e6 };
    for chat in 1..=15 {
        bench.person(chat);
        bench.write(say(chat, "hello"));
    }
    let before = Timestamp::now();
    bench.open();
    bench.telegram.wait_until("15 messages", SOON, || bench.telegram.count("sendMessage") == 15).await.unwrap();
    // One at once and nine a second after it: the last cannot be earlier, however slow or fast this machine is.
    let last = bench.telegram.calls("sendMessage").pop().unwrap().at;
    assert!(last.duration_since(before) >= SignedDuration::from_millis(1_550), "{last} after {before}");
    bench.close().await;
}

#[tokio::test]
async fn what_waits_long_for_a_slow_group_goes_back_to_the_store() {
    let (mut bench, group, _) = with_group().await;
    bench.rates = Rates { group_per_minute: 2.0, ..bench.rates };
    let first = bench.write(to(Recipient::AgentsGroup, "first card"));
    let second = bench.write(to(Recipient::AgentsGroup, "second card"));
    let before = Timestamp::now();
    bench.open();
    bench.settled(first, is_sent).await;
    bench.settled(second, is_retried).await;
    let settled = bench.desk.memory.settled();
    let Some((_, Delivery::NotYet(at))) = settled.iter().find(|(id, _)| *id == second) else { unreachable!() };
    assert!(at.duration_since(before) > SignedDuration::from_secs(50), "one a minute: {at}");
    assert_eq!(bench.said(group.id()), ["first card"]);
    bench.close().await;
}
