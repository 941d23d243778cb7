//! Editing the bot's own messages: the text with its buttons, or the buttons alone.

use serde_json::Value;

use super::super::api_error::ApiError;
use super::super::chat::{Author, Message};
use super::super::keyboard::{self, Markup};
use super::super::params::Params;
use super::super::world::World;
use super::send;

const NOT_MODIFIED: &str = "message is not modified: specified new message content and reply markup are exactly the \
                            same as a current content and reply markup of the message";

pub(super) fn text(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let (chat, id) = target(world, params)?;
    let content = send::message_text(params, "MESSAGE_TOO_LONG")?;
    let markup = new_markup(params)?;
    let now = world.now().as_second();
    change(world, chat, id, |message| {
        if !message.content.contains_key("text") {
            return Err(ApiError::bad_request("there is no text in the message to edit"));
        }
        if message.content == content && message.markup == markup {
            return Err(ApiError::bad_request(NOT_MODIFIED));
        }
        message.content = content;
        message.markup = markup;
        message.edited = Some(now);
        Ok(())
    })
}

pub(super) fn markup(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let (chat, id) = target(world, params)?;
    let markup = new_markup(params)?;
    change(world, chat, id, |message| {
        if message.markup == markup {
            return Err(ApiError::bad_request(NOT_MODIFIED));
        }
        message.markup = markup;
        Ok(())
    })
}

fn new_markup(params: &Params) -> Result<Option<Value>, ApiError> {
    match keyboard::read(params.value("reply_markup"))? {
        Markup::Inline(keyboard) => Ok(keyboard),
        Markup::Absent => Ok(None),
        _ => Err(ApiError::bad_request("inline keyboard expected")),
    }
}

fn target(world: &World, params: &Params) -> Result<(i64, i64), ApiError> {
    if params.value("chat_id").is_none() && params.value("inline_message_id").is_some() {
        return Err(ApiError::bad_request("MESSAGE_ID_INVALID"));
    }
    let chat = world.open_chat(params.chat("chat_id")?)?;
    let id = params.message()?;
    let message = chat.messages.get(&id).ok_or_else(|| ApiError::bad_request("message to edit not found"))?;
    if message.author != Author::Bot || message.origin.is_some() {
        return Err(ApiError::bad_request("message can't be edited"));
    }
    Ok((chat.id, id))
}

fn change(
    world: &mut World,
    chat: i64,
    id: i64,
    edit: impl FnOnce(&mut Message) -> Result<(), ApiError>,
) -> Result<Value, ApiError> {
    let not_found = || ApiError::bad_request("message to edit not found");
    let message = world.chats.get_mut(&chat).and_then(|chat| chat.messages.get_mut(&id)).ok_or_else(not_found)?;
    edit(message)?;
    let chat = world.chats.get(&chat).ok_or_else(not_found)?;
    let message = chat.messages.get(&id).ok_or_else(not_found)?;
    Ok(world.message_json(chat, message))
}
