//! The outcome of a call: written down, taken back while that can be done, and what it leads to then.

use jiff::Timestamp;

use super::Refused;
use crate::callback::rules::{NUMBER_WAIT, RETRY_GRACE, Rules};
use crate::callback::{
    Actor, Agent, AgentNote, CallbackRequest, Cause, Disposition, DispositionCode, Next, ServiceHours, State, UserId,
    Written,
};

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
    /// The customer has to name another time; without one, the desk calls again.
    TimeNeeded {
        /// When, without another word of the customer.
        at: Timestamp,
    },
    /// Back in the queue for somebody else.
    Queued,
    /// The customer no longer wants the call.
    Cancelled,
    /// Ended without being settled.
    Closed,
}

/// What is known when an outcome is written down.
#[derive(Clone, Copy, Debug)]
pub struct Finish<'a> {
    /// The outcome.
    pub disposition: &'a Disposition,
    /// When the desk is open, for the next try.
    pub hours: &'a ServiceHours,
    /// How many attempts there are.
    pub rules: &'a Rules,
    /// Whether the topic may be settled only after an identity check.
    pub must_verify: bool,
}

impl CallbackRequest {
    /// Its claimer writes the outcome down. It takes effect when [`Rules::undo`] is over ([`Self::outcome_is_due`]); until then
    /// its claimer can take it back, and nobody does anything else with the request.
    ///
    /// # Errors
    /// When the agent does not have it, no call was begun for an outcome that tells of one, a note is missing, or the
    /// identity was not checked.
    pub fn write_outcome(&mut self, agent: &Agent, finish: Finish<'_>, now: Timestamp) -> Result<(), Refused> {
        self.may_finish(agent, finish)?;
        let until = now.saturating_add(finish.rules.undo).unwrap_or(now);
        self.written = Some(Written { code: finish.disposition.code.clone(), at: now, until });
        Ok(())
    }

    /// Its claimer takes the outcome back. Says which it was.
    ///
    /// # Errors
    /// When the agent does not have it, or the outcome counts by now.
    pub fn undo_outcome(&mut self, agent: &Agent, now: Timestamp) -> Result<DispositionCode, Refused> {
        self.held_by(agent.id())?;
        let written = self.written.take_if(|written| now < written.until).ok_or(Refused::TooLate)?;
        self.go(self.state, Actor::Agent(agent.id()), Cause::Undone(written.code.clone()), now);
        Ok(written.code)
    }

    /// Whether the outcome that was written down can no longer be taken back.
    pub fn outcome_is_due(&self, now: Timestamp) -> bool {
        self.written.as_ref().is_some_and(|written| written.until <= now)
    }

    /// The outcome that was written down takes effect, as of the time at which it was written. Says what it leads to; `None`
    /// when none was.
    pub fn take_effect(&mut self, finish: Finish<'_>) -> Option<Outcome> {
        let (by, written) = (self.state.owner()?, self.written.take()?);
        Some(self.conclude(by, finish, written.at))
    }

    /// The desk no longer has the outcome that was written down: another has to be.
    pub fn forget_outcome(&mut self) {
        self.written = None;
    }

    fn may_finish(&self, agent: &Agent, finish: Finish<'_>) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        let Finish { disposition, must_verify, .. } = finish;
        if disposition.tells_of_a_call() && !matches!(self.state, State::Calling { .. }) {
            return Err(Refused::NotCalled);
        }
        if disposition.note && !self.has_note_of_this_claim() {
            return Err(Refused::NoteNeeded);
        }
        if disposition.next == Next::Resolved && must_verify && !self.is_verified() {
            let unconfirmed = self.unconfirmed_address().is_some();
            return Err(if unconfirmed { Refused::AddressUnconfirmed } else { Refused::Unverified });
        }
        Ok(())
    }

    fn conclude(&mut self, by: UserId, finish: Finish<'_>, now: Timestamp) -> Outcome {
        let Finish { disposition, hours, rules, .. } = finish;
        if disposition.attempt {
            self.attempts = self.attempts.saturating_add(1);
            let began = match self.state {
                State::Calling { since, .. } => since,
                _ => now,
            };
            self.promise_broken |= self.called_at.is_none() && began > self.promise.to;
            self.called_at.get_or_insert(began);
        }
        self.question_open = None;
        // A try that closing time would cut short waits for the next opening.
        let after_delay = hours.open_for(RETRY_GRACE, now + disposition.delay);
        let outcome = match (disposition.next, after_delay) {
            (Next::Resolved, _) => Outcome::Resolved,
            (Next::Cancelled, _) => Outcome::Cancelled,
            (Next::Closed, _) => Outcome::Closed,
            (Next::Number, _) => Outcome::NumberNeeded,
            (Next::Queue, _) => Outcome::Queued,
            (Next::Reschedule, Some(at)) => Outcome::TimeNeeded { at },
            (Next::Retry, Some(at)) if self.attempts < rules.max_attempts => Outcome::Again { at },
            (Next::Retry | Next::Reschedule, _) => Outcome::GivenUp,
        };
        let state = match outcome {
            Outcome::Resolved => State::Resolved,
            Outcome::Cancelled => State::Cancelled,
            Outcome::GivenUp | Outcome::Closed => State::Expired,
            Outcome::Again { at } | Outcome::TimeNeeded { at } => {
                self.owe_by(at + RETRY_GRACE);
                State::Snoozed { until: at }
            }
            Outcome::Queued => {
                self.owe_by(self.deadline().max(now + RETRY_GRACE));
                self.waiting(now)
            }
            Outcome::NumberNeeded => {
                self.number_wrong = true;
                State::Snoozed { until: now + NUMBER_WAIT }
            }
        };
        self.go(state, Actor::Agent(by), Cause::Outcome(disposition.code.clone()), now);
        outcome
    }

    /// Whether its agent wrote a note since they took it; what they asked the customer is none.
    fn has_note_of_this_claim(&self) -> bool {
        let (owner, since) = (self.state.owner(), self.taken_at());
        let asked = |at| self.history.iter().any(|line| line.why == Cause::Asked && line.at == at);
        let of_this_claim = |note: &&AgentNote| Some(note.by) == owner && since.is_none_or(|since| note.at >= since);
        self.notes.iter().filter(of_this_claim).any(|note| !asked(note.at))
    }
}
