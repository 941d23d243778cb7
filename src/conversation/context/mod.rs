//! What a decision is made from: the desk's facts, the records of a situation, the state of a chat. Decides nothing.

mod booking;
mod facts;
mod heard;
mod needs;
mod rate_limit;
mod retention;
mod situation;
mod state;
mod text_block;
mod urgency;

pub use booking::{Booking, BookingStep, NumberChoice, Said, Wish};
pub use facts::Facts;
pub use heard::{Heard, is_fresh};
pub use needs::{Needs, needs};
pub use rate_limit::Allowance;
pub(in crate::conversation) use rate_limit::Pass;
pub use retention::Retention;
pub use situation::{Part, Situation};
pub(in crate::conversation) use state::AGENT_TEXT_WITHIN;
pub use state::{AgentStep, Awaited, Conversation, LanguageChoice, Step, Suspect, ZoneChoice};
pub use text_block::{Purpose, TextBlock, TextBlocks};
pub use urgency::is_urgent;
pub(in crate::conversation) use urgency::urgent_meaning;
