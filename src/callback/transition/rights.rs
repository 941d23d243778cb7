//! What ends a request although neither its agent nor its customer asked for it.

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
}
