//! Scripted people: what a person can do in Telegram, and the updates that the bot gets from it.

use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::chat::{Chat, ChatKind, Standing, User};
use super::deeds::{self, Found, one_field, text_content};
use super::groups::Group;
use super::keyboard::ButtonAction;
use super::methods::{file_json, in_topic};
use super::new_person::NewPerson;
use super::shared::Shared;
use super::view::ChatView;

/// Why a person cannot do what the script says.
#[derive(Clone, PartialEq, Eq, Error)]
pub enum CannotDo {
    /// No button of that label or data is to be seen.
    #[error("there is no button {button:?}; the chat shows:\n{shows}")]
    NoButton {
        /// The label or data looked for.
        button: String,
        /// The chat at that moment.
        shows: String,
    },
    /// The button is there, but it does nothing that the stand-in plays.
    #[error("the button {button:?} does not send anything to the bot ({action})")]
    NotPlayed {
        /// Its label.
        button: String,
        /// What it does.
        action: String,
    },
    /// The message is not there, or is not the person's.
    #[error("message {id} is not there or is not the person's own")]
    NoMessage {
        /// The message looked for.
        id: i64,
    },
    /// The person has no phone number to share.
    #[error("{name} has no phone number")]
    NoPhone {
        /// The person's name.
        name: String,
    },
}

/// As it reads, because a test that fails prints this.
impl fmt::Debug for CannotDo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a press of a button led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pressed {
    /// A callback query of this id.
    Click(String),
    /// A message of this id: a label or a contact.
    Message(i64),
}

/// A person in one chat: the private one with the bot, or a group.
#[derive(Clone)]
pub struct Person {
    shared: Arc<Shared>,
    id: i64,
    chat: i64,
    topic: Option<i64>,
    anonymous: bool,
}

/// Who writes for an administrator who stays anonymous (Bot API, `Message.from`).
const GROUP_ANONYMOUS_BOT: i64 = 1_087_968_824;

impl Person {
    pub(super) fn create(shared: &Arc<Shared>, new: NewPerson) -> Self {
        let id = shared.change(|world| {
            let id = new.id.unwrap_or_else(|| world.fresh_person_id());
            let user = User {
                id,
                is_bot: false,
                first_name: new.first_name,
                last_name: new.last_name,
                username: new.username,
                language_code: new.language_code,
                phone: new.phone,
                deactivated: false,
            };
            world.users.insert(id, user);
            id
        });
        Self { shared: Arc::clone(shared), id, chat: id, topic: None, anonymous: false }
    }

    pub(super) fn known(shared: &Arc<Shared>, id: i64) -> Option<Self> {
        shared.lock().users.contains_key(&id).then(|| Self {
            shared: Arc::clone(shared),
            id,
            chat: id,
            topic: None,
            anonymous: false,
        })
    }

    /// Telegram id, also the id of the private chat.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The chat that this handle writes in.
    #[must_use]
    pub fn chat_id(&self) -> i64 {
        self.chat
    }

    /// The same person in a group; writing there joins it if need be.
    #[must_use]
    pub fn in_group(&self, group: &Group) -> Self {
        Self { chat: group.id(), ..self.clone() }
    }

    /// The same person in a topic of a group.
    #[must_use]
    pub fn in_topic(&self, group: &Group, topic: i64) -> Self {
        Self { topic: Some(topic), ..self.in_group(group) }
    }

    /// The same person as an administrator of a group who stays anonymous.
    #[must_use]
    pub fn as_group(&self, group: &Group) -> Self {
        Self { anonymous: true, ..self.in_group(group) }
    }

    /// What the chat shows now.
    #[must_use]
    pub fn view(&self) -> ChatView {
        let world = self.shared.lock();
        let empty = Chat::new(self.chat, ChatKind::Private);
        ChatView::of(&world, world.chats.get(&self.chat).unwrap_or(&empty))
    }

    /// Writes a text; commands and links in it are marked as Telegram marks them. Gives the message id.
    pub fn says(&self, text: &str) -> i64 {
        self.sends(text_content(text))
    }

    /// Opens the bot by a link with `?start=payload`.
    pub fn starts_with(&self, payload: &str) -> i64 {
        self.says(&format!("/start {payload}"))
    }

    /// Writes a text in reply to message `id`.
    pub fn replies(&self, id: i64, text: &str) -> i64 {
        self.post(text_content(text), Some(id))
    }

    /// Sends any message content, as its Bot API fields: `{"photo": […]}`, or a kind that does not exist.
    pub fn sends(&self, content: Map<String, Value>) -> i64 {
        self.post(content, None)
    }

    fn post(&self, content: Map<String, Value>, reply_to: Option<i64>) -> i64 {
        let mut content = in_topic(content, self.topic);
        self.shared.change(|world| {
            let chat = world.chats.get(&self.chat).filter(|_| self.anonymous);
            if let Some(chat) = chat.map(|chat| world.chat_json(chat)) {
                let bot = json!({
                    "id": GROUP_ANONYMOUS_BOT, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot",
                });
                content.extend([("sender_chat".to_owned(), chat), ("from".to_owned(), bot)]);
            }
            deeds::post(world, self.id, self.chat, content, reply_to)
        })
    }

    /// Shares the person's own number, as the contact button does.
    ///
    /// # Errors
    /// When the person has no number.
    pub fn shares_contact(&self) -> Result<i64, CannotDo> {
        let (name, phone) = {
            let world = self.shared.lock();
            let user = world.users.get(&self.id);
            (world.name_of(self.id), user.and_then(|user| user.phone.clone()))
        };
        match phone {
            Some(phone) => Ok(self.shares_contact_of(&name, &phone, Some(self.id))),
            None => Err(CannotDo::NoPhone { name }),
        }
    }

    /// Shares someone's contact card; `user_id` is absent if that person is not on Telegram.
    pub fn shares_contact_of(&self, first_name: &str, phone: &str, user_id: Option<i64>) -> i64 {
        let mut contact = json!({"phone_number": phone, "first_name": first_name});
        if let (Some(id), Some(fields)) = (user_id, contact.as_object_mut()) {
            fields.insert("user_id".to_owned(), json!(id));
        }
        self.sends(one_field("contact", contact))
    }

    /// Sends a photo.
    pub fn sends_photo(&self, caption: &str) -> i64 {
        let file = self.new_file("photo");
        self.sends_file("photo", file_json("photo", &file), caption)
    }

    /// Sends a file as it is, with the name and the MIME type that its app gives it.
    pub fn sends_document(&self, name: &str, mime: &str, caption: &str) -> i64 {
        let file = self.new_file("document");
        let mut document = file_json("document", &file);
        if let Some(fields) = document.as_object_mut() {
            fields.insert("file_name".to_owned(), json!(name));
            fields.insert("mime_type".to_owned(), json!(mime));
        }
        self.sends_file("document", document, caption)
    }

    fn sends_file(&self, kind: &str, file: Value, caption: &str) -> i64 {
        let mut content = one_field(kind, file);
        if !caption.is_empty() {
            content.insert("caption".to_owned(), json!(caption));
        }
        self.sends(content)
    }

    /// Sends a sticker.
    pub fn sends_sticker(&self, emoji: &str) -> i64 {
        let file = self.new_file("sticker");
        let sticker = json!({
            "file_id": file, "file_unique_id": format!("u-{file}"), "type": "regular", "width": 512, "height": 512,
            "is_animated": false, "is_video": false, "emoji": emoji,
        });
        self.sends(one_field("sticker", sticker))
    }

    /// Sends a voice message of so many seconds.
    pub fn sends_voice(&self, seconds: u32) -> i64 {
        let file = self.new_file("voice");
        let voice = json!({
            "file_id": file, "file_unique_id": format!("u-{file}"), "duration": seconds, "mime_type": "audio/ogg",
        });
        self.sends(one_field("voice", voice))
    }

    /// Sends a place.
    pub fn sends_location(&self, latitude: f64, longitude: f64) -> i64 {
        self.sends(one_field("location", json!({"latitude": latitude, "longitude": longitude})))
    }

    fn new_file(&self, kind: &str) -> String {
        let mut world = self.shared.lock();
        let file = format!("{kind}-{}", world.fresh_number());
        world.files.insert(file.clone());
        file
    }

    /// Presses the newest button of this label (or, failing that, this callback data): under a message, or under the
    /// input field, where it sends its label or shares the contact.
    ///
    /// # Errors
    /// When there is no such button, or it does nothing that can be played.
    pub fn presses(&self, button: &str) -> Result<Pressed, CannotDo> {
        let found = {
            let world = self.shared.lock();
            world.chats.get(&self.chat).and_then(|chat| deeds::find_button(chat, button))
        };
        match found {
            Some(Found::Inline { message, data }) => {
                let click = self.shared.change(|world| deeds::click(world, self.id, self.chat, message, &data));
                click.map(Pressed::Click).ok_or(CannotDo::NoMessage { id: message })
            }
            Some(Found::Reply(ButtonAction::SendLabel)) => {
                self.press_reply_button();
                Ok(Pressed::Message(self.says(button)))
            }
            Some(Found::Reply(ButtonAction::ShareContact)) => {
                self.press_reply_button();
                self.shares_contact().map(Pressed::Message)
            }
            Some(Found::Reply(action) | Found::Silent(action)) => {
                Err(CannotDo::NotPlayed { button: button.to_owned(), action: format!("{action:?}") })
            }
            None => Err(CannotDo::NoButton { button: button.to_owned(), shows: self.view().to_string() }),
        }
    }

    /// Presses a button of message `id` by label or data, also one that has gone since (as a slow app would).
    ///
    /// # Errors
    /// When the chat never had such a message.
    pub fn presses_data(&self, id: i64, data: &str) -> Result<String, CannotDo> {
        self.shared.change(|world| deeds::click(world, self.id, self.chat, id, data)).ok_or(CannotDo::NoMessage { id })
    }

    fn press_reply_button(&self) {
        self.shared.change(|world| {
            if let Some(chat) = world.chats.get_mut(&self.chat)
                && chat.keyboard.as_ref().is_some_and(|keyboard| keyboard.once)
            {
                chat.keyboard = None;
            }
        });
    }

    /// Edits an own text message.
    ///
    /// # Errors
    /// When it is not there or not the person's.
    pub fn edits(&self, id: i64, text: &str) -> Result<(), CannotDo> {
        self.shared.change(|world| deeds::edit(world, self.id, self.chat, id, text))
    }

    /// Deletes an own message; Telegram does not tell the bot.
    ///
    /// # Errors
    /// When it is not there or not the person's.
    pub fn deletes(&self, id: i64) -> Result<(), CannotDo> {
        self.shared.change(|world| deeds::delete(world, self.id, self.chat, id))
    }

    /// Blocks the bot.
    pub fn blocks(&self) {
        self.shared.change(|world| deeds::stand(world, self.id, self.id, Standing::Kicked));
    }

    /// Unblocks the bot; writing to it does the same.
    pub fn unblocks(&self) {
        self.shared.change(|world| deeds::stand(world, self.id, self.id, Standing::Member));
    }

    /// The account is deleted: nothing reaches it any more.
    pub fn leaves_telegram(&self) {
        self.shared.change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.deactivated = true;
            }
        });
    }
}
