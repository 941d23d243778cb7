//! What getUpdates returned, as rows for the store: raw JSON, a number and a lane each, and no secret in it. Understands
//! nothing else of them.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::codes::{Answer, TypedCode};
use super::guard::guarded;
use crate::safety::secrets::OwnTexts;
use crate::store::RawUpdate;

/// The largest update stored, bytes. Engines hold values of up to 64 KiB; this leaves room for their envelope.
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

/// Reads the result of getUpdates; `None` when it is no list. `own` are the texts that are no secret of anybody.
pub fn read(result: &RawValue, own: &OwnTexts) -> Option<Batch> {
    let items: Vec<&RawValue> = serde_json::from_str(result.get()).ok()?;
    let mut batch = Batch::default();
    for item in items {
        match serde_json::from_str::<Numbered>(item.get()) {
            Ok(Numbered { update_id }) => {
                batch.last = Some(update_id);
                batch.codes.extend(TypedCode::in_update(item.get()).map(|code| (batch.updates.len(), code)));
                batch.answers.extend(Answer::in_update(item.get()).map(|answer| (batch.updates.len(), answer)));
                let json = bounded(update_id, guarded(update_id, item.get(), own));
                let mark = mark(item.get());
                let lane = lane(item.get());
                batch.updates.push(RawUpdate { update_id, lane, json, mark, urgent: false, piece: None });
            }
            Err(_) => batch.nameless += 1,
        }
    }
    Some(batch)
}

/// Makes what can be made of an answer that is no JSON and should hold one update: its number, and the text as evidence.
pub fn salvage(answer: &str, own: &OwnTexts) -> Option<RawUpdate> {
    let (_, rest) = answer.split_once("\"update_id\"")?;
    let digits = rest.trim_start_matches([':', ' ', '\n', '\t']);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let update_id = digits.get(..end)?.parse().ok()?;
    let json = guarded(update_id, answer, own).chars().take(MAX_UPDATE_BYTES / char::MAX.len_utf8()).collect();
    Some(RawUpdate { update_id, lane: NO_LANE, json, mark: 0, urgent: false, piece: None })
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

/// Of an update that is too large even without what nobody reads, its number alone.
fn bounded(update_id: i64, json: String) -> String {
    if json.len() <= MAX_UPDATE_BYTES {
        return json;
    }
    tracing::warn!(update_id, bytes = json.len(), "of an oversized update its number alone is kept");
    json!({ "update_id": update_id }).to_string()
}
