//! Reads an update through teloxide's types. Says `Unknown` wherever they do, so that the raw reader has its turn.

use jiff::Timestamp;
use teloxide::types::{
    CallbackQuery, Chat, ChatMember, ChatMemberKind, ChatMemberUpdated, ChatMigration, Contact, FileMeta,
    MaybeInaccessibleMessage, MediaKind, Message, MessageCommon, MessageEntityKind, MessageKind, Update, UpdateKind,
    User,
};

use super::{Presence, Reading, clean, instant, membership};
use crate::callback::{ChatId, FileKind, FileRef, UserId};
use crate::conversation::{ChatKind, Click, Incoming, Media, Person, What};

pub fn read(json: &str, received_at: Timestamp) -> Reading {
    let Ok(update) = serde_json::from_str::<Update>(json) else { return Reading::Unknown };
    match &update.kind {
        UpdateKind::Message(message) => read_message(message, received_at),
        UpdateKind::EditedMessage(message) => read_edit(message, received_at),
        UpdateKind::CallbackQuery(press) => read_press(press, received_at),
        UpdateKind::MyChatMember(change) => read_membership(change, received_at),
        UpdateKind::Error(_) => Reading::Unknown,
        _ => Reading::Nothing,
    }
}

fn read_message(message: &Message, received_at: Timestamp) -> Reading {
    let Some(kind) = kind(&message.chat) else { return Reading::Nothing };
    let common = match &message.kind {
        MessageKind::Common(common) => common,
        MessageKind::Empty {} => return Reading::Unknown,
        MessageKind::Dice(_) => return event(message, kind, received_at, media(message, Media::Other, None)),
        _ => return Reading::Nothing,
    };
    if let MediaKind::Migration(migration) = &common.media_kind {
        let (old, new) = match migration {
            ChatMigration::To { chat_id } => (message.chat.id, *chat_id),
            ChatMigration::From { chat_id } => (*chat_id, message.chat.id),
        };
        let who = message.from.as_ref().and_then(person).unwrap_or_else(|| nobody(old.0));
        return Reading::event(Incoming {
            chat: ChatId(old.0),
            kind,
            topic: None,
            person: who,
            sent_at: instant(message.date.timestamp(), received_at),
            what: What::Migrated(ChatId(new.0)),
        });
    }
    event(message, kind, received_at, content(message, common))
}

fn read_edit(message: &Message, received_at: Timestamp) -> Reading {
    let Some(kind) = kind(&message.chat) else { return Reading::Nothing };
    if matches!(message.kind, MessageKind::Empty {}) {
        return Reading::Unknown;
    }
    let Some(words) = message.text().or_else(|| message.caption()) else { return Reading::Nothing };
    event(message, kind, received_at, What::Edited { message: number(message), text: clean::text(words) })
}

/// An event by the message's author; nothing when that is a bot, a channel or an anonymous administrator.
fn event(message: &Message, kind: ChatKind, received_at: Timestamp, what: What) -> Reading {
    let author = message.from.as_ref().filter(|_| message.sender_chat.is_none()).and_then(person);
    let Some(person) = author else { return Reading::Nothing };
    let seconds = message.edit_date().unwrap_or(&message.date).timestamp();
    let sent_at = instant(seconds, received_at);
    Reading::event(Incoming { chat: ChatId(message.chat.id.0), kind, topic: None, person, sent_at, what })
}

fn content(message: &Message, common: &MessageCommon) -> What {
    let forwarded = common.forward_origin.is_some();
    match &common.media_kind {
        MediaKind::Text(words) => {
            let links = words.entities.iter().filter_map(|entity| match &entity.kind {
                MessageEntityKind::TextLink { url } => Some(url.as_str()),
                _ => None,
            });
            let text = clean::text_with_links(&words.text, links);
            What::Text { message: number(message), text, forwarded }
        }
        MediaKind::Contact(shared) => contact(message, &shared.contact, forwarded),
        MediaKind::Photo(sizes) => {
            let largest = sizes.photo.iter().max_by_key(|size| u64::from(size.width) * u64::from(size.height));
            media(message, Media::Picture, largest.and_then(|size| file(&size.file, FileKind::Photo)))
        }
        MediaKind::Document(sent) => {
            let is_image = sent.document.mime_type.as_ref().is_some_and(|mime| mime.type_().as_str() == "image");
            let kind = if is_image { Media::Picture } else { Media::Other };
            media(message, kind, file(&sent.document.file, FileKind::Document))
        }
        MediaKind::Voice(sent) => media(message, Media::Voice, file(&sent.voice.file, FileKind::Voice)),
        MediaKind::Video(sent) => media(message, Media::Other, file(&sent.video.file, FileKind::Video)),
        MediaKind::Audio(sent) => media(message, Media::Other, file(&sent.audio.file, FileKind::Audio)),
        MediaKind::Sticker(_) | MediaKind::Animation(_) => media(message, Media::Sticker, None),
        _ => media(message, Media::Other, None),
    }
}

fn contact(message: &Message, contact: &Contact, forwarded: bool) -> What {
    let owner = contact.user_id.map(|id| UserId(id.0.cast_signed()));
    What::Contact { message: number(message), phone: clean::phone(&contact.phone_number), owner, forwarded }
}

fn media(message: &Message, media: Media, file: Option<FileRef>) -> What {
    What::Media { message: number(message), media, caption: message.caption().map(clean::text), file }
}

fn file(meta: &FileMeta, kind: FileKind) -> Option<FileRef> {
    clean::file_id(&meta.id.0).map(|id| FileRef { id, kind })
}

fn read_press(press: &CallbackQuery, received_at: Timestamp) -> Reading {
    let Some(person) = person(&press.from) else { return Reading::Nothing };
    let (chat, kind, message) = match &press.message {
        // A press without a message comes from a message sent through an inline bot: answered to the person.
        None => (ChatId(person.id.0), Some(ChatKind::Private), None),
        Some(carrier) => {
            let message = match carrier {
                MaybeInaccessibleMessage::Regular(message) => Some(number(message)),
                MaybeInaccessibleMessage::Inaccessible(_) => None,
            };
            (ChatId(carrier.chat().id.0), kind(carrier.chat()), message)
        }
    };
    let Some(kind) = kind else { return Reading::Nothing };
    let click = press.data.as_deref().and_then(Click::decode);
    let what = What::Click { press: clean::press(&press.id.0), message, click };
    Reading::event(Incoming { chat, kind, topic: None, person, sent_at: received_at, what })
}

fn read_membership(change: &ChatMemberUpdated, received_at: Timestamp) -> Reading {
    let (Some(kind), Some(person)) = (kind(&change.chat), person(&change.from)) else { return Reading::Nothing };
    let Some(what) = membership(presence(&change.old_chat_member), presence(&change.new_chat_member)) else {
        return Reading::Nothing;
    };
    let sent_at = instant(change.date.timestamp(), received_at);
    Reading::event(Incoming { chat: ChatId(change.chat.id.0), kind, topic: None, person, sent_at, what })
}

fn presence(member: &ChatMember) -> Presence {
    match member.kind {
        ChatMemberKind::Left | ChatMemberKind::Banned(_) => Presence::Gone,
        _ => Presence::Here,
    }
}

fn kind(chat: &Chat) -> Option<ChatKind> {
    if chat.is_private() {
        Some(ChatKind::Private)
    } else {
        (chat.is_group() || chat.is_supergroup()).then_some(ChatKind::Group)
    }
}

fn person(user: &User) -> Option<Person> {
    let tag = user.language_code.as_deref();
    super::person(user.id.0.cast_signed(), user.is_bot, &user.first_name, user.last_name.as_deref(), tag)
}

/// Who did something that Telegram did itself.
fn nobody(id: i64) -> Person {
    Person { id: UserId(id), name: id.to_string(), language_tag: None, is_bot: false }
}

fn number(message: &Message) -> i64 {
    i64::from(message.id.0)
}
