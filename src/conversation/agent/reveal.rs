//! An agent who does not have a request wants to see its details: asked for a reason, shown for a while, held back when
//! it becomes unusual. A lead looks into it and allows it again.

use super::deed::Deed;
use super::session::Session;
use crate::callback::{UserId, Watched, is_reason};
use crate::conversation::access;
use crate::conversation::context::AgentStep;
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::audience::agent_locale;
use crate::conversation::view::{card, names};

/// How much of a reason is kept, characters: a sentence.
const MAX_REASON: usize = 200;

impl Deed<'_> {
    /// Asks for the reason, in private. From the group, where no state is kept, the way leads there by one more press.
    pub(super) fn ask_reveal(&mut self) {
        if self.request.state.owner() == Some(self.session.agent.id()) {
            return self.claim();
        }
        if self.session.is_held() {
            return;
        }
        if !self.session.can_be_shown() {
            return self.session.refuse("agent-must-start", &[]);
        }
        let private = self.session.agent.id().chat();
        if self.session.chat != private {
            self.toast("reveal-elsewhere");
            let text = card::line(self.session.facts, self.session.words, &self.request)
                .and(&self.session.words.say("reveal-offer", &[]));
            let show = vec![vec![button(self.session.words, "button-reveal", AgentClick::Reveal(self.request.id))]];
            return self.session.out.say(private, text, Keyboard::Inline(show));
        }
        self.session.acknowledge();
        self.session.state.agent = AgentStep::Reveal(self.request.id);
        let skip = button(self.session.words, "button-no-reveal", AgentClick::NoNote(self.request.id));
        self.ask("ask-reveal", Keyboard::Inline(vec![vec![skip]]));
    }

    /// Takes the reason and shows the details, unless the agent has looked at too many.
    pub(super) fn reveal(&mut self, reason: &str) {
        let reason: String = reason.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_REASON).collect();
        if !is_reason(&reason) {
            return self.refuse_with("reveal-short", &[]);
        }
        if self.request.state.owner() == Some(self.session.agent.id()) {
            self.show_details();
            return self.settle();
        }
        match access::watch_reveal(self.session.facts, &mut self.session.out, self.session.agent) {
            Watched::Usual => {
                let Session { facts, agent, out, situation, .. } = &mut self.session;
                access::reveal(facts, out, agent, &self.request, &situation.earlier, self.reachable, &reason);
            }
            Watched::HeldNow | Watched::Held => self.refuse_with("reveal-held", &[]),
        }
        self.settle();
    }

    /// The agent has seen enough.
    pub(super) fn hide(&mut self) {
        let own = (self.request.id, self.session.agent.id());
        let shown = self.session.facts.board.shown.iter().find(|shown| (shown.request, shown.to) == own).copied();
        let Some(shown) = shown else { return self.old_button() };
        self.toast("hidden");
        access::cover(self.session.facts, &mut self.session.out, shown, Some(&self.request));
    }
}

impl Session<'_> {
    /// A lead, not the one concerned, lets an agent see details again.
    pub(super) fn allow(&mut self, other: UserId) {
        if !self.agent.leads() || self.agent.id() == other {
            return self.refuse("allow-not-yours", &[]);
        }
        if !self.facts.board.is_held(other, self.facts.now) {
            return self.answer("old-button", &[]);
        }
        self.out.board_of(self.facts).watch(other, self.facts.now).allow();
        let name = names::agent_name(self.facts, other);
        self.answer("allowed", &[("agent", name.into())]);
        if let Some(other) = self.facts.roster.agent(other) {
            let words = self.facts.words(agent_locale(self.facts, other));
            self.out.say(other.id().chat(), words.say("allowed-you", &[]), Keyboard::None);
        }
    }
}
