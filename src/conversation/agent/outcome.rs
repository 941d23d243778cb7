//! An agent writes down how a call went: what the customer hears of it, and what it counts as.

use super::deed::Deed;
use crate::callback::{CallbackRequest, Disposition, DispositionCode, Finish, Measure, Outcome, Refused, State};
use crate::conversation::access;
use crate::conversation::context::{AgentStep, Purpose};
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::{customer_notices, identity, status_label};

impl Deed<'_> {
    /// Writes the outcome down. It counts at once; the words to it may follow.
    pub(super) fn finish(&mut self, code: &DispositionCode) {
        let facts = self.session.facts;
        let Some(disposition) = facts.dispositions.named(code) else { return self.old_button() };
        let before = self.request.clone();
        let must_verify = identity::must_verify(facts, &self.request);
        let finish = Finish { disposition, hours: facts.hours, rules: facts.rules, must_verify };
        let outcome = match self.request.finish(self.session.agent, finish, facts.now) {
            Ok(outcome) => outcome,
            Err(Refused::NoteNeeded) => return self.ask_outcome_note(code),
            Err(refused) => return self.refuse(refused),
        };
        self.toast("outcome-kept");
        if disposition.reaches_nobody() {
            access::note_uncalled(facts, &mut self.session.out, self.session.agent, &before);
        }
        self.count_outcome(&before, outcome);
        self.tell_outcome(disposition, outcome);
        self.show_change();
        if outcome == Outcome::Resolved {
            self.session.state.agent = AgentStep::Summary(self.request.id);
            let keyboard = self.prepared(Purpose::Summary, "button-no-summary");
            self.ask("ask-summary", keyboard);
        }
    }

    /// Asks for the note without which the outcome is not taken.
    pub(super) fn ask_outcome_note(&mut self, code: &DispositionCode) {
        self.session.acknowledge();
        self.session.state.agent = AgentStep::Outcome(self.request.id, code.clone());
        let outcome = status_label::outcome_name(self.session.facts, self.session.words, code);
        let never_mind = button(self.session.words, "button-never-mind", AgentClick::NoNote(self.request.id));
        self.ask_with("ask-outcome-note", &[("outcome", outcome.into())], Keyboard::Inline(vec![vec![never_mind]]));
    }

    /// Keeps that note, and then the outcome.
    pub(super) fn write_outcome_note(&mut self, code: &DispositionCode, text: &str) {
        self.settle();
        if self.request.state.owner() != Some(self.session.agent.id()) {
            return self.tell_agent("note-not-yours");
        }
        if !self.request.add_note(self.session.agent, self.shortened(text), self.session.facts.now) {
            return self.tell_agent("notes-full");
        }
        self.finish(code);
    }

    /// What the customer reads of an outcome: the desk's own words where its file has some.
    fn tell_outcome(&mut self, disposition: &Disposition, outcome: Outcome) {
        let language = self.session.facts.words(self.request.customer.locale).locale().language();
        let (facts, agent, request) = (self.session.facts, self.session.agent, &self.request);
        match disposition.message.get(&language) {
            Some(message) => {
                customer_notices::outcome_in_own_words(facts, &mut self.session.out, agent, request, outcome, message)
            }
            None => customer_notices::outcome(facts, &mut self.session.out, agent, request, outcome),
        }
    }

    /// Counts what an outcome means for those who lead the desk.
    fn count_outcome(&mut self, before: &CallbackRequest, outcome: Outcome) {
        let (request, by) = (&self.request, Some(self.session.agent.id()));
        if request.attempts > before.attempts {
            self.session.out.count(Measure::Attempt, request, by);
        }
        if let (None, Some(called)) = (before.called_at, request.called_at) {
            if called <= request.promise.to {
                self.session.out.count(Measure::Kept, request, by);
            } else if !before.promise_broken {
                // The clock had not looked yet.
                self.session.out.count(Measure::Breached, request, None);
            }
            self.session.out.count(Measure::FirstCall, request, by);
            let waited = called.duration_since(request.promise.from.max(request.asked_at)).as_secs();
            self.session.out.tally.push((
                Measure::WaitedSeconds,
                request.topic.clone(),
                by,
                u64::try_from(waited).unwrap_or_default(),
            ));
        }
        if let (State::Calling { .. }, Some(taken)) = (before.state, before.taken_at()) {
            let seconds = self.session.facts.now.duration_since(taken).as_secs();
            self.session.out.count(Measure::Timed, request, by);
            let seconds = u64::try_from(seconds).unwrap_or_default();
            self.session.out.tally.push((Measure::Seconds, request.topic.clone(), by, seconds));
        }
        match outcome {
            Outcome::Resolved => {
                self.session.out.count(Measure::Resolved, request, by);
                if request.calls() <= 1 && request.reopened == 0 {
                    self.session.out.count(Measure::ResolvedAtFirst, request, by);
                }
            }
            Outcome::GivenUp | Outcome::Closed => self.session.out.count(Measure::Closed, request, by),
            Outcome::Cancelled => self.session.out.count(Measure::Cancelled, request, by),
            Outcome::Again { .. } | Outcome::TimeNeeded { .. } | Outcome::NumberNeeded | Outcome::Queued => {}
        }
    }
}
