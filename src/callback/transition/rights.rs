//! What ends a request although neither its agent nor its customer asked for it, and whether a claim saw a call.

use jiff::Timestamp;

use super::Refused;
use crate::callback::{Actor, Agent, CallbackRequest, Cause, State};

impl CallbackRequest {
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
