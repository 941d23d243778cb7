//! Booking a call: topic, what happened, number, time, summary. One question at a time; every one can be left.

use super::Talk;
use super::excerpt::kept;
use super::special_intents::CANCEL_CALLBACK;
use super::story::ALBUM;
use crate::callback::{
    Actor, CallbackRequest, CheckKind, Customer, CustomerNote, FileRef, Measure, NewRequest, Promise, RequestId,
    zones_of,
};
use crate::conversation::context::{Booking, BookingStep, Step, Timing};
use crate::conversation::input::{BookClick, CustomerClick, TimeChoice};
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::{leads, notices};
use crate::intents::Priority;
use crate::matching::{IntentId, Verdict};
use crate::safety::{Phone, PhoneProblem};
use crate::words::{Args, Value};

/// Files kept while a call is booked: an album of Telegram's.
const MAX_FILES: usize = 10;

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
            files: Vec::new(),
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
            BookingStep::Zone if self.takes_place(text) => {}
            BookingStep::Zone => self.say_places("zone-unknown", &zones_of_booking(&booking)),
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
            (BookingStep::Timing, BookClick::When(pick @ (TimeChoice::Soon | TimeChoice::At(_)))) => {
                self.out.answer(self.chat, press, None);
                match (self.picked(*pick, self.is_urgent(booking.topic.as_ref())), pick) {
                    (Ok(_), TimeChoice::Soon) => booking.timing = Some(Timing::Soon),
                    (Ok(window), _) => booking.timing = Some(Timing::Window(window)),
                    (Err(why), _) => return self.ask_timing_again(&booking, why),
                }
                self.next(booking, BookingStep::Confirm);
            }
            (BookingStep::Timing, BookClick::When(pick)) => {
                self.out.answer(self.chat, press, None);
                self.ask_timing(&booking, *pick);
            }
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
        let had_keyboard =
            self.booking().is_some_and(|booking| booking.step == BookingStep::Phone) || self.is_held_back();
        self.forget_topic();
        self.state.step = Step::Idle;
        let keyboard = if had_keyboard { Keyboard::Remove } else { Keyboard::None };
        self.say("booking-abandoned", &[], keyboard);
    }

    /// Goes on to a step, or past it if its answer is known already.
    pub(super) fn next(&mut self, booking: Booking, step: BookingStep) {
        let known = match step {
            BookingStep::Topic | BookingStep::Story | BookingStep::Confirm => false,
            BookingStep::Phone => booking.phone.is_some(),
            BookingStep::Zone => booking.phone.as_ref().is_none_or(|phone| self.guess_zone(phone)),
            BookingStep::Timing => booking.timing.is_some(),
        };
        let after = match step {
            BookingStep::Phone => BookingStep::Zone,
            BookingStep::Zone => BookingStep::Timing,
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
            BookingStep::Zone => self.ask_zone(false),
            BookingStep::Timing => self.ask_timing(&booking, TimeChoice::Next),
            BookingStep::Confirm => self.ask_confirm(&booking),
        }
    }

    /// The request as it is booked.
    fn request_of(&self, booking: Booking, id: RequestId, phone: Phone, promise: Promise) -> CallbackRequest {
        let now = self.facts.now;
        let topic = booking.topic.as_ref().and_then(|id| self.facts.library.intent(id));
        let priority = topic.map_or(Priority::Normal, |intent| intent.priority);
        let (name, locale) = (self.name.to_owned(), self.state.language.locale);
        let customer = Customer { chat: self.chat, name, locale, zone: self.zone_name() };
        let (topic, story) = (booking.topic, booking.story);
        let mut request =
            CallbackRequest::book(NewRequest { id, customer, topic, priority, phone, story, promise }, now);
        request.newcomer = self.state.is_new(now);
        for note in booking.files {
            if let Some(file) = note.file {
                request.add_file(file, note.text, note.at);
            }
        }
        if booking.others_contact {
            request.record_check(CheckKind::Contact, false, Actor::Customer, now);
        }
        request
    }

    /// Books the call: the request, its card and the customer's receipt are one commit.
    fn confirm(&mut self, booking: Booking) {
        let facts = self.facts;
        if self.own.is_some() {
            self.state.step = Step::Idle;
            return self.show_status();
        }
        let pick = match booking.timing {
            Some(Timing::Window(window)) => TimeChoice::At(window.from.as_second()),
            _ => TimeChoice::Soon,
        };
        let (Some(phone), Some(id)) = (booking.phone.clone(), self.fresh) else { return self.ask_step() };
        let promise = match self.picked(pick, self.is_urgent(booking.topic.as_ref())) {
            Ok(promise) => promise,
            Err(why) => {
                let booking = Booking { timing: None, step: BookingStep::Timing, ..booking };
                self.put(booking.clone());
                return self.ask_timing_again(&booking, why);
            }
        };
        let request = self.request_of(booking, id, phone, promise);
        let args: Args<'_> = &[
            ("reference", Value::Literal(id.to_string())),
            ("phone", request.phone.hinted().into()),
            ("when", self.show(promise).into()),
            ("zone", self.words().zone(&self.zone()).into()),
        ];
        let row = vec![
            button(self.words(), "button-move", CustomerClick::Move(id, TimeChoice::Next)),
            button(self.words(), "button-cancel-request", CustomerClick::Cancel(id)),
        ];
        let mut booked = self.words().say("booked", args);
        if promise.from <= facts.now && request.priority != Priority::Urgent {
            let (before, wait) = self.wait(&self.before_promise(promise), request.language(), promise);
            booked = booked.and(&self.words().say("booked-wait", &[("before", before.into()), ("wait", wait.into())]));
        }
        self.say_booked(booked, row, &request);
        notices::post(facts, &mut self.out, &request);
        self.tell_of_unproved(&request);
        self.out.count(Measure::Booked, &request, None);
        self.out.count(Measure::Promised, &request, None);
        self.out.promises = true;
        self.out.keep(request);
        self.state.step = Step::Idle;
        self.forget_topic();
    }

    /// Tells the leads, once an hour, when unusually many calls are booked with unproved numbers.
    fn tell_of_unproved(&mut self, request: &CallbackRequest) {
        let facts = self.facts;
        let count = self.unproved.saturating_add(1);
        if !request.is_unproved() || !facts.board.unproved_is_to_be_told(count, facts.now) {
            return;
        }
        self.out.board_of(facts).unproved_told_at = Some(facts.now);
        leads::tell(facts, &mut self.out, "alert-unproved", &[("count", count.into())]);
    }

    /// Keeps a picture or another file for the call. What stands below it tells the story, where that is asked for.
    pub(super) fn book_with_file(&mut self, message: i64, mut booking: Booking, file: &FileRef, caption: Option<&str>) {
        let now = self.facts.now;
        let is_story = matches!(booking.step, BookingStep::Topic | BookingStep::Story);
        let text = caption.filter(|_| !is_story).map(kept).unwrap_or_default();
        let in_album = booking.files.last().is_some_and(|last| now.duration_since(last.at) < ALBUM);
        if booking.files.len() >= MAX_FILES {
            return self.say("files-full", &[], Keyboard::None);
        }
        booking.files.push(CustomerNote { at: now, text, file: Some(file.clone()) });
        self.put(booking.clone());
        match caption {
            Some(caption) if is_story => self.on_text(message, caption, None, false),
            _ if in_album => {}
            _ if booking.step == BookingStep::Story => {
                let keyboard = self.story_keyboard(&booking);
                self.say("story-file-kept", &[], keyboard);
            }
            _ => {
                self.say("booking-file-kept", &[], Keyboard::None);
                self.ask_step();
            }
        }
    }

    fn take_phone(&mut self, booking: Booking, phone: Phone) {
        let before_phone = booking.step < BookingStep::Phone;
        let hint = phone.hinted();
        let verified = phone.is_verified();
        let booking = Booking { phone: Some(phone), ..booking };
        self.put(booking.clone());
        let (key, keyboard) = match (verified, self.is_held_back()) {
            (true, _) => ("phone-verified", Keyboard::Remove),
            (false, false) => ("phone-unverified", Keyboard::Remove),
            (false, true) => ("phone-unverified-many", self.share_keyboard()),
        };
        self.say(key, &[("phone", hint.into())], keyboard);
        let step = if before_phone { booking.step } else { BookingStep::Zone };
        self.next(booking, step);
    }

    /// Deletes a message that holds personal data, now that it is stored.
    pub(super) fn delete(&mut self, message: i64) {
        self.out.delete(self.chat, message);
    }

    pub(super) fn booking(&self) -> Option<Booking> {
        match &self.state.step {
            Step::Booking(booking) => Some(booking.clone()),
            Step::Idle | Step::Preparing { .. } | Step::Awaiting { .. } | Step::Place => None,
        }
    }

    fn put(&mut self, booking: Booking) {
        self.state.step = Step::Booking(booking);
    }
}

/// Where the number to call may be.
fn zones_of_booking(booking: &Booking) -> Vec<&'static str> {
    booking.phone.as_ref().map(|phone| zones_of(phone).main).unwrap_or_default()
}

/// The sentence that tells what is wrong with a number.
pub(super) fn problem_key(problem: PhoneProblem) -> &'static str {
    match problem {
        PhoneProblem::NotANumber => "phone-not-a-number",
        PhoneProblem::NoCountry => "phone-no-country",
        PhoneProblem::Impossible => "phone-impossible",
    }
}
