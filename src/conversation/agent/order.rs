//! The commands of agents, and the records each of them needs. Does none of them.

use jiff::{SignedDuration, Timestamp};

use crate::callback::{Agent, HORIZON_DAYS, RequestId};
use crate::conversation::{Facts, Needs, What};

/// A command that an agent wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::conversation) enum Order<'a> {
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

impl<'a> Order<'a> {
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

    /// What it needs beyond `base`.
    pub(in crate::conversation) fn needs(self, facts: &Facts<'_>, agent: &Agent, base: Needs) -> Needs {
        match self {
            Self::Next => Needs { next: true, ..base },
            Self::Mine | Self::Off => Needs { mine: true, ..base },
            Self::Queue => Needs { queue: true, ..base },
            Self::Find(reference) => Needs { named: reference.parse::<RequestId>().ok(), ..base },
            Self::Extend(_) if agent.leads() => Needs { promised_between: Some(later(facts)), ..base },
            Self::Close(_) if agent.leads() => Needs { promised_between: Some(today(facts)), ..base },
            Self::On | Self::Hours | Self::Extend(_) | Self::Close(_) | Self::Help => base,
        }
    }
}

/// From now to the end of today's hours, whose promises a shorter day may break.
fn today(facts: &Facts<'_>) -> (Timestamp, Timestamp) {
    let openings = facts.hours.openings_on(facts.hours.working_day(facts.now));
    (facts.now, openings.last().map_or(facts.now, |last| last.to))
}

/// All that is promised for later than today's hours, and could be done today when the day is longer.
fn later(facts: &Facts<'_>) -> (Timestamp, Timestamp) {
    let horizon = SignedDuration::from_hours(24 * i64::from(HORIZON_DAYS));
    (today(facts).1, facts.now + horizon)
}
