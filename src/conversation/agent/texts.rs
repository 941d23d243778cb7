//! What reaches a customer in an agent's words: prepared texts by one press, own words when nothing in them can harm.

use super::deed::Deed;
use crate::callback::DispositionCode;
use crate::conversation::context::{AgentStep, Purpose};
use crate::conversation::input::{AgentClick, Click};
use crate::conversation::output::{Button, Keyboard, button};
use crate::safety::judge;
use crate::words::Value;

/// Prepared texts in a row: titles are short.
const TEXTS_A_ROW: usize = 2;

impl Deed<'_> {
    /// The prepared texts for this purpose, and a last button that does without.
    pub(super) fn prepared(&self, purpose: Purpose, without: &str) -> Keyboard {
        let language = self.session.words.locale().language();
        let texts = self.session.facts.texts.of(purpose).filter_map(|block| {
            let label = self.session.words.own(block.title(language)?);
            Some(Button { label, click: AgentClick::Block(self.request.id, block.code.clone()).into() })
        });
        let texts: Vec<Button> = texts.collect();
        let mut rows: Vec<Vec<Button>> = texts.chunks(TEXTS_A_ROW).map(<[Button]>::to_vec).collect();
        rows.push(vec![button(self.session.words, without, Click::Agent(AgentClick::NoNote(self.request.id)))]);
        Keyboard::Inline(rows)
    }

    /// Sends a prepared text in place of the words that are awaited.
    pub(super) fn send_block(&mut self, code: &DispositionCode) {
        let Some(block) = self.session.facts.texts.named(code) else { return self.old_button() };
        let awaited = match &self.session.state.agent {
            AgentStep::Question(id) if *id == self.request.id => Some(Purpose::Question),
            AgentStep::Summary(id) if *id == self.request.id => Some(Purpose::Summary),
            _ => None,
        };
        if awaited != Some(block.purpose) || self.session.state.agent_is_late(self.session.facts.now) {
            return self.old_button();
        }
        let words = self.session.facts.words(self.request.customer.locale);
        let Some(text) = block.text(words.locale().language()).map(|text| words.own(text)) else {
            return self.old_button();
        };
        self.session.acknowledge();
        match block.purpose {
            Purpose::Question => self.send_question(text),
            Purpose::Summary => self.send_summary(text),
        }
    }

    /// Refuses words of the agent's own that could harm a customer, and says why. The question stands: what a customer must
    /// not read is not sent by anybody.
    pub(super) fn refuses(&mut self, text: &str, purpose: Purpose) -> bool {
        let harms = judge(text, self.session.facts.official);
        let Some(harm) = harms.first() else { return false };
        let prepared = if self.session.facts.texts.of(purpose).next().is_some() { "yes" } else { "no" };
        let without = match purpose {
            Purpose::Question => "button-never-mind",
            Purpose::Summary => "button-no-summary",
        };
        let keyboard = self.prepared(purpose, without);
        let args = [("why", Value::Key(harm.code())), ("prepared", Value::Key(prepared))];
        let text = self.session.words.say("own-words-refused", &self.with_reference(&args));
        self.session.tell(text, keyboard);
        self.session.await_words();
        self.session.was_refused();
        true
    }
}
