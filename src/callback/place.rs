//! Where an open request stands in the queue: ready for whoever speaks its language, with an agent, or not yet due.

use super::{Agent, CallbackRequest, Roster, State, UserId};
use crate::text::Language;

/// A part of the queue. Every open request stands in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// It can be called now, by somebody who speaks this language.
    Ready(Language),
    /// This agent has it.
    With(UserId),
    /// It waits for its time, or for a right number.
    Later,
}

impl CallbackRequest {
    /// The part of the queue it stands in; `None` when it has ended.
    pub fn place(&self) -> Option<Place> {
        match self.state {
            State::Resolved | State::Cancelled | State::Expired => None,
            State::Claimed { by, .. } | State::Calling { by, .. } => Some(Place::With(by)),
            _ if self.is_ready() => Some(Place::Ready(self.language())),
            State::New | State::Scheduled | State::Snoozed { .. } => Some(Place::Later),
        }
    }
}

impl Roster {
    /// Whether a request in this language is this agent's to call: they speak it, or nobody on the roster does.
    pub fn may_call(&self, agent: &Agent, language: Language) -> bool {
        agent.speaks(language) || !self.iter().any(|other| other.speaks(language))
    }

    /// Where the requests stand that this agent could call now.
    pub fn ready_for(&self, agent: &Agent) -> Vec<Place> {
        Language::ALL.into_iter().filter(|language| self.may_call(agent, *language)).map(Place::Ready).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::Role;

    #[test]
    fn a_language_that_nobody_speaks_is_everybody_s() {
        let roster = Roster::new().with(UserId(1), "Lin", &[Language::En], Role::Agent);
        let both = roster.clone().with(UserId(2), "Maya", &[Language::Zh], Role::Agent);
        let ready = |roster: &Roster| roster.agent(UserId(1)).map(|agent| roster.ready_for(agent)).unwrap_or_default();
        assert_eq!(ready(&roster), [Place::Ready(Language::Zh), Place::Ready(Language::En)]);
        assert_eq!(ready(&both), [Place::Ready(Language::En)]);
    }
}
