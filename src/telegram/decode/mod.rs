//! From an update's JSON to an event of ours: teloxide's types first, the JSON itself where they give up. Decides nothing.

pub(super) mod clean;
mod place;
mod raw;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]
mod tests;
mod typed;

use jiff::Timestamp;
pub use place::album;

use super::codes::proof_in;
use super::guard::marked;
use crate::callback::UserId;
use crate::conversation::{ChatKind, Incoming, Person, What};

/// An update that cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[error("the update cannot be read: {0}")]
pub struct Unreadable(String);

/// What a reader made of an update.
#[derive(Debug, PartialEq)]
enum Reading {
    /// Something a person did.
    Event(Box<Incoming>),
    /// Understood, and nothing to us: another bot, a channel, a service message.
    Nothing,
    /// Not understood.
    Unknown,
}

impl Reading {
    fn event(incoming: Incoming) -> Self {
        Self::Event(Box::new(incoming))
    }
}

/// Reads an update. `None` when nobody did anything that concerns the desk. `received_at` dates what Telegram does not
/// date itself: presses.
///
/// # Errors
/// When the text is no JSON object that an update could be.
pub fn decode(json: &str, received_at: Timestamp) -> Result<Option<Incoming>, Unreadable> {
    decode_for(json, received_at, None)
}

/// The same for a bot of this name (without the @): a group's command that names another bot does not concern us.
///
/// # Errors
/// As [`decode`].
pub fn decode_for(json: &str, received_at: Timestamp, our_name: Option<&str>) -> Result<Option<Incoming>, Unreadable> {
    let reading = match typed::read(json, received_at) {
        Reading::Unknown => {
            // One entity that the types do not know makes a whole message unknown to them.
            tracing::debug!("an update was read without its types");
            raw::read(json, received_at)?
        }
        reading => reading,
    };
    Ok(match reading {
        Reading::Event(incoming) => Some(secretive(*incoming, json)).and_then(|event| placed(event, json, our_name)),
        Reading::Nothing | Reading::Unknown => place::anonymous(json, received_at, our_name),
    })
}

/// An event with its command as we know commands, and with its topic; none when the command is another bot's.
fn placed(mut incoming: Incoming, json: &str, our_name: Option<&str>) -> Option<Incoming> {
    if let What::Text { text, forwarded: false, .. } = &mut incoming.what {
        if incoming.kind == ChatKind::Group && !place::is_for(text, our_name) {
            return None;
        }
        *text = place::small_command(std::mem::take(text));
    }
    if incoming.kind == ChatKind::Group {
        incoming.topic = place::topic(json);
    }
    Some(incoming)
}

/// A message that secrets were taken out of is about them, whatever else it said; an awaited code is one, too.
fn secretive(incoming: Incoming, json: &str) -> Incoming {
    if let (What::Text { message, .. }, Some(proof)) = (&incoming.what, proof_in(json)) {
        let what = What::Code { message: *message, proof };
        return Incoming { what, ..incoming };
    }
    let kinds = marked(json);
    if kinds.is_empty() {
        return incoming;
    }
    let (message, text) = match &incoming.what {
        What::Text { message, text, .. } | What::Edited { message, text } => (*message, text.clone()),
        What::Media { message, caption, .. } => (*message, caption.clone().unwrap_or_default()),
        What::Contact { message, .. } => (*message, String::new()),
        _ => return incoming,
    };
    Incoming { what: What::Secret { message, kinds, text }, ..incoming }
}

/// Telegram's statuses of a member, as far as they matter: there or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Presence {
    Here,
    Gone,
}

/// A person, made presentable. `None` for a bot: they are not served.
fn person(id: i64, is_bot: bool, first: &str, last: Option<&str>, tag: Option<&str>) -> Option<Person> {
    (!is_bot).then(|| Person {
        id: UserId(id),
        name: clean::name(first, last, id),
        language_tag: tag.map(clean::tag),
        is_bot,
    })
}

fn instant(seconds: i64, otherwise: Timestamp) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(otherwise)
}

/// What a change of our own membership means.
fn membership(before: Presence, after: Presence) -> Option<What> {
    match (before, after) {
        (_, Presence::Gone) => Some(What::Blocked),
        (Presence::Gone, Presence::Here) => Some(What::Unblocked),
        (Presence::Here, Presence::Here) => None,
    }
}

/// `None` for channels, where nobody is served.
fn kind(name: &str) -> Option<ChatKind> {
    match name {
        "private" => Some(ChatKind::Private),
        "group" | "supergroup" => Some(ChatKind::Group),
        _ => None,
    }
}
