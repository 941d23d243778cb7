//! A button inside a message. Decides nothing: what a press means is checked when it comes.

use serde::{Deserialize, Serialize};

use crate::conversation::input::Click;
use crate::words::Words;

/// A button inside a message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Button {
    /// What it says.
    pub label: String,
    /// What a press of it means.
    pub click: Click,
}

/// A button whose label stands in the language files.
pub(in crate::conversation) fn button(words: Words<'_>, key: &str, click: impl Into<Click>) -> Button {
    Button { label: words.label(key, &[]), click: click.into() }
}
