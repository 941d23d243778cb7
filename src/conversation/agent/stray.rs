//! What an agent writes without having been asked: it goes nowhere before they have said where. Keeps it until then, and no
//! longer.

use super::deed::{Deed, shortened};
use super::session::Session;
use crate::conversation::context::{AgentStep, Step};
use crate::conversation::customer;
use crate::conversation::input::{AgentClick, Incoming, What};
use crate::conversation::output::{Button, Decision, Keyboard, button};

/// Requests that a note may go to, offered at once.
const NOTES_OFFERED: usize = 3;

impl Session<'_> {
    /// Whether the agent talks as a customer does: they said so a while ago, or are asked something as one.
    pub(super) fn tries_the_desk(&self) -> bool {
        let said = self.state.agent == AgentStep::Trying && !self.state.agent_is_late(self.facts.now);
        said || self.state.step != Step::Idle
    }

    /// Asks where the words go.
    pub(super) fn ask_where(&mut self, message: i64, text: &str) {
        self.state.agent = AgentStep::Stray { message, text: shortened(text) };
        self.state.agent_asked_at = Some(self.facts.now);
        self.out.conversation = Some(self.state.clone());
        let words = self.words;
        let mine = self.situation.mine.requests.iter().filter(|request| request.is_in_hand()).take(NOTES_OFFERED);
        let mut rows: Vec<Vec<Button>> = mine
            .map(|request| {
                let label = words.label("button-stray-note", &[("reference", request.id.to_string().into())]);
                vec![Button { label, click: AgentClick::StrayNote(request.id).into() }]
            })
            .collect();
        rows.push(vec![
            button(words, "button-stray-ask", AgentClick::StrayAsk),
            button(words, "button-never-mind", AgentClick::StrayDrop),
        ]);
        self.say_text(words.say("stray", &[]), Keyboard::Inline(rows));
    }

    /// The words that wait to be told where they go.
    fn take_stray(&mut self) -> Option<(i64, String)> {
        let late = self.state.agent_is_late(self.facts.now);
        match std::mem::take(&mut self.state.agent) {
            AgentStep::Stray { message, text } if !late => Some((message, text)),
            other => {
                self.state.agent = other;
                None
            }
        }
    }

    /// They go nowhere.
    pub(super) fn drop_stray(&mut self) {
        match self.take_stray() {
            Some(_) => {
                self.answer("no-note", &[]);
                self.out.conversation = Some(self.state.clone());
            }
            None => self.answer("old-button", &[]),
        }
    }
}

/// The words are for the desk: they are answered as a customer's, and so are those that follow for a while.
pub(super) fn ask_the_desk(mut session: Session<'_>, incoming: &Incoming) -> Decision {
    let Some((message, text)) = session.take_stray() else {
        session.answer("old-button", &[]);
        return session.out;
    };
    session.acknowledge();
    session.state.agent = AgentStep::Trying;
    session.state.agent_asked_at = Some(session.facts.now);
    let what = What::Text { message, text, forwarded: false };
    let mut situation = session.situation;
    situation.conversation = Some(session.state);
    let mut answered = customer::on_event(session.facts, situation, &Incoming { what, ..incoming.clone() });
    answered.outbox.splice(0..0, session.out.outbox);
    answered
}

impl Deed<'_> {
    /// The words are a note.
    pub(super) fn write_stray(&mut self) {
        match self.session.take_stray() {
            Some((_, text)) => {
                self.session.acknowledge();
                self.write_note(&text);
            }
            None => self.old_button(),
        }
    }
}
