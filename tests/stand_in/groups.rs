//! Groups: what privacy mode lets the bot see, and what happens when it comes and goes.

use insta::assert_snapshot;
use ringback::stand_in::{NewPerson, spec};
use serde_json::{Value, json};

use super::Bench;

/// One line an update: its kind and what is in it.
async fn heard(bench: &Bench) -> String {
    let mut lines = Vec::new();
    for update in bench.updates(json!({})).await {
        assert_eq!(spec::value_findings("Update", &update), Vec::<String>::new(), "{update}");
        let (kind, body) = update.as_object().unwrap().iter().find(|(name, _)| *name != "update_id").unwrap();
        let what = match kind.as_str() {
            "my_chat_member" => body["new_chat_member"]["status"].as_str().unwrap().to_owned(),
            _ => ["text", "new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id"]
                .into_iter()
                .find_map(|name| {
                    body.get(name).map(|value| match value {
                        Value::String(text) => text.clone(),
                        _ => name.to_owned(),
                    })
                })
                .unwrap_or_default(),
        };
        lines.push(format!("{kind} {what}"));
    }
    lines.join("\n")
}

#[tokio::test]
async fn privacy_mode_lets_only_the_bots_own_affairs_through() {
    let bench = Bench::start().await;
    let lin = bench.telegram.person(NewPerson::named("Lin").id(21));
    let group = bench.telegram.group("Agents", None, &[&lin]);
    let card = bench.call("sendMessage", json!({"chat_id": group.id(), "text": "RB-1042"})).await;
    let lin_here = lin.in_group(&group);
    lin_here.says("good morning");
    lin_here.says("/queue");
    lin_here.says("/queue@ringback_bot");
    lin_here.says("/queue@another_bot");
    let aside = lin_here.replies(card["message_id"].as_i64().unwrap(), "mine");
    lin_here.edits(aside, "mine, really").unwrap();
    let guest = bench.telegram.person(NewPerson::named("Guest")).in_group(&group);
    guest.says("hello all");
    group.promotes_bot(&lin);
    guest.says("hello bot");
    assert_snapshot!(heard(&bench).await, @r"
    my_chat_member member
    message /queue
    message /queue@ringback_bot
    message mine
    edited_message mine, really
    message new_chat_members
    my_chat_member administrator
    message hello bot
    ");
    assert_snapshot!(group.view(), @r#"
    bot: RB-1042
    Lin: good morning
    Lin: /queue
    Lin: /queue@ringback_bot
    Lin: /queue@another_bot
    Lin (to "RB-1042") (edited): mine, really
    Guest: ‹joined: Guest›
    Guest: hello all
    Guest: hello bot
    "#);
}

#[tokio::test]
async fn privacy_mode_can_be_off() {
    let bench = Bench::with(|options| options.privacy_mode = false).await;
    let lin = bench.telegram.person(NewPerson::named("Lin").id(21));
    let group = bench.telegram.group("Agents", None, &[&lin]);
    lin.in_group(&group).says("good morning");
    group.removes_bot(&lin);
    lin.in_group(&group).says("is it gone?");
    assert_snapshot!(heard(&bench).await, @r"
    my_chat_member member
    message good morning
    my_chat_member left
    ");
}

#[tokio::test]
async fn a_group_that_grows_up_tells_its_new_id() {
    let bench = Bench::start().await;
    let lin = bench.telegram.person(NewPerson::named("Lin").id(21));
    let group = bench.telegram.group("Agents", Some(-500), &[&lin]);
    let grown = group.becomes_supergroup(&lin);
    assert!(grown.id() < -1_000_000_000_000);
    assert_snapshot!(heard(&bench).await, @r"
    my_chat_member member
    message migrate_to_chat_id
    message migrate_from_chat_id
    ");
}

#[tokio::test]
async fn toasts_are_shown_with_the_name_of_who_pressed() {
    let bench = Bench::start().await;
    let (lin, mo) = (
        bench.telegram.person(NewPerson::named("Lin").last_name("Wei").id(21)),
        bench.telegram.person(NewPerson::named("Mo").id(22)),
    );
    let group = bench.telegram.group("Agents", None, &[&lin, &mo]);
    let claim = json!({"inline_keyboard": [[{"text": "Claim", "callback_data": "c:1"}]]});
    let card = json!({"chat_id": group.id(), "text": "RB-1042", "reply_markup": claim});
    bench.call("sendMessage", card).await;
    lin.in_group(&group).presses("Claim").unwrap();
    mo.in_group(&group).presses("c:1").unwrap();
    for update in bench.updates(json!({"offset": -2})).await {
        let query = &update["callback_query"];
        let (text, alert) = if query["from"]["id"] == json!(21) { ("Yours", false) } else { ("Lin has it", true) };
        let answer = json!({"callback_query_id": query["id"], "text": text, "show_alert": alert});
        bench.call("answerCallbackQuery", answer).await;
    }
    assert_snapshot!(group.view(), @r"
    bot: RB-1042
        [Claim]
    (toast to Lin Wei) Yours
    (alert to Mo) Lin has it
    ");
}

#[tokio::test]
async fn topics_anonymous_administrators_and_missing_rights_are_as_telegram_has_them() {
    let bench = Bench::start().await;
    let lin = bench.telegram.person(NewPerson::named("Lin").id(21));
    let group = bench.telegram.group("Agents", None, &[&lin]);
    group.promotes_bot(&lin);
    group.has_topic(77, true);
    lin.in_topic(&group, 77).says("/queue");
    lin.as_group(&group).says("/queue");
    let mut told = Vec::new();
    for update in bench.updates(json!({})).await {
        assert_eq!(spec::value_findings("Update", &update), Vec::<String>::new(), "{update}");
        let message = &update["message"];
        told.push((message["message_thread_id"].as_i64(), message["sender_chat"]["id"].as_i64()));
    }
    assert_eq!(told[told.len() - 2..], [(Some(77), None), (None, Some(group.id()))]);
    let send = json!({"chat_id": group.id(), "text": "4 wait", "message_thread_id": 77});
    let sent = bench.call("sendMessage", send.clone()).await;
    assert_eq!((&sent["message_thread_id"], &sent["is_topic_message"]), (&json!(77), &json!(true)));
    group.has_topic(77, false);
    assert_eq!(bench.refused("sendMessage", send.clone()).await, "400 Bad Request: TOPIC_CLOSED");
    let elsewhere = json!({"chat_id": group.id(), "text": "4 wait", "message_thread_id": 78});
    let refused = bench.refused("sendMessage", elsewhere).await;
    assert_eq!(refused, "400 Bad Request: message thread not found");
    group.lets_bot_send(false);
    let refused = bench.refused("sendMessage", send).await;
    assert_eq!(refused, "400 Bad Request: not enough rights to send text messages to the chat");
}
