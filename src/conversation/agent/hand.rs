//! What an agent does with a request besides calling: a heads-up, putting it off, handing it on. What is typed for it
//! stands in `typed`.

use jiff::Timestamp;

use super::work::{Desk, given_up};
use crate::callback::{Agent, UserId};
use crate::conversation::customer::button;
use crate::conversation::{AgentStep, Click, Keyboard, Panel, Purpose, SnoozeFor, WorkClick, cards, customer, panels};
use crate::text::Language;
use crate::words::Args;

impl Desk<'_> {
    /// Takes a button below the details.
    pub(super) fn work(&mut self, click: WorkClick) {
        if self.request.state.owner() != Some(self.agent.id()) {
            return self.refuse(self.not_mine());
        }
        match click {
            WorkClick::Details => self.details(),
            WorkClick::Show(panel) => self.panel(panel),
            WorkClick::HeadsUp => self.heads_up(),
            WorkClick::Snooze(SnoozeFor::Minutes(minutes)) => self.snooze(panels::pause_ends(self.facts, minutes)),
            WorkClick::Snooze(SnoozeFor::Morning) => self.snooze(panels::next_morning(self.facts)),
            WorkClick::Snooze(SnoozeFor::Own) => self.ask_for("ask-snooze", AgentStep::Snooze(self.request.id)),
            WorkClick::Give(to) => self.give(to),
            WorkClick::GiveTo(language) => self.give_to(language),
            WorkClick::Question if !self.reachable => self.toast("question-unreachable"),
            WorkClick::Question => self.ask_question(),
            WorkClick::Number => self.ask_for("ask-right-number", AgentStep::Number(self.request.id)),
        }
    }

    /// Puts the request off until then, and asks why.
    pub(super) fn put_off(&mut self, until: Timestamp) {
        let before = self.request.clone();
        if let Err(refused) = self.request.snooze(self.agent, until, self.facts.now) {
            return self.refuse(refused);
        }
        if !self.press.is_empty() {
            self.out.answer(self.chat, self.press, None);
        }
        given_up(self.facts, self.out, &before, &self.request);
        self.keep();
        self.state.agent = AgentStep::Reason(self.request.id);
        let time = self.words.moment(until, &self.facts.hours.zone, self.facts.now);
        let skip = button(self.words, "button-no-note", Click::NoNote(self.request.id));
        self.ask_with("ask-reason", &[("time", time.into())], Keyboard::Inline(vec![vec![skip]]));
    }

    /// Asks for a text that this step takes; pressing the button below ends it.
    pub(super) fn ask_for(&mut self, key: &str, step: AgentStep) {
        self.out.answer(self.chat, self.press, None);
        self.state.agent = step;
        let never_mind = button(self.words, "button-never-mind", Click::NoNote(self.request.id));
        self.ask(key, Keyboard::Inline(vec![vec![never_mind]]));
    }

    fn ask_question(&mut self) {
        self.out.answer(self.chat, self.press, None);
        self.state.agent = AgentStep::Question(self.request.id);
        let keyboard = self.prepared(Purpose::Question, "button-never-mind");
        self.ask("ask-question", keyboard);
    }

    fn details(&mut self) {
        self.out.answer(self.chat, self.press, None);
        cards::withdraw_details(self.out, self.agent, &self.request);
        cards::confide(self.facts, self.out, self.agent, &self.request, self.reachable);
    }

    fn panel(&mut self, panel: Panel) {
        self.out.answer(self.chat, self.press, None);
        cards::turn_panel(self.facts, self.out, self.agent, &self.request, self.reachable, panel);
    }

    fn heads_up(&mut self) {
        match self.request.heads_up(self.agent, self.facts.now) {
            Ok(true) => {
                customer::heads_up(self.facts, self.out, self.agent, &self.request);
                self.toast(if self.reachable { "heads-up-given" } else { "heads-up-unreachable" });
                self.keep();
            }
            Ok(false) => self.toast("heads-up-already"),
            Err(refused) => self.refuse(refused),
        }
    }

    fn snooze(&mut self, until: Option<Timestamp>) {
        match until {
            Some(until) => self.put_off(until),
            None => self.toast("no-opening-ahead"),
        }
    }

    fn give(&mut self, to: UserId) {
        let Some(to) = self.facts.roster.agent(to) else { return self.old_button() };
        if !self.facts.board.is_on(to.id()) {
            return self.toast_with("colleague-off", &[("agent", to.name().into())]);
        }
        if self.facts.board.is_held(to.id(), self.facts.now) {
            return self.toast_with("colleague-held", &[("agent", to.name().into())]);
        }
        let before = self.request.clone();
        match self.request.transfer(self.agent, to, self.facts.roster, self.facts.rules, self.facts.now) {
            Ok(()) => {
                self.toast_with("given", &[("agent", to.name().into())]);
                given_up(self.facts, self.out, &before, &self.request);
                self.hand_to(to);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Tells a colleague that the request is theirs, with its details.
    fn hand_to(&mut self, to: &Agent) {
        let words = self.facts.words(cards::agent_locale(self.facts, to));
        let args: Args<'_> = &[("agent", self.agent.name().into()), ("reference", self.request.id.to_string().into())];
        self.out.say(to.id().chat(), words.say("given-to-you", args), Keyboard::None);
        cards::confide(self.facts, self.out, to, &self.request, self.reachable);
    }

    fn give_to(&mut self, language: Language) {
        if !self.facts.roster.iter().any(|colleague| colleague.speaks(language)) {
            return self.old_button();
        }
        let before = self.request.clone();
        match self.request.transfer_to_language(self.agent, language, self.facts.now) {
            Ok(()) => {
                self.toast_with("given-to-language", &[("language", cards::spoken(self.words, language).into())]);
                given_up(self.facts, self.out, &before, &self.request);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }
}
