//! The customer proves who they are: names the registered address, enters the code that was mailed to it. The code itself
//! never comes here, only its keyed hash.

use super::Talk;
use crate::callback::{Actor, CallbackRequest, CheckKind, NamedAddress, NoCode, RequestId};
use crate::conversation::email_check;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::details;
use crate::safety::{CodeProof, Email, Entry};
use crate::words::Value;

impl Talk<'_> {
    /// The customer wants to prove the address before the call.
    pub(super) fn offer_proof(&mut self, press: &str, id: RequestId) {
        let Some(mut own) = self.own_request(id).filter(|_| self.facts.mails) else { return self.old_button(press) };
        if own.offer_address().is_err() {
            return self.old_button(press);
        }
        self.out.answer(self.chat, press, None);
        self.say("ask-address", &[], Keyboard::None);
        self.out.keep(own);
    }

    /// Takes an address that was asked for. Says whether the text was one.
    pub(super) fn takes_address(&mut self, text: &str) -> bool {
        let wanted = self.own.clone().filter(|own| own.mail_check.address_wanted);
        let (Some(own), Ok(address)) = (wanted, Email::typed(text)) else { return false };
        self.mail_code(own, NamedAddress::new(address, Actor::Customer));
        true
    }

    /// Sends another code to the same address.
    pub(super) fn code_again(&mut self, press: &str, message: Option<i64>, id: RequestId) {
        let own = self.own_request(id);
        let address = own.as_ref().and_then(|own| own.mail_check.address.clone());
        let (Some(own), Some(address)) = (own.filter(|own| own.mail_check.code.is_some()), address) else {
            return self.old_button(press);
        };
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        self.mail_code(own, address);
    }

    /// Takes the code that was awaited, and takes it out of the chat.
    pub(super) fn on_code(&mut self, message: i64, proof: &CodeProof) {
        self.delete(message);
        let Some(mut own) = self.own.clone() else { return };
        let again =
            Keyboard::Inline(vec![vec![button(self.words(), "button-code-again", CustomerClick::CodeAgain(own.id))]]);
        match own.enter_code(proof, self.facts.now) {
            None => return self.say("code-not-awaited", &[], Keyboard::None),
            Some(Entry::Right) => self.say("code-right", &[], Keyboard::None),
            Some(Entry::Wrong { left }) => {
                self.say("code-wrong", &[("left", Value::Number(i64::from(left)))], Keyboard::None);
            }
            Some(Entry::Spent) => self.say("code-spent", &[], Keyboard::None),
            Some(Entry::Expired) => self.say("code-expired", &[], again),
        }
        if own.mail_check.code.is_none() {
            let passed = own.check(CheckKind::Email).is_some_and(|check| check.passed);
            let key = match own.unconfirmed_address() {
                Some(_) => "claimer-code-right-unconfirmed",
                None if passed => "claimer-code-right",
                None => "claimer-code-spent",
            };
            let owner = own.state.owner();
            details::tell_claimer(self.facts, &mut self.out, &own, owner, key, None);
            details::refresh_owner(self.facts, &mut self.out, &own);
        }
        self.out.keep(own);
    }

    /// Sends a code. The customer's own allowance holds over all their requests, so that nobody can pester a mailbox by
    /// booking again and again.
    fn mail_code(&mut self, mut own: CallbackRequest, address: NamedAddress) {
        let facts = self.facts;
        let Some(seed) = self.seed.filter(|_| facts.mails) else {
            return self.say("code-not-sent", &[("address", address.email.masked().into())], Keyboard::None);
        };
        let allowed = self.state.mails.take(facts.now).map_err(NoCode::TooMany);
        let sent =
            allowed.and_then(|()| own.send_code(address.clone(), Actor::Customer, seed, facts.code_key, facts.now));
        match sent {
            Ok(code) => {
                email_check::send_code(facts, &mut self.out, &own, &address.email, &code);
                details::refresh_owner(facts, &mut self.out, &own);
                self.out.keep(own);
            }
            Err(NoCode::TooMany(at)) => {
                let at = self.words().moment(at, &facts.hours.zone, facts.now);
                self.say("code-too-many", &[("time", at.into())], Keyboard::None);
            }
            Err(NoCode::Refused(_)) => self.say("refused-closed", &[], Keyboard::None),
        }
    }
}
