//! What is said to an agent on the console, in place of a message: it goes back to the page that asked, and is not sent.

use super::Keyboard;
use crate::conversation::context::AgentStep;
use crate::words::Markdown;

/// Something that is said to an agent on the console.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What.
    pub text: Markdown,
    /// What can be pressed with it.
    pub keyboard: Keyboard,
    /// What the agent did has no effect, and this is why.
    pub refused: bool,
    /// The words that are asked for, if any.
    pub asks: Option<AgentStep>,
}
