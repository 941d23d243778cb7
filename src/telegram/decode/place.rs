//! Where in a group something was written, by whom if that is hidden, and to which bot. Reads only groups' updates.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::{instant, kind};
use crate::callback::{ChatId, UserId};
use crate::conversation::{ChatKind, Incoming, Person, What};

#[derive(Deserialize)]
struct Update {
    message: Option<Message>,
    callback_query: Option<Press>,
}

#[derive(Deserialize)]
struct Press {
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    date: i64,
    chat: Chat,
    sender_chat: Option<Chat>,
    message_thread_id: Option<i64>,
    #[serde(default)]
    is_topic_message: bool,
    text: Option<String>,
    forward_origin: Option<Value>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
    #[serde(rename = "type", default)]
    kind: String,
}

/// The topic that a group's update comes from. Without `is_topic_message`, the thread is one of replies: nothing can be sent
/// to it.
pub fn topic(json: &str) -> Option<i64> {
    let update: Update = serde_json::from_str(json).ok()?;
    let message = update.message.or_else(|| update.callback_query?.message)?;
    message.message_thread_id.filter(|_| message.is_topic_message)
}

/// A checksum of the name of the album that a message belongs to.
pub fn album(json: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct Grouped {
        message: Option<Member>,
    }
    #[derive(Deserialize)]
    struct Member {
        media_group_id: Option<String>,
    }
    if !json.contains("\"media_group_id\"") {
        return None;
    }
    let name = serde_json::from_str::<Grouped>(json).ok()?.message?.media_group_id?;
    Some(crc32fast::hash(name.as_bytes()))
}

/// A command that an administrator wrote as the group itself, which hides who it was.
pub fn anonymous(json: &str, received_at: Timestamp, our_name: Option<&str>) -> Option<Incoming> {
    if !json.contains("\"sender_chat\"") {
        return None;
    }
    let message = serde_json::from_str::<Update>(json).ok()?.message?;
    let here = message.chat.id;
    let command = message.text.as_deref().filter(|text| text.starts_with('/') && message.forward_origin.is_none())?;
    let hidden = message.sender_chat.is_some_and(|sender| sender.id == here);
    if !hidden || kind(&message.chat.kind) != Some(ChatKind::Group) || !is_for(command, our_name) {
        return None;
    }
    Some(Incoming {
        chat: ChatId(here),
        kind: ChatKind::Group,
        topic: message.message_thread_id.filter(|_| message.is_topic_message),
        person: Person { id: UserId(here), name: here.to_string(), language_tag: None, is_bot: false },
        sent_at: instant(message.date, received_at),
        what: What::Anonymous,
    })
}

/// Whether a command is for the bot of this name: it names no bot, or this one. While our name is unknown, all are.
pub fn is_for(text: &str, our_name: Option<&str>) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    match (word.strip_prefix('/').and_then(|word| word.split_once('@')), our_name) {
        (Some((_, name)), Some(ours)) => name.eq_ignore_ascii_case(ours),
        _ => true,
    }
}

/// The text with its command in small letters, as commands are known: phones like to begin with a capital.
pub fn small_command(text: String) -> String {
    let Some(end) = text.strip_prefix('/').map(|rest| rest.find(char::is_whitespace).map_or(text.len(), |at| at + 1))
    else {
        return text;
    };
    let (word, rest) = text.split_at(end);
    format!("{}{rest}", word.to_ascii_lowercase())
}
