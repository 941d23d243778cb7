//! What an agent writes about a request: notes for colleagues, the reason for putting it off, the summary that the customer
//! reads.

use super::deed::{Deed, shortened};
use crate::callback::{Actor, Cause};
use crate::conversation::context::{AGENT_TEXT_WITHIN, AgentStep, Purpose};
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::{customer_notices, details};

impl Deed<'_> {
    /// Asks for a note.
    pub(super) fn ask_note(&mut self) {
        if self.request.state.owner() != Some(self.session.agent.id()) {
            return self.refuse(self.not_mine());
        }
        self.session.acknowledge();
        self.session.state.agent = AgentStep::Note(self.request.id);
        let skip = button(self.session.words, "button-no-note", AgentClick::NoNote(self.request.id));
        self.ask("ask-note", Keyboard::Inline(vec![vec![skip]]));
    }

    /// Nothing to write after all.
    pub(super) fn no_note(&mut self) {
        // The button of a question that has been answered, or of another request's, must not end the present one.
        if self.session.state.agent.request() != Some(self.request.id) {
            return self.toast("old-button");
        }
        self.toast("no-note");
        self.settle();
    }

    /// Keeps a note with the request; colleagues who claim it later read it.
    pub(super) fn write_note(&mut self, text: &str) {
        if self.request.state.owner() != Some(self.session.agent.id()) {
            self.refuse_with("note-not-yours", &[]);
            return self.settle();
        }
        let kept = self.request.add_note(self.session.agent, shortened(text), self.session.facts.now);
        if !kept {
            self.refuse_with("notes-full", &[]);
        } else {
            self.tell_agent("note-kept");
            self.refresh_details();
            self.keep();
        }
        self.settle();
    }

    /// Sends the customer what was agreed, and keeps it as a note.
    pub(super) fn write_summary(&mut self, text: &str) {
        let text = shortened(text);
        if !self.refuses(&text, Purpose::Summary) {
            self.send_summary(text);
        }
    }

    pub(super) fn send_summary(&mut self, text: String) {
        if !self.may_sum_up() {
            self.refuse_with("note-not-yours", &[]);
            return self.settle();
        }
        self.take_effect();
        self.request.add_note(self.session.agent, text.clone(), self.session.facts.now);
        customer_notices::summary(self.session.facts, &mut self.session.out, self.session.agent, &self.request, &text);
        self.tell_agent(if self.reachable { "summary-sent" } else { "summary-not-read" });
        self.keep();
        self.settle();
    }

    /// Whether the request is theirs, or its last outcome was, a moment ago.
    fn may_sum_up(&self) -> bool {
        let own = self.request.state.owner() == Some(self.session.agent.id());
        own || self.did_last(|why| matches!(why, Cause::Outcome(_)))
    }

    /// Whether this agent did the last thing of its kind, not long ago: a page names what its words are for, and must not reach
    /// further than a question in a chat.
    fn did_last(&self, kind: impl Fn(&Cause) -> bool) -> bool {
        let (by, now) = (Actor::Agent(self.session.agent.id()), self.session.facts.now);
        let last = self.request.history.iter().rev().find(|line| kind(&line.why));
        last.is_some_and(|line| line.by == by && now.duration_since(line.at) <= AGENT_TEXT_WITHIN)
    }

    /// Keeps why the agent put the request off, though it is no longer theirs.
    pub(super) fn write_reason(&mut self, text: &str) {
        let put_off = self.did_last(|why| *why == Cause::Snoozed);
        let kept = put_off && self.request.add_note(self.session.agent, shortened(text), self.session.facts.now);
        if !kept {
            self.refuse_with("notes-full", &[]);
        } else {
            self.tell_agent("note-kept");
            if let Some(agent) = self.request.state.owner().and_then(|id| self.session.facts.roster.agent(id)) {
                details::refresh_details(
                    self.session.facts,
                    &mut self.session.out,
                    agent,
                    &self.request,
                    self.reachable,
                );
            }
            self.keep();
        }
        self.settle();
    }
}
