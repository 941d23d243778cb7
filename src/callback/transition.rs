//! What may happen to a request, and what is refused. The one place where a state changes; every change leaves a line.

use jiff::{SignedDuration, Timestamp};

use super::{
    Actor, Agent, AgentNote, CallbackRequest, CustomerNote, Disposition, Promise, ServiceHours, State, Surface,
    Transition, UserId,
};
use crate::safety::Phone;

/// Calls that reach nobody before the desk gives up (call-centre suites ship 2 or 3).
pub const MAX_ATTEMPTS: u8 = 3;

/// How long a request with a wrong number waits for a right one: a day, so that everybody looks at the phone once.
pub const NUMBER_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// Lines of history kept: more than any honest request gathers, and few enough that a record stays small on disk.
const MAX_HISTORY: usize = 100;

/// Pieces of a customer's story kept: later ones are refused with a sentence, and the phone call is there for the rest.
pub const MAX_STORY: usize = 20;

/// Notes of agents kept, for the same reason.
pub const MAX_NOTES: usize = 20;

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
}

/// What an outcome led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The matter is settled.
    Resolved,
    /// Nobody was reached; the desk calls again.
    Again {
        /// Not before.
        at: Timestamp,
    },
    /// Nobody was reached for the last time.
    GivenUp,
    /// The customer has to send another number.
    NumberNeeded,
    /// The customer no longer wants the call.
    Cancelled,
}

impl CallbackRequest {
    /// An agent takes it.
    ///
    /// # Errors
    /// When somebody has it, it has ended, or there is no number to call.
    pub fn claim(&mut self, agent: &Agent, now: Timestamp) -> Result<(), Refused> {
        match self.state {
            State::New | State::Scheduled | State::Snoozed { .. } if self.number_wrong => Err(Refused::NumberWrong),
            State::New | State::Scheduled | State::Snoozed { .. } => {
                self.go(State::Claimed { by: agent.id(), since: now }, Actor::Agent(agent.id()), now);
                Ok(())
            }
            State::Claimed { by, .. } | State::Calling { by, .. } if by == agent.id() => Err(Refused::AlreadyYours),
            State::Claimed { by, .. } | State::Calling { by, .. } => Err(Refused::TakenBy(by)),
            State::Resolved | State::Cancelled | State::Expired => Err(Refused::Closed),
        }
    }

    /// Its claimer gives it back to the queue; no attempt is counted.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn release(&mut self, agent: &Agent, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent)?;
        self.go(self.waiting(now), Actor::Agent(agent.id()), now);
        Ok(())
    }

    /// Its claimer dials.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn call(&mut self, agent: &Agent, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent)?;
        self.go(State::Calling { by: agent.id(), since: now }, Actor::Agent(agent.id()), now);
        Ok(())
    }

    /// Its claimer writes the outcome down.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn finish(
        &mut self,
        agent: &Agent,
        disposition: Disposition,
        hours: &ServiceHours,
        now: Timestamp,
    ) -> Result<Outcome, Refused> {
        self.owned_by(agent)?;
        let outcome = match disposition {
            Disposition::Resolved => Outcome::Resolved,
            Disposition::Cancelled => Outcome::Cancelled,
            Disposition::WrongNumber => Outcome::NumberNeeded,
            Disposition::NoAnswer | Disposition::Busy => {
                self.attempts = self.attempts.saturating_add(1);
                let next = now + disposition.retry_delay();
                match hours.open_from(next) {
                    Some(at) if self.attempts < MAX_ATTEMPTS => Outcome::Again { at },
                    _ => Outcome::GivenUp,
                }
            }
        };
        let state = match outcome {
            Outcome::Resolved => State::Resolved,
            Outcome::Cancelled => State::Cancelled,
            Outcome::GivenUp => State::Expired,
            Outcome::Again { at } => State::Snoozed { until: at },
            Outcome::NumberNeeded => {
                self.number_wrong = true;
                State::Snoozed { until: now + NUMBER_WAIT }
            }
        };
        self.state = state;
        self.record(Actor::Agent(agent.id()), Surface::Telegram, Some(disposition), now);
        Ok(outcome)
    }

    /// The customer no longer wants it.
    ///
    /// # Errors
    /// When it has ended, or the call is being made.
    pub fn cancel(&mut self, now: Timestamp) -> Result<(), Refused> {
        self.changeable()?;
        self.go(State::Cancelled, Actor::Customer, now);
        Ok(())
    }

    /// The customer wants another time. A claim ends with the promise that it was made for.
    ///
    /// # Errors
    /// When it has ended, or the call is being made.
    pub fn reschedule(&mut self, promise: Promise, now: Timestamp) -> Result<(), Refused> {
        self.changeable()?;
        self.promise = promise;
        // Without a right number nobody can call, whatever the time.
        let state = if self.number_wrong { self.state } else { self.waiting(now) };
        self.go(state, Actor::Customer, now);
        Ok(())
    }

    /// The customer sent another number. It stays claimed; one that waited for the number waits for an agent now.
    ///
    /// # Errors
    /// When it has ended.
    pub fn renumber(&mut self, phone: Phone, now: Timestamp) -> Result<(), Refused> {
        if !self.state.is_open() {
            return Err(Refused::Closed);
        }
        self.phone = phone;
        let waited = std::mem::take(&mut self.number_wrong);
        let state = if waited && self.state.waits() { self.waiting(now) } else { self.state };
        self.go(state, Actor::Customer, now);
        Ok(())
    }

    /// The customer adds words. Says whether there was room for them.
    pub fn add_to_story(&mut self, text: String, now: Timestamp) -> bool {
        let room = self.story.len() < MAX_STORY;
        if room {
            self.story.push(CustomerNote { at: now, text });
        }
        room
    }

    /// An agent writes something down. Says whether there was room for it.
    pub fn add_note(&mut self, agent: &Agent, text: String, now: Timestamp) -> bool {
        let room = self.notes.len() < MAX_NOTES;
        if room {
            self.notes.push(AgentNote { at: now, by: agent.id(), text });
        }
        room
    }

    /// The clock: a window has begun, a pause is over, or no right number came. Says whether anything changed.
    pub fn wake(&mut self, now: Timestamp) -> bool {
        if self.due_at().is_none_or(|due| due > now) {
            return false;
        }
        self.state = if self.number_wrong { State::Expired } else { State::New };
        self.record(Actor::Desk, Surface::Clock, None, now);
        true
    }

    fn owned_by(&self, agent: &Agent) -> Result<(), Refused> {
        match (self.state.owner(), self.state.is_open()) {
            (_, false) => Err(Refused::Closed),
            (None, _) => Err(Refused::NotClaimed),
            (Some(by), _) if by != agent.id() => Err(Refused::TakenBy(by)),
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
        if self.promise.from > now { State::Scheduled } else { State::New }
    }

    fn go(&mut self, state: State, by: Actor, now: Timestamp) {
        self.state = state;
        self.record(by, Surface::Telegram, None, now);
    }

    fn record(&mut self, by: Actor, from: Surface, disposition: Option<Disposition>, now: Timestamp) {
        if self.history.len() >= MAX_HISTORY {
            self.history.remove(1); // the booking itself stays
        }
        self.history.push(Transition { at: now, by, from, to: self.state, disposition });
    }
}
