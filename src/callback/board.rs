//! What was changed since the settings were written: who is at work, today's hours, the fakes that customers reported.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::rules::{UNPROVED_LATELY, UNUSUALLY_MANY};
use super::{
    Agent, Blocks, OpenLines, OpenSpan, Reported, RequestId, Roster, ServiceHours, Shown, Silence, UserId, Watch,
};

/// The desk's board: read with every event, and written by the part ([`BoardPart`]), each with a version of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Agents who said that they begin or end; who said nothing is at work.
    #[serde(default)]
    pub shifts: BTreeMap<UserId, Shift>,
    /// Days whose hours a lead has changed, in the desk's time zone.
    #[serde(default)]
    pub hours: BTreeMap<Date, Vec<OpenSpan>>,
    /// What customers have reported as fakes. Under "reported" stood marks without a key, which are forgotten.
    #[serde(default, rename = "fakes")]
    pub reported: Reported,
    /// Requests whose deadline came near or passed since the last alert.
    #[serde(default)]
    pub alarms: BTreeSet<RequestId>,
    /// When the last alert was given.
    #[serde(default)]
    pub alerted_at: Option<Timestamp>,
    /// When the leads were last told that unusually many calls are booked with unproved numbers.
    #[serde(default)]
    pub unproved_told_at: Option<Timestamp>,
    /// Agents whose looking-up is counted.
    #[serde(default)]
    pub watched: BTreeMap<UserId, Watch>,
    /// Details that are shown to agents who do not have the request.
    #[serde(default)]
    pub shown: Vec<Shown>,
    /// People whom leads have blocked.
    #[serde(default)]
    pub blocks: Blocks,
    /// Lines that count on.
    #[serde(default)]
    pub lines: OpenLines,
    /// Why the agents' group cannot be written to; `None` while it can.
    #[serde(default)]
    pub silence: Option<Silence>,
}

/// A part of the board, by what it is about: who changes one does not meet those who change another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoardPart {
    /// When calls can be made: who is at work, and which days' hours were changed.
    Service,
    /// What was reported as fake.
    Reports,
    /// What the next alert tells of, when the last was given, lines that count on, and whether the group can be written to.
    Alarms,
    /// Who may look at details: what is counted of agents, and what they are shown for a while.
    Access,
    /// Who is blocked.
    Blocks,
}

impl BoardPart {
    /// Every part.
    pub const ALL: [Self; 5] = [Self::Service, Self::Reports, Self::Alarms, Self::Access, Self::Blocks];
}

/// Whether an agent is at work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shift {
    /// At work.
    pub on: bool,
    /// Since when.
    pub since: Timestamp,
}

/// An alert comes at most this often and tells of all since the last: the group takes 20 messages a minute, and nobody
/// reads more than one.
const ALERT_EVERY: SignedDuration = SignedDuration::from_mins(1);

impl Board {
    /// Whether a part is the same on another board.
    pub fn agrees(&self, part: BoardPart, other: &Self) -> bool {
        match part {
            BoardPart::Service => (&self.shifts, &self.hours) == (&other.shifts, &other.hours),
            BoardPart::Reports => self.reported == other.reported,
            BoardPart::Alarms => {
                let all = |board: &Self| (board.alerted_at, board.unproved_told_at, board.silence);
                all(self) == all(other) && (&self.alarms, &self.lines) == (&other.alarms, &other.lines)
            }
            BoardPart::Access => (&self.watched, &self.shown) == (&other.watched, &other.shown),
            BoardPart::Blocks => self.blocks == other.blocks,
        }
    }

    /// Takes a part over from another board.
    pub fn take(&mut self, part: BoardPart, from: &Self) {
        match part {
            BoardPart::Service => {
                self.shifts.clone_from(&from.shifts);
                self.hours.clone_from(&from.hours);
            }
            BoardPart::Reports => self.reported.clone_from(&from.reported),
            BoardPart::Alarms => {
                self.alarms.clone_from(&from.alarms);
                self.alerted_at = from.alerted_at;
                self.unproved_told_at = from.unproved_told_at;
                self.lines.clone_from(&from.lines);
                self.silence.clone_from(&from.silence);
            }
            BoardPart::Access => {
                self.watched.clone_from(&from.watched);
                self.shown.clone_from(&from.shown);
            }
            BoardPart::Blocks => self.blocks.clone_from(&from.blocks),
        }
    }

    /// Whether an alert is to be given now.
    pub fn alert_is_due(&self, now: Timestamp) -> bool {
        !self.alarms.is_empty() && self.alerted_at.is_none_or(|at| now.duration_since(at) >= ALERT_EVERY || at > now)
    }

    /// Whether the leads are to be told that so many calls were booked lately with unproved numbers.
    pub fn unproved_is_to_be_told(&self, count: u64, now: Timestamp) -> bool {
        let told = self.unproved_told_at.is_some_and(|at| now.duration_since(at).abs() < UNPROVED_LATELY);
        count >= UNUSUALLY_MANY && !told
    }

    /// Whether an agent is at work. One who never said so is: a small desk need not know of shifts.
    pub fn is_on(&self, agent: UserId) -> bool {
        self.shifts.get(&agent).is_none_or(|shift| shift.on)
    }

    /// Whether an agent sees no details at present, because they looked at unusually many.
    pub fn is_held(&self, agent: UserId, now: Timestamp) -> bool {
        self.watched.get(&agent).is_some_and(|watch| watch.is_held(now))
    }

    /// What is counted of an agent's looking-up, to be added to; what is over of others' is forgotten.
    pub fn watch(&mut self, agent: UserId, now: Timestamp) -> &mut Watch {
        self.watched.retain(|other, watch| *other == agent || !watch.is_over(now));
        self.watched.entry(agent).or_default()
    }

    /// The agents at work.
    pub fn at_work<'a>(&'a self, roster: &'a Roster) -> impl Iterator<Item = &'a Agent> {
        roster.iter().filter(|agent| self.is_on(agent.id()))
    }

    /// The settings' hours with the changed days in place.
    pub fn hours_over(&self, settings: &ServiceHours) -> ServiceHours {
        let mut hours = settings.clone();
        hours.extra.extend(self.hours.iter().map(|(date, spans)| (*date, spans.clone())));
        hours
    }

    /// Forgets changed days that are over, in the desk's time zone, so that the record stays small.
    pub fn forget_before(&mut self, today: Date) {
        self.hours.retain(|date, _| date.tomorrow().is_ok_and(|next| next >= today));
    }
}
