//! What getUpdates returned, as rows for the store: raw JSON, a number and a lane each, and no secret in it. Understands
//! nothing else of them.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};

use super::codes::{Answer, TypedCode};
use super::guard::guarded;
use crate::store::RawUpdate;

/// The largest update stored as it came, bytes. Engines hold values of up to 64 KiB; this leaves room for their envelope.
pub const MAX_UPDATE_BYTES: usize = 32 << 10;

/// The lane of updates that have neither chat nor person.
const NO_LANE: i64 = 0;

/// A batch of updates.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Those that can be stored, in the order received.
    pub updates: Vec<RawUpdate>,
    /// Which of them may be one-time codes.
    pub codes: Vec<(usize, TypedCode)>,
    /// Which of them may answer an agent's question.
    pub answers: Vec<(usize, Answer)>,
    /// The number of the last one received.
    pub last: Option<i64>,
    /// How many had no number and cannot be stored.
    pub nameless: usize,
}

#[derive(Deserialize)]
struct Numbered {
    update_id: i64,
}

#[derive(Deserialize)]
struct Head {
    message: Option<Placed>,
    edited_message: Option<Placed>,
    my_chat_member: Option<Placed>,
    callback_query: Option<Press>,
}

#[derive(Deserialize)]
struct Placed {
    chat: Id,
}

#[derive(Deserialize)]
struct Press {
    from: Id,
    message: Option<Placed>,
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

/// Reads the result of getUpdates; `None` when it is no list.
pub fn read(result: &RawValue) -> Option<Batch> {
    let items: Vec<&RawValue> = serde_json::from_str(result.get()).ok()?;
    let mut batch = Batch::default();
    for item in items {
        match serde_json::from_str::<Numbered>(item.get()) {
            Ok(Numbered { update_id }) => {
                batch.last = Some(update_id);
                batch.codes.extend(TypedCode::in_update(item.get()).map(|code| (batch.updates.len(), code)));
                batch.answers.extend(Answer::in_update(item.get()).map(|answer| (batch.updates.len(), answer)));
                let json = guarded(update_id, item.get()).unwrap_or_else(|| item.get().to_owned());
                let json = if json.len() > MAX_UPDATE_BYTES { slim(update_id, &json) } else { json };
                let mark = mark(item.get());
                batch.updates.push(RawUpdate { update_id, lane: lane(item.get()), json, mark, urgent: false });
            }
            Err(_) => batch.nameless += 1,
        }
    }
    Some(batch)
}

/// Makes what can be made of an answer that is no JSON and should hold one update: its number, and the text as evidence.
pub fn salvage(answer: &str) -> Option<RawUpdate> {
    let (_, rest) = answer.split_once("\"update_id\"")?;
    let digits = rest.trim_start_matches([':', ' ', '\n', '\t']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let update_id = digits.get(..end)?.parse().ok()?;
    let kept = guarded(update_id, answer);
    let json = kept.as_deref().unwrap_or(answer).chars().take(MAX_UPDATE_BYTES / char::MAX.len_utf8()).collect();
    Some(RawUpdate { update_id, lane: NO_LANE, json, mark: 0, urgent: false })
}

/// What tells an update from another with its number: a hash of all that Telegram sent, in whatever order and spacing. Taken
/// before anything is cut out, for what is cut depends on the moment. Never written down as it is ([`Desk::take_in`]).
///
/// [`Desk::take_in`]: crate::desk::Desk::take_in
fn mark(json: &str) -> u32 {
    let sorted = serde_json::from_str::<Value>(json).map(|update| update.to_string());
    let hash = Sha256::digest(sorted.as_deref().unwrap_or(json));
    hash.first_chunk().copied().map_or(0, u32::from_be_bytes)
}

fn lane(json: &str) -> i64 {
    let Ok(Head { message, edited_message, my_chat_member, callback_query }) = serde_json::from_str(json) else {
        return NO_LANE;
    };
    let place = message.or(edited_message).or(my_chat_member).map(|placed| placed.chat.id);
    let press = || callback_query.map(|press| press.message.map_or(press.from.id, |placed| placed.chat.id));
    place.or_else(press).unwrap_or(NO_LANE)
}

/// Of a message, what the desk reads.
const MESSAGE_KEYS: [&str; 13] = [
    "message_id",
    "date",
    "edit_date",
    "chat",
    "from",
    "sender_chat",
    "forward_origin",
    "text",
    "caption",
    "contact",
    "document",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
];

/// Kinds of media that matter by their presence alone.
const MEDIA_KEYS: [&str; 14] = [
    "animation",
    "audio",
    "checklist",
    "dice",
    "game",
    "location",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
];

/// Keeps of an oversized update what the desk reads; when that is too much still, its number alone.
fn slim(update_id: i64, json: &str) -> String {
    let bare = || json!({ "update_id": update_id }).to_string();
    let Ok(Value::Object(update)) = serde_json::from_str(json) else { return bare() };
    let slimmed = Value::Object(slimmed(update)).to_string();
    tracing::warn!(update_id, bytes = json.len(), kept = slimmed.len(), "an oversized update was cut to what is read");
    if slimmed.len() > MAX_UPDATE_BYTES { bare() } else { slimmed }
}

/// Of an update, what the desk reads.
pub fn slimmed(mut update: Map<String, Value>) -> Map<String, Value> {
    for key in ["message", "edited_message"] {
        if let Some(Value::Object(message)) = update.remove(key) {
            update.insert(key.to_owned(), Value::Object(slim_message(message)));
        }
    }
    if let Some(Value::Object(press)) = update.get_mut("callback_query")
        && let Some(Value::Object(message)) = press.remove("message")
    {
        press.insert("message".to_owned(), Value::Object(keep(message, &["message_id", "date", "chat"])));
    }
    update
}

fn slim_message(message: Map<String, Value>) -> Map<String, Value> {
    let media = MEDIA_KEYS.into_iter().filter(|key| message.contains_key(*key)).collect::<Vec<_>>();
    let mut kept = keep(message, &MESSAGE_KEYS);
    kept.extend(media.into_iter().map(|key| (key.to_owned(), Value::Bool(true))));
    kept
}

fn keep(object: Map<String, Value>, keys: &[&str]) -> Map<String, Value> {
    object.into_iter().filter(|(key, _)| keys.contains(&key.as_str())).collect()
}
