//! How much one agent may have in hand, and whose the next call is. Knows nobody's rights, and ends no claim.

use jiff::Timestamp;

use super::rules::{AT_RISK, KEPT_FOR_FORMER};
use super::{Agent, Board, CallbackRequest, Roster, Rules, State, UserId};
use crate::intents::Priority;

impl Rules {
    /// Whether an agent who has these requests may take this one too.
    ///
    /// At most [`Self::claims`] wait in one pair of hands to be called; while a call runs, as many others may be held ready.
    /// What is urgent is held back by urgent ones alone: nobody gives an ordinary one back first.
    pub fn leave_room(&self, mine: &[CallbackRequest], request: &CallbackRequest) -> bool {
        let urgent = |other: &CallbackRequest| other.priority == Priority::Urgent;
        let counts = |other: &&CallbackRequest| other.is_in_hand() && (!urgent(request) || urgent(other));
        let held: Vec<&CallbackRequest> = mine.iter().filter(counts).collect();
        let idle = held.iter().filter(|other| matches!(other.state, State::Claimed { .. })).count();
        let most = usize::from(self.claims);
        idle < most && held.len() <= most
    }
}

impl Board {
    /// Whether a waiting request is offered to this agent as the next one. Not to those who said that somebody else is needed
    /// while somebody else is at work; and an opened-again one goes to the agent who had it first, while they are at work and
    /// there is time.
    pub fn offers(&self, request: &CallbackRequest, agent: &Agent, roster: &Roster, now: Timestamp) -> bool {
        let passed_on: Vec<UserId> = request.passed_on_by().collect();
        let language = request.language();
        let serves = |other: &Agent| self.is_on(other.id()) && roster.may_call(other, language);
        if passed_on.contains(&agent.id()) {
            return !roster.iter().any(|other| serves(other) && !passed_on.contains(&other.id()));
        }
        let Some((former, since)) = request.reopened_from().filter(|(former, _)| *former != agent.id()) else {
            return true;
        };
        let comes = roster.agent(former).is_some_and(serves) && !self.is_held(former, now);
        let hurries = request.priority == Priority::Urgent || request.deadline() - AT_RISK <= now;
        hurries || !comes || now.duration_since(since.max(request.promise.from)) >= KEPT_FOR_FORMER
    }
}
