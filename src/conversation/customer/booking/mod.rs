//! Booking a call: what it is about, which number, when. One question at a time; what is known is not asked, everything can
//! be left, gone back from and talked into. What each question is and takes stands in a file of its own.

mod book;
mod meaning;
mod number;
mod story;
mod talk;
mod time;
mod topic;
mod urgent;

pub(super) use number::{holds_number, is_number};
pub(super) use talk::is_reply_button;
pub(super) use time::says_exact_time;

use super::Talk;
use crate::conversation::context::{Booking, BookingStep, Step};
use crate::conversation::input::{BookClick, CustomerClick, TimeChoice};
use crate::conversation::output::{Button, Keyboard, button};
use crate::matching::IntentId;
use crate::safety::PhoneProblem;
use crate::words::{Markdown, Words};

impl Talk<'_> {
    /// Begins a booking and asks its first question; goes on with one that runs.
    pub(super) fn begin_booking(&mut self, topic: Option<IntentId>) {
        match (self.booking(), topic) {
            (Some(booking), Some(topic)) if booking.topic.as_ref() != Some(&topic) => {
                self.take_topic(booking, Some(topic));
            }
            (Some(_), _) => self.ask_step(),
            (None, topic) => {
                if self.open_booking(topic) {
                    self.ask_step();
                }
            }
        }
    }

    /// Opens a booking, unless a call is owed already or none can be promised. Says whether it is open.
    pub(super) fn open_booking(&mut self, topic: Option<IntentId>) -> bool {
        if self.own.is_some() {
            self.show_status();
            return false;
        }
        if self.soonest(true).is_none() {
            self.say("no-opening", &[], Keyboard::None);
            return false;
        }
        let topic = topic.or_else(|| self.state.topic.clone()).filter(|id| self.facts.library.intent(id).is_some());
        self.state.misses = 0;
        self.state.bookings = self.state.bookings.wrapping_add(1);
        let step = if topic.is_some() { BookingStep::Phone } else { BookingStep::Topic };
        let story = self.state.unanswered.clone().filter(|told| self.is_story(told));
        self.put(Booking { topic, story, ..Booking::new(self.state.bookings, step) });
        true
    }

    /// Takes a button of a booking. What it leads to stands in its place.
    pub(super) fn book_with_click(&mut self, press: &str, message: Option<i64>, number: u32, answer: &BookClick) {
        let booking = self.booking().filter(|booking| booking.number == number && is_asked(booking, answer));
        let Some(booking) = booking else { return self.old_button(press) };
        self.out.answer(self.chat, press, None);
        self.menu = message;
        match answer {
            BookClick::Abandon => self.abandon(),
            BookClick::Back => self.go_back(booking),
            BookClick::About(id) => self.take_topic(booking, Some(id.clone())),
            BookClick::AboutOther => self.take_topic(booking, None),
            BookClick::KnownNumber => self.take_known_number(booking),
            BookClick::Number(index) => self.take_chosen_number(booking, *index),
            BookClick::OtherNumber => self.ask_other_number(booking),
            BookClick::When(pick) if pick.takes() => self.book(booking, *pick),
            BookClick::When(pick) => self.show_times(booking, *pick),
        }
        // Where nothing took its place, a menu that was answered has no buttons any more.
        let left = self.menu.take();
        self.unbutton(left);
    }

    /// Leaves the booking; nothing is kept of it.
    pub(super) fn abandon(&mut self) {
        let had_keyboard =
            self.booking().is_some_and(|booking| booking.step == BookingStep::Phone) || self.is_held_back();
        self.forget_topic();
        self.state.step = Step::Idle;
        let keyboard = if had_keyboard { Keyboard::Remove } else { Keyboard::None };
        self.say("booking-abandoned", &[], keyboard);
    }

    /// Asks the question before the present one.
    pub(super) fn go_back(&mut self, booking: Booking) {
        let (step, phone) = match booking.step {
            BookingStep::Topic | BookingStep::Phone => (BookingStep::Topic, booking.phone.clone()),
            BookingStep::Zone => (BookingStep::Timing, booking.phone.clone()),
            BookingStep::Timing => (BookingStep::Phone, None),
        };
        self.put(Booking { step, phone, numbers: Vec::new(), ..booking });
        self.ask_step();
    }

    /// Goes on to a step, or past it if its answer is known already.
    pub(super) fn next(&mut self, booking: Booking, step: BookingStep) {
        let step = if step == BookingStep::Phone && booking.phone.is_some() { BookingStep::Timing } else { step };
        let booking = Booking { step, ..booking };
        self.put(booking.clone());
        // What cannot wait, and whoever said "as soon as possible", is asked nothing more.
        if step == BookingStep::Timing && self.is_for_now(&booking) {
            return self.book(booking, TimeChoice::Soon);
        }
        self.ask_step();
    }

    /// Asks the present question.
    pub(super) fn ask_step(&mut self) {
        let Some(booking) = self.booking() else { return };
        match booking.step {
            BookingStep::Topic => self.ask_topic(&booking, None),
            BookingStep::Phone => self.ask_phone(&booking, None),
            BookingStep::Zone => self.ask_zone(false),
            BookingStep::Timing => self.ask_time(&booking, None),
        }
    }

    /// Asks the present question again, in one line, after something that came in between was answered.
    pub(super) fn ask_step_again(&mut self, answer: Markdown) {
        let Some(booking) = self.booking() else { return self.say_text(answer, Keyboard::None) };
        match booking.step {
            BookingStep::Topic => self.ask_topic(&booking, Some(answer)),
            BookingStep::Phone => self.ask_phone(&booking, Some(answer)),
            BookingStep::Zone => {
                self.say_text(answer, Keyboard::None);
                self.ask_zone(false);
            }
            BookingStep::Timing => self.ask_time(&booking, Some(answer)),
        }
    }

    /// A question with its buttons: in place of the menu that was pressed, where one was.
    pub(super) fn show_menu(&mut self, text: Markdown, keyboard: Keyboard) {
        match (self.menu.take(), keyboard) {
            (Some(message), keyboard @ Keyboard::Inline(_)) => self.edit(message, text, keyboard),
            (menu, keyboard) => {
                self.unbutton(menu);
                self.say_text(text, keyboard);
            }
        }
    }

    /// The way back and the way out.
    pub(super) fn leaving_row(&self, booking: &Booking) -> Vec<Button> {
        let words = self.words();
        let back = (booking.step != BookingStep::Topic)
            .then(|| book_button(words, "button-back", booking.number, BookClick::Back));
        let leave = book_button(words, "button-not-now", booking.number, BookClick::Abandon);
        back.into_iter().chain([leave]).collect()
    }

    pub(super) fn booking(&self) -> Option<Booking> {
        match &self.state.step {
            Step::Booking(booking) => Some(booking.clone()),
            Step::Idle | Step::Preparing { .. } | Step::Awaiting { .. } | Step::OtherNumber { .. } | Step::Place => {
                None
            }
        }
    }

    pub(super) fn put(&mut self, booking: Booking) {
        self.state.step = Step::Booking(booking);
    }
}

/// Whether a button belongs to the question that is open; topics can be changed at any time.
fn is_asked(booking: &Booking, answer: &BookClick) -> bool {
    match answer {
        BookClick::Abandon | BookClick::About(_) => true,
        BookClick::Back => booking.step != BookingStep::Topic,
        BookClick::AboutOther => booking.step == BookingStep::Topic,
        BookClick::KnownNumber | BookClick::Number(_) | BookClick::OtherNumber => booking.step == BookingStep::Phone,
        BookClick::When(_) => booking.step >= BookingStep::Zone,
    }
}

/// A button of the booking with this number.
fn book_button(words: Words<'_>, key: &str, number: u32, answer: BookClick) -> Button {
    button(words, key, CustomerClick::Book(number, answer))
}

/// The sentence that tells what is wrong with a number.
pub(super) fn problem_key(problem: PhoneProblem) -> &'static str {
    match problem {
        PhoneProblem::NotANumber => "phone-not-a-number",
        PhoneProblem::NoCountry => "phone-no-country",
        PhoneProblem::Impossible => "phone-impossible",
    }
}
