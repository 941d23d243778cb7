//! Checking that the customer is who they say: what counts, and how a code by e-mail is sent and entered.

use jiff::{SignedDuration, Timestamp};

use super::Refused;
use crate::callback::{Actor, Agent, CallbackRequest, CheckKind, IdentityCheck, NamedAddress};
use crate::safety::{AwaitedCode, CodeKey, CodeProof, CodeSeed, Entry};

/// So long after a code was sent, six digits in the customer's chat are taken for it and never stored, right, wrong or
/// late: for as long as somebody may still try a code that has expired.
const TAKEN_FOR_A_CODE: SignedDuration = SignedDuration::from_hours(1);

/// Why no code was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCode {
    /// The request is not the agent's, or has ended.
    Refused(Refused),
    /// There were enough mails; from this time on there may be another.
    TooMany(Timestamp),
}

impl CallbackRequest {
    /// Writes down how an identity check went.
    pub fn record_check(&mut self, kind: CheckKind, passed: bool, by: Actor, now: Timestamp) {
        self.checks.push(IdentityCheck { at: now, by, kind, passed });
    }

    /// Whether it was checked who the customer is by more than a Telegram account. What the agent found counts; a code
    /// by e-mail counts as long as the agent has found nothing else. The last check of each kind is the one that counts.
    pub fn is_verified(&self) -> bool {
        let passed = |kind| self.check(kind).map(|check| check.passed);
        passed(CheckKind::Agent).or(passed(CheckKind::Email)).unwrap_or(false)
    }

    /// The last check of a kind; `None` when none was done.
    pub fn check(&self, kind: CheckKind) -> Option<&IdentityCheck> {
        self.checks.iter().rev().find(|check| check.kind == kind)
    }

    /// Its claimer checked by the desk's own procedure.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn check_by(&mut self, agent: &Agent, passed: bool, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        self.record_check(CheckKind::Agent, passed, Actor::Agent(agent.id()), now);
        Ok(())
    }

    /// Its claimer wants the customer to name the registered address.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn want_address(&mut self, agent: &Agent) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        self.mail_check.address_wanted = true;
        Ok(())
    }

    /// The customer wants to prove the address before the call.
    ///
    /// # Errors
    /// When it has ended.
    pub fn offer_address(&mut self) -> Result<(), Refused> {
        if !self.state.is_open() {
            return Err(Refused::Closed);
        }
        self.mail_check.address_wanted = true;
        Ok(())
    }

    /// A code goes to this address, because the customer or the agent says so; one that was sent before is worthless from
    /// now on. An agent must have the request.
    ///
    /// # Errors
    /// When it must not be sent.
    pub fn send_code(
        &mut self,
        address: NamedAddress,
        by: Actor,
        seed: CodeSeed,
        key: &CodeKey,
        now: Timestamp,
    ) -> Result<AwaitedCode, NoCode> {
        match by {
            Actor::Agent(agent) => self.owned_by(agent).map_err(NoCode::Refused)?,
            _ if !self.state.is_open() => return Err(NoCode::Refused(Refused::Closed)),
            _ => {}
        }
        let check = &mut self.mail_check;
        check.mails.take(now).map_err(NoCode::TooMany)?;
        let code = AwaitedCode::new(seed, key, now);
        check.address_wanted = false;
        check.address = Some(address);
        check.code = Some(code.clone());
        Ok(code)
    }

    /// The code that six digits in the customer's chat are taken for.
    pub fn awaited_code(&self, now: Timestamp) -> Option<&AwaitedCode> {
        let code = self.mail_check.code.as_ref()?;
        (self.state.is_open() && now.duration_since(code.made_at) < TAKEN_FOR_A_CODE).then_some(code)
    }

    /// The customer entered a code. The right one passes the check, one wrong entry too many fails it; a late one does
    /// neither. `None` when no code is awaited.
    pub fn enter_code(&mut self, entered: &CodeProof, now: Timestamp) -> Option<Entry> {
        let entry = self.mail_check.code.as_mut()?.enter(entered, now);
        match entry {
            Entry::Right => self.record_check(CheckKind::Email, true, Actor::Customer, now),
            Entry::Spent => self.record_check(CheckKind::Email, false, Actor::Customer, now),
            Entry::Wrong { .. } | Entry::Expired => return Some(entry),
        }
        self.mail_check.code = None;
        Some(entry)
    }

    /// The mail with this code could not be delivered. Says whether that was news: a later code is not concerned.
    pub fn code_undelivered(&mut self, seed: CodeSeed) -> bool {
        let concerned = self.mail_check.code.as_ref().is_some_and(|code| code.seed == seed);
        if concerned {
            self.mail_check.code = None;
        }
        concerned
    }
}
