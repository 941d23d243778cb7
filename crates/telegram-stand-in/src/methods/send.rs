//! Sending: text, files by file id, and the "typing" sign.

use serde_json::{Map, Value, json};

use super::super::api_error::ApiError;
use super::super::chat::Author;
use super::super::formatted::{Formatted, utf16_len};
use super::super::html;
use super::super::keyboard;
use super::super::params::Params;
use super::super::world::{Draft, World};

/// Longest text after parsing, in UTF-16 units (Bot API, sendMessage).
const TEXT_UNITS: usize = 4096;
/// Longest caption after parsing, in UTF-16 units (Bot API, sendPhoto).
const CAPTION_UNITS: usize = 1024;

/// Reads the text parameter `name` with its `parse_mode` or the entities in `entities_name`.
pub(super) fn formatted(params: &Params, name: &str, entities_name: &str) -> Result<Formatted, ApiError> {
    let source = params.text(name).unwrap_or_default();
    let formatted = match params.text("parse_mode").map(str::to_ascii_lowercase).as_deref() {
        None | Some("") => {
            let entities = params.value(entities_name).and_then(Value::as_array).cloned().unwrap_or_default();
            Formatted::new(source.to_owned(), entities)
        }
        Some("html") => {
            html::parse(source).map_err(|problem| ApiError::bad_request(format!("can't parse entities: {problem}")))?
        }
        Some(_) => return Err(ApiError::bad_request("unsupported parse_mode")),
    };
    Ok(formatted.with_found_entities())
}

/// The text of a message, refused when empty or, with the words `too_long`, when too long.
pub(super) fn message_text(params: &Params, too_long: &str) -> Result<Map<String, Value>, ApiError> {
    if params.text("text").unwrap_or_default().is_empty() {
        return Err(ApiError::bad_request("message text is empty"));
    }
    let formatted = formatted(params, "text", "entities")?;
    if formatted.text.is_empty() {
        return Err(ApiError::bad_request("text must be non-empty"));
    }
    if utf16_len(&formatted.text) > TEXT_UNITS {
        return Err(ApiError::bad_request(too_long));
    }
    Ok(content(formatted, "text", "entities"))
}

pub(super) fn content(formatted: Formatted, text: &str, entities: &str) -> Map<String, Value> {
    let mut content = Map::new();
    content.insert(text.to_owned(), json!(formatted.text));
    if !formatted.entities.is_empty() {
        content.insert(entities.to_owned(), Value::Array(formatted.entities));
    }
    content
}

/// A caption, which may be absent.
pub(super) fn caption(params: &Params) -> Result<Map<String, Value>, ApiError> {
    let formatted = formatted(params, "caption", "caption_entities")?;
    if utf16_len(&formatted.text) > CAPTION_UNITS {
        return Err(ApiError::bad_request("message caption is too long"));
    }
    Ok(if formatted.text.is_empty() { Map::new() } else { content(formatted, "caption", "caption_entities") })
}

pub(super) fn message(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let chat = world.open_chat(params.chat("chat_id")?)?.id;
    let content = message_text(params, "message is too long")?;
    post(world, params, chat, content, None)
}

/// Posts a file under the field `kind`, which is also how Telegram shows it.
pub(super) fn file(world: &mut World, params: &Params, kind: &str) -> Result<Value, ApiError> {
    let chat = world.open_chat(params.chat("chat_id")?)?.id;
    let file = match params.value(kind) {
        None => return Err(ApiError::bad_request(format!("there is no {kind} in the request"))),
        Some(Value::String(id)) if world.files.contains(id) => id.clone(),
        Some(Value::Object(_)) => {
            let id = format!("{kind}-{}", world.fresh_number());
            world.files.insert(id.clone());
            id
        }
        Some(_) => return Err(ApiError::bad_request("wrong file identifier/HTTP URL specified")),
    };
    let mut content = caption(params)?;
    content.insert(kind.to_owned(), file_json(kind, &file));
    post(world, params, chat, content, None)
}

/// What stands in a message for a file of this kind; of a photo, one size is enough for a stand-in.
pub(in super::super) fn file_json(kind: &str, file: &str) -> Value {
    let unique = format!("u-{file}");
    match kind {
        "photo" => json!([{"file_id": file, "file_unique_id": unique, "width": 90, "height": 90, "file_size": 1024}]),
        "video" => json!({
            "file_id": file, "file_unique_id": unique, "width": 90, "height": 90, "duration": 1, "file_size": 1024,
        }),
        "voice" | "audio" => json!({"file_id": file, "file_unique_id": unique, "duration": 1, "file_size": 1024}),
        _ => json!({"file_id": file, "file_unique_id": unique, "file_size": 1024}),
    }
}

/// Posts `content` from the bot with the options that all sending methods share.
pub(super) fn post(
    world: &mut World,
    params: &Params,
    chat: i64,
    content: Map<String, Value>,
    origin: Option<Value>,
) -> Result<Value, ApiError> {
    let markup = keyboard::read(params.value("reply_markup"))?;
    let topic = topic(world, params, chat)?;
    let reply_to = reply_target(world, params, chat)?;
    let markup = world.apply_markup(chat, markup);
    let protected = params.flag("protect_content");
    let content = in_topic(content, topic);
    let draft = Draft { markup, protected, reply_to, origin, ..Draft::new(Author::Bot, content) };
    world.post(chat, draft).ok_or_else(ApiError::chat_not_found)
}

/// A message's fields, with those of its topic.
pub(in super::super) fn in_topic(mut content: Map<String, Value>, topic: Option<i64>) -> Map<String, Value> {
    if let Some(id) = topic {
        content.insert("message_thread_id".to_owned(), json!(id));
        content.insert("is_topic_message".to_owned(), json!(true));
    }
    content
}

/// The topic to post in, in Telegram's own words where that cannot be (`Client.cpp` of the Bot API server).
fn topic(world: &World, params: &Params, chat: i64) -> Result<Option<i64>, ApiError> {
    let Some(chat) = world.chats.get(&chat) else { return Ok(None) };
    if !chat.may_send {
        return Err(ApiError::bad_request("not enough rights to send text messages to the chat"));
    }
    let Some(id) = params.integer("message_thread_id") else { return Ok(None) };
    match chat.topics.get(&id) {
        Some(true) => Ok(Some(id)),
        Some(false) => Err(ApiError::bad_request("TOPIC_CLOSED")),
        None => Err(ApiError::bad_request("message thread not found")),
    }
}

fn reply_target(world: &World, params: &Params, chat: i64) -> Result<Option<i64>, ApiError> {
    let Some(reply) = params.value("reply_parameters") else { return Ok(None) };
    let target = reply.get("message_id").and_then(Value::as_i64);
    let known = world.chats.get(&chat).is_some_and(|chat| target.is_some_and(|id| chat.messages.contains_key(&id)));
    if known {
        return Ok(target);
    }
    match reply.get("allow_sending_without_reply").and_then(Value::as_bool) {
        Some(true) => Ok(None),
        _ => Err(ApiError::bad_request("message to be replied not found")),
    }
}

pub(super) fn chat_action(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let chat = world.open_chat(params.chat("chat_id")?)?.id;
    let action = params.text("action").unwrap_or_default();
    let kinds = ["typing", "upload_", "record_", "choose_sticker", "find_location"];
    if !kinds.iter().any(|kind| action.starts_with(kind)) {
        return Err(ApiError::bad_request("wrong parameter action in request"));
    }
    let shown = Some((world.now(), action.to_owned()));
    if let Some(chat) = world.chats.get_mut(&chat) {
        chat.action = shown;
    }
    Ok(Value::Bool(true))
}
