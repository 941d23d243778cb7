//! A booking in the making, as it is kept between two messages. Asks nothing and books nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::callback::CustomerNote;
use crate::matching::IntentId;
use crate::safety::Phone;

/// A booking in the making.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Booking {
    /// Which booking of this chat it is; its buttons carry the number.
    pub number: u32,
    /// The question asked now.
    pub step: BookingStep,
    /// What it is about.
    pub topic: Option<IntentId>,
    /// What happened, in the customer's words from before the booking began.
    pub story: Option<String>,
    /// What they told since, message by message.
    #[serde(default)]
    pub said: Vec<Said>,
    /// The number to call.
    pub phone: Option<Phone>,
    /// What to dial behind it.
    #[serde(default)]
    pub extension: Option<String>,
    /// The numbers between which the customer is to choose.
    #[serde(default)]
    pub numbers: Vec<NumberChoice>,
    /// The number came with somebody else's contact.
    #[serde(default)]
    pub others_contact: bool,
    /// When they want the call, in their words.
    #[serde(default)]
    pub wish: Option<Wish>,
    /// The pictures and other files that were sent meanwhile.
    #[serde(default)]
    pub files: Vec<CustomerNote>,
}

/// A message that belongs to the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Which, so that an edit of it counts.
    pub message: i64,
    /// When.
    pub at: Timestamp,
    /// Its words.
    pub text: String,
}

/// A number that may be the one to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberChoice {
    /// The number.
    pub phone: Phone,
    /// What to dial behind it.
    pub extension: Option<String>,
}

/// When somebody wants to be called, as they said it: what "tomorrow at three" means depends on where they are, which may
/// be known later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Their words.
    pub text: String,
    /// When they said them.
    pub at: Timestamp,
}

/// The questions of a booking, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BookingStep {
    /// What is it about?
    Topic,
    /// Which number? Bookings of older versions may stand at the story, which is no question any more.
    #[serde(alias = "story")]
    Phone,
    /// Where are you?
    Zone,
    /// When? Bookings of older versions may stand at a summary, which is none any more either.
    #[serde(alias = "confirm")]
    Timing,
}

impl Booking {
    /// A booking of which only its number in the chat is known.
    pub fn new(number: u32, step: BookingStep) -> Self {
        Self {
            number,
            step,
            topic: None,
            story: None,
            said: Vec::new(),
            phone: None,
            extension: None,
            numbers: Vec::new(),
            others_contact: false,
            wish: None,
            files: Vec::new(),
        }
    }

    /// All that was told, in the order in which it was; `None` when nothing was.
    pub fn told(&self) -> Option<String> {
        let all: Vec<&str> =
            self.story.as_deref().into_iter().chain(self.said.iter().map(|said| said.text.as_str())).collect();
        (!all.is_empty()).then(|| all.join("\n"))
    }
}
