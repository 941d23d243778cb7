//! What comes in: events, commands, presses of buttons. Knows nothing of the desk, its records or what people read.

mod agent_click;
mod click;
mod command;
mod customer_click;
mod elsewhere;
mod event;
mod fraud;
mod joined;
mod overdue;
mod phrases;
mod time_choice;
mod wire;
mod wish;

pub use agent_click::{AgentClick, Panel, QueueFilter, SnoozeFor, WorkClick};
pub use click::{Click, MAX_CLICK_BYTES, UnknownClick};
pub use command::SIGN_IN_PREFIX;
pub(in crate::conversation) use command::{Command, CommandOf};
pub use customer_click::{BookClick, CustomerClick, Disclosed};
pub(in crate::conversation) use elsewhere::Elsewhere;
pub use event::{ChatKind, Incoming, Media, Person, Sent, What, Written};
pub(in crate::conversation) use fraud::{read_fraud, says_not_me};
pub(in crate::conversation) use overdue::says_overdue;
pub(in crate::conversation) use phrases::Phrases;
pub use time_choice::TimeChoice;
pub(in crate::conversation) use wish::CallWish;
