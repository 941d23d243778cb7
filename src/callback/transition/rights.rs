//! What ends a claim or a request although neither its agent nor its customer asked for it.

use jiff::Timestamp;

use super::Refused;
use crate::callback::{Actor, Agent, CallbackRequest, Cause, State, UserId};

impl CallbackRequest {
    /// Its agent works here no longer: back to the queue, also out of a call. No attempt is counted.
    ///
    /// # Errors
    /// When it is not theirs.
    pub fn agent_left(&mut self, agent: UserId, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent)?;
        self.go(self.waiting(now), Actor::Desk, Cause::AgentLeft, now);
        Ok(())
    }

    /// A lead has blocked its customer. A call that is being made is left to its agent.
    ///
    /// # Errors
    /// When it has ended, or the call is being made.
    pub fn block(&mut self, by: &Agent, now: Timestamp) -> Result<(), Refused> {
        self.changeable()?;
        self.go(State::Cancelled, Actor::Agent(by.id()), Cause::CustomerBlocked, now);
        Ok(())
    }

    /// Whether the last claim saw a call: the agent dialled, or wrote down what came of it.
    pub fn called_in_last_claim(&self) -> bool {
        let since = self.history.iter().rev().take_while(|line| line.why != Cause::Claimed);
        since.into_iter().any(|line| line.why == Cause::Calling || line.disposition().is_some())
    }
}
