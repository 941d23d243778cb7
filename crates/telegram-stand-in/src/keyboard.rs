//! Keyboards under messages and under the input field: checked as Telegram checks them, read as people see them.

use serde::Serialize;
use serde_json::{Value, json};

use super::api_error::ApiError;

/// Longest `callback_data`, in bytes (Bot API, `InlineKeyboardButton`).
const CALLBACK_DATA_BYTES: usize = 64;
/// Fields of a button that do not say what it does (Bot API, `InlineKeyboardButton`).
const DECORATION: [&str; 3] = ["text", "icon_custom_emoji_id", "style"];

/// What a button does when it is pressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ButtonAction {
    /// Sends a callback query with this data.
    Callback(String),
    /// Opens this address.
    Url(String),
    /// Asks to share the person's own contact.
    ShareContact,
    /// Sends the label as a message.
    SendLabel,
    /// Something that the stand-in shows but does not play, named as in the Bot API.
    Other(String),
}

/// One button as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Button {
    /// The words on the button.
    pub label: String,
    /// What pressing it does.
    pub action: ButtonAction,
}

/// What a request asks for by `reply_markup`.
pub(super) enum Markup {
    /// Nothing given.
    Absent,
    /// Buttons under the message; empty when the keyboard is to be taken away.
    Inline(Option<Value>),
    /// A keyboard under the input field.
    Reply { rows: Vec<Vec<Button>>, once: bool },
    /// Take that keyboard away.
    RemoveReply,
    /// `force_reply`: nothing visible.
    ForceReply,
}

/// Reads `reply_markup`.
pub(super) fn read(markup: Option<&Value>) -> Result<Markup, ApiError> {
    let Some(markup) = markup else { return Ok(Markup::Absent) };
    let parse_error =
        |what: &str| ApiError::bad_request(format!("can't parse reply keyboard markup JSON object: {what}"));
    let fields = markup.as_object().ok_or_else(|| parse_error("object expected as reply markup"))?;
    if let Some(rows) = fields.get("inline_keyboard") {
        return inline(rows).map(Markup::Inline);
    }
    if let Some(rows) = fields.get("keyboard") {
        let once = fields.get("one_time_keyboard").and_then(Value::as_bool).unwrap_or_default();
        return Ok(Markup::Reply { rows: reply(rows)?, once });
    }
    if fields.get("remove_keyboard").and_then(Value::as_bool) == Some(true) {
        return Ok(Markup::RemoveReply);
    }
    if fields.get("force_reply").and_then(Value::as_bool) == Some(true) {
        return Ok(Markup::ForceReply);
    }
    Ok(Markup::Absent)
}

fn rows_of(rows: &Value) -> Result<Vec<&Vec<Value>>, ApiError> {
    let wrong = || ApiError::bad_request("can't parse keyboard: Array of Array of buttons expected");
    let rows = rows.as_array().ok_or_else(wrong)?;
    rows.iter().map(|row| row.as_array().ok_or_else(wrong)).collect()
}

fn inline(rows: &Value) -> Result<Option<Value>, ApiError> {
    let mut kept = Vec::new();
    for row in rows_of(rows)? {
        for button in row {
            check_inline(button)?;
        }
        if !row.is_empty() {
            kept.push(Value::Array(row.clone()));
        }
    }
    Ok((!kept.is_empty()).then(|| json!({"inline_keyboard": kept})))
}

fn check_inline(button: &Value) -> Result<(), ApiError> {
    let wrong = |what: &str| ApiError::bad_request(format!("can't parse inline keyboard button: {what}"));
    let fields = button.as_object().ok_or_else(|| wrong("InlineKeyboardButton must be an Object"))?;
    let label = fields.get("text").and_then(Value::as_str);
    if label.is_none() {
        return Err(wrong("Field \"text\" must be of type String"));
    }
    if label.is_some_and(|label| label.trim().is_empty()) {
        return Err(wrong("Button text must be non-empty"));
    }
    if let Some(data) = fields.get("callback_data") {
        let bytes = data.as_str().map_or(0, str::len);
        return if (1..=CALLBACK_DATA_BYTES).contains(&bytes) {
            Ok(())
        } else {
            Err(ApiError::bad_request("BUTTON_DATA_INVALID"))
        };
    }
    if let Some(url) = fields.get("url") {
        let url = url.as_str().unwrap_or_default();
        let known = ["http://", "https://", "tg://"].iter().any(|scheme| url.starts_with(scheme));
        return if known { Ok(()) } else { Err(ApiError::bad_request("BUTTON_URL_INVALID")) };
    }
    if fields.keys().all(|name| DECORATION.contains(&name.as_str())) {
        return Err(wrong("Text buttons are unallowed in the inline keyboard"));
    }
    Ok(())
}

fn reply(rows: &Value) -> Result<Vec<Vec<Button>>, ApiError> {
    let wrong = |what: &str| ApiError::bad_request(format!("can't parse keyboard button: {what}"));
    let mut read = Vec::new();
    for row in rows_of(rows)? {
        let mut buttons = Vec::new();
        for button in row {
            let label = button.as_str().or_else(|| button.get("text").and_then(Value::as_str));
            let label = label.ok_or_else(|| wrong("Field \"text\" must be of type String"))?;
            let action =
                match button.as_object().and_then(|fields| fields.keys().find(|name| name.starts_with("request_"))) {
                    Some(name) if name == "request_contact" => ButtonAction::ShareContact,
                    Some(name) => ButtonAction::Other(name.clone()),
                    None => ButtonAction::SendLabel,
                };
            buttons.push(Button { label: label.to_owned(), action });
        }
        if !buttons.is_empty() {
            read.push(buttons);
        }
    }
    Ok(read)
}

/// The buttons of a stored inline keyboard.
pub(super) fn inline_buttons(markup: Option<&Value>) -> Vec<Vec<Button>> {
    let rows = markup.and_then(|markup| markup.get("inline_keyboard")).and_then(Value::as_array);
    rows.into_iter().flatten().map(|row| row.as_array().into_iter().flatten().map(inline_button).collect()).collect()
}

fn inline_button(button: &Value) -> Button {
    let text = |name: &str| button.get(name).and_then(Value::as_str).map(str::to_owned);
    let action = if let Some(data) = text("callback_data") {
        ButtonAction::Callback(data)
    } else if let Some(url) = text("url") {
        ButtonAction::Url(url)
    } else {
        let fields = button.as_object().into_iter().flat_map(|fields| fields.keys());
        let kind = fields.into_iter().find(|name| !DECORATION.contains(&name.as_str()));
        ButtonAction::Other(kind.cloned().unwrap_or_default())
    };
    Button { label: text("text").unwrap_or_default(), action }
}
