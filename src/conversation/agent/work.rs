//! What an agent does with one request, step by step, and what the customer hears of it.

use crate::callback::{
    Agent, CallbackRequest, Cause, ChatId, Disposition, DispositionCode, Finish, Measure, Outcome, Refused, State,
};
use crate::conversation::customer::button;
use crate::conversation::{
    AgentStep, Click, Conversation, Decision, Facts, Keyboard, Purpose, cards, customer, identity, looks,
};
use crate::safety::CodeSeed;
use crate::words::{Args, Value, Words};

/// How much of a note is kept, characters: as much as of a customer's message.
const MAX_NOTE: usize = 1000;

/// Booked and claimed: before anything else has happened, there can be no reminder.
const HISTORY_OF_A_FIRST_CLAIM: usize = 2;

/// An agent at work on one request.
pub(super) struct Desk<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) words: Words<'a>,
    pub(super) agent: &'a Agent,
    pub(super) chat: ChatId,
    pub(super) press: &'a str,
    pub(super) request: CallbackRequest,
    pub(super) reachable: bool,
    pub(super) agent_reachable: bool,
    pub(super) seed: Option<CodeSeed>,
    pub(super) state: Conversation,
    pub(super) out: &'a mut Decision,
}

impl Desk<'_> {
    /// Takes the request; its details come in private.
    pub(super) fn claim(&mut self) {
        if !self.agent_reachable {
            let line = self.words.label("agent-must-start", &[]);
            return self.out.refuse(self.chat, self.press, line);
        }
        if self.held() {
            return;
        }
        match self.request.claim(self.agent, self.facts.rules, self.facts.now) {
            Ok(()) => {
                self.toast("claimed");
                show_claim(self.facts, self.out, self.agent, self.request.clone(), self.reachable);
            }
            Err(Refused::AlreadyYours) => {
                self.toast("already-yours");
                cards::withdraw_details(self.out, self.agent, &self.request);
                cards::confide(self.facts, self.out, self.agent, &self.request, self.reachable);
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Gives it back.
    pub(super) fn release(&mut self) {
        let before = self.request.clone();
        match self.request.release(self.agent, Cause::Released, self.facts.now) {
            Ok(()) => {
                self.toast("released");
                given_up(self.facts, self.out, &before, &self.request);
                tell_of_release(self.facts, self.out, self.agent, &before);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Needs more time.
    pub(super) fn keep_claim(&mut self) {
        match self.request.extend_claim(self.agent, self.facts.rules, self.facts.now) {
            Ok(()) => {
                self.toast("claim-kept");
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Dials now: the customer is told who calls and what they will say first. Pressed again, there is a new code.
    pub(super) fn calling(&mut self) {
        let Some(code) = self.facts.fresh_code else {
            let line = self.words.label("refused-no-code", &[]);
            return self.out.refuse(self.chat, self.press, line);
        };
        let again = matches!(self.request.state, State::Calling { .. });
        match self.request.call(self.agent, self.facts.rules, code, self.facts.now) {
            Ok(()) => {
                self.toast(if self.reachable { "calling" } else { "calling-unread" });
                customer::calling(self.facts, self.out, self.agent, &self.request, code, again);
                self.show_change();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Writes the outcome down. It counts at once; the words to it may follow.
    pub(super) fn finish(&mut self, code: &DispositionCode) {
        let facts = self.facts;
        let Some(disposition) = facts.dispositions.named(code) else { return self.old_button() };
        let before = self.request.clone();
        let must_verify = identity::must_verify(facts, &self.request);
        let finish = Finish { disposition, hours: facts.hours, rules: facts.rules, must_verify };
        let outcome = match self.request.finish(self.agent, finish, facts.now) {
            Ok(outcome) => outcome,
            Err(Refused::NoteNeeded) => return self.ask_outcome_note(code),
            Err(refused) => return self.refuse(refused),
        };
        self.toast("outcome-kept");
        if disposition.reaches_nobody() {
            looks::note_uncalled(facts, self.out, self.agent, &before);
        }
        self.count_outcome(&before, outcome);
        self.tell_outcome(disposition, outcome);
        self.show_change();
        if outcome == Outcome::Resolved {
            self.state.agent = AgentStep::Summary(self.request.id);
            let keyboard = self.prepared(Purpose::Summary, "button-no-summary");
            self.ask("ask-summary", keyboard);
        }
    }

    /// Asks for a note.
    pub(super) fn ask_note(&mut self) {
        if self.request.state.owner() != Some(self.agent.id()) {
            return self.refuse(self.not_mine());
        }
        self.out.answer(self.chat, self.press, None);
        self.state.agent = AgentStep::Note(self.request.id);
        let skip = button(self.words, "button-no-note", Click::NoNote(self.request.id));
        self.ask("ask-note", Keyboard::Inline(vec![vec![skip]]));
    }

    /// Nothing to write after all.
    pub(super) fn no_note(&mut self) {
        // The button of a question that has been answered, or of another request's, must not end the present one.
        if self.state.agent.request() != Some(self.request.id) {
            return self.toast("old-button");
        }
        self.toast("no-note");
        self.settle();
    }

    /// Keeps a note with the request; colleagues who claim it later read it.
    pub(super) fn write_note(&mut self, text: &str) {
        if self.request.state.owner() != Some(self.agent.id()) {
            self.tell_agent("note-not-yours");
            return self.settle();
        }
        let kept = self.request.add_note(self.agent, self.shortened(text), self.facts.now);
        let key = if kept { "note-kept" } else { "notes-full" };
        self.tell_agent(key);
        if kept {
            cards::refresh_details(self.facts, self.out, self.agent, &self.request, self.reachable);
            self.out.keep(self.request.clone());
        }
        self.settle();
    }

    /// Sends the customer what was agreed, and keeps it as a note.
    pub(super) fn write_summary(&mut self, text: &str) {
        let text = self.shortened(text);
        if !self.refuses(&text, Purpose::Summary) {
            self.send_summary(text);
        }
    }

    pub(super) fn send_summary(&mut self, text: String) {
        self.request.add_note(self.agent, text.clone(), self.facts.now);
        customer::summary(self.facts, self.out, self.agent, &self.request, &text);
        self.tell_agent(if self.reachable { "summary-sent" } else { "summary-not-read" });
        self.out.keep(self.request.clone());
        self.settle();
    }

    pub(super) fn old_button(&mut self) {
        self.toast("old-button");
    }

    /// What the customer reads of an outcome: the desk's own words where its file has some.
    fn tell_outcome(&mut self, disposition: &Disposition, outcome: Outcome) {
        let language = self.facts.words(self.request.customer.locale).locale().language();
        let (facts, agent, request) = (self.facts, self.agent, &self.request);
        match disposition.message.get(&language) {
            Some(message) => customer::outcome_in_own_words(facts, self.out, agent, request, outcome, message),
            None => customer::outcome(facts, self.out, agent, request, outcome),
        }
    }

    /// Counts what an outcome means for those who lead the desk.
    fn count_outcome(&mut self, before: &CallbackRequest, outcome: Outcome) {
        let (request, by) = (&self.request, Some(self.agent.id()));
        if request.attempts > before.attempts {
            self.out.count(Measure::Attempt, request, by);
        }
        if let (None, Some(called)) = (before.called_at, request.called_at) {
            if called <= request.promise.to {
                self.out.count(Measure::Kept, request, by);
            } else if !before.promise_broken {
                // The clock had not looked yet.
                self.out.count(Measure::Breached, request, None);
            }
            self.out.count(Measure::FirstCall, request, by);
            let waited = called.duration_since(request.promise.from.max(request.asked_at)).as_secs();
            self.out.tally.push((
                Measure::WaitedSeconds,
                request.topic.clone(),
                by,
                u64::try_from(waited).unwrap_or_default(),
            ));
        }
        if let (State::Calling { .. }, Some(taken)) = (before.state, before.taken_at()) {
            let seconds = self.facts.now.duration_since(taken).as_secs();
            self.out.count(Measure::Timed, request, by);
            let seconds = u64::try_from(seconds).unwrap_or_default();
            self.out.tally.push((Measure::Seconds, request.topic.clone(), by, seconds));
        }
        match outcome {
            Outcome::Resolved => {
                self.out.count(Measure::Resolved, request, by);
                if request.calls() <= 1 && request.reopened == 0 {
                    self.out.count(Measure::ResolvedAtFirst, request, by);
                }
            }
            Outcome::GivenUp | Outcome::Closed => self.out.count(Measure::Closed, request, by),
            Outcome::Cancelled => self.out.count(Measure::Cancelled, request, by),
            Outcome::Again { .. } | Outcome::TimeNeeded { .. } | Outcome::NumberNeeded | Outcome::Queued => {}
        }
    }

    /// Brings card and details up to date and keeps the request.
    pub(super) fn show_change(&mut self) {
        cards::refresh(self.facts, self.out, &self.request);
        cards::refresh_details(self.facts, self.out, self.agent, &self.request, self.reachable);
        self.keep();
    }

    pub(super) fn keep(&mut self) {
        self.out.keep(self.request.clone());
    }

    /// Nothing is awaited from the agent any more.
    pub(super) fn settle(&mut self) {
        self.state.agent = AgentStep::Idle;
        self.state.agent_asked_at = None;
        self.out.conversation = Some(self.state.clone());
    }

    pub(super) fn ask(&mut self, key: &str, keyboard: Keyboard) {
        self.ask_with(key, &[], keyboard);
    }

    /// Asks for the text that the present step takes; what comes much later is no answer.
    pub(super) fn ask_with(&mut self, key: &str, args: Args<'_>, keyboard: Keyboard) {
        let text = self.words.say(key, &self.with_reference(args));
        self.out.say(self.agent.id().chat(), text, keyboard);
        self.state.agent_asked_at = Some(self.facts.now);
        self.out.conversation = Some(self.state.clone());
    }

    pub(super) fn tell_agent(&mut self, key: &str) {
        self.tell_agent_with(key, &[]);
    }

    pub(super) fn tell_agent_with(&mut self, key: &str, args: Args<'_>) {
        let text = self.words.say(key, &self.with_reference(args));
        self.out.say(self.agent.id().chat(), text, Keyboard::None);
    }

    pub(super) fn with_reference(&self, args: Args<'_>) -> Vec<(&'static str, Value)> {
        let mut all = args.to_vec();
        all.push(("reference", self.request.id.to_string().into()));
        all
    }

    pub(super) fn tell_customer(&mut self, key: &str, args: Args<'_>) {
        let words = self.facts.words(self.request.customer.locale);
        self.out.say(self.request.customer.chat, words.say(key, &self.with_reference(args)), Keyboard::None);
    }

    /// A short line to a press, or to the text that stood in for one.
    pub(super) fn toast(&mut self, key: &str) {
        self.toast_with(key, &[]);
    }

    pub(super) fn toast_with(&mut self, key: &str, args: Args<'_>) {
        if self.press.is_empty() {
            return self.tell_agent_with(key, args);
        }
        let line = self.words.label(key, &self.with_reference(args));
        self.out.answer(self.chat, self.press, Some(line));
    }

    pub(super) fn refuse(&mut self, refused: Refused) {
        let (key, agent) = match refused {
            Refused::TakenBy(by) => ("refused-taken", cards::agent_name(self.facts, by)),
            Refused::AlreadyYours => ("already-yours", String::new()),
            Refused::NotClaimed => ("refused-not-claimed", String::new()),
            Refused::NumberWrong => ("refused-number-wrong", String::new()),
            Refused::NoteNeeded => ("refused-note-needed", String::new()),
            Refused::Unverified => ("refused-unverified", String::new()),
            Refused::AddressUnconfirmed => ("refused-address-unconfirmed", String::new()),
            Refused::NotCalled => ("refused-not-called", String::new()),
            Refused::CodeJustGiven => ("refused-code-just-given", String::new()),
            Refused::BeyondPromise => ("refused-beyond-promise", String::new()),
            Refused::BadTime => ("refused-bad-time", String::new()),
            Refused::BadTarget => ("refused-bad-target", String::new()),
            Refused::Closed | Refused::BeingCalled | Refused::NotReopenable => {
                ("refused-closed-request", String::new())
            }
        };
        if self.press.is_empty() {
            return self.tell_agent_with(key, &[("agent", agent.into())]);
        }
        let args: Args<'_> = &[("reference", self.request.id.to_string().into()), ("agent", agent.into())];
        self.out.refuse(self.chat, self.press, self.words.label(key, args));
    }

    /// Why the request is not this agent's.
    pub(super) fn not_mine(&self) -> Refused {
        match (self.request.state.owner(), self.request.state.is_open()) {
            (_, false) => Refused::Closed,
            (Some(by), _) => Refused::TakenBy(by),
            (None, _) => Refused::NotClaimed,
        }
    }

    pub(super) fn shortened(&self, text: &str) -> String {
        let mut shortened: String = text.trim().chars().take(MAX_NOTE).collect();
        if text.trim().chars().nth(MAX_NOTE).is_some() {
            shortened.push('…');
        }
        shortened
    }
}

/// Everything that follows when an agent takes a request.
pub(super) fn show_claim(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: CallbackRequest,
    reachable: bool,
) {
    cards::refresh(facts, out, &request);
    if request.history.len() > HISTORY_OF_A_FIRST_CLAIM {
        cards::forget_reminder(facts, out, &request);
    }
    looks::forget_shown(facts, out, agent, &request);
    cards::confide(facts, out, agent, &request, reachable);
    out.keep(request);
}

/// Everything that others see when a claim ends without an outcome: the customer who was told of the call, the card, the
/// details of the agent who had it, the reminder.
pub(super) fn given_up(facts: &Facts<'_>, out: &mut Decision, before: &CallbackRequest, request: &CallbackRequest) {
    if let Some(agent) = before.state.owner().filter(|_| before.is_announced()) {
        customer::call_not_made(facts, out, agent, request);
    }
    cards::refresh_if_changed(facts, out, before, request);
    if let Some(agent) = before.state.owner().and_then(|id| facts.roster.agent(id)) {
        // Who hands a request to a colleague did so before a witness.
        if request.state.owner().is_none() {
            looks::note_uncalled(facts, out, agent, before);
        }
        cards::refresh_details(facts, out, agent, request, true);
    }
    if request.state == State::New {
        cards::call_again(facts, out, request);
    }
}

/// Tells the agent whose claim it was that somebody else has ended it.
fn tell_of_release(facts: &Facts<'_>, out: &mut Decision, by: &Agent, before: &CallbackRequest) {
    let Some(agent) = before.state.owner().filter(|id| *id != by.id()).and_then(|id| facts.roster.agent(id)) else {
        return;
    };
    let words = facts.words(cards::agent_locale(facts, agent));
    let args: Args<'_> = &[("reference", before.id.to_string().into()), ("agent", by.name().into())];
    out.say(agent.id().chat(), words.say("released-by", args), Keyboard::None);
}
