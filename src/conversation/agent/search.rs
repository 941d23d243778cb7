//! A lead looks for the requests with a number: for somebody who rings without a reference. Asked for a reason, written down as
//! a look, and counted as one.

use super::session::Session;
use crate::callback::{Look, Watched, Why, is_reason};
use crate::conversation::access;
use crate::conversation::context::AgentStep;
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Button, Keyboard};
use crate::conversation::view::card;
use crate::safety::Phone;
use crate::words::Markdown;

/// How much of a reason is kept, characters: a sentence.
const MAX_REASON: usize = 200;

impl Session<'_> {
    /// Whether this agent may look for a number here: leads, in private.
    pub(super) fn may_search(&self) -> bool {
        self.agent.leads() && self.chat == self.agent.id().chat()
    }

    /// Asks why; the number leaves the chat.
    pub(super) fn ask_search(&mut self, phone: Phone) {
        if self.is_held() {
            return;
        }
        if let Some(message) = self.message {
            self.out.delete(self.chat, message);
        }
        let text = self.words.say("ask-search", &[("phone", phone.masked().into())]);
        self.say_text(text, Keyboard::None);
        self.state.agent = AgentStep::Search(phone);
        self.state.agent_asked_at = Some(self.facts.now);
        self.out.conversation = Some(self.state.clone());
    }

    /// Takes the reason and lists what was found; each can be opened, for a reason of its own.
    pub(super) fn search(&mut self, reason: &str) {
        let reason: String = reason.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_REASON).collect();
        if !is_reason(&reason) {
            return self.say("reveal-short", &[]);
        }
        self.state.agent = AgentStep::Idle;
        self.state.agent_asked_at = None;
        self.out.conversation = Some(self.state.clone());
        if !self.may_search() {
            return self.say("leads-only", &[]);
        }
        if access::watch_reveal(self.facts, &mut self.out, self.agent) != Watched::Usual {
            return self.say("reveal-held", &[]);
        }
        let found = std::mem::take(&mut self.situation.found);
        if found.is_empty() {
            return self.say("search-none", &[]);
        }
        let look =
            |request| Look { at: self.facts.now, by: self.agent.id(), request, why: Why::Reason(reason.clone()) };
        self.out.looks.extend(found.iter().map(|request| look(request.id)));
        let lines: Vec<String> =
            found.iter().map(|request| card::line(self.facts, self.words, request).to_string()).collect();
        let text = self.words.say("search-found", &[("count", found.len().into())]);
        let rows = found.iter().map(|request| {
            let args = [("reference", request.id.to_string().into())];
            let label = self.words.label("button-reveal-reference", &args);
            vec![Button { label, click: AgentClick::Reveal(request.id).into() }]
        });
        let keyboard = Keyboard::Inline(rows.collect());
        self.say_text(text.and(&Markdown::trusted(lines.join("\n\n"))), keyboard);
    }
}
