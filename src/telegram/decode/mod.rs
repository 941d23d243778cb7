//! From an update's JSON to an event of ours: teloxide's types first, the JSON itself where they give up. Decides nothing.

mod clean;
mod raw;
#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should stop loudly")]
mod tests;
mod typed;

use jiff::Timestamp;

use crate::callback::UserId;
use crate::conversation::{ChatKind, Incoming, Person};

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
    let reading = match typed::read(json, received_at) {
        Reading::Unknown => {
            // One entity that the types do not know makes a whole message unknown to them.
            tracing::debug!("an update was read without its types");
            raw::read(json, received_at)?
        }
        reading => reading,
    };
    Ok(match reading {
        Reading::Event(incoming) => Some(*incoming),
        Reading::Nothing | Reading::Unknown => None,
    })
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
fn membership(before: Presence, after: Presence) -> Option<crate::conversation::What> {
    use crate::conversation::What;
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
