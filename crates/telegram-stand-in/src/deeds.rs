//! What people's deeds do to the world: posting, editing, clicking, blocking, and the updates that come of it.

use serde_json::{Map, Value, json};

use super::chat::{Author, Chat, ChatKind, Message, Standing};
use super::formatted::Formatted;
use super::groups;
use super::keyboard::{ButtonAction, inline_buttons};
use super::methods::bot_member;
use super::people::CannotDo;
use super::world::{Click, Draft, World};

pub(super) fn one_field(name: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), value)])
}

pub(super) fn text_content(text: &str) -> Map<String, Value> {
    let formatted = Formatted::new(text.to_owned(), Vec::new()).with_found_entities();
    let mut content = one_field("text", json!(formatted.text));
    if !formatted.entities.is_empty() {
        content.insert("entities".to_owned(), Value::Array(formatted.entities));
    }
    content
}

/// Changes the text of an own message.
pub(super) fn edit(world: &mut World, person: i64, chat: i64, id: i64, text: &str) -> Result<(), CannotDo> {
    let now = world.now().as_second();
    let message = own(world, chat, person, id)?;
    message.content = text_content(text);
    message.edited = Some(now);
    let seen = groups::bot_sees(world, chat, id);
    let chat = world.chats.get(&chat).filter(|_| seen);
    let payload = chat.and_then(|chat| chat.messages.get(&id).map(|message| world.message_json(chat, message)));
    if let Some(payload) = payload {
        world.queue("edited_message", payload);
    }
    Ok(())
}

/// Takes an own message away.
pub(super) fn delete(world: &mut World, person: i64, chat: i64, id: i64) -> Result<(), CannotDo> {
    own(world, chat, person, id)?;
    if let Some(chat) = world.chats.get_mut(&chat) {
        chat.messages.remove(&id);
    }
    Ok(())
}

/// Posts a person's message and queues it for the bot if the bot may see it.
pub(super) fn post(
    world: &mut World,
    person: i64,
    chat: i64,
    content: Map<String, Value>,
    reply_to: Option<i64>,
) -> i64 {
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

/// A button that was found.
pub(super) enum Found {
    /// Under a message, sends a callback query.
    Inline { message: i64, data: String },
    /// Under the input field.
    Reply(ButtonAction),
    /// Under a message, and not for the bot to hear of.
    Silent(ButtonAction),
}

/// The newest inline button of that label, else a button under the input field, else an inline button of that data.
pub(super) fn find_button(chat: &Chat, wanted: &str) -> Option<Found> {
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
pub(super) fn click(world: &mut World, person: i64, chat_id: i64, message_id: i64, data: &str) -> Option<String> {
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
