//! An agent writes down how a call went and may take that back for a moment; then what the customer hears of it, and what it
//! counts as.

use jiff::{SignedDuration, Timestamp};

use super::deed::{Deed, shortened};
use crate::callback::{
    CallbackRequest, Disposition, DispositionCode, Finish, Measure, Next, Outcome, Refused, State, UserId,
};
use crate::conversation::access;
use crate::conversation::context::{AgentStep, Facts, Purpose};
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Decision, Keyboard, button};
use crate::conversation::view::{card, customer_notices, details, identity, status_label};

impl Deed<'_> {
    /// Writes the outcome down. It takes effect, and the customer hears of it, when it can no longer be taken back; the words to
    /// it may follow.
    pub(super) fn finish(&mut self, code: &DispositionCode) {
        let facts = self.session.facts;
        let Some(disposition) = facts.dispositions.named(code) else { return self.old_button() };
        let finish = finish_as(facts, disposition, &self.request);
        match self.request.write_outcome(self.session.agent, finish, facts.now) {
            Ok(()) => {}
            Err(Refused::NoteNeeded) => return self.ask_outcome_note(code),
            Err(refused) => return self.refuse(refused),
        }
        self.toast("outcome-kept");
        if self.request.outcome_is_due(facts.now) {
            self.take_effect();
        } else {
            self.refresh_details();
            self.keep();
        }
        if disposition.next == Next::Resolved {
            self.session.state.agent = AgentStep::Summary(self.request.id);
            let keyboard = self.prepared(Purpose::Summary, "button-no-summary");
            self.ask("ask-summary", keyboard);
        }
    }

    /// Takes the outcome back while that can be done: the call runs as before.
    pub(super) fn undo(&mut self) {
        match self.request.undo_outcome(self.session.agent, self.session.facts.now) {
            Ok(code) => {
                let outcome = status_label::outcome_name(self.session.facts, self.session.words, &code);
                self.toast_with("outcome-undone", &[("outcome", outcome.into())]);
                self.refresh_details();
                self.keep();
                if self.session.state.agent == AgentStep::Summary(self.request.id) {
                    self.settle();
                }
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// An outcome that was written down takes effect at once: what follows rests on it.
    pub(super) fn take_effect(&mut self) {
        if self.request.written.is_some() {
            take_effect(self.session.facts, &mut self.session.out, &mut self.request);
            self.keep();
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
            return self.refuse_with("note-not-yours", &[]);
        }
        if !self.request.add_note(self.session.agent, shortened(text), self.session.facts.now) {
            return self.refuse_with("notes-full", &[]);
        }
        self.finish(code);
    }
}

/// What is known when this outcome is written down.
fn finish_as<'a>(facts: &Facts<'a>, disposition: &'a Disposition, request: &CallbackRequest) -> Finish<'a> {
    let must_verify = identity::must_verify(facts, request);
    Finish { disposition, hours: facts.hours, rules: facts.rules, must_verify }
}

/// The outcome that was written down takes effect: it is counted, the customer hears of it, everybody sees it. One that the
/// desk no longer has is forgotten, and its agent sees the buttons again.
pub(in crate::conversation) fn take_effect(facts: &Facts<'_>, out: &mut Decision, request: &mut CallbackRequest) {
    let before = request.clone();
    let (Some(by), Some(written)) = (request.state.owner(), &before.written) else { return };
    let Some(disposition) = facts.dispositions.named(&written.code) else {
        request.forget_outcome();
        return details::refresh_owner(facts, out, request);
    };
    let finish = finish_as(facts, disposition, request);
    let Some(outcome) = request.take_effect(finish) else { return };
    if let Some(agent) = facts.roster.agent(by).filter(|_| disposition.reaches_nobody()) {
        access::note_uncalled(facts, out, agent, &before, written.at);
    }
    count(out, &before, request, (by, outcome, written.at));
    tell(facts, out, by, request, (disposition, outcome));
    card::refresh(facts, out, request);
    if request.state == State::New {
        card::call_again(facts, out, request);
    }
    details::take_back(facts, out, by, request);
}

/// What the customer reads of an outcome: the desk's own words where its file has some.
fn tell(
    facts: &Facts<'_>,
    out: &mut Decision,
    by: UserId,
    request: &CallbackRequest,
    (disposition, outcome): (&Disposition, Outcome),
) {
    let language = facts.words(request.customer.locale).locale().language();
    match disposition.message.get(&language) {
        Some(message) => customer_notices::outcome_in_own_words(facts, out, by, request, outcome, message),
        None => customer_notices::outcome(facts, out, by, request, outcome),
    }
}

/// Counts what an outcome means for those who lead the desk.
fn count(
    out: &mut Decision,
    before: &CallbackRequest,
    request: &CallbackRequest,
    (agent, outcome, at): (UserId, Outcome, Timestamp),
) {
    let by = Some(agent);
    if request.attempts > before.attempts {
        out.count(Measure::Attempt, request, by);
    }
    if let (None, Some(called)) = (before.called_at, request.called_at) {
        if called <= request.promise.to {
            out.count(Measure::Kept, request, by);
        } else if !before.promise_broken {
            // The clock had not looked yet.
            out.count(Measure::Breached, request, None);
        }
        out.count(Measure::FirstCall, request, by);
        let waited = called.duration_since(request.promise.from.max(request.asked_at));
        out.tally.push((Measure::WaitedSeconds, request.topic.clone(), by, seconds(waited)));
    }
    if let (State::Calling { .. }, Some(taken)) = (before.state, before.taken_at()) {
        out.count(Measure::Timed, request, by);
        out.tally.push((Measure::Seconds, request.topic.clone(), by, seconds(at.duration_since(taken))));
    }
    match outcome {
        Outcome::Resolved => {
            out.count(Measure::Resolved, request, by);
            if request.calls() <= 1 && request.reopened == 0 {
                out.count(Measure::ResolvedAtFirst, request, by);
            }
        }
        Outcome::GivenUp | Outcome::Closed => out.count(Measure::Closed, request, by),
        Outcome::Cancelled => out.count(Measure::Cancelled, request, by),
        Outcome::Again { .. } | Outcome::TimeNeeded { .. } | Outcome::NumberNeeded | Outcome::Queued => {}
    }
}

fn seconds(time: SignedDuration) -> u64 {
    u64::try_from(time.as_secs()).unwrap_or_default()
}
