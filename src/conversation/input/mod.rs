//! What comes in: events, commands, presses of buttons. Knows nothing of the desk, its records or what people read.

mod click;
mod command;
mod event;
mod time_choice;
mod work_click;

pub use click::{BookClick, Click, Disclosed, MAX_CLICK_BYTES, UnknownClick};
pub(in crate::conversation) use command::{Command, CommandOf};
pub use event::{ChatKind, Incoming, Media, Person, What};
pub use time_choice::TimeChoice;
pub use work_click::{Panel, SnoozeFor, WorkClick};
