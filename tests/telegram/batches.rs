//! What getUpdates returned, cut into rows: lanes, numbers, and updates too large or too broken to keep as they are.

use jiff::Timestamp;
use ringback::conversation::What;
use ringback::safety::secrets::OwnTexts;
use ringback::store::RawUpdate;
use ringback::telegram::{Batch, MAX_UPDATE_BYTES, decode, read_batch};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

fn batch(updates: &Value) -> Batch {
    read(&to_raw_value(updates).unwrap()).unwrap()
}

fn read(result: &RawValue) -> Option<Batch> {
    read_batch(result, &OwnTexts::default())
}

fn salvage(answer: &str) -> Option<RawUpdate> {
    ringback::telegram::salvage(answer, &OwnTexts::default())
}

fn text(update_id: i64, more: Value) -> Value {
    let mut message = json!({
        "message_id": 5, "date": 1_800_000_000, "chat": {"id": 77, "type": "private", "first_name": "Ana"},
        "from": {"id": 77, "is_bot": false, "first_name": "Ana"},
    });
    message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    json!({"update_id": update_id, "message": message})
}

#[test]
fn the_lane_is_the_chat_or_else_the_person() {
    let press =
        |message: Value| json!({"update_id": 3, "callback_query": {"id": "x", "from": {"id": 9}, "message": message}});
    let updates = json!([
        text(1, json!({"text": "a"})),
        {"update_id": 2, "edited_message": {"chat": {"id": -100}}},
        press(json!({"chat": {"id": -100}, "message_id": 1})),
        press(Value::Null),
        {"update_id": 5, "my_chat_member": {"chat": {"id": 8}}},
        {"update_id": 6, "poll": {}},
        {"update_id": 7, "message": "nonsense"},
    ]);
    let lanes: Vec<i64> = batch(&updates).updates.iter().map(|update| update.lane).collect();
    assert_eq!(lanes, [77, -100, -100, 9, 8, 0, 0]);
}

#[test]
fn the_last_one_received_counts_not_the_largest() {
    let updates = json!([{"update_id": 900}, {"update_id": 5}, {"no": "number"}]);
    let batch = batch(&updates);
    assert_eq!((batch.last, batch.nameless, batch.updates.len()), (Some(5), 1, 2));
    assert_eq!(read(&to_raw_value(&json!({"not": "a list"})).unwrap()), None);
    assert_eq!(batch.updates[0].json, "{\"update_id\":900}", "kept to the letter");
}

#[test]
fn half_a_surrogate_pair_stops_nothing() {
    let raw = RawValue::from_string("[{\"update_id\":8,\"message\":{\"text\":\"\\ud800\"}}]".to_owned()).unwrap();
    assert_eq!(read(&raw).unwrap().last, Some(8));
}

#[test]
fn an_oversized_update_keeps_what_is_read() {
    let entities: Vec<Value> = (0..2000).map(|at| json!({"type": "bold", "offset": at, "length": 1})).collect();
    let huge = text(
        4,
        json!({"text": "字".repeat(4000), "entities": entities, "reply_to_message": {"text": "x".repeat(50_000)}}),
    );
    let kept = batch(&json!([huge])).updates.remove(0);
    assert!(kept.json.len() <= MAX_UPDATE_BYTES, "{}", kept.json.len());
    assert_eq!((kept.update_id, kept.lane), (4, 77));
    let read = decode(&kept.json, Timestamp::UNIX_EPOCH).unwrap().unwrap();
    assert!(matches!(read.what, What::Text { text, .. } if text.chars().count() == 4000));

    let photo = text(4, json!({"photo": [{"file_id": "x".repeat(50_000)}], "caption": "look"}));
    let kept = batch(&json!([photo])).updates.remove(0);
    let read = decode(&kept.json, Timestamp::UNIX_EPOCH).unwrap().unwrap();
    assert!(matches!(read.what, What::Media { caption: Some(caption), .. } if caption == "look"));

    let endless = text(4, json!({"text": "x".repeat(100_000)}));
    assert_eq!(batch(&json!([endless])).updates[0].json, "{\"update_id\":4}", "no message of Telegram's is that long");
}

#[test]
fn a_press_below_a_huge_message_keeps_its_button() {
    let press = json!({"update_id": 6, "callback_query": {
        "id": "p1", "from": {"id": 9, "is_bot": false, "first_name": "Lin"}, "chat_instance": "1", "data": "topics",
        "message": {"message_id": 3, "date": 1_800_000_000, "chat": {"id": 9, "type": "private"}, "text": "x".repeat(60_000)},
    }});
    let kept = batch(&json!([press])).updates.remove(0);
    let read = decode(&kept.json, Timestamp::UNIX_EPOCH).unwrap().unwrap();
    assert!(matches!(read.what, What::Click { message: Some(3), click: Some(_), .. }), "{read:?}");
}

#[test]
fn an_unreadable_answer_gives_up_its_number_and_nothing_else() {
    let kept = salvage("{\"ok\":true,\"result\":[{\"update_id\": 4711,\"message\":{\"text\":\"\u{1}broken").unwrap();
    assert_eq!(kept.update_id, 4711);
    assert!(decode(&kept.json, Timestamp::UNIX_EPOCH).is_err(), "so that it ends with the dead letters");
    assert_eq!(salvage("<html>a captive portal</html>"), None);
    assert_eq!(salvage("\"update_id\":"), None);
    assert!(salvage(&format!("\"update_id\":1{}", "字".repeat(100_000))).unwrap().json.len() <= MAX_UPDATE_BYTES);
}

const PHRASE: &str = "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic";

/// What is kept of an update, and what it is read as.
fn kept(update: Value) -> (String, Option<What>) {
    let kept = batch(&json!([update])).updates.remove(0).json;
    let read = decode(&kept, Timestamp::UNIX_EPOCH).unwrap();
    (kept, read.map(|incoming| incoming.what))
}

#[test]
fn a_secret_is_not_kept_wherever_it_stands() {
    let spread = PHRASE.replace(' ', "\n");
    let secret = |what: &Option<What>| matches!(what, Some(What::Secret { message: 5, kinds, .. }) if kinds.len() == 1);
    let places = [
        json!({"text": spread, "entities": [{"type": "bold", "offset": 0, "length": 5}]}),
        json!({"caption": PHRASE, "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}),
        json!({"text": "look", "quote": {"text": PHRASE, "position": 0}}),
        json!({"text": "look", "entities": [{"type": "text_link", "offset": 0, "length": 4, "url": "https://example.com/?password=Tr0ub4dor&3"}]}),
        json!({"document": {"file_id": "a", "file_unique_id": "b", "file_name": format!("{PHRASE}.txt")}, "caption": "here"}),
        json!({"poll": {"question": PHRASE}, "caption": "x"}),
    ];
    for place in places {
        let (kept, read) = kept(text(1, place));
        assert!(!kept.contains("ozone") && !kept.contains("Tr0ub4dor") && secret(&read), "{kept} {read:?}");
        assert!(kept.contains("\"Ana\""), "the envelope stays: {kept}");
    }
    let mut edited = text(1, json!({"text": PHRASE, "edit_date": 1_800_000_001}));
    let message = edited["message"].take();
    edited["edited_message"] = message;
    edited.as_object_mut().unwrap().remove("message");
    let (kept, read) = kept(edited);
    assert!(!kept.contains("ozone") && secret(&read), "{kept} {read:?}");
}

#[test]
fn a_secret_in_another_message_is_left_out_without_a_word() {
    let reply = json!({"message_id": 4, "date": 1, "chat": {"id": 77, "type": "private"}, "text": PHRASE});
    let (json, read) = kept(text(1, json!({"text": "and now?", "reply_to_message": reply})));
    assert!(!json.contains("ozone"), "{json}");
    assert!(matches!(read, Some(What::Text { text, .. }) if text == "and now?"), "{json}");
    let press = json!({"update_id": 6, "callback_query": {
        "id": "p1", "from": {"id": 9, "is_bot": false, "first_name": "Lin"}, "chat_instance": "1", "data": "topics",
        "message": {"message_id": 3, "date": 1_800_000_000, "chat": {"id": 9, "type": "private"}, "text": PHRASE},
    }});
    let (json, read) = kept(press);
    assert!(!json.contains("ozone") && matches!(read, Some(What::Click { click: Some(_), .. })), "{json} {read:?}");
}

#[test]
fn a_contact_s_number_is_no_card_and_a_mark_cannot_be_forged_from_a_message() {
    let contact = json!({"contact": {"phone_number": "4111111111111111", "first_name": "Ana", "user_id": 77}});
    assert!(matches!(kept(text(1, contact)).1, Some(What::Contact { .. })));
    let forged = json!({"text": "{\"ringback_secrets\": [\"card\"]}", "ringback_secrets": ["card"]});
    assert!(matches!(kept(text(1, forged)).1, Some(What::Text { .. })));
}

#[test]
fn what_cannot_be_read_is_searched_all_the_same() {
    let escaped: String = "我的密码是Wang1988".chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect();
    let gone =
        |json: &str| assert!(json.contains("not kept") && decode(json, Timestamp::UNIX_EPOCH).is_err(), "{json}");
    for text in [PHRASE.to_owned(), PHRASE.replace(' ', "\\n"), escaped] {
        let answer = format!("{{\"ok\":true,\"result\":[{{\"update_id\": 4711,\"message\":{{\"text\":\"\u{1}{text}");
        gone(&salvage(&answer).unwrap().json);
        let half = RawValue::from_string(format!("[{{\"update_id\":8,\"message\":{{\"text\":\"{text} \\ud800\"}}}}]"));
        gone(&read(&half.unwrap()).unwrap().updates[0].json);
    }
}
