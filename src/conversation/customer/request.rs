//! What the customer does with their own request: moving and cancelling it, another number.

use super::Talk;
use super::booking::problem_key;
use crate::callback::{Actor, CallbackRequest, CheckKind, Measure, Refused, RequestId, State};
use crate::conversation::context::{Awaited, Step};
use crate::conversation::input::{Click, CustomerClick, TimeChoice};
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::{card, details};
use crate::safety::Phone;
use crate::words::{Args, Markdown, Value};

impl Talk<'_> {
    /// `/cancel`: leaves a booking, or asks whether to cancel the request.
    pub(super) fn on_cancel_command(&mut self) {
        match (&self.state.step, self.own.as_ref().map(|own| own.id)) {
            (Step::Booking(_), _) => self.abandon(),
            (_, Some(id)) => self.say_cancel_question(id),
            (_, None) => self.say("nothing-to-cancel", &[], Keyboard::None),
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
                let again = vec![button(self.words(), "button-call-me", CustomerClick::Reopen(id, TimeChoice::Next))];
                self.say("cancelled", &[("reference", id.to_string().into())], Keyboard::Inline(vec![again]));
            }
            Err(refused) => self.say(refusal_key(refused), &[], Keyboard::None),
        }
    }

    /// Cancels the request and lets the agents know.
    pub(super) fn cancel(&mut self, mut own: CallbackRequest) -> Result<(), Refused> {
        let owner = own.state.owner();
        own.cancel(self.facts.now)?;
        card::refresh(self.facts, &mut self.out, &own);
        card::forget_reminder(self.facts, &mut self.out, &own);
        details::tell_claimer(self.facts, &mut self.out, &own, owner, "claimer-cancelled", None);
        self.out.count(Measure::Cancelled, &own, None);
        self.out.keep(own);
        Ok(())
    }

    /// Offers other times, or moves the request to the one that was chosen.
    pub(super) fn move_own(&mut self, press: &str, message: Option<i64>, id: RequestId, pick: TimeChoice) {
        let Some(mut own) = self.own_request(id) else { return self.old_button(press) };
        let facts = self.facts;
        self.out.answer(self.chat, press, None);
        let urgent = self.is_urgent(own.topic.as_ref());
        if !pick.takes() {
            return self.ask_move(id, pick, urgent, None);
        }
        let promise = match self.picked(pick, urgent) {
            Ok(promise) => promise,
            Err(why) => {
                let why = self.words().say(why.key(), &[]);
                return self.ask_move(id, TimeChoice::Next, urgent, Some(why));
            }
        };
        let owner = own.state.owner();
        match own.reschedule(promise, facts.now) {
            Ok(()) => {
                self.unbutton(message);
                own.soon = pick.is_soon();
                let args: Args<'_> = &[
                    ("reference", id.to_string().into()),
                    ("phone", self.words().phone(&own.phone).into()),
                    ("when", self.show(promise).into()),
                    ("zone", self.words().zone(&self.zone()).into()),
                ];
                let text = self.words().say("moved", args).and(&self.maybe_sooner(&own));
                self.say_text(text, Keyboard::None);
                card::refresh(facts, &mut self.out, &own);
                details::tell_claimer(facts, &mut self.out, &own, owner, "claimer-moved", None);
                if own.state == State::New {
                    card::call_again(facts, &mut self.out, &own);
                }
                self.out.count(Measure::Promised, &own, None);
                self.out.promises = true;
                self.out.keep(own);
            }
            Err(refused) => self.say(refusal_key(refused), &[], Keyboard::None),
        }
    }

    pub(super) fn ask_move(&mut self, id: RequestId, pick: TimeChoice, urgent: bool, before: Option<Markdown>) {
        let last_row = vec![self.zone_button()];
        self.say_timing(
            "ask-move",
            before,
            pick,
            urgent,
            |pick| Click::Customer(CustomerClick::Move(id, pick)),
            last_row,
        );
    }

    /// The customer has read that the call comes; the agent is told so.
    pub(super) fn heads_up_read(&mut self, press: &str, message: Option<i64>, id: RequestId) {
        let Some(own) = self.own_request(id) else { return self.old_button(press) };
        self.unbutton(message);
        if !own.is_announced() {
            // They have been told by now that this call does not come.
            return self.old_button(press);
        }
        self.out.answer(self.chat, press, None);
        self.say("heads-up-noted", &[], Keyboard::None);
        details::tell_claimer(self.facts, &mut self.out, &own, own.state.owner(), "claimer-ready", None);
    }

    /// Asks for another number.
    pub(super) fn ask_number(&mut self, press: &str, id: RequestId) {
        if self.own_request(id).is_none() {
            return self.old_button(press);
        }
        self.out.answer(self.chat, press, None);
        self.state.step = Step::Awaiting { request: id, what: Awaited::Number };
        let keyboard = self.share_keyboard();
        self.say("ask-new-number", &self.reference(), keyboard);
    }

    /// Takes a typed text as the new number, when one is wanted. Says whether it was one, or was told what is wrong.
    pub(super) fn takes_new_number(&mut self, message: i64, text: &str) -> bool {
        let asked = self.awaits(Awaited::Number);
        if !asked && !self.own.as_ref().is_some_and(|own| own.number_wrong) {
            return false;
        }
        match Phone::typed(text, self.facts.country) {
            Ok(phone) => {
                self.delete(message);
                self.renumber(phone);
                true
            }
            // Words without a number are words; a number that was asked for gets a second chance.
            Err(problem)
                if text.chars().any(|c| c.is_numeric()) && (asked || !text.chars().any(char::is_alphabetic)) =>
            {
                let keyboard = self.share_keyboard();
                self.say(problem_key(problem), &[], keyboard);
                true
            }
            Err(_) => false,
        }
    }

    /// Takes a shared contact as the new number.
    pub(super) fn new_number_from_contact(&mut self, phone: &str, is_own: bool) {
        match Phone::shared(phone, is_own) {
            Ok(phone) => {
                if !is_own && let Some(own) = self.own.as_mut() {
                    own.record_check(CheckKind::Contact, false, Actor::Customer, self.facts.now);
                }
                self.renumber(phone);
            }
            Err(problem) => {
                let keyboard = self.share_keyboard();
                self.say(problem_key(problem), &[], keyboard);
            }
        }
    }

    pub(super) fn share_keyboard(&self) -> Keyboard {
        Keyboard::AskContact { share: self.words().label("button-share-contact", &[]), others: Vec::new() }
    }

    pub(super) fn renumber(&mut self, phone: Phone) {
        let Some(mut own) = self.own.clone() else { return };
        let args: Args<'_> = &[("phone", self.words().phone(&phone).into()), ("reference", own.id.to_string().into())];
        let owner = own.state.owner();
        if own.renumber(phone, self.facts.now).is_ok() {
            self.state.step = Step::Idle;
            self.say("number-changed", args, Keyboard::Remove);
            card::refresh(self.facts, &mut self.out, &own);
            if let Some(agent) = owner.and_then(|by| self.facts.roster.agent(by)) {
                details::refresh_details(self.facts, &mut self.out, agent, &own, true);
                details::tell_claimer(self.facts, &mut self.out, &own, owner, "claimer-renumbered", None);
            } else if own.state == State::New {
                card::call_again(self.facts, &mut self.out, &own);
            }
            self.out.keep(own);
        }
    }

    pub(super) fn say_cancel_question(&mut self, id: RequestId) {
        let words = self.words();
        let row = vec![
            button(words, "button-cancel-yes", CustomerClick::ReallyCancel(id, true)),
            button(words, "button-cancel-no", CustomerClick::ReallyCancel(id, false)),
        ];
        self.say("ask-cancel", &[("reference", id.to_string().into())], Keyboard::Inline(vec![row]));
    }

    /// The writer's own open request, if it is this one: nobody touches another's.
    pub(super) fn own_request(&self, id: RequestId) -> Option<CallbackRequest> {
        self.own.clone().filter(|own| own.id == id)
    }

    /// The open request's reference, for a sentence.
    pub(super) fn reference(&self) -> [(&'static str, Value); 1] {
        let id = self.own.as_ref().map(|own| own.id.to_string());
        [("reference", id.unwrap_or_default().into())]
    }
}

fn refusal_key(refused: Refused) -> &'static str {
    match refused {
        Refused::BeingCalled => "refused-being-called",
        _ => "refused-closed",
    }
}
