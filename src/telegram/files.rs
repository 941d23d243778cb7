//! Sending a customer's file on by the name that Telegram gave it. Never uploads or downloads one.

use serde::Serialize;
use teloxide::types::{ParseMode, ReplyMarkup};

use crate::callback::{ChatId, FileKind, FileRef};

/// The payload of `sendPhoto`, `sendDocument` and their like; they differ in the name of one field.
#[derive(Debug, Serialize)]
pub struct SendFile {
    chat_id: i64,
    #[serde(flatten)]
    file: Named,
    /// The words below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// How they are formatted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parse_mode: Option<ParseMode>,
    /// Neither forwarded nor saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protect_content: Option<bool>,
    /// Buttons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_markup: Option<ReplyMarkup>,
}

/// A file's name under the field of its kind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Named {
    Photo(String),
    Document(String),
    Video(String),
    Voice(String),
    Audio(String),
}

impl SendFile {
    /// A file for a chat.
    pub fn new(chat: ChatId, file: &FileRef) -> Self {
        let id = file.id.clone();
        let file = match file.kind {
            FileKind::Photo => Named::Photo(id),
            FileKind::Document => Named::Document(id),
            FileKind::Video => Named::Video(id),
            FileKind::Voice => Named::Voice(id),
            FileKind::Audio => Named::Audio(id),
        };
        Self { chat_id: chat.0, file, caption: None, parse_mode: None, protect_content: None, reply_markup: None }
    }

    /// The method that takes it.
    pub fn method(&self) -> &'static str {
        match self.file {
            Named::Photo(_) => "sendPhoto",
            Named::Document(_) => "sendDocument",
            Named::Video(_) => "sendVideo",
            Named::Voice(_) => "sendVoice",
            Named::Audio(_) => "sendAudio",
        }
    }
}
