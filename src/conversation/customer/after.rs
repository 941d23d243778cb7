//! After the call: did it help, how was it, and opening the request again when it did not.

use super::Talk;
use super::excerpt::kept;
use crate::callback::{Actor, CallbackRequest, Measure, RequestId, State, UserId};
use crate::conversation::context::{Awaited, Step};
use crate::conversation::input::{Click, CustomerClick, TimeChoice};
use crate::conversation::output::{Button, Keyboard, button};
use crate::conversation::view::card;
use crate::words::{Args, Value};

/// The most stars.
const BEST: u8 = 5;

/// With so few stars something is still open, most likely.
const POOR: u8 = 2;

impl Talk<'_> {
    /// The customer says whether the call helped.
    pub(super) fn helped(&mut self, press: &str, message: Option<i64>, id: RequestId, yes: bool) {
        let Some(ended) = self.ended(id) else { return self.no_longer_ended(press, id) };
        if !yes {
            return self.reopen(press, message, id, TimeChoice::Next);
        }
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        if ended.rating.is_some() {
            return self.say("rated-already", &[], Keyboard::None);
        }
        let stars = (1..=BEST).map(|stars| Button {
            label: self.words().label("button-stars", &[("stars", Value::Number(i64::from(stars)))]),
            click: CustomerClick::Rate(id, stars).into(),
        });
        let row = stars.collect();
        self.say("ask-rating", &[], Keyboard::Inline(vec![row]));
    }

    /// The customer gives stars.
    pub(super) fn rate(&mut self, press: &str, message: Option<i64>, id: RequestId, stars: u8) {
        let Some(mut ended) = self.ended(id).filter(|_| (1..=BEST).contains(&stars)) else {
            return self.no_longer_ended(press, id);
        };
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        if ended.rating.is_some() {
            return self.say("rated-already", &[], Keyboard::None);
        }
        ended.rate(stars, None, self.facts.now);
        let agent = last_agent(&ended);
        self.out.count(Measure::Rated, &ended, agent);
        self.out.tally.push((Measure::Stars, ended.topic.clone(), agent, u64::from(stars)));
        let mut row = vec![button(self.words(), "button-no-comment", CustomerClick::NoComment(id))];
        if stars <= POOR && ended.can_reopen(self.facts.now) {
            row.insert(0, button(self.words(), "button-helped-no", CustomerClick::Helped(id, false)));
        }
        self.out.keep(ended);
        // Words that are typed into a booking belong to the booking.
        if !matches!(self.state.step, Step::Booking(_)) {
            self.state.step = Step::Awaiting { request: id, what: Awaited::Comment };
            self.say("ask-comment", &[], Keyboard::Inline(vec![row]));
        } else {
            self.say("comment-kept", &[], Keyboard::None);
        }
    }

    /// Keeps words with the rating.
    pub(super) fn comment(&mut self, id: RequestId, text: &str) {
        let Some(mut ended) = self.ended(id) else { return self.ask(text) };
        let Some(stars) = ended.rating.as_ref().map(|rating| rating.stars) else { return self.ask(text) };
        ended.rate(stars, Some(kept(text)), self.facts.now);
        self.out.keep(ended);
        self.say("comment-kept", &[], Keyboard::None);
    }

    /// Nothing to add.
    pub(super) fn no_comment(&mut self, press: &str, message: Option<i64>) {
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        self.say("comment-none", &[], Keyboard::None);
    }

    /// Offers times for an ended request to be opened again, or opens it with the promise of the one that was chosen.
    pub(super) fn reopen(&mut self, press: &str, message: Option<i64>, id: RequestId, pick: TimeChoice) {
        let Some(mut ended) = self.ended(id) else { return self.no_longer_ended(press, id) };
        self.out.answer(self.chat, press, None);
        if self.own.is_some() {
            return self.show_status();
        }
        if ended.number_wrong || (ended.state == State::Cancelled && !ended.can_reopen(self.facts.now)) {
            return self.begin_booking(ended.topic);
        }
        if !ended.can_reopen(self.facts.now) {
            let row = vec![button(self.words(), "button-call-me", CustomerClick::Human(ended.topic.clone()))];
            return self.say("reopen-too-late", &reference_of(&ended), Keyboard::Inline(vec![row]));
        }
        if self.soonest(true).is_none() {
            return self.say("no-opening", &[], Keyboard::None);
        }
        // What was told since may be more urgent than what it was about.
        let told = self.state.topic.clone().filter(|told| self.is_urgent(Some(told)));
        let urgent = told.is_some() || self.is_urgent(ended.topic.as_ref());
        let key = if ended.state == State::Cancelled { "ask-call-again" } else { "ask-reopen" };
        let click = |pick| Click::Customer(CustomerClick::Reopen(id, pick));
        if !pick.takes() {
            return self.say_timing(key, None, pick, urgent, click, vec![]);
        }
        let promise = match self.picked(pick, urgent) {
            Ok(promise) => promise,
            Err(why) => {
                let why = self.words().say(why.key(), &[]);
                return self.say_timing(key, Some(why), TimeChoice::Next, urgent, click, vec![]);
            }
        };
        if ended.reopen(promise, self.facts.now).is_err() {
            return self.old_button(press);
        }
        self.unbutton(message);
        ended.soon = pick.is_soon();
        self.state.step = Step::Idle;
        self.say_reopened(&ended);
        card::refresh(self.facts, &mut self.out, &ended);
        card::call_again(self.facts, &mut self.out, &ended);
        self.out.count(Measure::Reopened, &ended, last_agent(&ended));
        self.out.count(Measure::Promised, &ended, None);
        self.out.promises = true;
        self.own = Some(ended.clone());
        self.out.keep(ended);
        if told.is_some() {
            let words = self.state.unanswered.take();
            self.raise(told.as_ref(), words.as_deref());
        }
    }

    fn say_reopened(&mut self, request: &CallbackRequest) {
        let (words, id) = (self.words(), request.id);
        let args: Args<'_> = &[
            ("reference", id.to_string().into()),
            ("phone", words.phone(&request.phone).into()),
            ("when", self.show(request.promise).into()),
            ("zone", words.zone(&self.zone()).into()),
        ];
        let row = vec![
            button(words, "button-move", CustomerClick::Move(id, TimeChoice::Next)),
            button(words, "button-cancel-request", CustomerClick::Cancel(id)),
        ];
        let text = words.say("reopened", args).and(&self.maybe_sooner(request));
        self.say_text(text, Keyboard::Inline(vec![row]));
    }

    /// The writer's own request that has ended, if it is this one: nobody touches another's.
    fn ended(&self, id: RequestId) -> Option<CallbackRequest> {
        let own = |request: &&CallbackRequest| {
            request.id == id && request.customer.chat == self.chat && !request.state.is_open()
        };
        self.named.as_ref().filter(own).cloned()
    }

    /// A press about a request that is open again, or never was the writer's.
    fn no_longer_ended(&mut self, press: &str, id: RequestId) {
        if self.own_request(id).is_none() {
            return self.old_button(press);
        }
        self.out.answer(self.chat, press, None);
        self.say("reopened-already", &[("reference", id.to_string().into())], Keyboard::None);
        self.show_status();
    }
}

fn reference_of(request: &CallbackRequest) -> [(&'static str, Value); 1] {
    [("reference", request.id.to_string().into())]
}

/// Who had the request last.
fn last_agent(request: &CallbackRequest) -> Option<UserId> {
    request.history.iter().rev().find_map(|line| match line.by {
        Actor::Agent(id) => Some(id),
        Actor::Customer | Actor::Desk => None,
    })
}
