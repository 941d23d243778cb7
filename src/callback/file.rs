//! A file that a customer sent: Telegram's name of it and its kind. What is in it is never fetched or kept.

use serde::{Deserialize, Serialize};

/// A file in Telegram. The same bot can send it again by this name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// Telegram's `file_id`.
    pub id: String,
    /// How it was sent, and has to be sent again.
    pub kind: FileKind,
}

/// The ways in which Telegram sends a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A picture, made smaller by Telegram.
    Photo,
    /// A file as it is; also a picture sent as one.
    Document,
    /// A film.
    Video,
    /// A voice message.
    Voice,
    /// Music or another recording.
    Audio,
}
