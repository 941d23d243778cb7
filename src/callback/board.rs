//! What was changed since the settings were written: who is at work, today's hours, the fakes that customers reported.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Agent, Blocks, OpenSpan, Reported, RequestId, Roster, ServiceHours, Shown, UserId, Watch};

/// The desk's board: one record, read with every event and seldom written.
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
    /// Agents whose looking-up is counted.
    #[serde(default)]
    pub watched: BTreeMap<UserId, Watch>,
    /// Details that are shown to agents who do not have the request.
    #[serde(default)]
    pub shown: Vec<Shown>,
    /// People whom leads have blocked.
    #[serde(default)]
    pub blocks: Blocks,
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
    /// Whether an alert is to be given now.
    pub fn alert_is_due(&self, now: Timestamp) -> bool {
        !self.alarms.is_empty() && self.alerted_at.is_none_or(|at| now.duration_since(at) >= ALERT_EVERY || at > now)
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
