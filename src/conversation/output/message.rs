//! What the desk sends, in our own words. Rows of the outbox hold these; the Telegram module renders them.

use serde::{Deserialize, Serialize};

use super::Button;
use super::Mail;
use crate::callback::{ChatId, FileRef, RequestId, UserId};
use crate::words::Markdown;

/// One thing to send or change in a chat. Those to one recipient go out by [`Rank`], and within one in the order they were
/// written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outgoing {
    /// To whom.
    pub to: Recipient,
    /// What.
    pub body: Body,
}

/// Where a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// A chat by number.
    Chat(ChatId),
    /// A topic of a group.
    Topic(ChatId, i64),
    /// The agents' group, whatever its number is by then (groups migrate).
    AgentsGroup,
    /// A mailbox of the customer with this chat; the mail itself says which.
    Mailbox(ChatId),
}

/// The ways out of the desk. Each empties its own part of the outbox, and none waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outlet {
    /// Telegram.
    Telegram,
    /// E-mail.
    Mail,
}

impl Recipient {
    /// The way to this recipient.
    pub fn outlet(self) -> Outlet {
        match self {
            Self::Chat(_) | Self::Topic(..) | Self::AgentsGroup => Outlet::Telegram,
            Self::Mailbox(_) => Outlet::Mail,
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Body {
    /// A new message.
    Say {
        /// Its text.
        text: Markdown,
        /// What can be pressed below it.
        keyboard: Keyboard,
        /// Remember the message under this slot, so that it can be edited later.
        slot: Option<Slot>,
        /// Forbid forwarding and saving: personal data.
        protect: bool,
    },
    /// The card of a request, remembered under its slot.
    Card {
        /// Which.
        request: RequestId,
        /// Goes before all else in its chat.
        urgent: bool,
        /// Its text, without personal data.
        text: Markdown,
        /// What can be pressed below it.
        keyboard: Keyboard,
    },
    /// A file that was sent to the bot, sent on.
    File {
        /// Which.
        file: FileRef,
        /// Words below it.
        caption: Option<Markdown>,
        /// What can be pressed below it.
        keyboard: Keyboard,
        /// Remember the message under this slot.
        #[serde(default)]
        slot: Option<Slot>,
        /// Forbid forwarding and saving: personal data.
        protect: bool,
    },
    /// Changes a message. Where the message under the slot, or an earlier edit of it, still waits to be sent, that is sent
    /// with the new words instead; none is sent when the slot is empty.
    Edit {
        /// Which.
        message: MessageRef,
        /// Its new text.
        text: Markdown,
        /// Its new inline buttons; `None` takes them away.
        keyboard: Keyboard,
    },
    /// Takes a message's buttons away.
    Unbutton {
        /// Which.
        message: MessageRef,
    },
    /// Deletes a message for everybody.
    Delete {
        /// Which.
        message: MessageRef,
    },
    /// Ends the spinner of a pressed button. Worthless after a few seconds: never retried for long.
    AnswerClick {
        /// Telegram's id of the press.
        press: String,
        /// A short line shown above the chat; plain text, at most 200 characters.
        toast: Option<String>,
        /// Show it as a box that must be closed.
        alert: bool,
    },
    /// An e-mail, to a [`Recipient::Mailbox`].
    Mail(Mail),
}

/// What goes first in a chat: Telegram takes 20 messages a minute in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Cards of urgent requests.
    UrgentCard,
    /// Other cards, and the digest of those that there is no room for.
    Card,
    /// Everything else. An edit never overtakes its message.
    Usual,
    /// Lines that tell how often something happened.
    Notice,
}

impl Body {
    /// Where it stands among what waits for the same chat.
    pub fn rank(&self) -> Rank {
        let slot = match self {
            Self::Card { urgent: true, .. } => return Rank::UrgentCard,
            Self::Card { .. } => return Rank::Card,
            Self::Say { slot: Some(Slot::Notice(Notice::Waiting)), .. } => return Rank::Card,
            Self::Edit { message: MessageRef::Slot(slot), .. } | Self::Say { slot: Some(slot), .. } => *slot,
            _ => return Rank::Usual,
        };
        match slot {
            Slot::Notice(Notice::Waiting) => Rank::Usual,
            Slot::Notice(_) => Rank::Notice,
            _ => Rank::Usual,
        }
    }

    /// The slot that the new message is remembered under.
    pub fn fills(&self) -> Option<Slot> {
        match self {
            // Nothing of it is ever changed.
            Self::Say { slot: Some(Slot::Told(..)), .. } => None,
            Self::Say { slot, .. } | Self::File { slot, .. } => *slot,
            Self::Card { request, .. } => Some(Slot::Card(*request)),
            _ => None,
        }
    }

    /// The same message with the words of an edit of it; `None` when that cannot be.
    #[must_use]
    pub fn edited(&self, edit: &Self) -> Option<Self> {
        let Self::Edit { text, keyboard, .. } = edit else { return None };
        let (text, keyboard) = (text.clone(), keyboard.clone());
        match self {
            Self::Edit { .. } => Some(edit.clone()),
            Self::Card { request, urgent, .. } => {
                Some(Self::Card { request: *request, urgent: *urgent, text, keyboard })
            }
            Self::Say { slot, protect, .. } => Some(Self::Say { text, keyboard, slot: *slot, protect: *protect }),
            _ => None,
        }
    }
}

/// A message in the recipient's chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageRef {
    /// By Telegram's number.
    Id(i64),
    /// The one remembered under a slot.
    Slot(Slot),
}

/// A name under which a sent message is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The card of a request, in the agents' group or, without one, in an agent's private chat.
    Card(RequestId),
    /// The last reminder that a request waits again.
    Reminder(RequestId),
    /// The details of a request in its claimer's private chat.
    Details(RequestId, UserId),
    /// Everything else that this agent was shown of the request in private: many messages, deleted together.
    Aside(RequestId, UserId),
    /// What told the customer of this agent's deed: who wrote it hears when it cannot be delivered.
    Told(RequestId, UserId),
    /// A line that is edited while more of the same happens.
    Notice(Notice),
}

/// The lines that are edited while more of the same happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// Reports of people who pose as the desk.
    Scams,
    /// Promises that end or have passed.
    Promises,
    /// Requests that wait and have no card.
    Waiting,
}

impl Slot {
    /// Whether all messages under this slot are remembered, not the last alone.
    pub fn gathers(self) -> bool {
        matches!(self, Self::Aside(..))
    }
}

/// What can be pressed below a message.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyboard {
    /// Nothing new; a contact button shown before stays.
    #[default]
    None,
    /// Buttons inside the message, by rows.
    Inline(Vec<Vec<Button>>),
    /// Telegram's button that shares the own contact, in place of the keyboard; private chats only.
    AskContact {
        /// What the contact button says.
        share: String,
        /// Further buttons, each sends its own words.
        others: Vec<String>,
    },
    /// Takes a contact button away.
    Remove,
}
