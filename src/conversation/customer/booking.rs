//! Booking a call: topic, what happened, number, time, summary. One question at a time; every one can be left.

use jiff::Timestamp;

use super::Talk;
use super::answer::{CANCEL_CALLBACK, kept};
use crate::callback::{Actor, CallbackRequest, CheckKind, Customer, Measure, NewRequest};
use crate::conversation::{BookClick, Booking, BookingStep, Click, Keyboard, Step, Timing, cards};
use crate::intents::Priority;
use crate::matching::{IntentId, Verdict};
use crate::safety::{Phone, PhoneProblem};
use crate::words::{Args, Value};

impl Talk<'_> {
    /// Begins a booking and asks its first question; goes on with one that runs.
    pub(super) fn begin_booking(&mut self, topic: Option<IntentId>) {
        if self.booking().is_some() || self.open_booking(topic) {
            self.ask_step();
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
        let step = if topic.is_some() { BookingStep::Story } else { BookingStep::Topic };
        self.put(Booking {
            number: self.state.bookings,
            step,
            topic,
            story: self.state.unanswered.clone(),
            phone: None,
            others_contact: false,
            timing: None,
        });
        true
    }

    /// Takes a text as the answer to the present question.
    pub(super) fn book_with_text(&mut self, message: i64, text: &str) {
        let Some(mut booking) = self.booking() else { return };
        if text.trim() == self.words().label("button-not-now", &[]) {
            return self.abandon();
        }
        let meant = match self.facts.matcher.verdict(text) {
            Verdict::Answer { first, .. } => Some(first.intent),
            Verdict::Unsure(_) | Verdict::None => None,
        };
        if meant.as_ref().is_some_and(|id| id.as_str() == CANCEL_CALLBACK) {
            return self.abandon();
        }
        let meant = meant.filter(|id| self.topics().any(|intent| intent.id == *id));
        match booking.step {
            BookingStep::Topic => {
                booking.topic = meant;
                booking.story = Some(kept(text));
                self.next(booking, BookingStep::Phone);
            }
            BookingStep::Story => {
                booking.topic = self.more_urgent(booking.topic.take(), meant);
                booking.story = Some(match booking.story.take() {
                    Some(before) if before != text.trim() => kept(&format!("{before}\n{text}")),
                    _ => kept(text),
                });
                self.next(booking, BookingStep::Phone);
            }
            BookingStep::Phone => match Phone::typed(text, self.facts.country) {
                Ok(phone) => {
                    self.delete(message);
                    booking.others_contact = false;
                    self.take_phone(booking, phone);
                }
                Err(problem) => {
                    let keyboard = self.contact_keyboard();
                    self.say(problem_key(problem), &[], keyboard);
                }
            },
            BookingStep::Timing | BookingStep::Confirm => {
                self.say("please-press", &[], Keyboard::None);
                self.ask_step();
            }
        }
    }

    /// Of what a call was to be about and what its story tells, the one that must not wait.
    pub(super) fn more_urgent(&self, topic: Option<IntentId>, told: Option<IntentId>) -> Option<IntentId> {
        let priority = |id: &Option<IntentId>| {
            id.as_ref().and_then(|id| self.facts.library.intent(id)).map_or(Priority::Normal, |intent| intent.priority)
        };
        if priority(&told) > priority(&topic) { told } else { topic.or(told) }
    }

    /// Takes a shared contact as the number to call; Telegram vouches for it only if it is the sender's own.
    pub(super) fn book_with_contact(&mut self, message: i64, phone: &str, is_own: bool) {
        let Some(mut booking) = self.booking() else { return };
        match Phone::shared(phone, is_own) {
            Ok(phone) => {
                booking.others_contact = !is_own;
                if !is_own {
                    self.delete(message);
                }
                self.take_phone(booking, phone);
            }
            Err(problem) => {
                let keyboard = self.contact_keyboard();
                self.say(problem_key(problem), &[], keyboard);
            }
        }
    }

    /// Takes a button of a booking.
    pub(super) fn book_with_click(&mut self, press: &str, message: Option<i64>, number: u32, answer: &BookClick) {
        let Some(mut booking) = self.booking().filter(|booking| booking.number == number) else {
            return self.old_button(press);
        };
        let step = booking.step;
        match (step, answer) {
            (_, BookClick::Abandon) => {
                self.out.answer(self.chat, press, None);
                self.unbutton(message);
                self.abandon();
            }
            (BookingStep::Topic, BookClick::About(_) | BookClick::AboutOther) => {
                self.out.answer(self.chat, press, None);
                if let BookClick::About(id) = answer {
                    booking.topic = Some(id.clone()).filter(|id| self.facts.library.intent(id).is_some());
                }
                self.next(booking, BookingStep::Story);
            }
            (BookingStep::Story, BookClick::SkipStory) => {
                self.out.answer(self.chat, press, None);
                self.next(booking, BookingStep::Phone);
            }
            (BookingStep::Timing, BookClick::Later(page)) => {
                self.out.answer(self.chat, press, None);
                self.ask_timing(&booking, *page);
            }
            (BookingStep::Timing, BookClick::At(at)) => match self.timing(*at) {
                Some(timing) => {
                    self.out.answer(self.chat, press, None);
                    booking.timing = Some(timing);
                    self.next(booking, BookingStep::Confirm);
                }
                None => {
                    self.old_button(press);
                    self.ask_timing(&booking, 0);
                }
            },
            (BookingStep::Confirm, BookClick::ChangeStory) => {
                self.out.answer(self.chat, press, None);
                booking.story = None;
                self.next(booking, BookingStep::Story);
            }
            (BookingStep::Confirm, BookClick::ChangePhone) => {
                self.out.answer(self.chat, press, None);
                booking.phone = None;
                self.next(booking, BookingStep::Phone);
            }
            (BookingStep::Confirm, BookClick::ChangeTime) => {
                self.out.answer(self.chat, press, None);
                booking.timing = None;
                self.next(booking, BookingStep::Timing);
            }
            (BookingStep::Confirm, BookClick::Confirm) => {
                self.out.answer(self.chat, press, None);
                self.unbutton(message);
                self.confirm(booking);
            }
            _ => self.old_button(press),
        }
    }

    /// Leaves the booking; nothing is kept of it.
    pub(super) fn abandon(&mut self) {
        let had_keyboard = self.booking().is_some_and(|booking| booking.step == BookingStep::Phone);
        self.forget_topic();
        self.state.step = Step::Idle;
        let keyboard = if had_keyboard { Keyboard::Remove } else { Keyboard::None };
        self.say("booking-abandoned", &[], keyboard);
    }

    /// Goes on to a step, or past it if its answer is known already.
    fn next(&mut self, booking: Booking, step: BookingStep) {
        let known = match step {
            BookingStep::Topic | BookingStep::Story | BookingStep::Confirm => false,
            BookingStep::Phone => booking.phone.is_some(),
            BookingStep::Timing => booking.timing.is_some(),
        };
        let after = match step {
            BookingStep::Phone => BookingStep::Timing,
            _ => BookingStep::Confirm,
        };
        if known {
            return self.next(booking, after);
        }
        self.put(Booking { step, ..booking });
        self.ask_step();
    }

    /// Asks the present question.
    pub(super) fn ask_step(&mut self) {
        let Some(booking) = self.booking() else { return };
        match booking.step {
            BookingStep::Topic => self.ask_about(&booking),
            BookingStep::Story => self.ask_story(&booking),
            BookingStep::Phone => {
                let keyboard = self.contact_keyboard();
                self.say("ask-phone", &[], keyboard);
            }
            BookingStep::Timing => self.ask_timing(&booking, 0),
            BookingStep::Confirm => self.ask_confirm(&booking),
        }
    }

    /// Books the call: the request, its card and the customer's receipt are one commit.
    fn confirm(&mut self, booking: Booking) {
        let facts = self.facts;
        let promise = match booking.timing {
            Some(Timing::Window(window)) => self.capacity().window_at(window.from),
            _ => self.soonest(self.is_urgent(booking.topic.as_ref())),
        };
        let (Some(phone), Some(id)) = (booking.phone.clone(), self.fresh) else { return self.ask_step() };
        let Some(promise) = promise else {
            self.say("window-gone", &[], Keyboard::None);
            return self.next(Booking { timing: None, ..booking }, BookingStep::Timing);
        };
        let priority = booking.topic.as_ref().and_then(|id| facts.library.intent(id)).map(|intent| intent.priority);
        let customer =
            Customer { chat: self.chat, name: self.name.to_owned(), locale: self.state.language.locale, zone: None };
        let new = NewRequest {
            id,
            customer,
            topic: booking.topic,
            priority: priority.unwrap_or(Priority::Normal),
            phone,
            story: booking.story,
            promise,
        };
        let mut request = CallbackRequest::book(new, facts.now);
        if booking.others_contact {
            request.record_check(CheckKind::Contact, false, Actor::Customer, facts.now);
        }
        let args: Args<'_> = &[
            ("reference", Value::Literal(id.to_string())),
            ("phone", request.phone.hinted().into()),
            ("when", self.words().window(promise, &facts.hours.zone, facts.now).into()),
            ("zone", self.words().zone(&facts.hours.zone).into()),
        ];
        let row = vec![
            super::button(self.words(), "button-move", Click::Move(id, 0)),
            super::button(self.words(), "button-cancel-request", Click::Cancel(id)),
        ];
        let booked = self.words().say("booked", args);
        self.say_booked(booked, row, &request);
        cards::post(facts, &mut self.out, &request);
        self.out.count(Measure::Booked, &request, None);
        self.out.count(Measure::Promised, &request, None);
        self.out.promises = true;
        self.out.keep(request);
        self.state.step = Step::Idle;
        self.forget_topic();
    }

    fn take_phone(&mut self, booking: Booking, phone: Phone) {
        let key = if phone.is_verified() { "phone-verified" } else { "phone-unverified" };
        self.say(key, &[("phone", phone.hinted().into())], Keyboard::Remove);
        let before_phone = booking.step < BookingStep::Phone;
        let booking = Booking { phone: Some(phone), ..booking };
        let step = if before_phone { booking.step } else { BookingStep::Timing };
        self.next(booking, step);
    }

    /// The timing that a button means, if it can still be kept.
    fn timing(&self, at: i64) -> Option<Timing> {
        if at == 0 {
            return self.soonest(true).map(|_| Timing::Soon);
        }
        let from = Timestamp::from_second(at).ok()?;
        self.capacity().window_at(from).map(Timing::Window)
    }

    /// Deletes a message that holds personal data, now that it is stored.
    pub(super) fn delete(&mut self, message: i64) {
        self.out.delete(self.chat, message);
    }

    pub(super) fn booking(&self) -> Option<Booking> {
        match &self.state.step {
            Step::Booking(booking) => Some(booking.clone()),
            Step::Idle | Step::Preparing { .. } => None,
        }
    }

    fn put(&mut self, booking: Booking) {
        self.state.step = Step::Booking(booking);
    }
}

/// The sentence that tells what is wrong with a number.
pub(super) fn problem_key(problem: PhoneProblem) -> &'static str {
    match problem {
        PhoneProblem::NotANumber => "phone-not-a-number",
        PhoneProblem::NoCountry => "phone-no-country",
        PhoneProblem::Impossible => "phone-impossible",
    }
}
