//! One-time codes that customers type. Where one is awaited, all that is kept of the message is its envelope and a keyed
//! hash of the digits, so that neither the inbox nor a log ever holds the code. Where none is awaited, nothing is done.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::kept::kept;
use crate::callback::ChatId;
use crate::safety::secrets::{SecretKind, find};
use crate::safety::{CodeProof, entered_code};

/// The key of the hash, beside the message.
const PROOF: &str = "ringback_code";

/// What stands for the text.
const NOT_KEPT: &str = "⟦one-time-code⟧";

/// A message that may be a code, held in memory until it is known whether one is awaited.
#[derive(PartialEq, Eq)]
pub struct TypedCode {
    /// Whose private chat it is.
    pub chat: ChatId,
    /// The digits.
    pub digits: String,
    envelope: Map<String, Value>,
}

impl TypedCode {
    /// The code in an update, when its text is nothing else: digits that are told to be a password or a card are none.
    pub fn in_update(json: &str) -> Option<Self> {
        let Ok(Value::Object(update)) = serde_json::from_str(json) else { return None };
        let message = update.get("message")?;
        let text = message.get("text")?.as_str()?;
        let digits = entered_code(text)?;
        let chat = message.get("chat")?;
        let private = chat.get("type")? == "private" && message.get("forward_origin").is_none();
        let only_a_code = find(text).iter().all(|finding| finding.kind == SecretKind::OneTimeCode);
        if !(private && only_a_code) {
            return None;
        }
        let chat = ChatId(chat.get("id")?.as_i64()?);
        let mut envelope = kept(update);
        *envelope.get_mut("message")?.get_mut("text")? = json!(NOT_KEPT);
        Some(Self { chat, digits, envelope })
    }

    /// The update as it is kept.
    pub fn kept_as(mut self, proof: &CodeProof) -> String {
        self.envelope.insert(PROOF.to_owned(), json!(proof));
        Value::Object(self.envelope).to_string()
    }
}

impl fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

/// The keyed hash of the code that was taken out of an update.
pub fn proof_in(json: &str) -> Option<CodeProof> {
    #[derive(Deserialize)]
    struct Coded {
        ringback_code: Option<CodeProof>,
    }
    if !json.contains(PROOF) {
        return None;
    }
    serde_json::from_str::<Coded>(json).ok()?.ringback_code
}
