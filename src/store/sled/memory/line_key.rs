//! Which line of the outbox a message stands in, and what it has to do with a slot.

use crate::conversation::{Body, MessageRef, Outgoing, Outlet, Recipient, Slot};

/// Rows that keep an order among themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKey {
    /// To the agents' group.
    Group,
    /// To a chat.
    Chat(i64),
    /// The answer to a press: a line of its own, named by its row.
    Press(u64),
    /// To a customer's mailbox.
    Mailbox(i64),
}

impl LineKey {
    /// The line of a message that has this row.
    pub fn of(row: u64, message: &Outgoing) -> Self {
        match (&message.body, message.to) {
            (Body::AnswerClick { .. }, _) => Self::Press(row),
            (_, to) => Self::to(to),
        }
    }

    /// The line of all ordered messages to a recipient.
    pub fn to(recipient: Recipient) -> Self {
        match recipient {
            Recipient::AgentsGroup => Self::Group,
            // Telegram's pace is the chat's, all topics together.
            Recipient::Chat(chat) | Recipient::Topic(chat, _) => Self::Chat(chat.0),
            Recipient::Mailbox(chat) => Self::Mailbox(chat.0),
        }
    }

    /// The way out of the messages in it.
    pub fn outlet(self) -> Outlet {
        match self {
            Self::Group | Self::Chat(_) | Self::Press(_) => Outlet::Telegram,
            Self::Mailbox(_) => Outlet::Mail,
        }
    }
}

/// What a message has to do with a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Nothing.
    None,
    /// Changes the message in it: a later change may take its place.
    Edit(Slot),
    /// Fills it: a later change may be made to it before it is sent.
    Fill(Slot),
    /// Clears it: what still waits to fill it need not be sent.
    Clear(Slot),
    /// Changes its message in a way that a later edit must come after.
    Bar(Slot),
}

impl Touch {
    /// What this message has to do with a slot.
    pub fn of(body: &Body) -> Self {
        match body {
            Body::Edit { message: MessageRef::Slot(slot), .. } => Self::Edit(*slot),
            Body::Unbutton { message: MessageRef::Slot(slot) } => Self::Bar(*slot),
            Body::Delete { message: MessageRef::Slot(slot) } if slot.gathers() => Self::Bar(*slot),
            Body::Delete { message: MessageRef::Slot(slot) } => Self::Clear(*slot),
            Body::File { slot: Some(slot), .. } => Self::Bar(*slot),
            body => match body.fills() {
                Some(slot) if slot.gathers() => Self::Bar(slot),
                Some(slot) => Self::Fill(slot),
                None => Self::None,
            },
        }
    }
}
