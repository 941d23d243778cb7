//! Reads of an update's JSON only the fields that the desk uses, whatever else is in it that nobody knows yet.

use jiff::Timestamp;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{Presence, Reading, Unreadable, clean, instant, membership};
use crate::callback::{ChatId, FileKind, FileRef, UserId};
use crate::conversation::{Click, Incoming, Media, Person, What};

#[derive(Deserialize)]
struct Update {
    message: Option<Message>,
    edited_message: Option<Message>,
    callback_query: Option<Press>,
    my_chat_member: Option<Membership>,
}

#[derive(Deserialize)]
struct Message {
    message_id: i64,
    #[serde(default)]
    date: i64,
    edit_date: Option<i64>,
    chat: Chat,
    from: Option<User>,
    sender_chat: Option<IgnoredAny>,
    forward_origin: Option<IgnoredAny>,
    entities: Option<Value>,
    text: Option<String>,
    caption: Option<String>,
    contact: Option<Contact>,
    migrate_to_chat_id: Option<i64>,
    migrate_from_chat_id: Option<i64>,
    photo: Option<Value>,
    voice: Option<Value>,
    sticker: Option<IgnoredAny>,
    animation: Option<IgnoredAny>,
    audio: Option<Value>,
    checklist: Option<IgnoredAny>,
    dice: Option<IgnoredAny>,
    game: Option<IgnoredAny>,
    giveaway: Option<IgnoredAny>,
    invoice: Option<IgnoredAny>,
    paid_media: Option<IgnoredAny>,
    venue: Option<IgnoredAny>,
    document: Option<Value>,
    location: Option<IgnoredAny>,
    poll: Option<IgnoredAny>,
    story: Option<IgnoredAny>,
    video: Option<Value>,
    video_note: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Chat {
    id: i64,
    #[serde(rename = "type", default)]
    kind: String,
}

#[derive(Deserialize)]
struct User {
    id: i64,
    #[serde(default)]
    is_bot: bool,
    #[serde(default)]
    first_name: String,
    last_name: Option<String>,
    language_code: Option<String>,
}

#[derive(Deserialize)]
struct Contact {
    phone_number: String,
    user_id: Option<i64>,
}

#[derive(Deserialize)]
struct Press {
    id: String,
    from: User,
    message: Option<Carrier>,
    data: Option<String>,
}

/// The message below which a button stands; its date is 0 when Telegram no longer knows it.
#[derive(Deserialize)]
struct Carrier {
    message_id: i64,
    #[serde(default)]
    date: i64,
    chat: Chat,
}

#[derive(Deserialize)]
struct Membership {
    chat: Chat,
    from: User,
    #[serde(default)]
    date: i64,
    old_chat_member: Member,
    new_chat_member: Member,
}

#[derive(Deserialize)]
struct Member {
    status: String,
}

pub fn read(json: &str, received_at: Timestamp) -> Result<Reading, Unreadable> {
    let update: Update = serde_json::from_str(json).map_err(|error| Unreadable(place(&error)))?;
    Ok(if let Some(message) = update.message {
        read_message(message, received_at)
    } else if let Some(message) = update.edited_message {
        read_edit(message, received_at)
    } else if let Some(press) = update.callback_query {
        read_press(press, received_at)
    } else if let Some(change) = update.my_chat_member {
        read_membership(&change, received_at)
    } else {
        Reading::Unknown
    })
}

/// Where the JSON went wrong; the parser's own words may quote it.
fn place(error: &serde_json::Error) -> String {
    format!("{:?} error at line {} column {}", error.classify(), error.line(), error.column())
}

fn read_message(message: Message, received_at: Timestamp) -> Reading {
    let here = message.chat.id;
    let migration = match (message.migrate_to_chat_id, message.migrate_from_chat_id) {
        (Some(new), _) => Some((here, new)),
        (None, Some(old)) => Some((old, here)),
        (None, None) => None,
    };
    if let Some((old, new)) = migration {
        let Some(kind) = super::kind(&message.chat.kind) else { return Reading::Nothing };
        let nobody = || Person { id: UserId(old), name: old.to_string(), language_tag: None, is_bot: false };
        let person = message.from.as_ref().and_then(person).unwrap_or_else(nobody);
        let sent_at = instant(message.date, received_at);
        return Reading::event(Incoming {
            chat: ChatId(old),
            kind,
            topic: None,
            person,
            sent_at,
            what: What::Migrated(ChatId(new)),
        });
    }
    let forwarded = message.forward_origin.is_some();
    let number = message.message_id;
    let what = if let Some(text) = &message.text {
        let entities = message.entities.iter().filter_map(Value::as_array).flatten();
        let links = entities.filter_map(|entity| entity.get("url")?.as_str());
        What::Text { message: number, text: clean::text_with_links(text, links), forwarded }
    } else if let Some(contact) = &message.contact {
        let owner = contact.user_id.map(UserId);
        What::Contact { message: number, phone: clean::phone(&contact.phone_number), owner, forwarded }
    } else if let Some((media, file)) = media(&message) {
        What::Media { message: number, media, caption: message.caption.as_deref().map(clean::text), file }
    } else {
        return Reading::Unknown;
    };
    event(&message, received_at, what)
}

fn read_edit(message: Message, received_at: Timestamp) -> Reading {
    let Some(words) = message.text.as_ref().or(message.caption.as_ref()) else { return Reading::Unknown };
    let what = What::Edited { message: message.message_id, text: clean::text(words) };
    event(&message, received_at, what)
}

fn event(message: &Message, received_at: Timestamp, what: What) -> Reading {
    let author = message.from.as_ref().filter(|_| message.sender_chat.is_none()).and_then(person);
    let (Some(kind), Some(person)) = (super::kind(&message.chat.kind), author) else { return Reading::Nothing };
    let sent_at = instant(message.edit_date.unwrap_or(message.date), received_at);
    Reading::event(Incoming { chat: ChatId(message.chat.id), kind, topic: None, person, sent_at, what })
}

/// What a message carries besides words, and the file, if that is one to pass on.
fn media(message: &Message) -> Option<(Media, Option<FileRef>)> {
    let file = |sent: &Value, kind| {
        let id = sent.get("file_id").and_then(Value::as_str).and_then(clean::file_id)?;
        Some(FileRef { id, kind })
    };
    let others = [
        &message.checklist,
        &message.dice,
        &message.game,
        &message.giveaway,
        &message.invoice,
        &message.location,
        &message.paid_media,
        &message.poll,
        &message.story,
        &message.venue,
        &message.video_note,
    ];
    Some(if let Some(sizes) = &message.photo {
        let area = |size: &&Value| {
            let side = |name| size.get(name).and_then(Value::as_u64).unwrap_or_default();
            side("width").saturating_mul(side("height"))
        };
        let largest = sizes.as_array().into_iter().flatten().max_by_key(area);
        (Media::Picture, largest.and_then(|size| file(size, FileKind::Photo)))
    } else if message.sticker.is_some() || message.animation.is_some() {
        // An animation comes as a document as well.
        (Media::Sticker, None)
    } else if let Some(sent) = &message.document {
        let mime = sent.get("mime_type").and_then(Value::as_str).unwrap_or_default();
        let media = if mime.starts_with("image/") { Media::Picture } else { Media::Other };
        (media, file(sent, FileKind::Document))
    } else if let Some(sent) = &message.voice {
        (Media::Voice, file(sent, FileKind::Voice))
    } else if let Some(sent) = &message.video {
        (Media::Other, file(sent, FileKind::Video))
    } else if let Some(sent) = &message.audio {
        (Media::Other, file(sent, FileKind::Audio))
    } else {
        // A caption stands below some medium, even one that has no name here.
        (message.caption.is_some() || others.iter().any(|other| other.is_some())).then_some((Media::Other, None))?
    })
}

fn read_press(press: Press, received_at: Timestamp) -> Reading {
    let Some(person) = person(&press.from) else { return Reading::Nothing };
    let (chat, kind, message) = match press.message {
        None => (ChatId(person.id.0), Some(crate::conversation::ChatKind::Private), None),
        Some(Carrier { message_id, date, chat }) => {
            (ChatId(chat.id), super::kind(&chat.kind), (date != 0).then_some(message_id))
        }
    };
    let Some(kind) = kind else { return Reading::Nothing };
    let click = press.data.as_deref().and_then(Click::decode);
    let what = What::Click { press: clean::press(&press.id), message, click };
    Reading::event(Incoming { chat, kind, topic: None, person, sent_at: received_at, what })
}

fn read_membership(change: &Membership, received_at: Timestamp) -> Reading {
    let presence = |member: &Member| match member.status.as_str() {
        "left" | "kicked" => Presence::Gone,
        _ => Presence::Here,
    };
    let (Some(kind), Some(person)) = (super::kind(&change.chat.kind), person(&change.from)) else {
        return Reading::Nothing;
    };
    let Some(what) = membership(presence(&change.old_chat_member), presence(&change.new_chat_member)) else {
        return Reading::Nothing;
    };
    let sent_at = instant(change.date, received_at);
    Reading::event(Incoming { chat: ChatId(change.chat.id), kind, topic: None, person, sent_at, what })
}

fn person(user: &User) -> Option<Person> {
    super::person(user.id, user.is_bot, &user.first_name, user.last_name.as_deref(), user.language_code.as_deref())
}
