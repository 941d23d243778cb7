//! People, chats and messages as plain data, and their Bot API JSON.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::keyboard::Button;

/// A person (or the bot) as others see them.
#[derive(Debug, Clone)]
pub(super) struct User {
    pub(super) id: i64,
    pub(super) is_bot: bool,
    pub(super) first_name: String,
    pub(super) last_name: Option<String>,
    pub(super) username: Option<String>,
    pub(super) language_code: Option<String>,
    pub(super) phone: Option<String>,
    /// Deleted accounts can no longer be written to.
    pub(super) deactivated: bool,
}

impl User {
    pub(super) fn json(&self) -> Value {
        let mut fields = Map::new();
        fields.insert("id".to_owned(), json!(self.id));
        fields.insert("is_bot".to_owned(), json!(self.is_bot));
        fields.insert("first_name".to_owned(), json!(self.first_name));
        let optional =
            [("last_name", &self.last_name), ("username", &self.username), ("language_code", &self.language_code)];
        for (name, value) in optional {
            if let Some(value) = value {
                fields.insert(name.to_owned(), json!(value));
            }
        }
        Value::Object(fields)
    }

    /// First and last name.
    pub(super) fn name(&self) -> String {
        match &self.last_name {
            Some(last) => format!("{} {last}", self.first_name),
            None => self.first_name.clone(),
        }
    }
}

/// Private chat or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ChatKind {
    Private,
    Group { title: String },
    Supergroup { title: String },
}

/// How the bot stands in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Member,
    Administrator,
    /// Blocked by the person, or removed from the group.
    Kicked,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Author {
    Bot,
    Person(i64),
}

/// One message as it is now.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) id: i64,
    pub(super) date: i64,
    pub(super) author: Author,
    /// `text` and `entities`, `contact`, `photo` and so on, as in the Bot API.
    pub(super) content: Map<String, Value>,
    pub(super) markup: Option<Value>,
    pub(super) edited: Option<i64>,
    pub(super) protected: bool,
    pub(super) reply_to: Option<i64>,
    pub(super) origin: Option<Value>,
    pub(super) reaction: Option<String>,
}

/// An answer to a click: a short toast, or an alert that has to be closed.
#[derive(Debug, Clone)]
pub(super) struct Notice {
    pub(super) after: i64,
    pub(super) person: i64,
    pub(super) text: String,
    pub(super) alert: bool,
}

/// A chat with everything that it shows.
#[derive(Debug)]
pub(super) struct Chat {
    pub(super) id: i64,
    pub(super) kind: ChatKind,
    pub(super) messages: BTreeMap<i64, Message>,
    pub(super) last_id: i64,
    pub(super) members: BTreeSet<i64>,
    pub(super) standing: Standing,
    pub(super) migrated_to: Option<i64>,
    pub(super) keyboard: Option<ReplyKeyboard>,
    pub(super) notices: Vec<Notice>,
    pub(super) action: Option<(Timestamp, String)>,
    /// Whether the bot may send messages, as far as it is a member.
    pub(super) may_send: bool,
    /// Topics that are open, and those that are closed.
    pub(super) topics: BTreeMap<i64, bool>,
}

/// The keyboard under the input field.
#[derive(Debug, Clone)]
pub(super) struct ReplyKeyboard {
    pub(super) rows: Vec<Vec<Button>>,
    pub(super) once: bool,
}

impl Chat {
    pub(super) fn new(id: i64, kind: ChatKind) -> Self {
        Self {
            id,
            kind,
            messages: BTreeMap::new(),
            last_id: 0,
            members: BTreeSet::new(),
            standing: Standing::Member,
            migrated_to: None,
            keyboard: None,
            notices: Vec::new(),
            action: None,
            may_send: true,
            topics: BTreeMap::new(),
        }
    }

    pub(super) fn is_private(&self) -> bool {
        self.kind == ChatKind::Private
    }
}
