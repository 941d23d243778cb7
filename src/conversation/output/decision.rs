//! What an event leads to: new records and messages, to be committed as one.

use std::collections::BTreeSet;

use super::{Answer, Body, Keyboard, MessageRef, Outgoing, Recipient, Slot};
use crate::admission::{Attempt, AttemptCode, Record, SessionId};
use crate::callback::{Board, CallbackRequest, ChatId, Look, Measure, RequestId, UserId};
use crate::conversation::context::{Conversation, Facts};
use crate::matching::IntentId;
use crate::safety::secrets::SecretKind;
use crate::words::Markdown;

/// All that a decision changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// The chat's new state, if the event changed it.
    pub conversation: Option<Conversation>,
    /// Requests as they are now, new or changed; each once.
    pub requests: Vec<CallbackRequest>,
    /// A promise was made from what was promised before: nobody else may have made one meanwhile, nor changed the hours.
    pub promises: bool,
    /// An agent takes a request: what else they have must not change meanwhile.
    pub takes: bool,
    /// The desk's board as it is now.
    pub board: Option<Board>,
    /// Who saw whose details.
    pub looks: Vec<Look>,
    /// A sign-in as it is now.
    pub attempt: Option<(AttemptCode, Attempt)>,
    /// Sessions that end.
    pub ended_sessions: Vec<SessionId>,
    /// What members of the desk did, to be written down.
    pub audit: Vec<Record>,
    /// What is to be counted: what, about which topic, by whom, how many.
    pub tally: Vec<(Measure, Option<IntentId>, Option<UserId>, u64)>,
    /// What is to be sent, in this order.
    pub outbox: Vec<Outgoing>,
    /// What is said to an agent on the console.
    pub answers: Vec<Answer>,
    /// Secrets that were sent, to be counted.
    pub incidents: BTreeSet<SecretKind>,
    /// Everything kept of the person in this chat is erased; of their calls, the record without identity stays.
    pub erase: bool,
    /// The agents' group moved here.
    pub group: Option<ChatId>,
}

impl Decision {
    /// Whether it changes what all others decide from: promises, or the board.
    pub fn is_contended(&self) -> bool {
        self.promises || self.board.is_some()
    }

    /// Whether it does more than talk and count: it changes a request or the board, makes a promise, shows details or lets
    /// somebody in.
    pub fn is_deed(&self) -> bool {
        let signs_in = self.attempt.is_some() || !self.ended_sessions.is_empty();
        self.is_contended() || signs_in || !self.requests.is_empty() || !self.looks.is_empty()
    }

    /// Keeps a request as it is now; what was kept of it before is forgotten.
    pub(in crate::conversation) fn keep(&mut self, request: CallbackRequest) {
        self.requests.retain(|kept| kept.id != request.id);
        self.requests.push(request);
    }

    /// The desk's board, to be changed; kept with the decision.
    pub(in crate::conversation) fn board_of(&mut self, facts: &Facts<'_>) -> &mut Board {
        self.board.get_or_insert_with(|| facts.board.clone())
    }

    /// A request that was kept.
    pub(in crate::conversation) fn kept(&self, id: RequestId) -> Option<&CallbackRequest> {
        self.requests.iter().find(|request| request.id == id)
    }

    /// Counts something of a request once.
    pub(in crate::conversation) fn count(
        &mut self,
        measure: Measure,
        request: &CallbackRequest,
        agent: Option<UserId>,
    ) {
        self.tally.push((measure, request.topic.clone(), agent, 1));
    }

    /// Says something in a chat.
    pub(in crate::conversation) fn say(&mut self, chat: ChatId, text: Markdown, keyboard: Keyboard) {
        self.send(Recipient::Chat(chat), Body::Say { text, keyboard, slot: None, protect: false });
    }

    /// Says something that carries personal data, remembered under a slot.
    pub(in crate::conversation) fn confide(
        &mut self,
        chat: ChatId,
        text: Markdown,
        keyboard: Keyboard,
        slot: Option<Slot>,
    ) {
        self.send(Recipient::Chat(chat), Body::Say { text, keyboard, slot, protect: true });
    }

    /// Changes a message that was remembered.
    pub(in crate::conversation) fn edit(&mut self, to: Recipient, slot: Slot, text: Markdown, keyboard: Keyboard) {
        self.send(to, Body::Edit { message: MessageRef::Slot(slot), text, keyboard });
    }

    /// Ends the spinner of a press, with a short line if there is something to say.
    pub(in crate::conversation) fn answer(&mut self, chat: ChatId, press: &str, toast: Option<String>) {
        let body = Body::AnswerClick { press: press.to_owned(), toast, alert: false };
        self.send(Recipient::Chat(chat), body);
    }

    /// Ends the spinner of a press with a line that has to be closed: a refusal must not be missed.
    pub(in crate::conversation) fn refuse(&mut self, chat: ChatId, press: &str, line: String) {
        let body = Body::AnswerClick { press: press.to_owned(), toast: Some(line), alert: true };
        self.send(Recipient::Chat(chat), body);
    }

    /// Deletes a message of the chat.
    pub(in crate::conversation) fn delete(&mut self, chat: ChatId, message: i64) {
        self.send(Recipient::Chat(chat), Body::Delete { message: MessageRef::Id(message) });
    }

    /// What is said in this chat goes to the topic that was written in.
    pub(in crate::conversation) fn answer_in_topic(&mut self, chat: ChatId, topic: i64) {
        for message in &mut self.outbox {
            if message.to == Recipient::Chat(chat) && matches!(message.body, Body::Say { .. }) {
                message.to = Recipient::Topic(chat, topic);
            }
        }
    }

    /// Sends anything.
    pub(in crate::conversation) fn send(&mut self, to: Recipient, body: Body) {
        self.outbox.push(Outgoing { to, body });
    }
}
