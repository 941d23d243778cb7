//! The customer's own request: where it stands, moving and cancelling it, adding words, another number.

use jiff::Timestamp;

use super::answer::kept;
use super::booking::problem_key;
use super::windows::WindowClick;
use super::{Talk, button};
use crate::callback::{CallbackRequest, Measure, Refused, RequestId, State};
use crate::conversation::{Click, Keyboard, Step, cards};
use crate::safety::Phone;
use crate::words::{Args, Markdown};

impl Talk<'_> {
    /// `/status`: reference, place in line, promise; or that nothing is owed.
    pub(super) fn show_status(&mut self) {
        let words = self.words();
        let Some(own) = self.own.as_ref() else {
            let row = vec![button(words, "button-call-me", Click::Human(self.state.topic.clone()))];
            return self.say("status-none", &[], Keyboard::Inline(vec![row]));
        };
        let mut row = vec![button(words, "button-cancel-request", Click::Cancel(own.id))];
        if !own.number_wrong {
            row.insert(0, button(words, "button-move", Click::Move(own.id, 0)));
        }
        let rows = vec![row];
        let keyboard = if matches!(own.state, State::Calling { .. }) { Keyboard::None } else { Keyboard::Inline(rows) };
        let topic = own.topic.as_ref().and_then(|id| self.title(id));
        let args: Args<'_> = &[
            ("reference", own.id.to_string().into()),
            ("topic", topic.unwrap_or_else(|| words.label("other-topic", &[])).into()),
            ("phone", own.phone.hinted().into()),
            ("when", words.window(own.promise, &self.facts.hours.zone, self.facts.now).into()),
            ("zone", words.zone(&self.facts.hours.zone).into()),
            ("state", self.state_line(own).into()),
        ];
        self.say("status", args, keyboard);
    }

    /// `/cancel`: leaves a booking, or asks whether to cancel the request.
    pub(super) fn on_cancel_command(&mut self) {
        match (&self.state.step, self.own.as_ref().map(|own| own.id)) {
            (Step::Booking(_), _) => self.abandon(),
            (Step::Idle, Some(id)) => self.say_cancel_question(id),
            (Step::Idle, None) => self.say("nothing-to-cancel", &[], Keyboard::None),
        }
    }

    /// Asks whether to cancel.
    pub(super) fn ask_cancel(&mut self, press: &str, id: RequestId) {
        if self.own_request(id).is_none() {
            return self.old_button(press);
        }
        self.out.answer(self.chat, press, None);
        self.say_cancel_question(id);
    }

    /// Cancels, or keeps.
    pub(super) fn really_cancel(&mut self, press: &str, message: Option<i64>, id: RequestId, yes: bool) {
        let Some(own) = self.own_request(id) else { return self.old_button(press) };
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        if !yes {
            return self.say("cancel-kept", &[("reference", id.to_string().into())], Keyboard::None);
        }
        match self.cancel(own) {
            Ok(()) => {
                let again = vec![button(self.words(), "button-call-me", Click::Human(None))];
                self.say("cancelled", &[("reference", id.to_string().into())], Keyboard::Inline(vec![again]));
            }
            Err(refused) => self.say(refusal_key(refused), &[], Keyboard::None),
        }
    }

    /// Cancels the request and lets the agents know.
    pub(super) fn cancel(&mut self, mut own: CallbackRequest) -> Result<(), Refused> {
        let owner = own.state.owner();
        own.cancel(self.facts.now)?;
        cards::refresh(self.facts, &mut self.out, &own);
        cards::forget_reminder(self.facts, &mut self.out, &own);
        cards::tell_claimer(self.facts, &mut self.out, &own, owner, "claimer-cancelled", None);
        self.out.count(Measure::Cancelled, &own, None);
        self.out.keep(own);
        Ok(())
    }

    /// Offers other windows.
    pub(super) fn offer_move(&mut self, press: &str, id: RequestId, page: u16) {
        let Some(own) = self.own_request(id) else { return self.old_button(press) };
        self.out.answer(self.chat, press, None);
        let rows = self.window_rows(page, self.is_urgent(own.topic.as_ref()), |answer| match answer {
            WindowClick::At(at) => Click::MoveTo(id, at),
            WindowClick::Later(page) => Click::Move(id, page),
        });
        self.say_timing("ask-move", rows);
    }

    /// Moves the request to another window.
    pub(super) fn move_to(&mut self, press: &str, message: Option<i64>, id: RequestId, at: i64) {
        let Some(mut own) = self.own_request(id) else { return self.old_button(press) };
        let facts = self.facts;
        let promise = match at {
            0 => self.soonest(self.is_urgent(own.topic.as_ref())),
            _ => Timestamp::from_second(at).ok().and_then(|from| self.capacity().window_at(from)),
        };
        let Some(promise) = promise else {
            self.old_button(press);
            return self.say("window-gone", &[], Keyboard::None);
        };
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        let owner = own.state.owner();
        match own.reschedule(promise, facts.now) {
            Ok(()) => {
                let args: Args<'_> = &[
                    ("reference", id.to_string().into()),
                    ("when", self.words().window(promise, &facts.hours.zone, facts.now).into()),
                    ("zone", self.words().zone(&facts.hours.zone).into()),
                ];
                self.say("moved", args, Keyboard::None);
                cards::refresh(facts, &mut self.out, &own);
                cards::tell_claimer(facts, &mut self.out, &own, owner, "claimer-moved", None);
                if owner.is_some() && own.state == State::New {
                    cards::call_again(facts, &mut self.out, &own);
                }
                self.out.count(Measure::Promised, &own, None);
                self.out.promises = true;
                self.out.keep(own);
            }
            Err(refused) => self.say(refusal_key(refused), &[], Keyboard::None),
        }
    }

    /// Adds words to the open request, if there is one, and says so.
    pub(super) fn add_to_request(&mut self, text: &str) {
        let Some(id) = self.own.as_ref().map(|own| own.id) else { return };
        let key = if self.add_quietly(text) { "added-to-request" } else { "request-is-full" };
        let row = vec![button(self.words(), "button-status", Click::Status)];
        self.say(key, &[("reference", id.to_string().into())], Keyboard::Inline(vec![row]));
    }

    /// Adds words to the open request and shows them to its claimer. Says whether there was room.
    pub(super) fn add_quietly(&mut self, text: &str) -> bool {
        let Some(own) = self.own.as_mut() else { return false };
        let added = own.add_to_story(kept(text), self.facts.now);
        if added {
            let own = own.clone();
            let words = Some(kept(text));
            cards::tell_claimer(self.facts, &mut self.out, &own, own.state.owner(), "claimer-added", words);
            self.out.keep(own);
        }
        added
    }

    /// Takes a typed text as the new number of a request whose number is wrong. Says whether it was one.
    pub(super) fn takes_new_number(&mut self, message: i64, text: &str) -> bool {
        if !self.own.as_ref().is_some_and(|own| own.number_wrong) {
            return false;
        }
        match Phone::typed(text, self.facts.country) {
            Ok(phone) => {
                self.delete(message);
                self.renumber(phone);
                true
            }
            Err(_) => false,
        }
    }

    /// Takes a shared contact as the new number.
    pub(super) fn new_number_from_contact(&mut self, phone: &str, is_own: bool) {
        match Phone::shared(phone, is_own) {
            Ok(phone) => self.renumber(phone),
            Err(problem) => {
                let share = self.words().label("button-share-contact", &[]);
                let keyboard = Keyboard::AskContact { share, others: Vec::new() };
                self.say(problem_key(problem), &[], keyboard);
            }
        }
    }

    fn renumber(&mut self, phone: Phone) {
        let Some(mut own) = self.own.clone() else { return };
        let args: Args<'_> = &[("phone", phone.hinted().into()), ("reference", own.id.to_string().into())];
        if own.renumber(phone, self.facts.now).is_ok() {
            self.say("number-changed", args, Keyboard::Remove);
            cards::refresh(self.facts, &mut self.out, &own);
            cards::call_again(self.facts, &mut self.out, &own);
            self.out.keep(own);
        }
    }

    fn say_cancel_question(&mut self, id: RequestId) {
        let words = self.words();
        let row = vec![
            button(words, "button-cancel-yes", Click::ReallyCancel(id, true)),
            button(words, "button-cancel-no", Click::ReallyCancel(id, false)),
        ];
        self.say("ask-cancel", &[("reference", id.to_string().into())], Keyboard::Inline(vec![row]));
    }

    /// The writer's own open request, if it is this one: nobody touches another's.
    fn own_request(&self, id: RequestId) -> Option<CallbackRequest> {
        self.own.clone().filter(|own| own.id == id)
    }

    fn state_line(&self, own: &CallbackRequest) -> Markdown {
        let words = self.words();
        let name = |by| self.facts.roster.agent(by).map_or_else(|| "…".to_owned(), |agent| agent.name().to_owned());
        let moment = |at| words.moment(at, &self.facts.hours.zone, self.facts.now);
        match own.state {
            _ if own.number_wrong => words.say("state-number-wrong", &[]),
            State::Scheduled => words.say("state-scheduled", &[]),
            State::Snoozed { until } => words.say("state-snoozed", &[("time", moment(until).into())]),
            State::Claimed { by, .. } => words.say("state-claimed", &[("agent", name(by).into())]),
            State::Calling { by, .. } => words.say("state-calling", &[("agent", name(by).into())]),
            _ => words.say("state-waiting", &[("before", self.before.unwrap_or_default().into())]),
        }
    }
}

fn refusal_key(refused: Refused) -> &'static str {
    match refused {
        Refused::BeingCalled => "refused-being-called",
        _ => "refused-closed",
    }
}
