//! One row of the outbox to one request, and Telegram's answer to what becomes of the row. Never waits for a turn.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::payloads::{
    AnswerCallbackQuery, DeleteMessage, DeleteMessages, EditMessageReplyMarkup, EditMessageText, SendMessage,
};
use teloxide::types::{CallbackQueryId, LinkPreviewOptions, MessageId, ParseMode, ThreadId};

use super::api::Bot;
use super::failure::ApiFailure;
use super::files::SendFile;
use super::keyboards::{inline, markup};
use super::pause::after_failures;
use super::render::{Page, caption, cut, render};
use crate::callback::{ChatId, FileRef, Silence};
use crate::conversation::{Body, Keyboard, MessageRef, Recipient, Slot};
use crate::store::{Delivery, OutboxRow, Store, StoreFault};
use crate::telemetry;
use crate::words::Markdown;

/// Telegram's limit of the line above the chat, UTF-16 units.
const MAX_TOAST: usize = 200;

/// What stands in the place of a message that Telegram deletes no more, which is after 48 hours (Bot API, deleteMessage).
const EMPTIED: &str = "🗑";

/// How long a press can wait for its answer before nobody looks any more.
const PRESS_LIFE: SignedDuration = SignedDuration::from_secs(30);

/// How long Telegram may fail to take a message before it is given up: longer than any outage so far, and by then
/// nobody waits for it.
const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(48);

/// The first pause and the longest after an answer that did not come in time: what was asked may have been done.
const LATE_PAUSE: Duration = Duration::from_secs(60);
const LONGEST_LATE_PAUSE: Duration = Duration::from_secs(600);

/// The first pause after a failure, and the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What became of a row, and what it says about the pace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// For the store.
    pub delivery: Delivery,
    /// Telegram asked for a pause.
    pub pause: Option<Duration>,
    /// The answer did not come in time.
    pub late: bool,
    /// Why the agents' group could not be written to.
    pub refused: Option<Silence>,
}

impl From<Delivery> for Outcome {
    fn from(delivery: Delivery) -> Self {
        Self { delivery, pause: None, late: false, refused: None }
    }
}

/// Sends rows.
pub struct Post {
    /// The client.
    pub bot: Arc<Bot>,
    /// Where the numbers of earlier messages are.
    pub store: Arc<dyn Store>,
}

#[derive(Deserialize)]
struct Made {
    message_id: i64,
}

/// Why a row was not sent as it is.
enum Stopped {
    /// There is nothing to send, or nothing to send it to.
    Pointless(&'static str),
    Refused(ApiFailure),
    Store(StoreFault),
}

impl From<ApiFailure> for Stopped {
    fn from(failure: ApiFailure) -> Self {
        Self::Refused(failure)
    }
}

impl Post {
    /// Sends a row to its chat.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn deliver(&self, row: &OutboxRow, chat: ChatId, now: Timestamp) -> Result<Outcome, StoreFault> {
        match self.send(row, chat, now).await {
            Ok(message) => Ok(Delivery::Sent { message }.into()),
            Err(Stopped::Pointless(why)) => {
                tracing::debug!(row = row.id, why, "not sent");
                Ok(Delivery::Dropped.into())
            }
            Err(Stopped::Refused(failure)) => Ok(settle(&failure, row, chat, now)),
            Err(Stopped::Store(StoreFault::Damaged { key, reason })) => {
                tracing::error!(row = row.id, key, reason, "a message was dropped: a record cannot be read");
                Ok(Delivery::Dropped.into())
            }
            Err(Stopped::Store(fault)) => Err(fault),
        }
    }

    async fn send(&self, row: &OutboxRow, chat: ChatId, now: Timestamp) -> Result<Option<i64>, Stopped> {
        match &row.message.body {
            Body::Say { text, keyboard, protect, .. } => {
                let topic = match row.message.to {
                    Recipient::Topic(_, topic) => Some(topic),
                    _ => None,
                };
                match self.say(text, keyboard, *protect, chat, topic).await {
                    // A topic that is closed or gone: better in the wrong place than nowhere.
                    Err(Stopped::Refused(ApiFailure::NoRights(reason))) if topic.is_some() => {
                        tracing::info!(reason, "not sent to its topic; it goes to the group");
                        self.say(text, keyboard, *protect, chat, None).await
                    }
                    answer => answer,
                }
            }
            Body::Card { text, keyboard, .. } => self.say(text, keyboard, false, chat, None).await,
            Body::File { file, caption, keyboard, protect, .. } => {
                self.send_on(file, caption.as_ref(), keyboard, *protect, chat).await
            }
            Body::Edit { message, text, keyboard } => {
                let message = self.find(row, *message).await?;
                self.edit(message, text, keyboard, chat).await
            }
            Body::Unbutton { message } => {
                let message = self.find(row, *message).await?;
                done(self.bot.call(&EditMessageReplyMarkup::new(to(chat), message)).await)
            }
            Body::Delete { message: MessageRef::Slot(slot) } if slot.gathers() => {
                self.delete_all(row, *slot, chat).await
            }
            Body::Delete { message } => {
                let personal = matches!(message, MessageRef::Slot(Slot::Details(..)));
                let message = self.find(row, *message).await?;
                if personal {
                    return self.erase(message, chat).await;
                }
                done(self.bot.call(&DeleteMessage::new(to(chat), message)).await)
            }
            Body::AnswerClick { .. } if now.duration_since(row.written_at) > PRESS_LIFE => {
                Err(Stopped::Pointless("the press is too old to answer"))
            }
            Body::AnswerClick { press, toast, alert } => {
                let mut request = AnswerCallbackQuery::new(CallbackQueryId(press.clone()));
                request.text = toast.as_deref().map(|toast| cut(toast, MAX_TOAST));
                request.show_alert = alert.then_some(true);
                done(self.bot.call(&request).await)
            }
            Body::Mail(_) => Err(Stopped::Pointless("a mail is nothing for Telegram")),
        }
    }

    async fn say(
        &self,
        text: &Markdown,
        keyboard: &Keyboard,
        protect: bool,
        chat: ChatId,
        topic: Option<i64>,
    ) -> Result<Option<i64>, Stopped> {
        let Page { html, plain } = render(text).ok_or(Stopped::Pointless("the text is empty"))?;
        let mut request = SendMessage::new(to(chat), html);
        request.message_thread_id = topic.and_then(|id| Some(ThreadId(MessageId(i32::try_from(id).ok()?))));
        request.parse_mode = Some(ParseMode::Html);
        request.link_preview_options = Some(no_preview());
        request.protect_content = protect.then_some(true);
        request.reply_markup = markup(keyboard, chat);
        let answer = match self.bot.call(&request).await {
            Err(ApiFailure::Markup(reason)) => {
                tracing::error!(reason, "Telegram could not read our formatting; the text goes without it");
                request.text = plain;
                request.parse_mode = None;
                self.bot.call(&request).await
            }
            answer => answer,
        };
        Ok(number(&answer?))
    }

    /// Sends a file on; when Telegram no longer has it, at least the words below it.
    async fn send_on(
        &self,
        file: &FileRef,
        words: Option<&Markdown>,
        keyboard: &Keyboard,
        protect: bool,
        chat: ChatId,
    ) -> Result<Option<i64>, Stopped> {
        let page = words.and_then(caption);
        let mut request = SendFile::new(chat, file);
        request.protect_content = protect.then_some(true);
        request.reply_markup = markup(keyboard, chat);
        request.parse_mode = page.is_some().then_some(ParseMode::Html);
        request.caption = page.as_ref().map(|page| page.html.clone());
        let answer = match self.bot.send_file(&request).await {
            Err(ApiFailure::Markup(reason)) => {
                tracing::error!(reason, "Telegram could not read our formatting; the text goes without it");
                request.caption = page.map(|page| page.plain);
                request.parse_mode = None;
                self.bot.send_file(&request).await
            }
            answer => answer,
        };
        match (answer, words) {
            (Err(ApiFailure::BadRequest(reason)), Some(words)) => {
                tracing::error!(reason, "a file could not be sent on; its words go alone");
                self.say(words, keyboard, protect, chat, None).await
            }
            (answer, _) => Ok(number(&answer?)),
        }
    }

    async fn edit(
        &self,
        message: MessageId,
        text: &Markdown,
        keyboard: &Keyboard,
        chat: ChatId,
    ) -> Result<Option<i64>, Stopped> {
        let Page { html, plain } = render(text).ok_or(Stopped::Pointless("the text is empty"))?;
        let mut request = EditMessageText::new(to(chat), message, html);
        request.parse_mode = Some(ParseMode::Html);
        request.link_preview_options = Some(no_preview());
        request.reply_markup = inline(keyboard);
        done(match self.bot.call(&request).await {
            Err(ApiFailure::Markup(reason)) => {
                tracing::error!(reason, "Telegram could not read our formatting; the text goes without it");
                request.text = plain;
                request.parse_mode = None;
                self.bot.call(&request).await
            }
            answer => answer,
        })
    }

    /// Deletes all messages under a slot. Those that are gone already are passed over by Telegram itself.
    async fn delete_all(&self, row: &OutboxRow, slot: Slot, chat: ChatId) -> Result<Option<i64>, Stopped> {
        let numbers = self.store.messages_in(row.message.to, slot).await.map_err(Stopped::Store)?;
        let numbers: Vec<MessageId> =
            numbers.into_iter().filter_map(|number| i32::try_from(number).ok()).map(MessageId).collect();
        if numbers.is_empty() {
            return Err(Stopped::Pointless("no message is remembered under its slot"));
        }
        match self.bot.call(&DeleteMessages::new(to(chat), numbers.iter().copied())).await {
            Err(ApiFailure::Gone | ApiFailure::BadRequest(_)) => {}
            answer => return done(answer),
        }
        // One that is too old spares the others.
        for number in numbers {
            self.erase(number, chat).await?;
        }
        Ok(None)
    }

    /// Deletes a message with personal data; one that is too old for it is emptied.
    async fn erase(&self, message: MessageId, chat: ChatId) -> Result<Option<i64>, Stopped> {
        match self.bot.call(&DeleteMessage::new(to(chat), message)).await {
            Err(ApiFailure::Gone | ApiFailure::BadRequest(_)) => {}
            answer => return done(answer),
        }
        match self.bot.call(&EditMessageText::new(to(chat), message, EMPTIED)).await {
            Err(ApiFailure::BadRequest(reason)) => {
                tracing::warn!(reason, "a message of more than 48 hours could be neither deleted nor emptied");
                Ok(None)
            }
            Err(ApiFailure::Gone | ApiFailure::NotModified) => Ok(None),
            answer => done(answer),
        }
    }

    async fn find(&self, row: &OutboxRow, message: MessageRef) -> Result<MessageId, Stopped> {
        let number = match message {
            MessageRef::Id(number) => Some(number),
            MessageRef::Slot(slot) => self.store.message_in(row.message.to, slot).await.map_err(Stopped::Store)?,
        };
        let number = number.ok_or(Stopped::Pointless("no message is remembered under its slot"))?;
        i32::try_from(number).map(MessageId).map_err(|_| Stopped::Pointless("no message has such a number"))
    }
}

/// What an answer that is no success makes of a row.
pub fn settle(failure: &ApiFailure, row: &OutboxRow, chat: ChatId, now: Timestamp) -> Outcome {
    let press = matches!(row.message.body, Body::AnswerClick { .. });
    match failure {
        ApiFailure::NotModified => Delivery::Sent { message: None }.into(),
        ApiFailure::Gone | ApiFailure::TooOldPress => {
            tracing::debug!(row = row.id, %failure, "too late");
            Delivery::Dropped.into()
        }
        ApiFailure::RetryAfter(pause) => {
            telemetry::slowed_down();
            tracing::warn!(row = row.id, ?pause, "Telegram asks to slow down");
            Outcome { pause: Some(*pause), ..retry_at(row, *pause, now).into() }
        }
        ApiFailure::Forbidden(reason) | ApiFailure::NoSuchChat(reason) if !press && chat.0 > 0 => {
            tracing::info!(row = row.id, reason, "the person cannot be written to");
            Delivery::Unreachable.into()
        }
        ApiFailure::Migrated(new) if row.message.to == Recipient::AgentsGroup => {
            tracing::warn!(%new, "the agents' group became a supergroup; its new number is remembered");
            Delivery::Migrated(*new).into()
        }
        ApiFailure::Forbidden(reason) | ApiFailure::NoSuchChat(reason) | ApiFailure::NoRights(reason)
            if row.message.to == Recipient::AgentsGroup && !press =>
        {
            let pause = after_failures(row.tries, FIRST_PAUSE, LONGEST_PAUSE);
            tracing::error!(
                row = row.id,
                tries = row.tries,
                reason,
                ?pause,
                "ALARM: the bot cannot write to the agents' group"
            );
            Outcome { refused: Some(silence(failure)), ..retry_at(row, pause, now).into() }
        }
        ApiFailure::TimedOut => {
            let pause = after_failures(row.tries, LATE_PAUSE, LONGEST_LATE_PAUSE);
            tracing::warn!(row = row.id, tries = row.tries, %failure, ?pause, "not known to be sent");
            Outcome { late: true, ..retry_at(row, pause, now).into() }
        }
        ApiFailure::Server(_)
        | ApiFailure::Network { .. }
        | ApiFailure::Garbled(_)
        | ApiFailure::BadToken(_)
        | ApiFailure::ConflictingPoll { .. } => {
            // A refused token ends the program through the poll; the message waits for the next start.
            let pause = after_failures(row.tries, FIRST_PAUSE, LONGEST_PAUSE);
            tracing::warn!(row = row.id, tries = row.tries, %failure, ?pause, "not sent yet");
            retry_at(row, pause, now).into()
        }
        ApiFailure::Forbidden(_)
        | ApiFailure::NoSuchChat(_)
        | ApiFailure::NoRights(_)
        | ApiFailure::Migrated(_)
        | ApiFailure::Markup(_)
        | ApiFailure::BadRequest(_) => {
            tracing::error!(row = row.id, %failure, "a message was refused for good and dropped");
            Delivery::Dropped.into()
        }
    }
}

/// What is missing, by what Telegram says.
fn silence(failure: &ApiFailure) -> Silence {
    match failure {
        ApiFailure::Forbidden(reason) if !reason.to_lowercase().contains("deleted") => Silence::NotInGroup,
        ApiFailure::NoRights(reason) if reason.to_lowercase().contains("topic") => Silence::TopicClosed,
        ApiFailure::NoRights(_) => Silence::MayNotWrite,
        _ => Silence::NoSuchGroup,
    }
}

fn retry_at(row: &OutboxRow, pause: Duration, now: Timestamp) -> Delivery {
    let life = if matches!(row.message.body, Body::AnswerClick { .. }) { PRESS_LIFE } else { GIVE_UP_AFTER };
    if now.duration_since(row.written_at) > life {
        tracing::error!(row = row.id, tries = row.tries, "a message found no way for too long and was dropped");
        return Delivery::Dropped;
    }
    let pause = SignedDuration::try_from(pause).unwrap_or(GIVE_UP_AFTER);
    Delivery::RetryAt(now.saturating_add(pause).unwrap_or(now))
}

fn to(chat: ChatId) -> teloxide::types::ChatId {
    teloxide::types::ChatId(chat.0)
}

fn done(answer: Result<Box<RawValue>, ApiFailure>) -> Result<Option<i64>, Stopped> {
    answer?;
    Ok(None)
}

/// The number of the message made; one that cannot be read was sent all the same.
fn number(result: &RawValue) -> Option<i64> {
    serde_json::from_str(result.get()).ok().map(|Made { message_id }| message_id)
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}
