//! The commands of agents. Does none of them, and knows nobody's rights.

use super::What;

/// A command that an agent wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::conversation) enum AgentCommand<'a> {
    /// The best request that they can call now.
    Next,
    /// What they have.
    Mine,
    /// The queue.
    Queue,
    /// A request by its reference, as typed.
    Find(&'a str),
    /// They begin work.
    On,
    /// They end work.
    Off,
    /// Today's hours.
    Hours,
    /// A longer day, until this time as typed.
    Extend(&'a str),
    /// A shorter day, until this time as typed.
    Close(&'a str),
    /// What can be done here.
    Help,
}

impl<'a> AgentCommand<'a> {
    /// Reads a command of agents; `None` for any other text.
    pub(in crate::conversation) fn read(what: &'a What) -> Option<Self> {
        let (name, rest) = what.command_line()?;
        Some(match name {
            "next" => Self::Next,
            "mine" => Self::Mine,
            "queue" => Self::Queue,
            "find" => Self::Find(rest),
            "on" => Self::On,
            "off" => Self::Off,
            "hours" => Self::Hours,
            "extend" => Self::Extend(rest),
            "close" => Self::Close(rest),
            "start" | "help" => Self::Help,
            _ => return None,
        })
    }

    /// Whether customers are told that it is not for them; the others are commands of theirs too.
    pub(in crate::conversation) fn is_for_agents_alone(self) -> bool {
        self != Self::Help
    }
}
