//! Everything that the stand-in knows, behind one lock: people, chats, the update queue, the journal, the faults.
//!
//! It changes state and queues updates; it reads no request and writes no answer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::Options;
use super::api_error::ApiError;
use super::chat::{Author, Chat, ChatKind, Message, ReplyKeyboard, Standing, User};
use super::clock::Clock;
use super::faults::Faults;
use super::flood::Flood;
use super::journal::Journal;
use super::keyboard::Markup;
use super::profile::Profile;
use super::updates::UpdateQueue;

/// First id given to a person who names none; ids are far from those that tests like to choose.
const FIRST_PERSON: i64 = 7_000_001;
/// Supergroup ids start here and go down, as Telegram's do.
const FIRST_SUPERGROUP: i64 = -1_001_000_000_001;

/// A callback query that waits for its answer.
pub(super) struct Click {
    pub(super) person: i64,
    pub(super) chat: i64,
}

pub(super) struct World {
    pub(super) token: String,
    pub(super) bot: User,
    pub(super) privacy_mode: bool,
    pub(super) clock: Clock,
    pub(super) users: BTreeMap<i64, User>,
    pub(super) chats: BTreeMap<i64, Chat>,
    pub(super) updates: UpdateQueue,
    pub(super) clicks: BTreeMap<String, Click>,
    pub(super) files: BTreeSet<String>,
    pub(super) profile: Profile,
    pub(super) journal: Journal,
    pub(super) faults: Faults,
    pub(super) flood: Flood,
    pub(super) offline: bool,
    keep_messages: usize,
    first_message: i64,
    next_person: i64,
    next_group: i64,
    next_number: u64,
}

/// What is to be posted; the world adds id and date.
pub(super) struct Draft {
    pub(super) author: Author,
    pub(super) content: Map<String, Value>,
    pub(super) markup: Option<Value>,
    pub(super) protected: bool,
    pub(super) reply_to: Option<i64>,
    pub(super) origin: Option<Value>,
}

impl Draft {
    pub(super) fn new(author: Author, content: Map<String, Value>) -> Self {
        Self { author, content, markup: None, protected: false, reply_to: None, origin: None }
    }
}

impl World {
    pub(super) fn new(options: Options) -> Self {
        let id = options.token.split(':').next().and_then(|digits| digits.parse().ok()).unwrap_or(1);
        let bot = User {
            id,
            is_bot: true,
            first_name: options.bot_name,
            last_name: None,
            username: Some(options.bot_username),
            language_code: None,
            phone: None,
            deactivated: false,
        };
        Self {
            token: options.token,
            bot,
            privacy_mode: options.privacy_mode,
            clock: options.clock,
            users: BTreeMap::new(),
            chats: BTreeMap::new(),
            updates: UpdateQueue::new(options.first_update_id),
            clicks: BTreeMap::new(),
            files: BTreeSet::new(),
            profile: Profile::default(),
            journal: Journal::new(options.journal),
            faults: Faults::default(),
            flood: Flood::new(options.limits),
            offline: false,
            keep_messages: options.keep_messages,
            first_message: options.first_message_id,
            next_person: FIRST_PERSON,
            next_group: FIRST_SUPERGROUP,
            next_number: 1,
        }
    }

    pub(super) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// A number used once, for ids of clicks and files.
    pub(super) fn fresh_number(&mut self) -> u64 {
        let number = self.next_number;
        self.next_number += 1;
        number
    }

    pub(super) fn fresh_person_id(&mut self) -> i64 {
        while self.users.contains_key(&self.next_person) {
            self.next_person += 1;
        }
        self.next_person
    }

    pub(super) fn fresh_group_id(&mut self) -> i64 {
        while self.chats.contains_key(&self.next_group) {
            self.next_group -= 1;
        }
        self.next_group
    }

    pub(super) fn author_json(&self, author: Author) -> Value {
        match author {
            Author::Bot => self.bot.json(),
            Author::Person(id) => self.users.get(&id).map_or(Value::Null, User::json),
        }
    }

    pub(super) fn name_of(&self, person: i64) -> String {
        self.users.get(&person).map_or_else(|| person.to_string(), User::name)
    }

    /// `Chat` of the Bot API.
    pub(super) fn chat_json(&self, chat: &Chat) -> Value {
        match &chat.kind {
            ChatKind::Private => {
                let mut fields = Map::new();
                fields.insert("id".to_owned(), json!(chat.id));
                fields.insert("type".to_owned(), json!("private"));
                if let Some(Value::Object(user)) = self.users.get(&chat.id).map(User::json) {
                    let shown = ["first_name", "last_name", "username"];
                    fields.extend(user.into_iter().filter(|(name, _)| shown.contains(&name.as_str())));
                }
                Value::Object(fields)
            }
            ChatKind::Group { title } => {
                json!({"id": chat.id, "type": "group", "title": title})
            }
            ChatKind::Supergroup { title } => json!({"id": chat.id, "type": "supergroup", "title": title}),
        }
    }

    /// `Message` of the Bot API, with the message it replies to.
    pub(super) fn message_json(&self, chat: &Chat, message: &Message) -> Value {
        let mut fields = self.message_fields(chat, message);
        if let Some(target) = message.reply_to.and_then(|id| chat.messages.get(&id)) {
            fields.insert("reply_to_message".to_owned(), Value::Object(self.message_fields(chat, target)));
        }
        Value::Object(fields)
    }

    fn message_fields(&self, chat: &Chat, message: &Message) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("message_id".to_owned(), json!(message.id));
        fields.insert("from".to_owned(), self.author_json(message.author));
        fields.insert("chat".to_owned(), self.chat_json(chat));
        fields.insert("date".to_owned(), json!(message.date));
        if let Some(edited) = message.edited {
            fields.insert("edit_date".to_owned(), json!(edited));
        }
        if let Some(origin) = &message.origin {
            fields.insert("forward_origin".to_owned(), origin.clone());
        }
        if message.protected {
            fields.insert("has_protected_content".to_owned(), json!(true));
        }
        if let Some(markup) = &message.markup {
            fields.insert("reply_markup".to_owned(), markup.clone());
        }
        fields.extend(message.content.clone());
        fields
    }

    /// Puts a message into an existing chat and gives its Bot API JSON.
    pub(super) fn post(&mut self, chat_id: i64, draft: Draft) -> Option<Value> {
        let date = self.now().as_second();
        let (keep, before_first) = (self.keep_messages, self.first_message - 1);
        let chat = self.chats.get_mut(&chat_id)?;
        chat.last_id = chat.last_id.max(before_first) + 1;
        if draft.author == Author::Bot {
            chat.action = None;
        }
        let message = Message {
            id: chat.last_id,
            date,
            author: draft.author,
            content: draft.content,
            markup: draft.markup,
            edited: None,
            protected: draft.protected,
            reply_to: draft.reply_to,
            origin: draft.origin,
            reaction: None,
        };
        let id = message.id;
        chat.messages.insert(id, message);
        while chat.messages.len() > keep {
            chat.messages.pop_first();
        }
        while chat.notices.len() > keep {
            chat.notices.remove(0);
        }
        let chat = self.chats.get(&chat_id)?;
        chat.messages.get(&id).map(|message| self.message_json(chat, message))
    }

    /// Applies what a sent message does to the keyboard under the input field; gives the inline keyboard to store.
    pub(super) fn apply_markup(&mut self, chat_id: i64, markup: Markup) -> Option<Value> {
        let chat = self.chats.get_mut(&chat_id)?;
        match markup {
            Markup::Absent | Markup::ForceReply => None,
            Markup::Inline(keyboard) => keyboard,
            Markup::Reply { rows, once } => {
                chat.keyboard = Some(ReplyKeyboard { rows, once });
                None
            }
            Markup::RemoveReply => {
                chat.keyboard = None;
                None
            }
        }
    }

    /// Queues an update at the present time.
    pub(super) fn queue(&mut self, kind: &str, payload: Value) -> Option<i64> {
        let now = self.now();
        self.updates.push(kind, payload, now)
    }

    /// The chat in which the bot may act, or Telegram's reason why not.
    pub(super) fn open_chat(&self, chat_id: i64) -> Result<&Chat, ApiError> {
        let Some(chat) = self.chats.get(&chat_id) else {
            return Err(if self.users.contains_key(&chat_id) {
                ApiError::forbidden("bot can't initiate conversation with a user")
            } else {
                ApiError::chat_not_found()
            });
        };
        if let Some(to) = chat.migrated_to {
            return Err(ApiError::migrated(to));
        }
        match (&chat.kind, chat.standing) {
            (ChatKind::Private, _) if self.users.get(&chat_id).is_some_and(|user| user.deactivated) => {
                Err(ApiError::forbidden("user is deactivated"))
            }
            (_, Standing::Member | Standing::Administrator) => Ok(chat),
            (ChatKind::Private, Standing::Kicked) => Err(ApiError::forbidden("bot was blocked by the user")),
            (ChatKind::Group { .. }, Standing::Kicked) => {
                Err(ApiError::forbidden("bot was kicked from the group chat"))
            }
            (ChatKind::Supergroup { .. }, Standing::Kicked) => {
                Err(ApiError::forbidden("bot was kicked from the supergroup chat"))
            }
        }
    }
}
