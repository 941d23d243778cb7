//! Copying and forwarding messages between chats.

use serde_json::{Value, json};

use super::super::api_error::ApiError;
use super::super::chat::Message;
use super::super::params::Params;
use super::super::world::World;
use super::send;

pub(super) fn forward(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let (to, message) = ends(world, params, "message to forward not found", "the message can't be forwarded")?;
    let origin = match message.origin {
        Some(origin) => origin,
        None => json!({"type": "user", "sender_user": world.author_json(message.author), "date": message.date}),
    };
    send::post(world, params, to, message.content, Some(origin))
}

pub(super) fn copy(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let (to, message) = ends(world, params, "message to copy not found", "the message can't be copied")?;
    let mut content = message.content;
    if params.value("caption").is_some() && !content.contains_key("text") {
        content.retain(|name, _| name != "caption" && name != "caption_entities");
        content.extend(send::caption(params)?);
    }
    let posted = send::post(world, params, to, content, None)?;
    Ok(json!({"message_id": posted.get("message_id")}))
}

/// Where the message goes and what it is; protected and service messages stay where they are.
fn ends(world: &World, params: &Params, missing: &str, refused: &str) -> Result<(i64, Message), ApiError> {
    let to = world.open_chat(params.chat("chat_id")?)?.id;
    let from = world.open_chat(params.chat("from_chat_id")?)?;
    let message = from.messages.get(&params.message()?).ok_or_else(|| ApiError::bad_request(missing))?;
    let service = ["new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"];
    let is_service = service.iter().any(|name| message.content.contains_key(*name));
    if message.protected || is_service {
        return Err(ApiError::bad_request(refused));
    }
    Ok((to, message.clone()))
}
