//! The end of a booking: the request, its card and the customer's receipt, in one commit. What else could be asked is offered
//! below the receipt, and everything can be changed there.

use super::Talk;
use crate::callback::{Actor, CallbackRequest, CheckKind, Customer, Measure, NewRequest, Promise, RequestId};
use crate::conversation::context::{Booking, Step};
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Button, button};
use crate::conversation::view::{leads, notices};
use crate::intents::Priority;
use crate::safety::Phone;
use crate::words::{Args, Markdown, Value};

impl Talk<'_> {
    /// Books the call for this time, if it can still be promised.
    pub(super) fn book(&mut self, booking: Booking, pick: TimeChoice) {
        let facts = self.facts;
        if self.own.is_some() {
            self.state.step = Step::Idle;
            return self.show_status();
        }
        let (Some(phone), Some(id)) = (booking.phone.clone(), self.fresh) else { return self.ask_step() };
        let promise = match self.picked(pick, self.is_urgent(booking.topic.as_ref())) {
            Ok(promise) => promise,
            Err(why) => return self.ask_time_again(booking, why),
        };
        let left = self.menu.take();
        self.unbutton(left);
        let mut request = self.request(id, phone.clone(), promise, &booking);
        request.soon = pick.is_soon();
        let receipt = self.receipt(&request, &booking);
        let rows = self.change_rows(id);
        self.say_booked(receipt, rows, &request);
        notices::post(facts, &mut self.out, &request);
        self.tell_of_unproved(&request);
        self.out.count(Measure::Booked, &request, None);
        self.out.count(Measure::Promised, &request, None);
        self.out.promises = true;
        self.out.keep(request);
        self.state.known_phone = Some(phone);
        self.state.step = Step::Idle;
        self.forget_topic();
    }

    fn request(&self, id: RequestId, phone: Phone, promise: Promise, booking: &Booking) -> CallbackRequest {
        let facts = self.facts;
        let priority = booking.topic.as_ref().and_then(|id| facts.library.intent(id)).map(|intent| intent.priority);
        let locale = self.state.language.locale;
        let customer = Customer { chat: self.chat, name: self.name.to_owned(), locale, zone: self.zone_name() };
        let new = NewRequest {
            id,
            customer,
            topic: booking.topic.clone(),
            priority: priority.unwrap_or(Priority::Normal),
            phone,
            story: booking.story.clone(),
            promise,
        };
        let mut request = CallbackRequest::book(new, facts.now);
        request.newcomer = self.state.is_new(facts.now);
        request.extension.clone_from(&booking.extension);
        for said in &booking.said {
            request.add_to_story(said.text.clone(), said.at);
        }
        for note in &booking.files {
            if let Some(file) = note.file.clone() {
                request.add_file(file, note.text.clone(), note.at);
            }
        }
        if booking.others_contact {
            request.record_check(CheckKind::Contact, false, Actor::Customer, facts.now);
        }
        request
    }

    /// What the customer is told: when, on which number, how long that takes, and what our colleague will read.
    fn receipt(&self, request: &CallbackRequest, booking: &Booking) -> Markdown {
        let (facts, words, promise) = (self.facts, self.words(), request.promise);
        let urgent = request.priority == Priority::Urgent;
        let args: Args<'_> = &[
            ("reference", Value::Literal(request.id.to_string())),
            ("phone", words.phone(&request.phone).into()),
            ("when", self.show(promise).into()),
            ("zone", words.zone(&self.zone()).into()),
        ];
        let key = match (urgent, promise.from <= facts.now, facts.hours.open_now(facts.now).is_some()) {
            (false, ..) => "booked",
            (true, true, true) => "booked-urgent",
            (true, true, false) => "booked-on-call",
            (true, false, _) => "booked-urgent-closed",
        };
        let mut text = words.say(key, args);
        if promise.from <= facts.now && !urgent {
            let (before, wait) = self.wait(&self.before_promise(promise), request.language(), promise);
            text = text.and(&words.say("booked-wait", &[("before", before.into()), ("wait", wait.into())]));
        }
        text = text.and(&self.maybe_sooner(request));
        if let Some(story) = self.story_shown(booking) {
            text = text.and(&story);
        }
        let more = if booking.told().is_some() || urgent { "booked-more" } else { "booked-tell" };
        text.and(&words.say(more, &[]))
    }

    /// What can be changed of a call that is owed.
    fn change_rows(&self, id: RequestId) -> Vec<Vec<Button>> {
        let words = self.words();
        vec![
            vec![
                button(words, "button-move", CustomerClick::Move(id, TimeChoice::Next)),
                button(words, "button-new-number", CustomerClick::NewNumber(id)),
            ],
            vec![
                button(words, "button-add-info", CustomerClick::AddInfo(id)),
                button(words, "button-cancel-request", CustomerClick::Cancel(id)),
            ],
        ]
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
}
