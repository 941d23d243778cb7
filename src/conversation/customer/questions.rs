//! The questions of a booking: their texts and buttons. What an answer leads to stands in `booking`.

use super::excerpt::shown;
use super::windows::NoWindow;
use super::{Talk, book_button};
use crate::conversation::context::{Booking, Timing};
use crate::conversation::input::{BookClick, Click, CustomerClick, TimeChoice};
use crate::conversation::output::Keyboard;
use crate::matching::IntentId;
use crate::safety::Phone;
use crate::words::{Args, Markdown};

impl Talk<'_> {
    pub(super) fn ask_about(&mut self, booking: &Booking) {
        let words = self.words();
        let mut rows = self.topic_rows();
        for button in rows.iter_mut().flatten() {
            if let Click::Customer(CustomerClick::Topic(id)) = &button.click {
                button.click = Click::Customer(CustomerClick::Book(booking.number, BookClick::About(id.clone())));
            }
        }
        rows.push(vec![
            book_button(words, "button-other-topic", booking.number, BookClick::AboutOther),
            book_button(words, "button-not-now", booking.number, BookClick::Abandon),
        ]);
        self.say("ask-topic", &[], Keyboard::Inline(rows));
    }

    pub(super) fn ask_story(&mut self, booking: &Booking) {
        let words = self.words();
        let ready = booking.topic.as_ref().map(|id| self.prepare(id)).unwrap_or_default();
        let mut text = match &booking.story {
            Some(story) => words.say("ask-more-story", &[("story", shown(story).into())]),
            None => words.say("ask-story", &[]),
        };
        if !ready.is_empty() {
            let list: Vec<String> = ready.iter().map(|line| format!("- {line}")).collect();
            let list = Markdown::trusted(list.join("\n"));
            text = text.and(&words.say("have-ready", &[])).and(&list);
        }
        self.say_text(text, self.story_keyboard(booking));
    }

    /// The ways past the story: there is nothing to tell, it is told, or there is to be no call.
    pub(super) fn story_keyboard(&self, booking: &Booking) -> Keyboard {
        let words = self.words();
        let told = booking.story.is_some() || !booking.files.is_empty();
        let skip = if told { "button-that-is-all" } else { "button-skip" };
        Keyboard::Inline(vec![vec![
            book_button(words, skip, booking.number, BookClick::SkipStory),
            book_button(words, "button-not-now", booking.number, BookClick::Abandon),
        ]])
    }

    pub(super) fn ask_timing(&mut self, booking: &Booking, pick: TimeChoice) {
        self.ask_when(booking, pick, None);
    }

    /// Asks for a time again, because the one that was chosen cannot be promised.
    pub(super) fn ask_timing_again(&mut self, booking: &Booking, why: NoWindow) {
        let why = self.words().say(why.key(), &[]);
        self.ask_when(booking, TimeChoice::Next, Some(why));
    }

    fn ask_when(&mut self, booking: &Booking, pick: TimeChoice, before: Option<Markdown>) {
        let number = booking.number;
        let not_now = book_button(self.words(), "button-not-now", number, BookClick::Abandon);
        let last_row = vec![self.zone_button(), not_now];
        let urgent = self.is_urgent(booking.topic.as_ref());
        let click = |pick| Click::Customer(CustomerClick::Book(number, BookClick::When(pick)));
        self.say_timing("ask-timing", before, pick, urgent, click, last_row);
    }

    pub(super) fn ask_confirm(&mut self, booking: &Booking) {
        let words = self.words();
        let number = booking.number;
        let rows = vec![
            vec![book_button(words, "button-confirm", number, BookClick::Confirm)],
            vec![
                book_button(words, "button-change-story", number, BookClick::ChangeStory),
                book_button(words, "button-change-phone", number, BookClick::ChangePhone),
                book_button(words, "button-change-time", number, BookClick::ChangeTime),
            ],
            vec![book_button(words, "button-not-now", number, BookClick::Abandon)],
        ];
        let topic = booking.topic.as_ref().and_then(|id| self.title(id));
        let topic = topic.unwrap_or_else(|| words.label("other-topic", &[]));
        let story = booking.story.as_deref().map_or_else(|| words.label("no-story", &[]), shown);
        let phone = booking.phone.as_ref().map(Phone::hinted).unwrap_or_default();
        let when = match booking.timing {
            Some(Timing::Window(promise)) => self.show(promise),
            _ => self.soon_label(booking.topic.as_ref()),
        };
        let zone = words.zone(&self.zone());
        let args: Args<'_> = &[
            ("topic", topic.into()),
            ("story", story.into()),
            ("phone", phone.into()),
            ("when", when.into()),
            ("zone", zone.into()),
        ];
        self.say("confirm-booking", args, Keyboard::Inline(rows));
    }

    fn soon_label(&self, topic: Option<&IntentId>) -> String {
        let words = self.words();
        let Some(soon) = self.soonest(self.is_urgent(topic)) else { return String::new() };
        let window = self.show(soon);
        if soon.from <= self.facts.now { words.label("soon", &[("window", window.into())]) } else { window }
    }

    /// Telegram's contact button, and the way out.
    pub(super) fn contact_keyboard(&self) -> Keyboard {
        let words = self.words();
        Keyboard::AskContact {
            share: words.label("button-share-contact", &[]),
            others: vec![words.label("button-not-now", &[])],
        }
    }

    fn prepare(&self, id: &IntentId) -> Vec<String> {
        let words = self.words();
        let text = self.facts.library.text(id, words.locale().language());
        text.map(|text| text.ready().map(|line| words.own(line)).collect()).unwrap_or_default()
    }
}
