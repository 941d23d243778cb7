//! What may happen to a request, and what is refused. The one room where a state changes; every change leaves a line.

mod agent;
mod clock;
mod customer;
mod desk;
mod identity;
mod outcome;
mod prepare;
mod rights;

pub use clock::Woke;
pub use customer::{NewRequest, Raised};
pub use identity::NoCode;
pub use outcome::{Finish, Outcome};

use jiff::{SignedDuration, Timestamp};

use super::{Actor, Alarm, CallbackRequest, Cause, Promise, Rules, State, Surface, Transition, UserId};
use crate::intents::Priority;

/// Lines of history kept: more than any honest request gathers. A line is a few hundred bytes at most.
const MAX_HISTORY: usize = 100;

/// Identity checks kept: the last of each kind counts, and nobody reads more.
const MAX_CHECKS: usize = 50;

/// Why an agent's or customer's wish was not done; becomes a sentence for that person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Somebody else has it.
    TakenBy(UserId),
    /// The agent has it already.
    AlreadyYours,
    /// Nobody has it, so there is nothing to release or finish.
    NotClaimed,
    /// Its number is wrong and no other has come yet.
    NumberWrong,
    /// It has ended.
    Closed,
    /// The customer is on the phone with an agent.
    BeingCalled,
    /// This outcome needs a note, and none was written since the claim.
    NoteNeeded,
    /// Its topic may not be settled before an identity check was passed.
    Unverified,
    /// The same, and a code was right, but for an address that only the customer named.
    AddressUnconfirmed,
    /// This outcome tells of a call, and none was begun since the claim.
    NotCalled,
    /// Its agent has written an outcome down, which takes effect in a moment.
    OutcomeWritten,
    /// The outcome counts by now and cannot be taken back.
    TooLate,
    /// The customer was told of a call a moment ago, or often enough in this claim.
    CodeJustGiven,
    /// It cannot be put off beyond what was promised; only the customer can move the promise.
    BeyondPromise,
    /// The time lies in the past, or further ahead than the desk looks.
    BadTime,
    /// It cannot be handed to this colleague: they do not speak its language, or it is theirs.
    BadTarget,
    /// It has not ended, or too long ago to be opened again.
    NotReopenable,
}

impl CallbackRequest {
    /// Whether this agent has it and has not written its outcome down.
    fn owned_by(&self, agent: UserId) -> Result<(), Refused> {
        self.held_by(agent)?;
        self.undecided()
    }

    fn undecided(&self) -> Result<(), Refused> {
        if self.written.is_some() { Err(Refused::OutcomeWritten) } else { Ok(()) }
    }

    fn held_by(&self, agent: UserId) -> Result<(), Refused> {
        match (self.state.owner(), self.state.is_open()) {
            (_, false) => Err(Refused::Closed),
            (None, _) => Err(Refused::NotClaimed),
            (Some(by), _) if by != agent => Err(Refused::TakenBy(by)),
            (Some(_), _) => Ok(()),
        }
    }

    fn changeable(&self) -> Result<(), Refused> {
        match self.state {
            State::Calling { .. } => Err(Refused::BeingCalled),
            state if !state.is_open() => Err(Refused::Closed),
            _ => Ok(()),
        }
    }

    /// The state in which it waits for an agent, given its promise.
    fn waiting(&self, now: Timestamp) -> State {
        let sooner = self.sooner_until.is_some_and(|until| until > now);
        if self.promise.from > now && self.called_at.is_none() && !sooner { State::Scheduled } else { State::New }
    }

    /// From now on the next call must have begun by then.
    fn owe_by(&mut self, deadline: Timestamp) {
        self.deadline = Some(deadline);
        self.alarm = Alarm::None;
        self.forward = false;
    }

    /// Gives the customer a new promise: what was owed before is settled by it.
    fn promise_anew(&mut self, promise: Promise) {
        self.promise = promise;
        self.sooner_until = None;
        self.called_at = None;
        self.promise_broken = false;
        self.owe_by(promise.to);
    }

    /// How long an agent may have it without calling.
    fn claim_until_called(&self, rules: &Rules) -> SignedDuration {
        match self.priority {
            Priority::Urgent => rules.urgent_claim.min(rules.claim),
            Priority::High | Priority::Normal | Priority::Low => rules.claim,
        }
    }

    /// An agent has it for so long from now.
    fn hold(&mut self, claim: SignedDuration, now: Timestamp) {
        self.claim_ends = Some(now + claim);
        self.claim_warned = false;
    }

    fn go(&mut self, state: State, by: Actor, why: Cause, now: Timestamp) {
        self.state = state;
        if !matches!(state, State::Calling { .. }) {
            self.code = None;
        }
        if state.owner().is_none() {
            self.claim_ends = None;
            self.claim_warned = false;
            self.written = None;
        }
        let from = if by == Actor::Desk { Surface::Clock } else { Surface::Telegram };
        if self.history.len() >= MAX_HISTORY {
            self.history.remove(1); // the booking itself stays
        }
        self.history.push(Transition { at: now, by, from, to: self.state, why });
    }
}
