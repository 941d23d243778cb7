//! What the desk itself does to a promise that it can no longer keep.

use jiff::Timestamp;

use super::Refused;
use crate::callback::{Actor, Agent, CallbackRequest, Cause, Promise};

impl CallbackRequest {
    /// The hours were changed, so that the promise cannot be kept: the customer gets another. Who has the request keeps
    /// it, and so does the place in line.
    ///
    /// # Errors
    /// When it has ended, the call is being made, or a call was made for the promise already.
    pub fn promise_otherwise(&mut self, promise: Promise, by: &Agent, now: Timestamp) -> Result<(), Refused> {
        self.changeable()?;
        if self.called_at.is_some() {
            return Err(Refused::Closed);
        }
        self.promise_anew(promise);
        let state = if self.state.owner().is_some() || self.number_wrong { self.state } else { self.waiting(now) };
        self.go(state, Actor::Agent(by.id()), Cause::HoursChanged, now);
        Ok(())
    }
}
