//! Scripted people: what a person can do in Telegram, and the updates that the bot gets from it.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use thiserror::Error;

use super::chat::{Author, Chat, ChatKind, Message, Standing, User};
use super::formatted::Formatted;
use super::groups;
use super::keyboard::{ButtonAction, inline_buttons};
use super::methods::{bot_member, photo_sizes};
use super::shared::Shared;
use super::view::ChatView;
use super::world::{Click, Draft, World};

/// Who a new person is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewPerson {
    /// Telegram id; one is chosen if absent. It is also the id of the private chat with the bot.
    pub id: Option<i64>,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: Option<String>,
    /// Without the `@`.
    pub username: Option<String>,
    /// IETF tag as Telegram sends it, such as `en` or `zh-hans`.
    pub language_code: Option<String>,
    /// The number of the account, as `+12025550143`.
    pub phone: Option<String>,
}

impl NewPerson {
    /// A person of this first name.
    #[must_use]
    pub fn named(first_name: &str) -> Self {
        Self { first_name: first_name.to_owned(), ..Self::default() }
    }

    /// With this Telegram id.
    #[must_use]
    pub fn id(mut self, id: i64) -> Self {
        self.id = Some(id);
        self
    }

    /// With this last name.
    #[must_use]
    pub fn last_name(mut self, name: &str) -> Self {
        self.last_name = Some(name.to_owned());
        self
    }

    /// With this username.
    #[must_use]
    pub fn username(mut self, name: &str) -> Self {
        self.username = Some(name.to_owned());
        self
    }

    /// Whose Telegram is set to this language.
    #[must_use]
    pub fn language(mut self, code: &str) -> Self {
        self.language_code = Some(code.to_owned());
        self
    }

    /// With this number.
    #[must_use]
    pub fn phone(mut self, number: &str) -> Self {
        self.phone = Some(number.to_owned());
        self
    }
}

/// Why a person cannot do what the script says.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
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
}

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
        Self { shared: Arc::clone(shared), id, chat: id }
    }

    pub(super) fn known(shared: &Arc<Shared>, id: i64) -> Option<Self> {
        shared.lock().users.contains_key(&id).then(|| Self { shared: Arc::clone(shared), id, chat: id })
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

    /// The same person in the group `chat_id`.
    #[must_use]
    pub fn in_chat(&self, chat_id: i64) -> Self {
        Self { chat: chat_id, ..self.clone() }
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
        self.shared.change(|world| post(world, self.id, self.chat, content, reply_to))
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
        let mut content = one_field("photo", photo_sizes(&file));
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
            world.chats.get(&self.chat).and_then(|chat| find_button(chat, button))
        };
        match found {
            Some(Found::Inline { message, data }) => {
                let click = self.shared.change(|world| click(world, self.id, self.chat, message, &data));
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
        self.shared.change(|world| click(world, self.id, self.chat, id, data)).ok_or(CannotDo::NoMessage { id })
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
        self.shared.change(|world| {
            let now = world.now().as_second();
            let message = own(world, self.chat, self.id, id)?;
            message.content = text_content(text);
            message.edited = Some(now);
            let payload = world
                .chats
                .get(&self.chat)
                .and_then(|chat| chat.messages.get(&id).map(|message| world.message_json(chat, message)));
            if let Some(payload) = payload.filter(|_| groups::bot_sees(world, self.chat, id)) {
                world.queue("edited_message", payload);
            }
            Ok(())
        })
    }

    /// Deletes an own message; Telegram does not tell the bot.
    ///
    /// # Errors
    /// When it is not there or not the person's.
    pub fn deletes(&self, id: i64) -> Result<(), CannotDo> {
        self.shared.change(|world| {
            own(world, self.chat, self.id, id)?;
            if let Some(chat) = world.chats.get_mut(&self.chat) {
                chat.messages.remove(&id);
            }
            Ok(())
        })
    }

    /// Blocks the bot.
    pub fn blocks(&self) {
        self.shared.change(|world| stand(world, self.id, self.id, Standing::Kicked));
    }

    /// Unblocks the bot; writing to it does the same.
    pub fn unblocks(&self) {
        self.shared.change(|world| stand(world, self.id, self.id, Standing::Member));
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

fn one_field(name: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), value)])
}

fn text_content(text: &str) -> Map<String, Value> {
    let formatted = Formatted::new(text.to_owned(), Vec::new()).with_found_entities();
    let mut content = one_field("text", json!(formatted.text));
    if !formatted.entities.is_empty() {
        content.insert("entities".to_owned(), Value::Array(formatted.entities));
    }
    content
}

/// Posts a person's message and queues it for the bot if the bot may see it.
fn post(world: &mut World, person: i64, chat: i64, content: Map<String, Value>, reply_to: Option<i64>) -> i64 {
    if chat == person {
        open_private(world, person);
    } else {
        groups::join(world, chat, person);
    }
    let draft = Draft { reply_to, ..Draft::new(Author::Person(person), content) };
    let Some(message) = world.post(chat, draft) else { return 0 };
    let id = message.get("message_id").and_then(Value::as_i64).unwrap_or_default();
    if groups::bot_sees(world, chat, id) {
        world.queue("message", message);
    }
    id
}

/// The first message opens the private chat; writing to a blocked bot unblocks it, as the app asks one to.
fn open_private(world: &mut World, person: i64) {
    let chat = world.chats.entry(person).or_insert_with(|| Chat::new(person, ChatKind::Private));
    if chat.standing == Standing::Kicked {
        stand(world, person, person, Standing::Member);
    }
}

/// Changes how the bot stands in a chat and tells it.
pub(super) fn stand(world: &mut World, person: i64, chat_id: i64, standing: Standing) {
    if chat_id == person {
        world.chats.entry(person).or_insert_with(|| Chat::new(person, ChatKind::Private));
    }
    let Some(chat) = world.chats.get_mut(&chat_id) else { return };
    let before = std::mem::replace(&mut chat.standing, standing);
    if before == standing {
        return;
    }
    let Some(chat) = world.chats.get(&chat_id) else { return };
    let payload = json!({
        "chat": world.chat_json(chat),
        "from": world.author_json(Author::Person(person)),
        "date": world.now().as_second(),
        "old_chat_member": bot_member(world, before, chat.is_private()),
        "new_chat_member": bot_member(world, standing, chat.is_private()),
    });
    world.queue("my_chat_member", payload);
}

fn own(world: &mut World, chat: i64, person: i64, id: i64) -> Result<&mut Message, CannotDo> {
    let message = world.chats.get_mut(&chat).and_then(|chat| chat.messages.get_mut(&id));
    message.filter(|message| message.author == Author::Person(person)).ok_or(CannotDo::NoMessage { id })
}

enum Found {
    Inline { message: i64, data: String },
    Reply(ButtonAction),
    Silent(ButtonAction),
}

/// The newest inline button of that label, else a button under the input field, else an inline button of that data.
fn find_button(chat: &Chat, wanted: &str) -> Option<Found> {
    let newest = || {
        chat.messages.values().rev().flat_map(|message| {
            inline_buttons(message.markup.as_ref()).into_iter().flatten().map(move |button| (message.id, button))
        })
    };
    let played = |(message, action)| match action {
        ButtonAction::Callback(data) => Found::Inline { message, data },
        other => Found::Silent(other),
    };
    if let Some((message, button)) = newest().find(|(_, button)| button.label == wanted) {
        return Some(played((message, button.action)));
    }
    let under_input = chat.keyboard.iter().flat_map(|keyboard| keyboard.rows.iter().flatten());
    if let Some(button) = under_input.into_iter().find(|button| button.label == wanted) {
        return Some(Found::Reply(button.action.clone()));
    }
    newest()
        .find(|(_, button)| matches!(&button.action, ButtonAction::Callback(data) if data == wanted))
        .map(|(message, button)| played((message, button.action)))
}

/// Queues a callback query. A message that has been deleted since is sent as inaccessible.
fn click(world: &mut World, person: i64, chat_id: i64, message_id: i64, data: &str) -> Option<String> {
    let chat = world.chats.get(&chat_id).filter(|chat| (1..=chat.last_id).contains(&message_id))?;
    let message = match chat.messages.get(&message_id) {
        Some(message) => world.message_json(chat, message),
        None => json!({"chat": world.chat_json(chat), "message_id": message_id, "date": 0}),
    };
    let id = format!("click-{}", world.fresh_number());
    let payload = json!({
        "id": id,
        "from": world.author_json(Author::Person(person)),
        "message": message,
        "chat_instance": format!("instance-{chat_id}"),
        "data": data,
    });
    world.clicks.insert(id.clone(), Click { person, chat: chat_id });
    world.queue("callback_query", payload);
    Some(id)
}
