//! What an agent presses below a request's details, and its wire form. Rights are checked on every press, never here.

use crate::callback::UserId;
use crate::text::Language;

/// A button below a request's details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkClick {
    /// Show the details again.
    Details,
    /// Show other buttons.
    Show(Panel),
    /// Tell the customer that the call comes within minutes.
    HeadsUp,
    /// Put it off.
    Snooze(SnoozeFor),
    /// Hand it to this colleague.
    Give(UserId),
    /// Hand it to those who speak this language.
    GiveTo(Language),
    /// Ask the customer something.
    Question,
    /// Correct the number.
    Number,
}

/// A set of buttons below the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// What is needed with every call.
    Main,
    /// What is needed now and then.
    More,
    /// How long to put it off.
    Snooze,
    /// To whom to hand it.
    Transfer,
}

/// How long a request is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnoozeFor {
    /// So many minutes.
    Minutes(u16),
    /// Until the desk opens on the next day that it does.
    Morning,
    /// Until a time that the agent types.
    Own,
}

impl Panel {
    const ALL: [(&'static str, Self); 4] =
        [("main", Self::Main), ("more", Self::More), ("snooze", Self::Snooze), ("give", Self::Transfer)];
}

impl WorkClick {
    pub(in crate::conversation) fn encode(self) -> String {
        match self {
            Self::Details => "details".into(),
            Self::Show(panel) => {
                let name = Panel::ALL.iter().find(|(_, other)| *other == panel).map_or("main", |(name, _)| name);
                format!("show:{name}")
            }
            Self::HeadsUp => "soon".into(),
            Self::Snooze(SnoozeFor::Minutes(minutes)) => format!("snooze:{minutes}"),
            Self::Snooze(SnoozeFor::Morning) => "snooze:morning".into(),
            Self::Snooze(SnoozeFor::Own) => "snooze:own".into(),
            Self::Give(UserId(agent)) => format!("give:{agent}"),
            Self::GiveTo(language) => format!("giveto:{language}"),
            Self::Question => "question".into(),
            Self::Number => "number".into(),
        }
    }

    pub(in crate::conversation) fn decode(data: &str) -> Option<Self> {
        let (verb, rest) = data.split_once(':').unwrap_or((data, ""));
        Some(match (verb, rest) {
            ("details", "") => Self::Details,
            ("show", name) => Self::Show(Panel::ALL.iter().find(|(other, _)| *other == name)?.1),
            ("soon", "") => Self::HeadsUp,
            ("snooze", "morning") => Self::Snooze(SnoozeFor::Morning),
            ("snooze", "own") => Self::Snooze(SnoozeFor::Own),
            ("snooze", minutes) => Self::Snooze(SnoozeFor::Minutes(minutes.parse().ok()?)),
            ("give", agent) => Self::Give(UserId(agent.parse().ok()?)),
            ("giveto", language) => Self::GiveTo(language.parse().ok()?),
            ("question", "") => Self::Question,
            ("number", "") => Self::Number,
            _ => return None,
        })
    }
}
