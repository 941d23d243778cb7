//! answerCallbackQuery: ends the spinner on a pressed button and shows a toast or an alert.

use serde_json::Value;

use super::super::api_error::ApiError;
use super::super::chat::Notice;
use super::super::formatted::utf16_len;
use super::super::params::Params;
use super::super::world::World;

/// Longest notice, in UTF-16 units (Bot API, answerCallbackQuery).
const NOTICE_UNITS: usize = 200;

pub(super) fn answer(world: &mut World, params: &Params) -> Result<Value, ApiError> {
    let id = params.text("callback_query_id").unwrap_or_default();
    let text = params.text("text").unwrap_or_default();
    if utf16_len(text) > NOTICE_UNITS {
        return Err(ApiError::bad_request("MESSAGE_TOO_LONG"));
    }
    let click = world
        .clicks
        .remove(id)
        .ok_or_else(|| ApiError::bad_request("query is too old and response timeout expired or query ID is invalid"))?;
    if let Some(chat) = world.chats.get_mut(&click.chat).filter(|_| !text.is_empty()) {
        let alert = params.flag("show_alert");
        chat.notices.push(Notice { after: chat.last_id, person: click.person, text: text.to_owned(), alert });
    }
    Ok(Value::Bool(true))
}
