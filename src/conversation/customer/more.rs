//! Answers that begin with what was asked, and the rest of them, which takes the place of the beginning when it is wanted.

use super::Talk;
use super::special_intents::OFFICIAL_CONTACT;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Button, Keyboard, button};
use crate::intents::Intent;
use crate::matching::IntentId;
use crate::words::Markdown;

impl Talk<'_> {
    /// What is said first to a question: the short part of its answer where there is one.
    pub(super) fn opening_of(&self, intent: &Intent) -> Markdown {
        if self.has_more(intent) { self.brief(&intent.id) } else { self.answer_of(intent) }
    }

    /// The ways on from an answer.
    pub(super) fn answer_rows(&self, intent: &Intent) -> Vec<Vec<Button>> {
        self.more_row(intent).into_iter().chain([self.ways_on(&intent.id)]).collect()
    }

    /// The button to the rest of an answer that was begun with its short part.
    fn more_row(&self, intent: &Intent) -> Option<Vec<Button>> {
        let more = || vec![button(self.words(), "button-whole-answer", CustomerClick::More(intent.id.clone()))];
        self.has_more(intent).then(more)
    }

    /// What may follow a whole answer: it helped, or a person; who doubts a call may report it. Under something urgent the person
    /// comes first: a hand that trembles presses the first.
    fn ways_on(&self, id: &IntentId) -> Vec<Button> {
        let words = self.words();
        let first = match id.as_str() {
            OFFICIAL_CONTACT => button(words, "button-report", CustomerClick::Report),
            _ => button(words, "button-solved", CustomerClick::Solved),
        };
        if self.is_urgent(Some(id)) { vec![self.human_button(), first] } else { vec![first, self.human_button()] }
    }

    /// Shows all of an answer in place of its short part.
    pub(super) fn show_all(&mut self, message: Option<i64>, id: &IntentId) {
        let Some(intent) = self.facts.library.intent(id) else { return self.show_topics() };
        let text = self.answer_of(intent);
        self.state.topic = Some(id.clone());
        self.menu = message;
        let on = self.ways_on(id);
        self.show_menu(text, Keyboard::Inline(vec![on]));
    }

    /// What cannot wait is said at once, and whole.
    fn has_more(&self, intent: &Intent) -> bool {
        let text = intent.text(self.words().locale().language());
        text.is_some_and(|text| text.short.is_some()) && !self.is_urgent(Some(&intent.id))
    }
}
