//! Booking a call: topic, what happened, number, time, summary. One question at a time; every one can be left.

use jiff::Timestamp;

use super::answer::kept;
use super::{Talk, book_button};
use crate::callback::{
    Actor, CallbackRequest, Customer, CustomerNote, Promise, State, Surface, Transition, soonest, window_at, windows,
};
use crate::conversation::{
    Body, BookClick, Booking, BookingStep, Button, Click, Keyboard, MessageRef, Recipient, Step, Timing, cards,
};
use crate::intents::Priority;
use crate::matching::{IntentId, Verdict};
use crate::safety::{Phone, PhoneProblem};
use crate::words::{Args, Value};

/// Windows on one page of buttons: with the rows around them, what a phone shows without scrolling.
const WINDOWS_A_PAGE: usize = 6;

/// Windows in a row: their labels are long.
const WINDOWS_A_ROW: usize = 2;

impl Talk<'_> {
    /// Begins a booking, unless a call is owed already.
    pub(super) fn begin_booking(&mut self, topic: Option<IntentId>) {
        if self.own.is_some() {
            return self.show_status();
        }
        if soonest(self.facts.hours, self.facts.now).is_none() {
            return self.say("no-opening", &[], Keyboard::None);
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
            timing: None,
        });
        self.ask_step();
    }

    /// Takes a text as the answer to the present question.
    pub(super) fn book_with_text(&mut self, message: i64, text: &str) {
        let Some(mut booking) = self.booking() else { return };
        if text.trim() == self.words().label("button-not-now", &[]) {
            return self.abandon();
        }
        match booking.step {
            BookingStep::Topic => {
                if let Verdict::Answer { first, .. } = self.facts.matcher.verdict(text) {
                    booking.topic = self.topics().any(|intent| intent.id == first.intent).then_some(first.intent);
                }
                booking.story = Some(kept(text));
                self.next(booking, BookingStep::Phone);
            }
            BookingStep::Story => {
                booking.story = Some(match booking.story.take() {
                    Some(before) if before != text.trim() => kept(&format!("{before}\n{text}")),
                    _ => kept(text),
                });
                self.next(booking, BookingStep::Phone);
            }
            BookingStep::Phone => match Phone::typed(text, self.facts.country) {
                Ok(phone) => {
                    self.delete(message);
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

    /// Takes a shared contact as the number to call; Telegram vouches for it only if it is the sender's own.
    pub(super) fn book_with_contact(&mut self, _message: i64, phone: &str, is_own: bool) {
        let Some(booking) = self.booking() else { return };
        match Phone::shared(phone, is_own) {
            Ok(phone) => self.take_phone(booking, phone),
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
    fn ask_step(&mut self) {
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

    fn ask_about(&mut self, booking: &Booking) {
        let words = self.words();
        let mut rows = self.topic_rows();
        for button in rows.iter_mut().flatten() {
            if let Click::Topic(id) = &button.click {
                button.click = Click::Book(booking.number, BookClick::About(id.clone()));
            }
        }
        rows.push(vec![
            book_button(words, "button-other-topic", booking.number, BookClick::AboutOther),
            book_button(words, "button-not-now", booking.number, BookClick::Abandon),
        ]);
        self.say("ask-topic", &[], Keyboard::Inline(rows));
    }

    fn ask_story(&mut self, booking: &Booking) {
        let words = self.words();
        let skip = if booking.story.is_some() { "button-that-is-all" } else { "button-skip" };
        let rows = vec![vec![
            book_button(words, skip, booking.number, BookClick::SkipStory),
            book_button(words, "button-not-now", booking.number, BookClick::Abandon),
        ]];
        let ready = booking.topic.as_ref().map(|id| self.prepare(id)).unwrap_or_default();
        let mut text = match &booking.story {
            Some(story) => words.say("ask-more-story", &[("story", story.as_str().into())]),
            None => words.say("ask-story", &[]),
        };
        if !ready.is_empty() {
            let list: Vec<String> = ready.iter().map(|line| format!("- {line}")).collect();
            let list = crate::words::Markdown::trusted(list.join("\n"));
            text = text.and(&words.say("have-ready", &[])).and(&list);
        }
        self.say_text(text, Keyboard::Inline(rows));
    }

    fn ask_timing(&mut self, booking: &Booking, page: u16) {
        let number = booking.number;
        let windows = self.window_rows(page, |answer| match answer {
            WindowClick::At(at) => Click::Book(number, BookClick::At(at)),
            WindowClick::Later(page) => Click::Book(number, BookClick::Later(page)),
        });
        let mut rows = windows;
        rows.push(vec![book_button(self.words(), "button-not-now", number, BookClick::Abandon)]);
        self.say_timing("ask-timing", rows);
    }

    /// Asks for a time; says when the desk opens if it is closed now.
    pub(super) fn say_timing(&mut self, key: &str, rows: Vec<Vec<Button>>) {
        let facts = self.facts;
        let zone = self.words().zone(&facts.hours.zone);
        let mut text = self.words().say(key, &[("zone", zone.into())]);
        if facts.hours.open_now(facts.now).is_none()
            && let Some(opens) = facts.hours.open_from(facts.now)
        {
            let opens = self.words().moment(opens, &facts.hours.zone, facts.now);
            text = self.words().say("closed-now", &[("opens", opens.into())]).and(&text);
        }
        self.say_text(text, Keyboard::Inline(rows));
    }

    /// One page of windows, "as soon as possible" first.
    pub(super) fn window_rows(&self, page: u16, click: impl Fn(WindowClick) -> Click) -> Vec<Vec<Button>> {
        let facts = self.facts;
        let words = self.words();
        let show = |promise: Promise| words.window(promise, &facts.hours.zone, facts.now);
        let soon = soonest(facts.hours, facts.now);
        let mut rows = Vec::new();
        if let Some(soon) = soon.filter(|_| page == 0) {
            let key = if soon.from <= facts.now { "button-soon" } else { "button-when-open" };
            let label = words.label(key, &[("window", show(soon).into())]);
            rows.push(vec![Button { label, click: click(WindowClick::At(0)) }]);
        }
        let offered: Vec<Promise> = windows(facts.hours, facts.now)
            .filter(|window| soon != Some(*window))
            .skip(usize::from(page) * WINDOWS_A_PAGE)
            .take(WINDOWS_A_PAGE + 1)
            .collect();
        let buttons: Vec<Button> = offered
            .iter()
            .take(WINDOWS_A_PAGE)
            .map(|window| Button { label: show(*window), click: click(WindowClick::At(window.from.as_second())) })
            .collect();
        rows.extend(buttons.chunks(WINDOWS_A_ROW).map(<[Button]>::to_vec));
        let mut turn = Vec::new();
        if page > 0 {
            turn.push(Button { label: words.label("button-earlier", &[]), click: click(WindowClick::Later(page - 1)) });
        }
        if offered.len() > WINDOWS_A_PAGE {
            turn.push(Button { label: words.label("button-later", &[]), click: click(WindowClick::Later(page + 1)) });
        }
        if !turn.is_empty() {
            rows.push(turn);
        }
        rows
    }

    fn ask_confirm(&mut self, booking: &Booking) {
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
        let story = booking.story.clone().unwrap_or_else(|| words.label("no-story", &[]));
        let phone = booking.phone.as_ref().map(Phone::masked).unwrap_or_default();
        let when = match booking.timing {
            Some(Timing::Window(promise)) => words.window(promise, &self.facts.hours.zone, self.facts.now),
            _ => self.soon_label(),
        };
        let zone = words.zone(&self.facts.hours.zone);
        let args: Args<'_> = &[
            ("topic", topic.into()),
            ("story", story.into()),
            ("phone", phone.into()),
            ("when", when.into()),
            ("zone", zone.into()),
        ];
        self.say("confirm-booking", args, Keyboard::Inline(rows));
    }

    fn soon_label(&self) -> String {
        let words = self.words();
        let Some(soon) = soonest(self.facts.hours, self.facts.now) else { return String::new() };
        let window = words.window(soon, &self.facts.hours.zone, self.facts.now);
        if soon.from <= self.facts.now { words.label("soon", &[("window", window.into())]) } else { window }
    }

    /// Books the call: the request, its card and the customer's receipt are one commit.
    fn confirm(&mut self, booking: Booking) {
        let facts = self.facts;
        let promise = match booking.timing {
            Some(Timing::Window(window)) => window_at(facts.hours, window.from, facts.now),
            _ => soonest(facts.hours, facts.now),
        };
        let (Some(phone), Some(id)) = (booking.phone.clone(), self.fresh) else { return self.ask_step() };
        let Some(promise) = promise else {
            self.say("window-gone", &[], Keyboard::None);
            return self.next(Booking { timing: None, ..booking }, BookingStep::Timing);
        };
        let priority = booking.topic.as_ref().and_then(|id| facts.library.intent(id)).map(|intent| intent.priority);
        let state = if promise.from > facts.now { State::Scheduled } else { State::New };
        let story = booking.story.map(|text| CustomerNote { at: facts.now, text });
        let request = CallbackRequest {
            id,
            customer: Customer { chat: self.chat, name: self.name.to_owned(), locale: self.state.language.locale },
            topic: booking.topic,
            priority: priority.unwrap_or(Priority::Normal),
            phone,
            number_wrong: false,
            story: story.into_iter().collect(),
            promise,
            asked_at: facts.now,
            state,
            attempts: 0,
            notes: Vec::new(),
            history: vec![Transition {
                at: facts.now,
                by: Actor::Customer,
                from: Surface::Telegram,
                to: state,
                disposition: None,
            }],
        };
        let args: Args<'_> = &[
            ("reference", Value::Literal(id.to_string())),
            ("phone", request.phone.masked().into()),
            ("when", self.words().window(promise, &facts.hours.zone, facts.now).into()),
            ("zone", self.words().zone(&facts.hours.zone).into()),
        ];
        let row = vec![
            super::button(self.words(), "button-move", Click::Move(id, 0)),
            super::button(self.words(), "button-cancel-request", Click::Cancel(id)),
        ];
        self.say("booked", args, Keyboard::Inline(vec![row]));
        cards::post(facts, &mut self.out, &request);
        self.out.request = Some(request);
        self.state.step = Step::Idle;
        self.state.unanswered = None;
    }

    fn take_phone(&mut self, booking: Booking, phone: Phone) {
        let key = if phone.is_verified() { "phone-verified" } else { "phone-unverified" };
        self.say(key, &[("phone", phone.masked().into())], Keyboard::Remove);
        let before_phone = booking.step < BookingStep::Phone;
        let booking = Booking { phone: Some(phone), ..booking };
        let step = if before_phone { booking.step } else { BookingStep::Timing };
        self.next(booking, step);
    }

    /// The timing that a button means, if it can still be kept.
    fn timing(&self, at: i64) -> Option<Timing> {
        if at == 0 {
            return soonest(self.facts.hours, self.facts.now).map(|_| Timing::Soon);
        }
        let from = Timestamp::from_second(at).ok()?;
        window_at(self.facts.hours, from, self.facts.now).map(Timing::Window)
    }

    /// Telegram's contact button, and the way out.
    pub(super) fn contact_keyboard(&self) -> Keyboard {
        let words = self.words();
        Keyboard::AskContact {
            share: words.label("button-share-contact", &[]),
            others: vec![words.label("button-not-now", &[])],
        }
    }

    /// Deletes a message that holds personal data, now that it is stored.
    pub(super) fn delete(&mut self, message: i64) {
        self.out.send(Recipient::Chat(self.chat), Body::Delete { message: MessageRef::Id(message) });
    }

    fn unbutton(&mut self, message: Option<i64>) {
        if let Some(message) = message {
            self.out.send(Recipient::Chat(self.chat), Body::Unbutton { message: MessageRef::Id(message) });
        }
    }

    fn prepare(&self, id: &IntentId) -> Vec<String> {
        let words = self.words();
        let texts = self.facts.library.intent(id).map(|intent| &intent.texts);
        let text = texts.and_then(|texts| texts.get(&words.locale().language()).or_else(|| texts.values().next()));
        text.map(|text| text.prepare.iter().map(|line| words.own(line)).collect()).unwrap_or_default()
    }

    fn booking(&self) -> Option<Booking> {
        match &self.state.step {
            Step::Booking(booking) => Some(booking.clone()),
            Step::Idle => None,
        }
    }

    fn put(&mut self, booking: Booking) {
        self.state.step = Step::Booking(booking);
    }
}

/// A press on a page of windows.
#[derive(Clone, Copy)]
pub(super) enum WindowClick {
    /// The window that begins at this Unix second; 0 is as soon as possible.
    At(i64),
    /// Another page.
    Later(u16),
}

/// The sentence that tells what is wrong with a number.
pub(super) fn problem_key(problem: PhoneProblem) -> &'static str {
    match problem {
        PhoneProblem::NotANumber => "phone-not-a-number",
        PhoneProblem::NoCountry => "phone-no-country",
        PhoneProblem::Impossible => "phone-impossible",
    }
}
