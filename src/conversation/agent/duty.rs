//! Whether an agent may take a request now: at work, with a hand free, in a language that they speak. Claims nothing.

use super::deed::Deed;
use super::session::Session;
use crate::callback::CallbackRequest;
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::{card, names};
use crate::intents::Priority;

/// Why an agent may not take a request now.
pub(super) enum Hindrance {
    /// They ended their shift.
    OffShift,
    /// They have others to call first.
    HandsFull,
}

impl Session<'_> {
    /// Why the agent may not take this request now; `None` when they may.
    pub(super) fn hindrance(&self, request: &CallbackRequest) -> Option<Hindrance> {
        if !self.facts.board.is_on(self.agent.id()) && !self.is_on_call_for(request) {
            return Some(Hindrance::OffShift);
        }
        let room = self.facts.rules.leave_room(&self.situation.mine.requests, request);
        (!room).then_some(Hindrance::HandsFull)
    }

    /// Whether they are woken for it: what is urgent while the desk is closed.
    fn is_on_call_for(&self, request: &CallbackRequest) -> bool {
        request.priority == Priority::Urgent
            && self.facts.hours.open_now(self.facts.now).is_none()
            && self.facts.roster.on_call().any(|agent| agent.id() == self.agent.id())
    }

    /// Says why they may not, with what they have.
    pub(super) fn refuse_to_take(&mut self, why: &Hindrance) {
        match why {
            Hindrance::OffShift => self.refuse("claim-off-shift", &[]),
            Hindrance::HandsFull => {
                let mine = self.situation.mine.requests.iter().filter(|request| request.is_in_hand());
                let mine: Vec<String> = mine.map(|request| request.id.to_string()).collect();
                self.refuse("claim-hands-full", &[("mine", mine.join(", ").into()), ("count", mine.len().into())]);
            }
        }
    }
}

impl Deed<'_> {
    /// Whether the agent speaks the request's language, or nobody on the roster does.
    pub(super) fn speaks_its_language(&self) -> bool {
        self.session.facts.roster.may_call(self.session.agent, self.request.language())
    }

    /// Warns that the customer speaks another language, with a button that takes the request all the same; in private.
    pub(super) fn ask_about_language(&mut self) {
        let (facts, words) = (self.session.facts, self.session.own_words());
        let private = self.session.agent.id().chat();
        let language = names::spoken(words, self.request.language());
        if self.session.chat == private {
            self.session.acknowledge();
        } else {
            let language = names::spoken(self.session.words, self.request.language());
            self.refuse_with("claim-language-elsewhere", &[("language", language.into())]);
        }
        let text =
            card::line(facts, words, &self.request).and(&words.say("claim-language", &[("language", language.into())]));
        let anyway = button(words, "button-claim-anyway", AgentClick::ClaimAnyway(self.request.id));
        self.session.tell(text, Keyboard::Inline(vec![vec![anyway]]));
    }
}
