//! What goes out: a decision, its messages, buttons and mails. Chooses no words.

mod answer;
mod button;
mod decision;
mod mail;
mod message;

pub use answer::Answer;
pub use button::Button;
pub(in crate::conversation) use button::button;
pub use decision::Decision;
pub use mail::{CODE_PLACE, Mail, MailFault};
pub use message::{Body, Keyboard, MessageRef, Notice, Outgoing, Outlet, Rank, Recipient, Slot};
