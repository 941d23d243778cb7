//! What an agent does with a request besides calling: a heads-up, putting it off, handing it on. What is typed for it
//! stands in `text_input`.

use jiff::Timestamp;

use super::claim::given_up;
use super::deed::Deed;
use crate::callback::{Agent, UserId};
use crate::conversation::context::{AgentStep, Purpose};
use crate::conversation::input::{AgentClick, Panel, SnoozeFor, WorkClick};
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::audience::agent_locale;
use crate::conversation::view::{agent_buttons, customer_notices, details, names};
use crate::text::Language;
use crate::words::Args;

impl Deed<'_> {
    /// Takes a button below the details.
    pub(super) fn work(&mut self, click: WorkClick) {
        if self.request.state.owner() != Some(self.session.agent.id()) {
            return self.refuse(self.not_mine());
        }
        match click {
            WorkClick::Details => self.details(),
            WorkClick::Show(panel) => self.panel(panel),
            WorkClick::HeadsUp => self.heads_up(),
            WorkClick::Snooze(SnoozeFor::Minutes(minutes)) => {
                self.snooze(agent_buttons::pause_ends(self.session.facts, minutes))
            }
            WorkClick::Snooze(SnoozeFor::Morning) => self.snooze(agent_buttons::next_morning(self.session.facts)),
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
        if let Err(refused) = self.request.snooze(self.session.agent, until, self.session.facts.now) {
            return self.refuse(refused);
        }
        self.session.acknowledge();
        given_up(self.session.facts, &mut self.session.out, &before, &self.request);
        self.keep();
        self.session.state.agent = AgentStep::Reason(self.request.id);
        let time = self.session.words.moment(until, &self.session.facts.hours.zone, self.session.facts.now);
        let skip = button(self.session.words, "button-no-note", AgentClick::NoNote(self.request.id));
        self.ask_with("ask-reason", &[("time", time.into())], Keyboard::Inline(vec![vec![skip]]));
    }

    /// Asks for a text that this step takes; pressing the button below ends it.
    pub(super) fn ask_for(&mut self, key: &str, step: AgentStep) {
        self.session.acknowledge();
        self.session.state.agent = step;
        let never_mind = button(self.session.words, "button-never-mind", AgentClick::NoNote(self.request.id));
        self.ask(key, Keyboard::Inline(vec![vec![never_mind]]));
    }

    fn ask_question(&mut self) {
        self.session.acknowledge();
        self.session.state.agent = AgentStep::Question(self.request.id);
        let keyboard = self.prepared(Purpose::Question, "button-never-mind");
        self.ask("ask-question", keyboard);
    }

    fn details(&mut self) {
        self.session.acknowledge();
        self.show_details();
    }

    fn panel(&mut self, panel: Panel) {
        self.session.acknowledge();
        details::turn_panel(
            self.session.facts,
            &mut self.session.out,
            self.session.agent,
            &self.request,
            self.reachable,
            panel,
        );
    }

    fn heads_up(&mut self) {
        match self.request.heads_up(self.session.agent, self.session.facts.now) {
            Ok(true) => {
                customer_notices::heads_up(
                    self.session.facts,
                    &mut self.session.out,
                    self.session.agent,
                    &self.request,
                );
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
        let Some(to) = self.session.facts.roster.agent(to) else { return self.old_button() };
        if !self.session.facts.board.is_on(to.id()) {
            return self.toast_with("colleague-off", &[("agent", to.name().into())]);
        }
        if self.session.facts.board.is_held(to.id(), self.session.facts.now) {
            return self.toast_with("colleague-held", &[("agent", to.name().into())]);
        }
        let before = self.request.clone();
        match self.request.transfer(
            self.session.agent,
            to,
            self.session.facts.roster,
            self.session.facts.rules,
            self.session.facts.now,
        ) {
            Ok(()) => {
                self.toast_with("given", &[("agent", to.name().into())]);
                given_up(self.session.facts, &mut self.session.out, &before, &self.request);
                self.hand_to(to);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Tells a colleague that the request is theirs, with its details.
    pub(super) fn hand_to(&mut self, to: &Agent) {
        let words = self.session.facts.words(agent_locale(self.session.facts, to));
        let args: Args<'_> =
            &[("agent", self.session.agent.name().into()), ("reference", self.request.id.to_string().into())];
        self.session.out.say(to.id().chat(), words.say("given-to-you", args), Keyboard::None);
        let earlier = &self.session.situation.earlier;
        details::confide(self.session.facts, &mut self.session.out, to, &self.request, earlier, self.reachable);
    }

    fn give_to(&mut self, language: Language) {
        if !self.session.facts.roster.iter().any(|colleague| colleague.speaks(language)) {
            return self.old_button();
        }
        let before = self.request.clone();
        match self.request.transfer_to_language(self.session.agent, language, self.session.facts.now) {
            Ok(()) => {
                self.toast_with(
                    "given-to-language",
                    &[("language", names::spoken(self.session.words, language).into())],
                );
                given_up(self.session.facts, &mut self.session.out, &before, &self.request);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }
}
