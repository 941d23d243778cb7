//! An agent who does not have a request wants to see its details: asked for a reason, shown for a while, held back when
//! it becomes unusual. A lead looks into it and allows it again.

use super::work::Desk;
use super::{Agent, AgentStep, Click, Decision, Facts, Incoming, Keyboard, cards};
use crate::callback::{UserId, Watched, is_reason};
use crate::conversation::customer::button;
use crate::conversation::looks;

/// How much of a reason is kept, characters: a sentence.
const MAX_REASON: usize = 200;

impl Desk<'_> {
    /// Asks for the reason, in private. From the group, where no state is kept, the way leads there by one more press.
    pub(super) fn ask_reveal(&mut self) {
        if self.request.state.owner() == Some(self.agent.id()) {
            return self.claim();
        }
        if self.held() {
            return;
        }
        if !self.agent_reachable {
            let line = self.words.label("agent-must-start", &[]);
            return self.out.refuse(self.chat, self.press, line);
        }
        let private = self.agent.id().chat();
        if self.chat != private {
            self.toast("reveal-elsewhere");
            let text = cards::line(self.facts, self.words, &self.request).and(&self.words.say("reveal-offer", &[]));
            let show = vec![vec![button(self.words, "button-reveal", Click::Reveal(self.request.id))]];
            return self.out.say(private, text, Keyboard::Inline(show));
        }
        self.out.answer(self.chat, self.press, None);
        self.state.agent = AgentStep::Reveal(self.request.id);
        let skip = button(self.words, "button-no-reveal", Click::NoNote(self.request.id));
        self.ask("ask-reveal", Keyboard::Inline(vec![vec![skip]]));
    }

    /// Takes the reason and shows the details, unless the agent has looked at too many.
    pub(super) fn reveal(&mut self, reason: &str) {
        let reason: String = reason.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_REASON).collect();
        if !is_reason(&reason) {
            return self.tell_agent("reveal-short");
        }
        if self.request.state.owner() == Some(self.agent.id()) {
            cards::withdraw_details(self.out, self.agent, &self.request);
            cards::confide(self.facts, self.out, self.agent, &self.request, self.reachable);
            return self.settle();
        }
        match looks::watch_reveal(self.facts, self.out, self.agent) {
            Watched::Usual => {
                looks::reveal(self.facts, self.out, self.agent, &self.request, self.reachable, &reason);
            }
            Watched::HeldNow | Watched::Held => self.tell_agent("reveal-held"),
        }
        self.settle();
    }

    /// The agent has seen enough.
    pub(super) fn hide(&mut self) {
        let own = (self.request.id, self.agent.id());
        let shown = self.facts.board.shown.iter().find(|shown| (shown.request, shown.to) == own).copied();
        let Some(shown) = shown else { return self.old_button() };
        self.toast("hidden");
        looks::cover(self.facts, self.out, shown, Some(&self.request));
    }

    /// Refuses an agent who looked at too many, and says so.
    pub(super) fn held(&mut self) -> bool {
        let held = self.facts.board.is_held(self.agent.id(), self.facts.now);
        if held {
            let line = self.words.label("reveal-held", &[]);
            self.out.refuse(self.chat, self.press, line);
        }
        held
    }
}

/// A lead, not the one concerned, lets an agent see details again.
pub(super) fn allow(
    facts: &Facts<'_>,
    incoming: &Incoming,
    agent: &Agent,
    press: &str,
    other: UserId,
    out: &mut Decision,
) {
    let words = facts.words(cards::agent_locale(facts, agent));
    if !agent.leads() || agent.id() == other {
        return out.refuse(incoming.chat, press, words.label("allow-not-yours", &[]));
    }
    if !facts.board.is_held(other, facts.now) {
        return out.answer(incoming.chat, press, Some(words.label("old-button", &[])));
    }
    out.board_of(facts).watch(other, facts.now).allow();
    let name = cards::agent_name(facts, other);
    out.answer(incoming.chat, press, Some(words.label("allowed", &[("agent", name.into())])));
    if let Some(other) = facts.roster.agent(other) {
        let words = facts.words(cards::agent_locale(facts, other));
        out.say(other.id().chat(), words.say("allowed-you", &[]), Keyboard::None);
    }
}
