//! One-time codes that customers type. Where one is awaited, all that is kept of the message is its envelope and a keyed
//! hash of the digits, so that neither the inbox nor a log ever holds the code. Where an agent has asked something, what
//! is written is held to the rules for answers before it is stored. Where neither is so, nothing is done.

use std::fmt;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::guard::{marked, note};
use super::kept::kept;
use crate::callback::ChatId;
use crate::safety::secrets::{Redacted, SecretKind, find};
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

/// A text in somebody's private chat, which may answer an agent's question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whose chat it is.
    pub chat: ChatId,
    message: &'static str,
    text: &'static str,
}

impl Answer {
    /// The text of an update that may be an answer; what is forwarded is none, but it reaches the agent as well.
    pub fn in_update(json: &str) -> Option<Self> {
        let Ok(Value::Object(update)) = serde_json::from_str(json) else { return None };
        let message = ["message", "edited_message"].into_iter().find(|key| update.contains_key(*key))?;
        let inside = update.get(message)?;
        let text = ["text", "caption"].into_iter().find(|key| inside.get(key).is_some_and(Value::is_string))?;
        let chat = inside.get("chat")?;
        (chat.get("type")? == "private").then_some(Self { chat: ChatId(chat.get("id")?.as_i64()?), message, text })
    }

    /// Its words, in the update as it would be kept.
    pub fn words(self, kept: &str) -> Option<String> {
        let update: Value = serde_json::from_str(kept).ok()?;
        Some(update.get(self.message)?.get(self.text)?.as_str()?.to_owned())
    }

    /// The update with this in place of its words.
    pub fn kept_as(self, kept: &str, redacted: &Redacted) -> Option<String> {
        let Ok(Value::Object(mut update)) = serde_json::from_str(kept) else { return None };
        let before = marked(kept);
        *update.get_mut(self.message)?.get_mut(self.text)? = json!(redacted.text);
        note(&mut update, &before.union(&redacted.kinds).copied().collect());
        Some(Value::Object(update).to_string())
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
