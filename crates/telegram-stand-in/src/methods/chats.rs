//! Asking about chats, members and files; and reactions.

use serde_json::{Value, json};

use super::super::api_error::ApiError;
use super::super::chat::{Chat, ChatKind, Standing};
use super::super::params::Params;
use super::super::world::World;

/// Largest file a bot may download, in bytes (Bot API, getFile); every file here is small.
const FILE_BYTES: u64 = 1024;

pub(super) fn chat(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let chat = world.open_chat(params.chat("chat_id")?)?;
    let mut info = world.chat_json(chat);
    if let Some(fields) = info.as_object_mut() {
        fields.insert("accent_color_id".to_owned(), json!(0));
        fields.insert("max_reaction_count".to_owned(), json!(11));
        let gifts = json!({
            "unlimited_gifts": true, "limited_gifts": true, "unique_gifts": true, "premium_subscription": true,
            "gifts_from_channels": true,
        });
        fields.insert("accepted_gift_types".to_owned(), gifts);
    }
    Ok(info)
}

pub(super) fn member(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let chat = world.open_chat(params.chat("chat_id")?)?;
    let person = params.integer("user_id").ok_or_else(|| ApiError::bad_request("invalid user_id specified"))?;
    if person == world.bot.id && !chat.may_send && chat.standing == Standing::Member {
        return Ok(restricted(&world.bot.json()));
    }
    if person == world.bot.id {
        return Ok(bot_member(world, chat.standing, chat.is_private()));
    }
    let user = world.users.get(&person).ok_or_else(|| ApiError::bad_request("user not found"))?;
    let here = chat.members.contains(&person) || chat.kind == ChatKind::Private && chat.id == person;
    Ok(json!({"status": if here { "member" } else { "left" }, "user": user.json()}))
}

/// `ChatMember` of the bot itself.
pub(in super::super) fn bot_member(world: &World, standing: Standing, private: bool) -> Value {
    let user = world.bot.json();
    match standing {
        Standing::Member => json!({"status": "member", "user": user}),
        Standing::Kicked if private => json!({"status": "kicked", "user": user, "until_date": 0}),
        Standing::Kicked => json!({"status": "left", "user": user}),
        Standing::Administrator => json!({
            "status": "administrator", "user": user, "can_be_edited": false, "is_anonymous": false,
            "can_manage_chat": true, "can_delete_messages": true, "can_manage_video_chats": true,
            "can_restrict_members": true, "can_promote_members": false, "can_change_info": true,
            "can_invite_users": true, "can_post_stories": false, "can_edit_stories": false,
            "can_delete_stories": false, "can_pin_messages": true, "can_manage_topics": false,
        }),
    }
}

/// A member who may read and not write.
fn restricted(user: &Value) -> Value {
    json!({
        "status": "restricted", "user": user, "is_member": true, "until_date": 0, "can_send_messages": false,
        "can_send_audios": false, "can_send_documents": false, "can_send_photos": false, "can_send_videos": false,
        "can_send_video_notes": false, "can_send_voice_notes": false, "can_send_polls": false,
        "can_send_other_messages": false, "can_add_web_page_previews": false, "can_change_info": false,
        "can_invite_users": false, "can_pin_messages": false, "can_manage_topics": false,
    })
}

pub(super) fn file(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let id = params.text("file_id").unwrap_or_default();
    if !world.files.contains(id) {
        return Err(ApiError::bad_request("wrong file_id or the file is temporarily unavailable"));
    }
    let unique = format!("u-{id}");
    Ok(json!({"file_id": id, "file_unique_id": unique, "file_size": FILE_BYTES, "file_path": format!("files/{id}")}))
}

pub(super) fn react(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let chat_id = world.open_chat(params.chat("chat_id")?)?.id;
    let id = params.message()?;
    let reactions = params.value("reaction").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if reactions.len() > 1 {
        return Err(ApiError::bad_request("REACTIONS_TOO_MANY"));
    }
    let emoji = reactions.first().and_then(|reaction| reaction.get("emoji")).and_then(Value::as_str);
    if emoji.is_none() && !reactions.is_empty() {
        return Err(ApiError::bad_request("REACTION_INVALID"));
    }
    let missing = || ApiError::bad_request("message to react not found");
    let chat: &mut Chat = world.chats.get_mut(&chat_id).ok_or_else(missing)?;
    chat.messages.get_mut(&id).ok_or_else(missing)?.reaction = emoji.map(str::to_owned);
    Ok(Value::Bool(true))
}
