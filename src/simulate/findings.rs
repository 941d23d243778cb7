//! What came of a day: promises, waits, who left, and of each broken promise why. Counts from the desk's own records.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::SimulationFault;
use super::plan::{DAY, MOST_DAYS};
use super::world::{Ended, held_by};
use crate::callback::{CallbackRequest, Cause, Dispositions, Measure, RequestId, State, UserId};
use crate::intents::Priority;

/// An agent who has had a request for longer than this without calling was not just reading it.
const READING: SignedDuration = SignedDuration::from_mins(3);

/// What came of a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Findings {
    /// Which day.
    pub seed: u64,
    /// Who came.
    pub customers: usize,
    /// Who worked.
    pub agents: usize,
    /// Promises made: with a booking, a move or another time.
    pub promised: u64,
    /// Promises kept: the call began in time.
    pub kept: u64,
    /// Promises that the customer took back before the call, by another time or by cancelling.
    pub withdrawn: u64,
    /// Promises broken.
    pub broken: Vec<Broken>,
    /// Customers who came and left without booking.
    pub left: usize,
    /// Calls that their customer cancelled.
    pub cancelled: usize,
    /// Requests that ended unsettled: nobody was reached, or no right number came.
    pub unreached: usize,
    /// Requests that were settled.
    pub resolved: usize,
    /// Calls made.
    pub calls: u64,
    /// From asking to the first call, of those who wanted it as soon as possible and did not choose another time later.
    pub waits: Waits,
    /// The same, of urgent ones alone.
    pub urgent_waits: Waits,
    /// From asking to the beginning of the window that was promised first, of those who chose one.
    pub windows: Waits,
    /// Most requests open at once.
    pub most_open: usize,
    /// When the last request ended.
    pub ended_at: Timestamp,
    /// The queue over the first day.
    pub queue: Vec<Sample>,
}

/// The queue at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sample {
    /// When.
    pub at: Timestamp,
    /// Requests that are open.
    pub open: usize,
    /// Those of them that wait to be called now.
    pub ready: usize,
    /// Whether the desk was open.
    pub desk_open: bool,
}

/// How long people waited, seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Waits {
    /// How many.
    pub people: usize,
    /// Half waited less.
    pub median: i64,
    /// Nine of ten waited less.
    pub p90: i64,
    /// The longest wait.
    pub max: i64,
}

/// A broken promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Of which request.
    pub request: String,
    /// Whose fault.
    pub fault: Fault,
    /// How it came.
    pub why: String,
}

/// Whose fault a broken promise is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// An agent took it and did not call.
    Agent,
    /// The desk promised what it could not keep.
    Desk,
}

impl Findings {
    /// The promises that no agent broke.
    pub fn broken_by_the_desk(&self) -> impl Iterator<Item = &Broken> {
        self.broken.iter().filter(|broken| broken.fault == Fault::Desk)
    }

    pub(super) async fn of(ended: &Ended<'_>) -> Result<Self, SimulationFault> {
        let mut requests = Vec::new();
        let mut id = RequestId::FIRST;
        while let Some(found) = ended.store.request(id).await? {
            requests.push(found.value);
            id.0 += 1;
        }
        let last_day = DAY.saturating_add(jiff::Span::new().days(MOST_DAYS + 1));
        let tally = ended.store.tally(DAY, last_day).await?;
        let count = |wanted| tally.iter().filter(|(key, _)| key.measure == wanted).map(|(_, count)| count).sum::<u64>();
        let names: BTreeMap<UserId, &str> = ended.agents.iter().map(|agent| (agent.id, agent.name.as_str())).collect();
        let explain = |request| broken(request, ended.dispositions, &names, &ended.plan.zone);
        let eras: Vec<Era> = requests.iter().flat_map(|request| eras(request, ended.dispositions)).collect();

        let of = |chat| ended.customers.iter().find(|customer| customer.chat == chat);
        let wait = |request: &CallbackRequest| {
            let soon = of(request.customer.chat).is_some_and(|one| one.wish.window.is_none() && !one.moved);
            let called = request.history.iter().find(|line| matches!(line.to, State::Calling { .. }))?;
            soon.then(|| called.at.duration_since(request.asked_at))
        };
        let window = |request: &CallbackRequest| {
            let customer = of(request.customer.chat).filter(|one| one.wish.window.is_some())?;
            Some(customer.promised?.from.duration_since(request.asked_at))
        };
        let urgent = |request: &&CallbackRequest| request.priority == Priority::Urgent;
        let ended_as = |wanted: State| requests.iter().filter(|request| request.state == wanted).count();
        let came = ended.customers.iter().filter(|customer| customer.came).count();
        let findings = Self {
            seed: ended.plan.seed,
            customers: came,
            agents: ended.agents.len(),
            promised: count(Measure::Promised),
            kept: count(Measure::Kept),
            withdrawn: eras.iter().filter(|era| **era == Era::Withdrawn).count() as u64,
            broken: requests.iter().flat_map(explain).collect(),
            left: came.saturating_sub(requests.len()),
            cancelled: ended_as(State::Cancelled),
            unreached: ended_as(State::Expired),
            resolved: ended_as(State::Resolved),
            calls: count(Measure::Attempt),
            waits: Waits::of(requests.iter().filter_map(wait)),
            urgent_waits: Waits::of(requests.iter().filter(urgent).filter_map(wait)),
            windows: Waits::of(requests.iter().filter_map(window)),
            most_open: ended.samples.iter().map(|sample| sample.open).max().unwrap_or_default(),
            ended_at: requests
                .iter()
                .filter_map(|request| request.history.last())
                .map(|line| line.at)
                .max()
                .unwrap_or_default(),
            queue: ended.samples.to_vec(),
        };
        findings.check(count(Measure::Breached))
    }

    /// No promise may be lost or counted twice.
    fn check(self, breached: u64) -> Result<Self, SimulationFault> {
        let broken = self.broken.len() as u64;
        if self.promised == self.kept + self.withdrawn + broken && broken == breached {
            return Ok(self);
        }
        let what = format!(
            "{} promises were made, but {} kept, {} withdrawn and {broken} broken ({breached} by the desk's count)",
            self.promised, self.kept, self.withdrawn
        );
        Err(SimulationFault::Wrong { at: self.ended_at, what })
    }
}

impl Waits {
    fn of(waits: impl Iterator<Item = SignedDuration>) -> Self {
        let mut waits: Vec<i64> = waits.map(|wait| wait.as_secs()).collect();
        waits.sort_unstable();
        let at = |share: usize| waits.get((waits.len() * share / 100).min(waits.len().saturating_sub(1))).copied();
        Self {
            people: waits.len(),
            median: at(50).unwrap_or_default(),
            p90: at(90).unwrap_or_default(),
            max: waits.last().copied().unwrap_or_default(),
        }
    }
}

/// What became of one promise of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Era {
    /// A call was made for it, in time or not.
    Called,
    /// It was broken before a call was made.
    Broken(usize),
    /// It ended without one.
    Withdrawn,
}

/// The promises of a request by its history: each begins with a booking, a move or another time.
fn eras(request: &CallbackRequest, dispositions: &Dispositions) -> Vec<Era> {
    let mut eras = Vec::new();
    for (index, line) in request.history.iter().enumerate() {
        let attempt = |code| dispositions.named(code).is_some_and(|disposition| disposition.attempt);
        match (&line.why, eras.last_mut()) {
            (why, _) if begins(why) => eras.push(Era::Withdrawn),
            (Cause::Outcome(code), Some(era @ Era::Withdrawn)) if attempt(code) => *era = Era::Called,
            (Cause::Breached, Some(era @ Era::Withdrawn)) => *era = Era::Broken(index),
            _ => {}
        }
    }
    eras
}

fn begins(why: &Cause) -> bool {
    matches!(why, Cause::Booked | Cause::Moved | Cause::Reopened | Cause::HoursChanged)
}

/// The broken promises of a request, and why.
fn broken(
    request: &CallbackRequest,
    dispositions: &Dispositions,
    names: &BTreeMap<UserId, &str>,
    zone: &TimeZone,
) -> Vec<Broken> {
    let mut found: Vec<usize> = eras(request, dispositions)
        .into_iter()
        .filter_map(|era| if let Era::Broken(line) = era { Some(line) } else { None })
        .collect();
    if found.is_empty() && request.promise_broken {
        // The call began too late, a moment before the clock looked.
        found.extend(request.history.iter().position(|line| line.disposition().is_some()));
    }
    found.into_iter().map(|line| explained(request, line, names, zone)).collect()
}

fn explained(request: &CallbackRequest, at: usize, names: &BTreeMap<UserId, &str>, zone: &TimeZone) -> Broken {
    let show = |at: Timestamp| at.to_zoned(zone.clone()).strftime("%a %H:%M").to_string();
    let name = |agent: UserId| names.get(&agent).copied().unwrap_or("an agent");
    let before: Vec<_> = request.history.iter().enumerate().take(at).collect();
    let since = before.iter().rposition(|(_, line)| begins(&line.why)).unwrap_or_default();
    let line = |index: usize| request.history.get(index);
    let broke_at = line(at).map(|line| line.at).unwrap_or_default();
    let lapsed = before.iter().skip(since).find(|(_, line)| line.why == Cause::ClaimLapsed).map(|(index, _)| *index);
    let lapsed = lapsed.and_then(|index| Some((held_by(request, index.checked_sub(1)?)?, line(index)?.at)));
    let held = held_by(request, at).filter(|(_, since)| broke_at.duration_since(*since) > READING);
    let (fault, why) = match (lapsed, held) {
        (Some(((by, since), end)), _) => {
            (Fault::Agent, format!("{} took it at {} and let the claim lapse at {}", name(by), show(since), show(end)))
        }
        (None, Some((by, since))) => {
            (Fault::Agent, format!("{} took it at {} and did not call", name(by), show(since)))
        }
        (None, None) => (Fault::Desk, "nobody was free to call in time".to_owned()),
    };
    let urgent = if request.priority == Priority::Urgent { ", urgent" } else { "" };
    let (from, to) = (show(request.promise.from), show(request.promise.to));
    let why = format!("{why} (asked {}, last promise {from} to {to}{urgent})", show(request.asked_at));
    Broken { request: request.id.to_string(), fault, why }
}
