//! What an event leads to: new records and messages, to be committed as one.

use std::collections::BTreeSet;

use super::{Body, Conversation, Keyboard, MessageRef, Outgoing, Recipient, Slot};
use crate::callback::{CallbackRequest, ChatId};
use crate::safety::secrets::SecretKind;
use crate::words::Markdown;

/// All that a decision changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The chat's new state, if the event changed it.
    pub conversation: Option<Conversation>,
    /// The request as it is now, new or changed.
    pub request: Option<CallbackRequest>,
    /// What is to be sent, in this order.
    pub outbox: Vec<Outgoing>,
    /// Secrets that were sent, to be counted.
    pub incidents: BTreeSet<SecretKind>,
    /// The agents' group moved here.
    pub group: Option<ChatId>,
}

impl Decision {
    /// Says something in a chat.
    pub(super) fn say(&mut self, chat: ChatId, text: Markdown, keyboard: Keyboard) {
        self.send(Recipient::Chat(chat), Body::Say { text, keyboard, slot: None, protect: false });
    }

    /// Says something that carries personal data, remembered under a slot.
    pub(super) fn confide(&mut self, chat: ChatId, text: Markdown, keyboard: Keyboard, slot: Option<Slot>) {
        self.send(Recipient::Chat(chat), Body::Say { text, keyboard, slot, protect: true });
    }

    /// Changes a message that was remembered.
    pub(super) fn edit(&mut self, to: Recipient, slot: Slot, text: Markdown, keyboard: Keyboard) {
        self.send(to, Body::Edit { message: MessageRef::Slot(slot), text, keyboard });
    }

    /// Ends the spinner of a press, with a short line if there is something to say.
    pub(super) fn answer(&mut self, chat: ChatId, press: &str, toast: Option<String>) {
        let body = Body::AnswerClick { press: press.to_owned(), toast, alert: false };
        self.send(Recipient::Chat(chat), body);
    }

    /// Ends the spinner of a press with a line that has to be closed: a refusal must not be missed.
    pub(super) fn refuse(&mut self, chat: ChatId, press: &str, line: String) {
        let body = Body::AnswerClick { press: press.to_owned(), toast: Some(line), alert: true };
        self.send(Recipient::Chat(chat), body);
    }

    /// Deletes a message of the chat.
    pub(super) fn delete(&mut self, chat: ChatId, message: i64) {
        self.send(Recipient::Chat(chat), Body::Delete { message: MessageRef::Id(message) });
    }

    /// Sends anything.
    pub(super) fn send(&mut self, to: Recipient, body: Body) {
        self.outbox.push(Outgoing { to, body });
    }
}
