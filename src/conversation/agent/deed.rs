//! What all deeds of an agent on one request share: how they are answered, asked, refused, and how the request is kept.

use super::session::{Reply, Session};
use crate::callback::{CallbackRequest, Refused};
use crate::conversation::context::AgentStep;
use crate::conversation::output::Keyboard;
use crate::conversation::view::excerpt::cut;
use crate::conversation::view::{card, details, names};
use crate::words::{Args, Value};

/// How much of a note is kept, characters: a phone screen of text.
const MAX_NOTE: usize = 1000;

/// An agent at work on one request.
pub(super) struct Deed<'a> {
    pub(super) session: Session<'a>,
    pub(super) request: CallbackRequest,
    /// Whether its customer can be written to.
    pub(super) reachable: bool,
}

impl<'a> Deed<'a> {
    /// Before anything has been done with the request.
    pub(super) fn begin(session: Session<'a>, request: CallbackRequest) -> Self {
        Self { reachable: session.situation.named_reachable, session, request }
    }

    pub(super) fn old_button(&mut self) {
        self.toast("old-button");
    }

    /// Brings card and details up to date and keeps the request.
    pub(super) fn show_change(&mut self) {
        card::refresh(self.session.facts, &mut self.session.out, &self.request);
        self.refresh_details();
        self.keep();
    }

    /// Brings the details up to date before the agent.
    pub(super) fn refresh_details(&mut self) {
        let Session { facts, agent, out, .. } = &mut self.session;
        details::refresh_details(facts, out, agent, &self.request, self.reachable);
    }

    /// Shows the details to the agent, once more if they were shown before.
    pub(super) fn show_details(&mut self) {
        let Session { facts, agent, out, situation, .. } = &mut self.session;
        details::withdraw_details(out, agent, &self.request);
        details::confide(facts, out, agent, &self.request, &situation.earlier, self.reachable);
    }

    pub(super) fn keep(&mut self) {
        self.session.out.keep(self.request.clone());
    }

    /// Nothing is awaited from the agent any more.
    pub(super) fn settle(&mut self) {
        self.session.state.agent = AgentStep::Idle;
        self.session.state.agent_asked_at = None;
        self.session.out.conversation = Some(self.session.state.clone());
    }

    pub(super) fn ask(&mut self, key: &str, keyboard: Keyboard) {
        self.ask_with(key, &[], keyboard);
    }

    /// Asks for the text that the present step takes; what comes much later is no answer.
    pub(super) fn ask_with(&mut self, key: &str, args: Args<'_>, keyboard: Keyboard) {
        let text = self.session.words.say(key, &self.with_reference(args));
        self.session.tell(text, keyboard);
        self.session.await_words();
        self.session.state.agent_asked_at = Some(self.session.facts.now);
        self.session.out.conversation = Some(self.session.state.clone());
    }

    pub(super) fn tell_agent(&mut self, key: &str) {
        self.tell_agent_with(key, &[]);
    }

    pub(super) fn tell_agent_with(&mut self, key: &str, args: Args<'_>) {
        let text = self.session.words.say(key, &self.with_reference(args));
        self.session.tell(text, Keyboard::None);
    }

    pub(super) fn with_reference(&self, args: Args<'_>) -> Vec<(&'static str, Value)> {
        let mut all = args.to_vec();
        all.push(("reference", self.request.id.to_string().into()));
        all
    }

    pub(super) fn tell_customer(&mut self, key: &str, args: Args<'_>) {
        let words = self.session.facts.words(self.request.customer.locale);
        self.session.out.say(self.request.customer.chat, words.say(key, &self.with_reference(args)), Keyboard::None);
    }

    /// A short line to a press, or to the text that stood in for one.
    pub(super) fn toast(&mut self, key: &str) {
        self.toast_with(key, &[]);
    }

    pub(super) fn toast_with(&mut self, key: &str, args: Args<'_>) {
        match self.session.reply {
            Reply::Press(_) | Reply::Console => self.session.answer(key, &self.with_reference(args)),
            Reply::Typed => self.tell_agent_with(key, args),
        }
    }

    pub(super) fn refuse(&mut self, refused: Refused) {
        let (key, agent) = match refused {
            Refused::TakenBy(by) => ("refused-taken", names::agent_name(self.session.facts, by)),
            Refused::AlreadyYours => ("already-yours", String::new()),
            Refused::NotClaimed => ("refused-not-claimed", String::new()),
            Refused::NumberWrong => ("refused-number-wrong", String::new()),
            Refused::NoteNeeded => ("refused-note-needed", String::new()),
            Refused::Unverified => ("refused-unverified", String::new()),
            Refused::AddressUnconfirmed => ("refused-address-unconfirmed", String::new()),
            Refused::NotCalled => ("refused-not-called", String::new()),
            Refused::OutcomeWritten => ("refused-outcome-written", String::new()),
            Refused::TooLate => ("refused-too-late", String::new()),
            Refused::CodeJustGiven => ("refused-code-just-given", String::new()),
            Refused::BeyondPromise => ("refused-beyond-promise", String::new()),
            Refused::BadTime => ("refused-bad-time", String::new()),
            Refused::BadTarget => ("refused-bad-target", String::new()),
            Refused::Closed | Refused::BeingCalled | Refused::NotReopenable => {
                ("refused-closed-request", String::new())
            }
        };
        self.refuse_with(key, &[("agent", agent.into())]);
    }

    /// A line to a press that must not be missed.
    pub(super) fn refuse_with(&mut self, key: &str, args: Args<'_>) {
        match self.session.reply {
            Reply::Press(_) | Reply::Console => self.session.refuse(key, &self.with_reference(args)),
            Reply::Typed => self.tell_agent_with(key, args),
        }
    }

    /// Why the request is not this agent's.
    pub(super) fn not_mine(&self) -> Refused {
        match (self.request.state.owner(), self.request.state.is_open()) {
            (_, false) => Refused::Closed,
            (Some(by), _) => Refused::TakenBy(by),
            (None, _) => Refused::NotClaimed,
        }
    }
}

/// A text as it is kept: as long as a note may be.
pub(super) fn shortened(text: &str) -> String {
    cut(text, MAX_NOTE)
}
