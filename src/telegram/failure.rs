//! What Telegram can answer instead of doing it, told apart by code and wording. Decides nothing about what follows.

use std::fmt;
use std::time::Duration;

use serde::Deserialize;

use crate::callback::ChatId;

/// Why a call did not succeed. No variant prints the token, an address or what people wrote.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiFailure {
    /// 429: too much, come back later.
    #[error("too many requests; Telegram asks for a pause of {0:?}")]
    RetryAfter(Duration),
    /// The group became a supergroup with this number.
    #[error("the group is now the supergroup {0}")]
    Migrated(ChatId),
    /// 403: blocked, deactivated, never started, or put out of the group.
    #[error("{0}")]
    Forbidden(String),
    /// 400: the chat is there, and the bot may not write in it.
    #[error("{0}")]
    NoRights(String),
    /// 400: there is no such chat for this bot.
    #[error("{0}")]
    NoSuchChat(String),
    /// 400: the message already looks so.
    #[error("the message is not modified")]
    NotModified,
    /// 400: the message to edit or delete is not there, or too old for it.
    #[error("the message is gone or too old to change")]
    Gone,
    /// 400: the press was answered or is too old.
    #[error("the press is too old to answer")]
    TooOldPress,
    /// 400: the formatting cannot be read.
    #[error("{0}")]
    Markup(String),
    /// 401 or 404: Telegram does not know this bot.
    #[error(
        "Telegram does not know this bot (HTTP {0}): the token is wrong or was revoked, or RINGBACK_API_URL is no Bot API server"
    )]
    BadToken(u16),
    /// 409: somebody else asks for the updates of this bot.
    #[error("{}", if *.webhook {
        "a webhook is set for this bot, so Telegram gives no updates here; delete it (deleteWebhook) or use another bot"
    } else {
        "another program asks for the updates of this bot; stop it, one token can have one poller"
    })]
    ConflictingPoll {
        /// Whether that is a webhook.
        webhook: bool,
    },
    /// Any other refusal of what we sent.
    #[error("{0}")]
    BadRequest(String),
    /// 5xx: Telegram's trouble.
    #[error("the server answered {0}")]
    Server(u16),
    /// No answer.
    #[error("no answer: {what}{}", if *.perhaps_done { " (the request may have been carried out)" } else { "" })]
    Network {
        /// What happened, without the address.
        what: String,
        /// Whether the request may have had its effect.
        perhaps_done: bool,
    },
    /// No answer in time. The request may have been carried out.
    #[error("no answer in time (the request may have been carried out)")]
    TimedOut,
    /// An answer that cannot be read.
    #[error("the answer cannot be read ({} bytes)", .0.text().len())]
    Garbled(Body),
}

/// The text of an unreadable answer. It may hold what people wrote, so it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// Keeps a text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

/// `parameters` of a refusal (Bot API, `ResponseParameters`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Parameters {
    /// The group's new number.
    pub migrate_to_chat_id: Option<i64>,
    /// Seconds.
    pub retry_after: Option<u64>,
}

/// The pause when a 429 names none.
const USUAL_PAUSE: Duration = Duration::from_secs(5);

/// The longest pause we believe; Telegram's own bans end within a day.
const LONGEST_PAUSE: Duration = Duration::from_secs(24 * 3600);

/// The longest wording kept for the log.
const MAX_REASON_CHARS: usize = 200;

/// What a message that cannot be changed is called (telegram-bot-api, `Client.cpp`).
const GONE: [&str; 6] = [
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
    "message_id_invalid",
    "message to be replied not found",
];

/// What a press that cannot be answered is called.
const OLD_PRESS: [&str; 3] = ["query is too old", "query id is invalid", "query_id_invalid"];

/// What is said where the bot is in a chat and may not write: rights taken away, topics closed or deleted.
const NO_RIGHTS: [&str; 11] = [
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_send_",
    "chat_restricted",
    "chat_admin_required",
    "user_restricted",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
];

/// What a chat that the bot cannot reach is called.
const NO_CHAT: [&str; 9] = [
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "user_id_invalid",
    "chat_id_invalid",
    "channel_private",
    "channel_invalid",
    "chat_forbidden",
    "group chat was deactivated",
];

impl ApiFailure {
    /// Tells a refusal by its code first and its wording second; words that we do not know fall into their code's class.
    pub fn classify(code: u16, description: &str, parameters: Parameters) -> Self {
        let words = description.to_lowercase();
        let reason = || description.chars().take(MAX_REASON_CHARS).collect::<String>();
        let says = |any: &[&str]| any.iter().any(|part| words.contains(part));
        if let Some(id) = parameters.migrate_to_chat_id {
            return Self::Migrated(ChatId(id));
        }
        match code {
            420 | 429 => {
                let pause = parameters.retry_after.map_or(USUAL_PAUSE, Duration::from_secs);
                Self::RetryAfter(pause.clamp(Duration::from_secs(1), LONGEST_PAUSE))
            }
            401 | 404 => Self::BadToken(code),
            403 => Self::Forbidden(reason()),
            409 => Self::ConflictingPoll { webhook: words.contains("webhook") },
            500.. => Self::Server(code),
            _ if words.starts_with("forbidden:") => Self::Forbidden(reason()),
            _ if words.contains("message is not modified") => Self::NotModified,
            _ if says(&GONE) => Self::Gone,
            _ if says(&OLD_PRESS) => Self::TooOldPress,
            _ if words.contains("can't parse") => Self::Markup(reason()),
            _ if says(&NO_CHAT) => Self::NoSuchChat(reason()),
            _ if says(&NO_RIGHTS) => Self::NoRights(reason()),
            _ => Self::BadRequest(format!("{} (code {code})", reason())),
        }
    }

    /// What the HTTP client met, without the address that holds the token.
    pub fn network(error: reqwest::Error) -> Self {
        let perhaps_done = !error.is_connect() && !error.is_builder();
        if perhaps_done && error.is_timeout() {
            return Self::TimedOut;
        }
        let error = error.without_url();
        let mut what = error.to_string();
        let mut source = std::error::Error::source(&error);
        while let Some(inner) = source {
            what.push_str(": ");
            what.push_str(&inner.to_string());
            source = inner.source();
        }
        Self::Network { what, perhaps_done }
    }
}
