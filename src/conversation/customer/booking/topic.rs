//! What the call is about: asked where nothing told it, changed by a press or by words, never in silence.

use super::{Talk, book_button};
use crate::conversation::context::{Booking, BookingStep};
use crate::conversation::input::{BookClick, Click, CustomerClick};
use crate::conversation::output::{Button, Keyboard};
use crate::matching::IntentId;
use crate::words::Markdown;

impl Talk<'_> {
    /// Asks for the topic; with `before`, in one line below it.
    pub(super) fn ask_topic(&mut self, booking: &Booking, before: Option<Markdown>) {
        let words = self.words();
        let mut rows = self.topic_rows();
        for button in rows.iter_mut().flatten() {
            if let Click::Customer(CustomerClick::Topic(id)) = &button.click {
                button.click = CustomerClick::Book(booking.number, BookClick::About(id.clone())).into();
            }
        }
        rows.push(vec![
            book_button(words, "button-other-topic", booking.number, BookClick::AboutOther),
            book_button(words, "button-not-now", booking.number, BookClick::Abandon),
        ]);
        let text = match before {
            Some(before) => before.and(&words.say("ask-topic-again", &[])),
            None => words.say("ask-topic", &[]),
        };
        self.show_menu(text, Keyboard::Inline(rows));
    }

    /// The call is about this from now on, or about something that is no topic of ours.
    pub(super) fn take_topic(&mut self, mut booking: Booking, topic: Option<IntentId>) {
        let topic = topic.filter(|id| self.facts.library.intent(id).is_some());
        if let Some(id) = topic.as_ref().filter(|id| self.turns_urgent(&booking, id)) {
            return self.turn_urgent(booking, id);
        }
        booking.topic = topic;
        let step = if booking.step == BookingStep::Topic { BookingStep::Phone } else { booking.step };
        self.next(booking, step);
    }

    /// Asks whether the call shall be about something else than it was to be about.
    pub(super) fn ask_change_of_topic(&mut self, booking: &Booking, topic: &IntentId, before: Markdown) {
        let (Some(old), Some(new)) = (booking.topic.clone(), self.title(topic)) else {
            return self.ask_step_again(before);
        };
        let words = self.words();
        let option = |key: &str, id: &IntentId, title: String| Button {
            label: words.label(key, &[("topic", title.into())]),
            click: CustomerClick::Book(booking.number, BookClick::About(id.clone())).into(),
        };
        let mut rows = vec![vec![option("button-topic-change", topic, new.clone())]];
        if let Some(title) = self.title(&old) {
            rows.push(vec![option("button-topic-keep", &old, title)]);
        }
        let text = before.and(&words.say("ask-topic-change", &[("topic", new.into())]));
        self.say_text(text, Keyboard::Inline(rows));
    }
}
