//! Answers that begin with what was asked, and the rest of them, which takes the place of the beginning when it is wanted.

use super::Talk;
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
        let words = self.words();
        let more = self
            .has_more(intent)
            .then(|| vec![button(words, "button-whole-answer", CustomerClick::More(intent.id.clone()))]);
        let on = self.ways_on(&intent.id);
        more.into_iter().chain([on]).collect()
    }

    /// That it helped, and the person; under something urgent the person first: a hand that trembles presses the first.
    fn ways_on(&self, id: &IntentId) -> Vec<Button> {
        let solved = button(self.words(), "button-solved", CustomerClick::Solved);
        if self.is_urgent(Some(id)) { vec![self.human_button(), solved] } else { vec![solved, self.human_button()] }
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
