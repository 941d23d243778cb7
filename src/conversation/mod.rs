//! The talk: pure `decide(state, event, now) -> (state, effects)` for customers and agents. Never I/O, a clock or Telegram types.

mod click;
mod event;
mod message;
mod state;

pub use click::{BookClick, Click};
pub use event::{ChatKind, Incoming, Media, Person, What};
pub use message::{Body, Button, Keyboard, MessageRef, Outgoing, Recipient, Slot};
pub use state::{AgentStep, Allowance, Booking, BookingStep, Conversation, LanguageChoice, Step, Timing};
