//! What an agent does to check who the customer is: a code by e-mail, or their own check. Learns no code.

use super::deed::Deed;
use crate::callback::{Actor, NamedAddress, NoCode};
use crate::conversation::context::AgentStep;
use crate::conversation::email_check;
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Button, Keyboard, button};
use crate::conversation::view::details;
use crate::safety::Email;

/// What may stand around an address in an answer.
const BETWEEN_WORDS: [char; 9] = [' ', '\n', ',', '，', ';', '；', ':', '：', '、'];

impl Deed<'_> {
    /// Asks which address the code is to go to.
    pub(super) fn offer_mail_check(&mut self) {
        if self.request.state.owner() != Some(self.session.agent.id()) {
            return self.refuse(self.not_mine());
        }
        if !self.session.facts.mails {
            return self.toast("mail-check-off");
        }
        self.session.acknowledge();
        self.session.state.agent = AgentStep::Address(self.request.id);
        let mut rows = Vec::new();
        if let Some(named) = self.named_address() {
            let label = self.session.words.label("button-code-to-named", &[("address", named.masked().into())]);
            rows.push(vec![Button { label, click: AgentClick::CodeToNamed(self.request.id).into() }]);
        }
        rows.push(vec![button(self.session.words, "button-ask-address", AgentClick::AskAddress(self.request.id))]);
        rows.push(vec![button(self.session.words, "button-no-code", AgentClick::NoNote(self.request.id))]);
        self.ask("ask-agent-address", Keyboard::Inline(rows));
    }

    /// Has the customer name the address.
    pub(super) fn ask_address(&mut self) {
        if let Err(refused) = self.request.want_address(self.session.agent) {
            return self.refuse(refused);
        }
        self.toast("address-asked");
        self.tell_customer("ask-address", &[]);
        self.keep();
        self.settle();
    }

    /// Sends the code to the address that the customer prepared for the call.
    pub(super) fn code_to_named(&mut self) {
        let Some(address) = self.named_address() else { return self.old_button() };
        self.session.acknowledge();
        self.mail_code(NamedAddress::new(address, Actor::Customer));
    }

    /// Sends the code to the address that the agent wrote.
    pub(super) fn write_address(&mut self, text: &str) {
        match Email::typed(text) {
            Ok(email) => self.mail_code(NamedAddress::new(email, Actor::Agent(self.session.agent.id()))),
            Err(_) => self.refuse_with("address-is-none", &[]),
        }
    }

    /// The agent has compared the address that the customer named with the account's.
    pub(super) fn confirm_address(&mut self) {
        match self.request.confirm_address(self.session.agent) {
            Ok(Some(email)) => {
                self.toast_with("address-confirmed", &[("address", email.masked().into())]);
                self.show_change();
            }
            Ok(None) => self.old_button(),
            Err(refused) => self.refuse(refused),
        }
    }

    /// Writes the agent's own check down.
    pub(super) fn own_check(&mut self, passed: bool) {
        match self.request.check_by(self.session.agent, passed, self.session.facts.now) {
            Ok(()) => {
                self.toast(if passed { "check-passed" } else { "check-failed" });
                self.show_change();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    fn mail_code(&mut self, address: NamedAddress) {
        let facts = self.session.facts;
        let Some(seed) = self.session.situation.seed.filter(|_| facts.mails) else {
            self.refuse_with("mail-check-off", &[]);
            return self.settle();
        };
        let by = Actor::Agent(self.session.agent.id());
        match self.request.send_code(address.clone(), by, seed, facts.code_key, facts.now) {
            Ok(code) => {
                email_check::send_code(facts, &mut self.session.out, &self.request, &address.email, &code);
                self.tell_agent_with("code-on-its-way", &[("address", address.email.masked().into())]);
                details::refresh_details(
                    facts,
                    &mut self.session.out,
                    self.session.agent,
                    &self.request,
                    self.reachable,
                );
                self.keep();
            }
            Err(NoCode::TooMany(at)) => {
                let at = self.session.words.moment(at, &facts.hours.zone, facts.now);
                self.refuse_with("agent-code-too-many", &[("time", at.into())]);
            }
            Err(NoCode::Refused(_)) => self.refuse_with("address-not-yours", &[]),
        }
        self.settle();
    }

    /// The first address among what the customer prepared.
    fn named_address(&self) -> Option<Email> {
        let words = self.request.prepared.iter().flat_map(|prepared| prepared.answer.split(BETWEEN_WORDS));
        words.filter_map(|word| Email::typed(word).ok()).next()
    }
}
