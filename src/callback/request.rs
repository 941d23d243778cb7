//! The record of one owed call. Holds data only; what may happen to it stands in `transition`.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::rules::{AT_RISK, CLAIM_WARNING, UNPROVED_BEHIND};
use super::{
    Actor, Alarm, Cause, Customer, FileRef, IdentityCheck, MailCheck, Prepared, Promise, Rating, State, Surface,
    Transition, UserId, Written,
};
use crate::intents::Priority;
use crate::matching::IntentId;
use crate::safety::{CallCode, Phone};
use crate::text::Language;

/// Before every call: where the stretch of a call begins that can be made at once.
pub const LONG_AGO: Timestamp = Timestamp::UNIX_EPOCH;

/// The number of a request; people read it as a reference like `RB-1042`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RequestId(pub u64);

impl RequestId {
    /// The first reference of a new desk: four digits from the start, so that references look alike.
    pub const FIRST: Self = Self(1001);
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RB-{}", self.0)
    }
}

impl FromStr for RequestId {
    type Err = ();

    /// Reads a reference as people type it: `RB-1042`, `rb1042`, `1042`.
    fn from_str(reference: &str) -> Result<Self, ()> {
        let digits = reference.trim().trim_start_matches(['R', 'r']).trim_start_matches(['B', 'b']);
        digits.trim_start_matches('-').parse().map(Self).map_err(|_| ())
    }
}

/// A phone call that the desk owes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CallbackRequest {
    /// Its number.
    pub id: RequestId,
    /// Who waits.
    pub customer: Customer,
    /// What it is about, when the talk told.
    pub topic: Option<IntentId>,
    /// How urgent the topic is.
    pub priority: Priority,
    /// The number to call; personal data.
    pub phone: Phone,
    /// What to dial behind the number; personal data.
    #[serde(default)]
    pub extension: Option<String>,
    /// The chat was new when the call was booked.
    #[serde(default)]
    pub newcomer: bool,
    /// An agent found the number wrong, and the customer has not sent another yet.
    #[serde(default)]
    pub number_wrong: bool,
    /// What happened, in the customer's words, and what they added later; personal data.
    pub story: Vec<CustomerNote>,
    /// What the customer has ready for the call; personal data.
    #[serde(default)]
    pub prepared: Vec<Prepared>,
    /// How it was checked that the customer is who they say.
    #[serde(default)]
    pub checks: Vec<IdentityCheck>,
    /// How the check by e-mail stands.
    #[serde(default)]
    pub mail_check: MailCheck,
    /// When we said we would call.
    pub promise: Promise,
    /// When it was booked: the place in line is kept from here.
    pub asked_at: Timestamp,
    /// "As soon as possible" was the wish: it may be called before what was promised, without another word.
    #[serde(default)]
    pub soon: bool,
    /// It may be called before its window, because agents have time, until then.
    #[serde(default)]
    pub sooner_until: Option<Timestamp>,
    /// It stands back in the queue no longer: what has to be called before its promise ends leaves no time for that.
    #[serde(default)]
    pub forward: bool,
    /// When the customer was last offered an earlier call.
    #[serde(default)]
    pub offered_at: Option<Timestamp>,
    /// Where it stands.
    pub state: State,
    /// When the claim ends, while an agent has it.
    #[serde(default)]
    pub claim_ends: Option<Timestamp>,
    /// The agent was warned of that end.
    #[serde(default)]
    pub claim_warned: bool,
    /// When the first call for the present promise began, once one was made: the promise is settled then.
    #[serde(default)]
    pub called_at: Option<Timestamp>,
    /// When the next call must have begun: the end of the promise, or a while after a try that was named.
    #[serde(default)]
    pub deadline: Option<Timestamp>,
    /// What was said about that deadline.
    #[serde(default)]
    pub alarm: Alarm,
    /// The present promise was broken, and that was counted.
    #[serde(default)]
    pub promise_broken: bool,
    /// What proves the call that is being made; gone with it.
    #[serde(default)]
    pub code: Option<CallCode>,
    /// Attempts so far, for the present promise and its retries.
    pub attempts: u8,
    /// The language that the caller must speak, where it is not the customer's own.
    #[serde(default)]
    pub wanted_language: Option<Language>,
    /// When the customer first complained of what is owed to them: whoever calls should know before they dial.
    #[serde(default)]
    pub complained_at: Option<Timestamp>,
    /// An agent has asked the customer something and waits for the answer since then.
    #[serde(default)]
    pub question_open: Option<Timestamp>,
    /// What agents wrote down; personal data.
    pub notes: Vec<AgentNote>,
    /// How often the customer opened it again.
    #[serde(default)]
    pub reopened: u8,
    /// The outcome that its agent has written down and can still take back.
    #[serde(default)]
    pub written: Option<Written>,
    /// What the customer said of the help they got.
    #[serde(default)]
    pub rating: Option<Rating>,
    /// Everything that happened to it, oldest first.
    pub history: Vec<Transition>,
}

/// Words of the customer that belong to the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerNote {
    /// When they were written.
    pub at: Timestamp,
    /// As written; what stood below a file, or nothing.
    pub text: String,
    /// The file that was sent.
    #[serde(default)]
    pub file: Option<FileRef>,
}

/// Words of an agent that belong to the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentNote {
    /// When they were written.
    pub at: Timestamp,
    /// By whom.
    pub by: UserId,
    /// As written.
    pub text: String,
}

impl CallbackRequest {
    /// Where it stands in the queue: the least is called first. Those that wait for their time come after those that can
    /// be called now; urgent ones lead; then the earlier promise, the higher priority of the topic, who asked first.
    /// Retries change neither promise nor time of asking, so the place in line is kept.
    ///
    /// Of those of a priority, the unproved come after the proved: urgent ones after all of them, others after those
    /// promised within [`UNPROVED_BEHIND`] of them, while there is time for that.
    pub fn rank(&self) -> Rank {
        let (urgent, unproved) = (self.priority == Priority::Urgent, self.is_unproved());
        let behind = if self.stands_back() { UNPROVED_BEHIND } else { SignedDuration::ZERO };
        Rank {
            later: self.state.waits_for_its_time(),
            urgent: Reverse(urgent),
            unproved_urgent: urgent && unproved,
            promised: self.promise.to.saturating_add(behind).unwrap_or(Timestamp::MAX),
            priority: Reverse(self.priority),
            unproved,
            asked_at: self.asked_at,
            id: self.id,
        }
    }

    /// Whether calls that were promised for later come before it, because nothing speaks for its number.
    pub fn stands_back(&self) -> bool {
        let waits = self.alarm == Alarm::None && !self.forward;
        waits && self.priority != Priority::Urgent && self.is_unproved()
    }

    /// Whether nothing speaks for the number: a new chat typed it, and nobody has checked who they are. It costs nothing to
    /// book a hundred calls so.
    pub fn is_unproved(&self) -> bool {
        self.newcomer && !self.phone.is_verified() && !self.is_verified()
    }

    /// The language that the call is to be held in.
    pub fn language(&self) -> Language {
        self.wanted_language.unwrap_or_else(|| self.customer.locale.language())
    }

    /// The agents who passed it on to somebody else since it was booked or last reopened.
    pub fn passed_on_by(&self) -> impl Iterator<Item = UserId> {
        let begins = |why: &Cause| matches!(why, Cause::Booked | Cause::Reopened);
        let since = self.history.iter().rev().take_while(move |line| !begins(&line.why));
        since.filter_map(|line| match (&line.why, line.by, line.to) {
            (Cause::Outcome(_), Actor::Agent(by), State::New | State::Scheduled) => Some(by),
            _ => None,
        })
    }

    /// Whose it was before its customer opened it again, and when that was: who wrote the last outcome down. `None` of one that
    /// was taken since, or never opened again.
    pub fn reopened_from(&self) -> Option<(UserId, Timestamp)> {
        let mut latest = self.history.iter().rev();
        let mut since = latest.by_ref().take_while(|line| line.why != Cause::Claimed);
        let at = since.find(|line| line.why == Cause::Reopened)?.at;
        let outcome = latest.find(|line| line.disposition().is_some())?;
        match outcome.by {
            Actor::Agent(by) => Some((by, at)),
            Actor::Customer | Actor::Desk => None,
        }
    }

    /// What put it off or ended it, the last time that something did.
    pub fn came_by(&self) -> Option<&Cause> {
        let ends = |why: &&Cause| {
            matches!(why, Cause::Outcome(_) | Cause::Snoozed | Cause::Cancelled | Cause::NumberNeverCame)
        };
        self.history.iter().rev().map(|line| &line.why).find(ends)
    }

    /// Whether its present agent took it, or was given it, there.
    pub fn was_claimed_on(&self, surface: Surface) -> bool {
        let takes = |why: &Cause| matches!(why, Cause::Claimed | Cause::TransferredTo(_));
        let latest = self.history.iter().rev().find(|line| takes(&line.why));
        latest.is_some_and(|line| line.from == surface && line.why == Cause::Claimed)
    }

    /// Whether an agent has it and has not written its outcome down.
    pub fn is_in_hand(&self) -> bool {
        self.state.owner().is_some() && self.written.is_none()
    }

    /// Whether an agent could take it.
    pub fn is_claimable(&self) -> bool {
        self.state.waits() && !self.number_wrong
    }

    /// Whether an agent could call now.
    pub fn is_ready(&self) -> bool {
        self.state == State::New && !self.number_wrong
    }

    /// Whether the promise is still to be kept: the desk owes the call and has not made one for it.
    pub fn promise_is_open(&self) -> bool {
        self.state.is_open() && self.called_at.is_none()
    }

    /// The stretch of agents' time in which its next call is owed, for counting what can be promised to others: not
    /// before the one time, not after the other. `None` when no agent can do anything about it.
    ///
    /// An urgent call and a further try go before everything else as soon as they can be made, so their stretch ends
    /// where it begins. One that can be made now begins at [`LONG_AGO`], so that many alike are counted as one. One that may
    /// be made before its window stays owed in it: nobody has to find time for it sooner.
    pub fn owed(&self) -> Option<Promise> {
        if !self.state.is_open() || self.number_wrong {
            return None;
        }
        let began = |from: Timestamp, at: Timestamp| if from <= at { LONG_AGO } else { from };
        let from = match self.state {
            State::Snoozed { until } => until,
            State::Claimed { since, .. } | State::Calling { since, .. } => began(self.promise.from, since),
            State::Scheduled => self.promise.from,
            State::New if self.called_sooner().is_some() => self.promise.from,
            State::New | State::Resolved | State::Cancelled | State::Expired => LONG_AGO,
        };
        let goes_first = self.priority == Priority::Urgent || !self.promise_is_open();
        Some(Promise { from, to: if goes_first { from } else { self.promise.to.max(from) } })
    }

    /// Until when it may be called before its window, if it waits for that.
    pub fn called_sooner(&self) -> Option<Timestamp> {
        self.sooner_until.filter(|_| self.state == State::New && self.called_at.is_none())
    }

    /// How many calls had an outcome, over all promises.
    pub fn calls(&self) -> usize {
        self.history.iter().filter(|line| line.disposition().is_some()).count()
    }

    /// When the next call must have begun.
    pub fn deadline(&self) -> Timestamp {
        self.deadline.unwrap_or(self.promise.to)
    }

    /// When the clock has something to do with it: a window begins, a pause or a claim ends, an outcome can no
    /// longer be taken back, a deadline comes near.
    pub fn due_at(&self) -> Option<Timestamp> {
        if let Some(written) = &self.written {
            return Some(written.until);
        }
        let own = match self.state {
            State::Scheduled => Some(self.promise.from),
            State::Snoozed { until } => Some(until),
            State::Claimed { .. } | State::Calling { .. } if self.claim_warned => self.claim_ends,
            State::Claimed { .. } | State::Calling { .. } => self.claim_ends.map(|ends| ends - CLAIM_WARNING),
            State::New => self.called_sooner(),
            State::Resolved | State::Cancelled | State::Expired => None,
        };
        let alarm = match self.alarm {
            _ if self.number_wrong || !self.state.is_open() || matches!(self.state, State::Calling { .. }) => None,
            Alarm::None => Some(self.deadline() - AT_RISK),
            Alarm::AtRisk => Some(self.deadline()),
            Alarm::Breached => None,
        };
        own.into_iter().chain(alarm).min()
    }
}

/// The order of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    later: bool,
    urgent: Reverse<bool>,
    unproved_urgent: bool,
    promised: Timestamp,
    priority: Reverse<Priority>,
    unproved: bool,
    asked_at: Timestamp,
    id: RequestId,
}
