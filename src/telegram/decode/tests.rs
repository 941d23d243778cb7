//! Both readers on updates as Telegram sends them: they agree on what both know, and the raw one knows the rest.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Reading, decode, raw, typed};
use crate::callback::{ChatId, FileKind, FileRef, UserId};
use crate::conversation::{ChatKind, Click, CustomerClick, Incoming, Media, Person, What};

const RECEIVED: Timestamp = Timestamp::constant(1_800_000_100, 0);
const SENT: i64 = 1_800_000_000;

fn ana() -> Value {
    json!({"id": 5_000_000_011_i64, "is_bot": false, "first_name": "Ana", "last_name": "李", "username": "ana", "language_code": "zh-hans"})
}

fn private() -> Value {
    json!({"id": 5_000_000_011_i64, "first_name": "Ana", "last_name": "李", "username": "ana", "type": "private"})
}

fn group() -> Value {
    json!({"id": -1_001_234_567_890_i64, "title": "Agents", "type": "supergroup", "is_forum": true})
}

fn with(mut object: Value, more: Value) -> Value {
    object.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    object
}

fn message(more: Value) -> Value {
    let bare = json!({"message_id": 17, "from": ana(), "chat": private(), "date": SENT});
    json!({"update_id": 900, "message": with(bare, more)})
}

fn press(more: Value) -> Value {
    let bare = json!({"id": "4382bfdwdsb323b2d9", "from": ana(), "chat_instance": "-39", "data": "topics"});
    json!({"update_id": 901, "callback_query": with(bare, more)})
}

fn carrier() -> Value {
    let bot = json!({"id": 42, "is_bot": true, "first_name": "Desk", "username": "desk_bot"});
    json!({"message_id": 3, "from": bot, "chat": group(), "date": SENT, "text": "card"})
}

fn membership(chat: Value, old: &str, new: &str) -> Value {
    let bot = json!({"id": 42, "is_bot": true, "first_name": "Desk", "username": "desk_bot"});
    let member = |status: &str| match status {
        "kicked" => json!({"user": bot, "status": status, "until_date": 0}),
        _ => json!({"user": bot, "status": status}),
    };
    json!({"update_id": 902, "my_chat_member":
        {"chat": chat, "from": ana(), "date": SENT, "old_chat_member": member(old), "new_chat_member": member(new)}})
}

fn photo() -> Value {
    json!([{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9, "file_size": 99}])
}

fn media(media: Media, caption: Option<&str>, file: Option<(&str, FileKind)>) -> What {
    let file = file.map(|(id, kind)| FileRef { id: id.to_owned(), kind });
    What::Media { message: 17, media, caption: caption.map(str::to_owned), file }
}

fn event(what: What) -> Incoming {
    let person = Person {
        id: UserId(5_000_000_011),
        name: "Ana 李".to_owned(),
        language_tag: Some("zh-hans".to_owned()),
        is_bot: false,
    };
    let sent_at = Timestamp::from_second(SENT).unwrap();
    Incoming { chat: ChatId(5_000_000_011), kind: ChatKind::Private, topic: None, person, sent_at, what }
}

fn read(update: &Value) -> Option<Incoming> {
    decode(&update.to_string(), RECEIVED).unwrap()
}

fn what(update: &Value) -> What {
    read(update).unwrap().what
}

/// Updates that teloxide's types know.
fn ordinary() -> Vec<Value> {
    let command = json!([{"type": "bot_command", "offset": 0, "length": 5}]);
    let hidden = json!([{"type": "text_link", "offset": 0, "length": 4, "url": "https://fake.example/login"}]);
    let origin = json!({"type": "hidden_user", "sender_user_name": "Bo", "date": SENT});
    let voice =
        json!({"file_id": "a", "file_unique_id": "b", "duration": 3, "file_size": 99, "mime_type": "audio/ogg"});
    let file = |mime: &str| json!({"file_id": "a", "file_unique_id": "b", "file_size": 99, "mime_type": mime});
    let place = json!({"latitude": 1.5, "longitude": 2.5});
    let edited = |more: Value| {
        let bare = json!({"message_id": 17, "from": ana(), "chat": private(), "date": SENT, "edit_date": SENT + 9});
        json!({"update_id": 903, "edited_message": with(bare, more)})
    };
    vec![
        message(json!({"text": "怎么提现?"})),
        message(json!({"text": "/call", "entities": command})),
        message(json!({"text": "see this", "forward_origin": origin})),
        message(json!({"text": "open this", "entities": hidden, "forward_origin": origin})),
        message(json!({"text": "in the group", "chat": group()})),
        message(json!({"text": "an answer", "reply_to_message": carrier()})),
        message(
            json!({"contact": {"phone_number": "8613800000000", "first_name": "Ana", "user_id": 5_000_000_011_i64}}),
        ),
        message(json!({"contact": {"phone_number": "+12025550143", "first_name": "Bo"}, "forward_origin": origin})),
        message(json!({"photo": photo(), "caption": "the screen"})),
        message(json!({"document": file("image/png"), "caption": "as a file"})),
        message(json!({"document": file("application/pdf")})),
        message(json!({"document": {"file_id": "has a space", "file_unique_id": "b"}})),
        message(json!({"voice": voice})),
        message(json!({"video": with(file("video/mp4"), json!({"width": 9, "height": 9, "duration": 3}))})),
        message(json!({"audio": with(file("audio/mpeg"), json!({"duration": 3}))})),
        message(json!({"location": place})),
        message(json!({"dice": {"emoji": "🎲", "value": 4}})),
        message(json!({"chat": {"id": -500, "title": "Old", "type": "group"}, "migrate_to_chat_id": -1_001_i64})),
        message(json!({"chat": group(), "migrate_from_chat_id": -500})),
        edited(json!({"text": "better words"})),
        edited(json!({"photo": photo(), "caption": "better caption"})),
        press(json!({"message": carrier()})),
        press(json!({"message": {"message_id": 3, "date": 0, "chat": group()}})),
        press(json!({"inline_message_id": "x"})),
        press(json!({"message": carrier(), "data": "forged"})),
        membership(private(), "member", "kicked"),
        membership(private(), "kicked", "member"),
        membership(group(), "member", "left"),
    ]
}

#[test]
fn both_readers_agree_on_what_both_know() {
    for update in ordinary() {
        let json = update.to_string();
        let typed = typed::read(&json, RECEIVED);
        assert!(matches!(typed, Reading::Event(_)), "{json}: {typed:?}");
        assert_eq!(typed, raw::read(&json, RECEIVED).unwrap(), "{json}");
    }
}

#[test]
fn a_message_is_read_whole() {
    let read = read(&message(json!({"text": "/start abc"}))).unwrap();
    assert_eq!(read, event(What::Text { message: 17, text: "/start abc".to_owned(), forwarded: false }));
}

#[test]
fn a_link_behind_words_is_read_with_them() {
    let link = |url: &str| json!([{"type": "text_link", "offset": 0, "length": 4, "url": url}]);
    let update = message(json!({"text": "open this", "entities": link("https://fake.example/login")}));
    let text = "open this\nhttps://fake.example/login".to_owned();
    assert_eq!(what(&update), What::Text { message: 17, text, forwarded: false });
}

#[test]
fn an_entity_that_nobody_knows_hides_no_text() {
    let entities = json!([{"type": "date_time", "offset": 8, "length": 8, "unix_time": SENT, "format": "short"}]);
    let update = message(json!({"text": "call me tomorrow", "entities": entities}));
    assert_eq!(typed::read(&update.to_string(), RECEIVED), Reading::Unknown, "else this test says nothing");
    assert_eq!(what(&update), What::Text { message: 17, text: "call me tomorrow".to_owned(), forwarded: false });
    let captioned = message(json!({"photo": photo(), "caption": "it", "caption_entities": entities}));
    assert_eq!(what(&captioned), media(Media::Picture, Some("it"), Some(("a", FileKind::Photo))));
}

#[test]
fn of_a_picture_the_largest_size_is_taken_and_of_a_sticker_none() {
    let size = |id: &str, side: u32| json!({"file_id": id, "file_unique_id": id, "width": side, "height": side});
    let sizes = message(json!({"photo": [size("small", 9), size("large", 900), size("medium", 90)]}));
    assert_eq!(what(&sizes), media(Media::Picture, None, Some(("large", FileKind::Photo))));
    let screen = message(json!({"document": {"file_id": "a", "file_unique_id": "b", "mime_type": "image/png"}}));
    assert_eq!(what(&screen), media(Media::Picture, None, Some(("a", FileKind::Document))));
    let document = json!({"file_id": "a", "file_unique_id": "b", "file_size": 99, "mime_type": "video/mp4"});
    let animation = with(document.clone(), json!({"width": 9, "height": 9, "duration": 3}));
    let gif = message(json!({"animation": animation, "document": document}));
    assert_eq!(what(&gif), media(Media::Sticker, None, None));
    let long = message(json!({"document": {"file_id": "x".repeat(300), "file_unique_id": "b"}}));
    assert_eq!(what(&long), media(Media::Other, None, None));
}

#[test]
fn a_voice_message_needs_none_of_its_optional_fields() {
    let update = message(json!({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}}));
    assert_eq!(typed::read(&update.to_string(), RECEIVED), Reading::Unknown, "else this test says nothing");
    assert_eq!(what(&update), media(Media::Voice, None, Some(("a", FileKind::Voice))));
}

#[test]
fn a_press_without_its_chat_instance_is_a_press() {
    let mut update = press(json!({"message": carrier()}));
    update["callback_query"].as_object_mut().unwrap().remove("chat_instance");
    assert_eq!(typed::read(&update.to_string(), RECEIVED), Reading::Unknown, "else this test says nothing");
    let read = read(&update).unwrap();
    assert_eq!((read.chat, read.kind), (ChatId(-1_001_234_567_890), ChatKind::Group));
    let press = "4382bfdwdsb323b2d9".to_owned();
    assert_eq!(read.what, What::Click { press, message: Some(3), click: Some(Click::Customer(CustomerClick::Topics)) });
    assert_eq!(read.sent_at, RECEIVED, "Telegram does not date presses");
}

#[test]
fn a_message_that_telegram_forgot_has_no_number() {
    let update = press(json!({"message": {"message_id": 3, "date": 0, "chat": group()}}));
    assert!(matches!(
        what(&update),
        What::Click { message: None, click: Some(Click::Customer(CustomerClick::Topics)), .. }
    ));
}

#[test]
fn a_forged_button_is_no_button_of_ours() {
    for data in ["forged", "claim:x", "", &"x".repeat(65)] {
        let update = press(json!({"message": carrier(), "data": data}));
        assert!(matches!(what(&update), What::Click { click: None, .. }), "{data}");
    }
}

#[test]
fn bots_channels_and_the_anonymous_are_not_served() {
    let bot = json!({"id": 43, "is_bot": true, "first_name": "Other"});
    let channel = json!({"id": -100_777, "title": "News", "type": "channel"});
    let nothing = [
        message(json!({"text": "hi", "from": bot})),
        message(json!({"text": "hi", "chat": group(), "sender_chat": group()})),
        message(json!({"text": "hi", "chat": channel})),
        message(json!({"text": "hi", "from": null})),
        json!({"update_id": 1, "channel_post": {"message_id": 1, "date": SENT, "chat": channel, "text": "x"}}),
        message(json!({"chat": group(), "new_chat_members": [ana()]})),
        membership(group(), "member", "administrator"),
        json!({"update_id": 1}),
        json!({"update_id": 1, "a_kind_of_next_year": {"x": 1}}),
    ];
    for update in nothing {
        assert_eq!(read(&update), None, "{update}");
    }
}

#[test]
fn both_sides_of_a_migration_say_the_same() {
    let old = json!({"id": -500, "title": "Agents", "type": "group"});
    let to = read(&message(json!({"chat": old, "migrate_to_chat_id": -1_001_234_567_890_i64}))).unwrap();
    let from = read(&message(json!({"chat": group(), "migrate_from_chat_id": -500}))).unwrap();
    assert_eq!((to.chat, &to.what), (ChatId(-500), &What::Migrated(ChatId(-1_001_234_567_890))));
    assert_eq!((from.chat, &from.what), (to.chat, &to.what));
}

#[test]
fn strangers_words_are_bounded() {
    let long =
        message(json!({"text": "字".repeat(9000), "from": with(ana(), json!({"first_name": "\u{202e}x\u{0}"}))}));
    let read = read(&long).unwrap();
    assert_eq!(read.person.name, "x 李");
    assert!(matches!(read.what, What::Text { text, .. } if text.chars().count() == 4096));
}

#[test]
fn what_is_no_update_is_said_so_without_quoting_it() {
    for bad in ["", "{", "[]", "{\"message\":\"secret words\"}", "{\"message\":{\"message_id\":1}}"] {
        let error = decode(bad, RECEIVED).unwrap_err().to_string();
        assert!(error.contains("at line") && !error.contains("secret"), "{bad}: {error}");
    }
}
