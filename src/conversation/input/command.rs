//! Every command that can be written to the bot, and whose it is. Does none of them, and knows nobody's rights.

use super::What;

/// What a link to the bot carries before the code of a browser that wants to be signed in.
pub const SIGN_IN_PREFIX: &str = "signin_";

/// A command, with the words after it where they matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::conversation) enum Command<'a> {
    /// The first words of a chat.
    Start,
    /// What can be done here.
    Help,
    /// Which language to read.
    Language,
    /// A call is wanted.
    Call,
    /// How the own call stands.
    Status,
    /// Is this you?
    Verify,
    /// The own call is no longer wanted.
    Cancel,
    /// What is kept of the customer.
    Privacy,
    /// Erase it.
    Forget,
    /// The best request that the agent can call now.
    Next,
    /// What the agent has.
    Mine,
    /// The queue.
    Queue,
    /// A request by its reference, as typed.
    Find(&'a str),
    /// The agent begins work.
    On,
    /// The agent ends work.
    Off,
    /// Today's hours.
    Hours,
    /// A longer day, until this time as typed.
    Extend(&'a str),
    /// A shorter day, until this time as typed.
    Close(&'a str),
    /// The numbers of these days, as typed.
    Stats(&'a str),
    /// Who is at work, and what they have.
    Team,
    /// Who saw the details of a request; its reference as typed.
    Looks(&'a str),
    /// Block the customer of a request: its reference, for how long and why, as typed. Without words, who is blocked.
    Block(&'a str),
    /// Serve the customer of a request again; its reference as typed.
    Unblock(&'a str),
    /// The link of a browser that wants to be signed in; its code as it came.
    SignIn(&'a str),
    /// The same, typed.
    Console(&'a str),
    /// None of ours.
    Unknown,
}

/// Whose a command is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::conversation) enum CommandOf {
    /// Everybody has it.
    Everybody,
    /// Customers; agents who try the desk as one have it too.
    Customers,
    /// Agents.
    Agents,
    /// Agents who lead.
    Leads,
    /// Nobody.
    Nobody,
}

impl<'a> Command<'a> {
    /// Reads a command; `None` for what is none.
    pub(in crate::conversation) fn read(what: &'a What) -> Option<Self> {
        let (name, rest) = what.command_line()?;
        Some(match name {
            "start" => rest.strip_prefix(SIGN_IN_PREFIX).map_or(Self::Start, Self::SignIn),
            "console" => Self::Console(rest),
            "help" => Self::Help,
            "language" => Self::Language,
            "call" => Self::Call,
            "status" => Self::Status,
            "verify" => Self::Verify,
            "cancel" => Self::Cancel,
            "privacy" => Self::Privacy,
            "forget" => Self::Forget,
            "next" => Self::Next,
            "mine" => Self::Mine,
            "queue" => Self::Queue,
            "find" => Self::Find(rest),
            "on" => Self::On,
            "off" => Self::Off,
            "hours" => Self::Hours,
            "extend" => Self::Extend(rest),
            "close" => Self::Close(rest),
            "stats" => Self::Stats(rest),
            "team" => Self::Team,
            "looks" => Self::Looks(rest),
            "block" => Self::Block(rest),
            "unblock" => Self::Unblock(rest),
            _ => Self::Unknown,
        })
    }

    /// Whose it is.
    pub(in crate::conversation) fn whose(self) -> CommandOf {
        match self {
            Self::Start | Self::Help | Self::SignIn(_) | Self::Console(_) => CommandOf::Everybody,
            Self::Language | Self::Call | Self::Status | Self::Verify | Self::Cancel | Self::Privacy | Self::Forget => {
                CommandOf::Customers
            }
            Self::Next
            | Self::Mine
            | Self::Queue
            | Self::Find(_)
            | Self::On
            | Self::Off
            | Self::Hours
            | Self::Extend(_)
            | Self::Close(_) => CommandOf::Agents,
            Self::Stats(_) | Self::Team | Self::Looks(_) | Self::Block(_) | Self::Unblock(_) => CommandOf::Leads,
            Self::Unknown => CommandOf::Nobody,
        }
    }
}
