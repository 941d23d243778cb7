//! Everything that can happen to the desk from outside, in our own words. The Telegram module makes these from updates.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::Click;
use crate::callback::{ChatId, FileRef, UserId};
use crate::safety::CodeProof;
use crate::safety::secrets::SecretKind;

/// Something a person did.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// Where.
    pub chat: ChatId,
    /// What kind of place that is.
    pub kind: ChatKind,
    /// In which of its topics, where it has some.
    pub topic: Option<i64>,
    /// Who.
    pub person: Person,
    /// When, by Telegram's clock (whole seconds).
    pub sent_at: Timestamp,
    /// What.
    pub what: What,
}

/// The kinds of chats a desk meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatKind {
    /// One person and the bot.
    Private,
    /// A group or supergroup: the agents' or a stranger's.
    Group,
    /// No chat: a page of the agents' console. What is said to the agent is handed back to it.
    Console,
}

/// The person behind an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who, in Telegram.
    pub id: UserId,
    /// First and last name as shown; untrusted, personal data.
    pub name: String,
    /// Telegram's hint at the language they read, an IETF tag.
    pub language_tag: Option<String>,
    /// Whether it is another bot.
    pub is_bot: bool,
}

/// What a person did.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Wrote a text.
    Text {
        /// The message, so that it can be deleted.
        message: i64,
        /// Its words.
        text: String,
        /// Whether it was forwarded from somebody else.
        forwarded: bool,
    },
    /// Wrote several texts, one right after the other: the lines of one thought.
    Texts(Vec<Written>),
    /// Changed a text written before.
    Edited {
        /// The message that was changed.
        message: i64,
        /// The words it has now.
        text: String,
    },
    /// Sent a contact.
    Contact {
        /// The message, so that it can be deleted.
        message: i64,
        /// The number, as Telegram gives it.
        phone: String,
        /// Whose contact it is, when Telegram knows.
        owner: Option<UserId>,
        /// Whether it was forwarded.
        forwarded: bool,
    },
    /// Sent something that is no text.
    Media {
        /// The message.
        message: i64,
        /// What it is.
        media: Media,
        /// The words below it, if any.
        caption: Option<String>,
        /// The file, when it is one that can be passed on.
        file: Option<FileRef>,
    },
    /// Sent several pictures or files at once.
    Album(Vec<Sent>),
    /// Wrote and sent pictures or files, one right after the other: one thought.
    Thought {
        /// The texts, in their order.
        texts: Vec<Written>,
        /// What was sent with them, in its order.
        sent: Vec<Sent>,
    },
    /// Sent a secret, in whatever kind of message. It was taken out before anything was stored.
    Secret {
        /// The message, which still shows it in the chat.
        message: i64,
        /// What it was.
        kinds: BTreeSet<SecretKind>,
        /// The words without it, for their language alone.
        text: String,
    },
    /// Typed the code that was awaited of them, right or wrong. It was taken out before anything was stored.
    Code {
        /// The message, which still shows it in the chat.
        message: i64,
        /// The keyed hash of the digits.
        proof: CodeProof,
    },
    /// Pressed a button.
    Click {
        /// Telegram's id of the press, to be answered once.
        press: String,
        /// The message that carries the button, when Telegram still knows it.
        message: Option<i64>,
        /// The button; `None` when it is none of ours (old, forged).
        click: Option<Click>,
    },
    /// Wrote a command in a group as the group itself: nobody knows who that is.
    Anonymous,
    /// Blocked the bot or left: nothing can be sent.
    Blocked,
    /// Unblocked the bot.
    Unblocked,
    /// The group became a supergroup with this new id.
    Migrated(ChatId),
    /// Nothing the desk acts on (a kind of update we do not know, a service message).
    Nothing,
}

/// A text among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The message.
    pub message: i64,
    /// Its words.
    pub text: String,
}

/// A picture or another file among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The message.
    pub message: i64,
    /// What it is.
    pub media: Media,
    /// The words below it, if any.
    pub caption: Option<String>,
    /// The file, when it is one that can be passed on.
    pub file: Option<FileRef>,
}

impl What {
    /// The name of the command that this is, without the bot's name, and the words after it: `/status@ringback_bot x` is
    /// `status` and `x`. A forwarded text is nobody's command, and neither are words below a picture or a text changed later.
    pub(in crate::conversation) fn command_line(&self) -> Option<(&str, &str)> {
        let Self::Text { text, forwarded: false, .. } = self else { return None };
        let line = text.trim_start().strip_prefix('/')?;
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        Some((word.split('@').next().unwrap_or_default(), rest.trim()))
    }
}

/// What a message carries instead of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// A photo or a picture sent as a file.
    Picture,
    /// A voice message.
    Voice,
    /// A sticker or an animation.
    Sticker,
    /// Anything else.
    Other,
}
