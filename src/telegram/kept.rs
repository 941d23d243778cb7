//! What of an update is kept: the fields that the decoder reads, by name. A field that nobody here knows is never kept,
//! whatever Telegram calls it. Looks for no secrets; `guard` does.

use serde_json::{Map, Value};

/// The texts of a message that somebody wrote.
pub const FREE_TEXTS: [&str; 2] = ["text", "caption"];

/// A field, and what is kept of it.
type Field = (&'static str, Keep);

/// What is kept of a value.
#[derive(Clone, Copy)]
enum Keep {
    /// A text, a number or a truth; nothing that has parts.
    Plain,
    /// Digits of a text, and a plus before them.
    Number,
    /// A name of Telegram's own, which has no blanks.
    Name,
    /// That it was there.
    Presence,
    /// These fields.
    Parts(&'static [Field]),
    /// These fields of each element.
    Each(&'static [Field]),
    /// Of what is marked in a text, the links behind words.
    Links,
}

const UPDATE: &[Field] = &[
    ("update_id", Keep::Plain),
    ("message", Keep::Parts(MESSAGE)),
    ("edited_message", Keep::Parts(MESSAGE)),
    ("callback_query", Keep::Parts(PRESS)),
    ("my_chat_member", Keep::Parts(MEMBERSHIP)),
];

const MESSAGE: &[Field] = &[
    ("message_id", Keep::Plain),
    ("message_thread_id", Keep::Plain),
    ("is_topic_message", Keep::Plain),
    ("media_group_id", Keep::Name),
    ("date", Keep::Plain),
    ("edit_date", Keep::Plain),
    ("chat", Keep::Parts(CHAT)),
    ("from", Keep::Parts(PERSON)),
    ("sender_chat", Keep::Parts(CHAT)),
    ("forward_origin", Keep::Presence),
    ("text", Keep::Plain),
    ("caption", Keep::Plain),
    ("entities", Keep::Links),
    ("contact", Keep::Parts(&[("phone_number", Keep::Number), ("user_id", Keep::Plain)])),
    ("migrate_to_chat_id", Keep::Plain),
    ("migrate_from_chat_id", Keep::Plain),
    ("photo", Keep::Each(&[("file_id", Keep::Name), ("width", Keep::Plain), ("height", Keep::Plain)])),
    ("document", Keep::Parts(FILE)),
    ("voice", Keep::Parts(FILE)),
    ("video", Keep::Parts(FILE)),
    ("audio", Keep::Parts(FILE)),
    ("animation", Keep::Presence),
    ("checklist", Keep::Presence),
    ("dice", Keep::Presence),
    ("game", Keep::Presence),
    ("giveaway", Keep::Presence),
    ("invoice", Keep::Presence),
    ("paid_media", Keep::Presence),
    ("location", Keep::Presence),
    ("poll", Keep::Presence),
    ("sticker", Keep::Presence),
    ("story", Keep::Presence),
    ("venue", Keep::Presence),
    ("video_note", Keep::Presence),
];

const CHAT: &[Field] = &[("id", Keep::Plain), ("type", Keep::Name)];

const PERSON: &[Field] = &[
    ("id", Keep::Plain),
    ("is_bot", Keep::Plain),
    ("first_name", Keep::Plain),
    ("last_name", Keep::Plain),
    ("language_code", Keep::Name),
];

const LINK: &[Field] = &[("type", Keep::Name), ("offset", Keep::Plain), ("length", Keep::Plain), ("url", Keep::Plain)];

const FILE: &[Field] = &[("file_id", Keep::Name), ("mime_type", Keep::Name)];

const PRESS: &[Field] = &[
    ("id", Keep::Name),
    ("from", Keep::Parts(PERSON)),
    ("chat_instance", Keep::Name),
    ("message", Keep::Parts(PRESSED)),
    ("data", Keep::Plain),
];

const PRESSED: &[Field] = &[
    ("message_id", Keep::Plain),
    ("message_thread_id", Keep::Plain),
    ("is_topic_message", Keep::Plain),
    ("date", Keep::Plain),
    ("chat", Keep::Parts(CHAT)),
];

const MEMBERSHIP: &[Field] = &[
    ("chat", Keep::Parts(CHAT)),
    ("from", Keep::Parts(PERSON)),
    ("date", Keep::Plain),
    ("old_chat_member", Keep::Parts(MEMBER)),
    ("new_chat_member", Keep::Parts(MEMBER)),
];

const MEMBER: &[Field] = &[("status", Keep::Name)];

/// More links than the decoder reads of a text.
const MOST_LINKS: usize = 32;

/// Of an update, what the desk reads.
pub fn kept(update: Map<String, Value>) -> Map<String, Value> {
    parts(update, UPDATE)
}

/// Leaves of files that they were there: they came with a secret.
pub fn without_files(update: &mut Map<String, Value>) {
    const FILES: [&str; 5] = ["photo", "document", "voice", "video", "audio"];
    for message in update.values_mut().filter_map(Value::as_object_mut) {
        message
            .iter_mut()
            .filter(|(key, _)| FILES.contains(&key.as_str()))
            .for_each(|(_, file)| *file = Value::Bool(true));
    }
}

fn parts(object: Map<String, Value>, fields: &[Field]) -> Map<String, Value> {
    let keep = |(key, value): (String, Value)| {
        let (_, how) = fields.iter().find(|(name, _)| *name == key)?;
        Some((key, part(value, *how)?))
    };
    object.into_iter().filter_map(keep).collect()
}

fn part(value: Value, how: Keep) -> Option<Value> {
    /// Telegram's names of files are the longest that it has.
    const LONGEST_NAME: usize = 256;
    match (how, value) {
        (Keep::Plain, value @ (Value::String(_) | Value::Number(_) | Value::Bool(_))) => Some(value),
        (Keep::Name, value @ (Value::Number(_) | Value::Bool(_))) => Some(value),
        (Keep::Name, Value::String(name)) => {
            let is_name = name.len() <= LONGEST_NAME && name.chars().all(|c| c.is_ascii_graphic());
            is_name.then_some(Value::String(name))
        }
        (Keep::Number, Value::String(number)) => {
            Some(Value::String(number.chars().filter(|c| c.is_numeric() || matches!(c, '+' | '＋')).collect()))
        }
        (Keep::Presence, value) => (!value.is_null()).then_some(Value::Bool(true)),
        (Keep::Parts(fields), Value::Object(object)) => Some(Value::Object(parts(object, fields))),
        (Keep::Each(fields), Value::Array(values)) => {
            Some(Value::Array(values.into_iter().filter_map(|value| part(value, Keep::Parts(fields))).collect()))
        }
        (Keep::Links, Value::Array(marks)) => {
            let links = marks.into_iter().filter(|mark| mark.get("url").is_some()).take(MOST_LINKS);
            Some(Value::Array(links.filter_map(|link| part(link, Keep::Parts(LINK))).collect()))
        }
        // Not what Telegram sends there: no text of it is kept, and the decoder says that it cannot be read.
        (Keep::Parts(_) | Keep::Each(_), value) => (!value.is_null()).then_some(Value::Bool(true)),
        _ => None,
    }
}
