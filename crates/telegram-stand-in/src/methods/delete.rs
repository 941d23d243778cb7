//! Deleting messages: the bot's own everywhere, a person's in a private chat or as an administrator, for 48 hours.

use serde_json::Value;

use super::super::api_error::ApiError;
use super::super::chat::{Author, Standing};
use super::super::params::Params;
use super::super::world::World;

/// Older messages stay (Bot API, deleteMessage).
const DELETABLE_SECONDS: i64 = 48 * 60 * 60;
/// Most messages in one deleteMessages (Bot API).
const MOST_AT_ONCE: usize = 100;

pub(super) fn one(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let chat = world.open_chat(params.chat("chat_id")?)?.id;
    let id = params.message()?;
    delete(world, chat, id)?;
    Ok(Value::Bool(true))
}

pub(super) fn many(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let chat = world.open_chat(params.chat("chat_id")?)?.id;
    let ids = params.value("message_ids").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if ids.is_empty() {
        return Err(ApiError::bad_request("message identifiers are not specified"));
    }
    if ids.len() > MOST_AT_ONCE {
        return Err(ApiError::bad_request("too many message identifiers specified"));
    }
    for id in ids.iter().filter_map(Value::as_i64) {
        match delete(world, chat, id) {
            Err(error) if error.description.ends_with("not found") => {}
            other => other?,
        }
    }
    Ok(Value::Bool(true))
}

fn delete(world: &mut World, chat_id: i64, id: i64) -> Result<(), ApiError> {
    let now = world.now().as_second();
    let chat = world.chats.get_mut(&chat_id).ok_or_else(ApiError::chat_not_found)?;
    let message = chat.messages.get(&id).ok_or_else(|| ApiError::bad_request("message to delete not found"))?;
    let may = message.author == Author::Bot || chat.is_private() || chat.standing == Standing::Administrator;
    if !may {
        return Err(ApiError::bad_request("message can't be deleted"));
    }
    if now - message.date > DELETABLE_SECONDS {
        return Err(ApiError::bad_request("message can't be deleted for everyone"));
    }
    chat.messages.remove(&id);
    Ok(())
}
