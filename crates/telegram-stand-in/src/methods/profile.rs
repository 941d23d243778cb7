//! What the bot says about itself, and where its updates go.

use serde_json::{Value, json};

use super::super::api_error::ApiError;
use super::super::formatted::utf16_len;
use super::super::params::Params;
use super::super::profile::ProfileText;
use super::super::world::World;

/// Most commands in one list (Bot API, setMyCommands).
const COMMANDS: usize = 100;
/// Longest command and its longest description, in characters (Bot API, `BotCommand`).
const COMMAND_LENGTH: usize = 32;
const COMMAND_DESCRIPTION: usize = 256;

pub(super) fn me(world: &World) -> Value {
    let mut me = world.bot.json();
    if let Some(fields) = me.as_object_mut() {
        let name = world.profile.text(ProfileText::Name, "");
        if !name.is_empty() {
            fields.insert("first_name".to_owned(), json!(name));
        }
        fields.insert("can_join_groups".to_owned(), json!(true));
        fields.insert("can_read_all_group_messages".to_owned(), json!(!world.privacy_mode));
        fields.insert("supports_inline_queries".to_owned(), json!(false));
        fields.insert("can_connect_to_business".to_owned(), json!(false));
        fields.insert("has_main_web_app".to_owned(), json!(false));
    }
    me
}

fn language(params: &Params) -> Result<&str, ApiError> {
    let code = params.text("language_code").unwrap_or_default();
    let valid = code.is_empty() || code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    if valid { Ok(code) } else { Err(ApiError::bad_request("invalid language_code specified")) }
}

/// The parameter's name and its longest value, in UTF-16 units.
fn field(kind: ProfileText) -> (&'static str, usize) {
    match kind {
        ProfileText::Name => ("name", 64),
        ProfileText::Description => ("description", 512),
        ProfileText::ShortDescription => ("short_description", 120),
    }
}

pub(super) fn set_text(world: &mut World, params: &Params, kind: ProfileText) -> Result<Value, ApiError> {
    let (name, most) = field(kind);
    let text = params.text(name).unwrap_or_default();
    let language = language(params)?;
    if utf16_len(text) > most {
        return Err(ApiError::bad_request(format!("bot {} is too long", name.replace('_', " "))));
    }
    world.profile.set_text(kind, language, text);
    Ok(Value::Bool(true))
}

pub(super) fn text(world: &World, params: &Params, kind: ProfileText) -> Value {
    let text = world.profile.text(kind, params.text("language_code").unwrap_or_default());
    let text = if text.is_empty() && kind == ProfileText::Name { &world.bot.first_name } else { text };
    json!({field(kind).0: text})
}

fn scope(params: &Params) -> Value {
    params.value("scope").cloned().unwrap_or_else(|| json!({"type": "default"}))
}

/// setMyCommands; without commands it is deleteMyCommands.
pub(super) fn set_commands(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let commands = params.value("commands").and_then(Value::as_array).cloned().unwrap_or_default();
    let language = language(params)?;
    if commands.len() > COMMANDS {
        return Err(ApiError::bad_request("BOT_COMMANDS_TOO_MUCH"));
    }
    for command in &commands {
        let text = |name: &str| command.get(name).and_then(Value::as_str).unwrap_or_default();
        let name = text("command");
        let plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if name.is_empty() || name.len() > COMMAND_LENGTH || !plain {
            return Err(ApiError::bad_request("BOT_COMMAND_INVALID"));
        }
        let length = utf16_len(text("description"));
        if length == 0 || length > COMMAND_DESCRIPTION {
            return Err(ApiError::bad_request("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
    }
    world.profile.set_commands(&scope(params), language, commands);
    Ok(Value::Bool(true))
}

pub(super) fn commands(world: &World, params: &Params) -> Value {
    let language = params.text("language_code").unwrap_or_default();
    Value::Array(world.profile.commands(&scope(params), language).to_vec())
}

pub(super) fn set_webhook(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let url = params.text("url").unwrap_or_default();
    if url.is_empty() {
        return delete_webhook(world, params);
    }
    if !url.starts_with("https://") {
        return Err(ApiError::bad_request("bad webhook: HTTPS url must be provided for webhook"));
    }
    if params.flag("drop_pending_updates") {
        world.updates.clear();
    }
    if let Some(kinds) = params.value("allowed_updates").and_then(Value::as_array) {
        world.updates.allow(kinds);
    }
    world.profile.webhook = Some(url.to_owned());
    world.updates.poll += 1;
    Ok(Value::Bool(true))
}

pub(super) fn delete_webhook(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    if params.flag("drop_pending_updates") {
        world.updates.clear();
    }
    world.profile.webhook = None;
    Ok(Value::Bool(true))
}

pub(super) fn webhook_info(world: &World) -> Value {
    let mut info = json!({
        "url": world.profile.webhook.as_deref().unwrap_or_default(),
        "has_custom_certificate": false,
        "pending_update_count": world.updates.len(),
    });
    if let Some(fields) = info.as_object_mut().filter(|_| !world.updates.allowed().is_empty()) {
        fields.insert("allowed_updates".to_owned(), json!(world.updates.allowed()));
    }
    info
}
