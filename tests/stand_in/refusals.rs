//! Every refusal in Telegram's own words: what a bot recognises them by.

use ringback::stand_in::NewPerson;
use serde_json::{Value, json};

use super::Bench;

/// A chat with Ana in which the bot has sent message 2.
async fn begun() -> Bench {
    let bench = Bench::start().await;
    bench.ana().says("hello");
    bench.call("sendMessage", json!({"chat_id": 11, "text": "Hello, Ana"})).await;
    bench
}

fn text(text: impl Into<String>) -> Value {
    json!({"chat_id": 11, "text": text.into()})
}

#[tokio::test]
async fn tokens_and_methods() {
    let bench = Bench::start().await;
    let url = format!("{}/bot4242:wrong/getMe", bench.telegram.url());
    let response = bench.http.get(url).send().await.unwrap();
    assert_eq!(response.status(), 401);
    let body: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!(body, json!({"ok": false, "error_code": 401, "description": "Unauthorized"}));
    assert_eq!(bench.refused("makeCoffee", json!({})).await, "404 Not Found: method not found");
    let response = bench.http.get(bench.telegram.url()).send().await.unwrap();
    assert_eq!(response.status(), 404);
}

#[tokio::test]
async fn texts_that_cannot_be_sent() {
    let bench = begun().await;
    assert_eq!(bench.refused("sendMessage", text("")).await, "400 Bad Request: message text is empty");
    assert_eq!(bench.refused("sendMessage", text(" \n ")).await, "400 Bad Request: text must be non-empty");
    assert_eq!(bench.refused("sendMessage", json!({"text": "x"})).await, "400 Bad Request: chat_id is empty");
    let too_long = "400 Bad Request: message is too long";
    assert_eq!(bench.refused("sendMessage", text("x".repeat(4097))).await, too_long);
    assert_eq!(bench.refused("sendMessage", text("😀".repeat(2049))).await, too_long, "UTF-16 units count");
    bench.call("sendMessage", text("😀".repeat(2048))).await;
    let html = format!("<b>{}</b>&lt;", "x".repeat(4095));
    bench.call("sendMessage", json!({"chat_id": 11, "text": html, "parse_mode": "HTML"})).await;
    let markdown = json!({"chat_id": 11, "text": "*x*", "parse_mode": "MarkdownV2"});
    assert_eq!(bench.refused("sendMessage", markdown).await, "400 Bad Request: unsupported parse_mode");
    let html = json!({"chat_id": 11, "text": "<x>", "parse_mode": "HTML"});
    assert_eq!(
        bench.refused("sendMessage", html).await,
        "400 Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0"
    );
}

#[tokio::test]
async fn edits_that_change_nothing_or_find_nothing() {
    let bench = begun().await;
    let edit = |id: i64, text: &str| json!({"chat_id": 11, "message_id": id, "text": text});
    let same = "400 Bad Request: message is not modified: specified new message content and reply markup are exactly \
                the same as a current content and reply markup of the message";
    assert_eq!(bench.refused("editMessageText", edit(2, "Hello, Ana")).await, same);
    bench.call("editMessageText", edit(2, "Goodbye, Ana")).await;
    assert_eq!(bench.refused("editMessageText", edit(2, "Goodbye, Ana")).await, same);
    let missing = "400 Bad Request: message to edit not found";
    assert_eq!(bench.refused("editMessageText", edit(77, "x")).await, missing);
    assert_eq!(bench.refused("editMessageText", edit(1, "x")).await, "400 Bad Request: message can't be edited");
    let too_long = "400 Bad Request: MESSAGE_TOO_LONG";
    assert_eq!(bench.refused("editMessageText", edit(2, &"x".repeat(4097))).await, too_long);
    let unspecified = json!({"chat_id": 11, "text": "x"});
    let not_specified = "400 Bad Request: message identifier is not specified";
    assert_eq!(bench.refused("editMessageText", unspecified).await, not_specified);
    let markup = json!({"chat_id": 11, "message_id": 2});
    assert_eq!(bench.refused("editMessageReplyMarkup", markup).await, same);
}

#[tokio::test]
async fn deletions() {
    let bench = begun().await;
    let delete = |id: i64| json!({"chat_id": 11, "message_id": id});
    bench.call("deleteMessage", delete(1)).await;
    assert_eq!(bench.refused("deleteMessage", delete(1)).await, "400 Bad Request: message to delete not found");
    bench.pass(48 * 60 * 60 + 1);
    let too_old = "400 Bad Request: message can't be deleted for everyone";
    assert_eq!(bench.refused("deleteMessage", delete(2)).await, too_old);
    let ana = bench.ana();
    let (one, two) = (ana.says("one"), ana.says("two"));
    bench.call("deleteMessages", json!({"chat_id": 11, "message_ids": [one, two, 99]})).await;
    assert_eq!(bench.telegram.view(11).unwrap().to_string(), "bot: Hello, Ana");
    let group = bench.telegram.group("Agents", None, &[&ana]);
    let posted = ana.in_group(&group).says("/queue");
    let theirs = json!({"chat_id": group.id(), "message_id": posted});
    let cannot = "400 Bad Request: message can't be deleted";
    assert_eq!(bench.refused("deleteMessage", theirs.clone()).await, cannot);
    group.promotes_bot(&ana);
    bench.call("deleteMessage", theirs).await;
}

#[tokio::test]
async fn buttons() {
    let bench = begun().await;
    let with = |button: Value| json!({"chat_id": 11, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}});
    let invalid = "400 Bad Request: BUTTON_DATA_INVALID";
    let data = |data: String| with(json!({"text": "x", "callback_data": data}));
    assert_eq!(bench.refused("sendMessage", data(String::new())).await, invalid);
    assert_eq!(bench.refused("sendMessage", data("提".repeat(22))).await, invalid, "66 bytes");
    bench.call("sendMessage", data("提".repeat(21))).await;
    let unallowed = "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline \
                     keyboard";
    assert_eq!(bench.refused("sendMessage", with(json!({"text": "x"}))).await, unallowed);
    let url = with(json!({"text": "x", "url": "nowhere"}));
    assert_eq!(bench.refused("sendMessage", url).await, "400 Bad Request: BUTTON_URL_INVALID");
}

#[tokio::test]
async fn clicks_are_answered_once() {
    let bench = begun().await;
    let keyboard = json!({"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]});
    bench.call("sendMessage", json!({"chat_id": 11, "text": "Sure?", "reply_markup": keyboard})).await;
    bench.ana().presses("Yes").unwrap();
    let updates = bench.updates(json!({})).await;
    let id = updates[1]["callback_query"]["id"].clone();
    assert_eq!(bench.telegram.unanswered_clicks(), 1);
    bench.call("answerCallbackQuery", json!({"callback_query_id": id})).await;
    assert_eq!(bench.telegram.unanswered_clicks(), 0);
    let too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid";
    assert_eq!(bench.refused("answerCallbackQuery", json!({"callback_query_id": id})).await, too_old);
    let long = json!({"callback_query_id": "unknown", "text": "x".repeat(201)});
    assert_eq!(bench.refused("answerCallbackQuery", long).await, "400 Bad Request: MESSAGE_TOO_LONG");
}

#[tokio::test]
async fn chats_that_the_bot_cannot_write_to() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    let stranger = "403 Forbidden: bot can't initiate conversation with a user";
    assert_eq!(bench.refused("sendMessage", text("x")).await, stranger);
    let nowhere = json!({"chat_id": 999, "text": "x"});
    assert_eq!(bench.refused("sendMessage", nowhere).await, "400 Bad Request: chat not found");
    ana.says("hello");
    ana.blocks();
    let blocked = "403 Forbidden: bot was blocked by the user";
    assert_eq!(bench.refused("sendMessage", text("x")).await, blocked);
    ana.says("hello again");
    bench.call("sendMessage", text("x")).await;
    ana.leaves_telegram();
    assert_eq!(bench.refused("sendMessage", text("x")).await, "403 Forbidden: user is deactivated");
}

#[tokio::test]
async fn groups_that_the_bot_was_removed_from_or_that_moved() {
    let bench = Bench::start().await;
    let lin = bench.telegram.person(NewPerson::named("Lin").id(21));
    let group = bench.telegram.group("Agents", Some(-500), &[&lin]);
    let to = |id: i64| json!({"chat_id": id, "text": "x"});
    bench.call("sendMessage", to(-500)).await;
    group.removes_bot(&lin);
    let kicked = "403 Forbidden: bot was kicked from the group chat";
    assert_eq!(bench.refused("sendMessage", to(-500)).await, kicked);
    group.adds_bot(&lin);
    let new = group.becomes_supergroup(&lin);
    let (status, body) = bench.send("sendMessage", to(-500)).await.unwrap();
    assert_eq!(status, 400);
    let moved = json!({"ok": false, "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id()}});
    assert_eq!(body, moved);
    bench.call("sendMessage", to(new.id())).await;
    new.removes_bot(&lin);
    let kicked = "403 Forbidden: bot was kicked from the supergroup chat";
    assert_eq!(bench.refused("sendMessage", to(new.id())).await, kicked);
}

#[tokio::test]
async fn protected_messages_stay_where_they_are() {
    let bench = begun().await;
    let secret = json!({"chat_id": 11, "text": "secret", "protect_content": true});
    let id = bench.call("sendMessage", secret).await["message_id"].clone();
    let relay = |id: &Value| json!({"chat_id": 11, "from_chat_id": 11, "message_id": id});
    let forward = "400 Bad Request: the message can't be forwarded";
    assert_eq!(bench.refused("forwardMessage", relay(&id)).await, forward);
    assert_eq!(bench.refused("copyMessage", relay(&id)).await, "400 Bad Request: the message can't be copied");
    let missing = "400 Bad Request: message to forward not found";
    assert_eq!(bench.refused("forwardMessage", relay(&json!(77))).await, missing);
    assert_eq!(bench.refused("copyMessage", relay(&json!(77))).await, "400 Bad Request: message to copy not found");
    bench.call("forwardMessage", relay(&json!(1))).await;
    bench.call("copyMessage", relay(&json!(1))).await;
    insta::assert_snapshot!(bench.ana().view(), @r"
    Ana: hello
    bot: Hello, Ana
    bot (protected): secret
    bot (forwarded from Ana): hello
    bot: hello
    ");
}

#[tokio::test]
async fn profile_texts_and_commands() {
    let bench = Bench::start().await;
    let too_long = json!({"description": "x".repeat(513)});
    let refusal = "400 Bad Request: bot description is too long";
    assert_eq!(bench.refused("setMyDescription", too_long).await, refusal);
    let short = json!({"short_description": "x".repeat(121)});
    let refusal = "400 Bad Request: bot short description is too long";
    assert_eq!(bench.refused("setMyShortDescription", short).await, refusal);
    let command = json!({"commands": [{"command": "Help", "description": "x"}]});
    assert_eq!(bench.refused("setMyCommands", command).await, "400 Bad Request: BOT_COMMAND_INVALID");
    let many: Vec<Value> = (0..101).map(|n| json!({"command": format!("c{n}"), "description": "x"})).collect();
    let many = json!({"commands": many});
    assert_eq!(bench.refused("setMyCommands", many).await, "400 Bad Request: BOT_COMMANDS_TOO_MUCH");
    let language = json!({"language_code": "zh-Hans", "description": "x"});
    let refusal = "400 Bad Request: invalid language_code specified";
    assert_eq!(bench.refused("setMyDescription", language).await, refusal);
}
