//! The Bot API methods that the stand-in serves: one file a family, each function a method's whole effect.
//!
//! getUpdates waits and therefore lives in `poll`; everything else happens at once under the lock.

mod chats;
mod clicks;
mod delete;
mod edit;
pub(super) mod poll;
mod profile;
mod relay;
mod send;

pub(super) use chats::bot_member;
pub(super) use send::{file_json, in_topic};
use serde_json::Value;

use super::api_error::ApiError;
use super::params::Params;
use super::profile::ProfileText;
use super::world::World;

/// Every method served, as the documentation spells it.
pub const METHODS: [&str; 32] = [
    "answerCallbackQuery",
    "copyMessage",
    "deleteMessage",
    "deleteMessages",
    "deleteMyCommands",
    "deleteWebhook",
    "editMessageReplyMarkup",
    "editMessageText",
    "forwardMessage",
    "getChat",
    "getChatMember",
    "getFile",
    "getMe",
    "getMyCommands",
    "getMyDescription",
    "getMyName",
    "getMyShortDescription",
    "getUpdates",
    "getWebhookInfo",
    "sendAudio",
    "sendChatAction",
    "sendDocument",
    "sendMessage",
    "sendPhoto",
    "sendVideo",
    "sendVoice",
    "setMessageReaction",
    "setMyCommands",
    "setMyDescription",
    "setMyName",
    "setMyShortDescription",
    "setWebhook",
];

/// The documented spelling of `name`, whatever its case.
pub(super) fn canonical(name: &str) -> Option<&'static str> {
    METHODS.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// Runs a method other than getUpdates; `name` is the documented spelling.
pub(super) fn run(world: &mut World, name: &str, params: &Params) -> Result<Value, ApiError> {
    match name {
        "answerCallbackQuery" => clicks::answer(world, params),
        "copyMessage" => relay::copy(world, params),
        "deleteMessage" => delete::one(world, params),
        "deleteMessages" => delete::many(world, params),
        "deleteMyCommands" => profile::set_commands(world, params),
        "deleteWebhook" => profile::delete_webhook(world, params),
        "editMessageReplyMarkup" => edit::markup(world, params),
        "editMessageText" => edit::text(world, params),
        "forwardMessage" => relay::forward(world, params),
        "getChat" => chats::chat(world, params),
        "getChatMember" => chats::member(world, params),
        "getFile" => chats::file(world, params),
        "getMe" => Ok(profile::me(world)),
        "getMyCommands" => Ok(profile::commands(world, params)),
        "getMyDescription" => Ok(profile::text(world, params, ProfileText::Description)),
        "getMyName" => Ok(profile::text(world, params, ProfileText::Name)),
        "getMyShortDescription" => Ok(profile::text(world, params, ProfileText::ShortDescription)),
        "getWebhookInfo" => Ok(profile::webhook_info(world)),
        "sendAudio" => send::file(world, params, "audio"),
        "sendChatAction" => send::chat_action(world, params),
        "sendDocument" => send::file(world, params, "document"),
        "sendMessage" => send::message(world, params),
        "sendPhoto" => send::file(world, params, "photo"),
        "sendVideo" => send::file(world, params, "video"),
        "sendVoice" => send::file(world, params, "voice"),
        "setMessageReaction" => chats::react(world, params),
        "setMyCommands" => profile::set_commands(world, params),
        "setMyDescription" => profile::set_text(world, params, ProfileText::Description),
        "setMyName" => profile::set_text(world, params, ProfileText::Name),
        "setMyShortDescription" => profile::set_text(world, params, ProfileText::ShortDescription),
        "setWebhook" => profile::set_webhook(world, params),
        _ => Err(ApiError::unknown_method()),
    }
}
