//! Checking that the customer is who they say: what counts, and how a code by e-mail is sent and entered.

use jiff::{SignedDuration, Timestamp};

use super::Refused;
use crate::callback::{Actor, Agent, CallbackRequest, Cause, CheckKind, IdentityCheck, NamedAddress};
use crate::safety::{AwaitedCode, CodeKey, CodeProof, CodeSeed, Email, Entry};

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
        if self.checks.len() >= super::MAX_CHECKS {
            self.checks.remove(0);
        }
        self.checks.push(IdentityCheck { at: now, by, kind, passed });
    }

    /// Whether it was checked who the customer is by more than a Telegram account. What the agent found counts; a code
    /// by e-mail counts as long as the agent has found nothing else, and went to the account's address. The last check of
    /// each kind is the one that counts.
    pub fn is_verified(&self) -> bool {
        let passed = |kind| self.check(kind).map(|check| check.passed);
        let by_mail = || passed(CheckKind::Email).map(|passed| passed && self.unconfirmed_address().is_none());
        passed(CheckKind::Agent).or_else(by_mail).unwrap_or(false)
    }

    /// The address that a code was right for, as long as nobody says that it is the account's: whoever holds the Telegram
    /// account could have named a mailbox of their own.
    pub fn unconfirmed_address(&self) -> Option<&NamedAddress> {
        let passed = self.check(CheckKind::Email).is_some_and(|check| check.passed);
        let proven = self.mail_check.proven.as_ref().or(self.mail_check.address.as_ref());
        proven.filter(|address| passed && !address.is_of_the_account())
    }

    /// The address that an agent can still compare with the account's.
    pub fn address_to_compare(&self) -> Option<&NamedAddress> {
        let sent = self.mail_check.address.as_ref().filter(|address| !address.is_of_the_account());
        self.unconfirmed_address().or(sent)
    }

    /// Its claimer has compared the address that the customer named, and it is the account's. Says which, if there was one.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn confirm_address(&mut self, agent: &Agent) -> Result<Option<Email>, Refused> {
        self.owned_by(agent.id())?;
        let Some(email) = self.address_to_compare().map(|address| address.email.clone()) else { return Ok(None) };
        let check = &mut self.mail_check;
        for address in [&mut check.address, &mut check.proven].into_iter().flatten() {
            if address.email == email {
                address.confirmed_by.get_or_insert(agent.id());
            }
        }
        Ok(Some(email))
    }

    /// The last check of a kind since it was booked or opened again; `None` when none was done: whoever opens a request
    /// again after days may be somebody else.
    pub fn check(&self, kind: CheckKind) -> Option<&IdentityCheck> {
        let opened = self.history.iter().rev().find(|line| matches!(line.why, Cause::Booked | Cause::Reopened));
        let last = self.checks.iter().rev().find(|check| check.kind == kind);
        last.filter(|check| opened.is_none_or(|opened| check.at >= opened.at))
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
            Entry::Right => {
                self.mail_check.proven = self.mail_check.address.clone();
                self.record_check(CheckKind::Email, true, Actor::Customer, now);
            }
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::callback::transition::NewRequest;
    use crate::callback::{ChatId, Customer, Promise, RequestId, Role, Roster, UserId};
    use crate::intents::Priority;
    use crate::safety::{CODE_LIFE, MAX_WRONG, Phone};
    use crate::text::Locale;

    const LIN: UserId = UserId(1);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + second).unwrap_or_default()
    }

    fn key() -> CodeKey {
        CodeKey::derive(b"a secret")
    }

    fn seed(number: u8) -> CodeSeed {
        CodeSeed::new([number; crate::safety::SEED_BYTES])
    }

    fn address() -> Option<NamedAddress> {
        Some(NamedAddress::new(Email::typed("ann@example.com").ok()?, Actor::Agent(LIN)))
    }

    fn request() -> Option<CallbackRequest> {
        let customer = Customer { chat: ChatId(9), name: "Ann".to_owned(), locale: Locale::En, zone: None };
        let new = NewRequest {
            id: RequestId::FIRST,
            customer,
            topic: None,
            priority: Priority::Normal,
            phone: Phone::shared("+12025550143", true).ok()?,
            story: None,
            promise: Promise { from: at(0), to: at(3600) },
        };
        Some(CallbackRequest::book(new, at(0)))
    }

    #[derive(Clone, Copy, Debug)]
    enum Deed {
        Send,
        Right,
        Wrong,
        OwnCheck(bool),
        Undelivered,
        Wait(i64),
    }

    fn deeds() -> impl Strategy<Value = Vec<Deed>> {
        let deed = prop_oneof![
            2 => Just(Deed::Send),
            2 => Just(Deed::Right),
            4 => Just(Deed::Wrong),
            1 => any::<bool>().prop_map(Deed::OwnCheck),
            1 => Just(Deed::Undelivered),
            2 => (1..700_i64).prop_map(Deed::Wait),
        ];
        prop::collection::vec(deed, 0..40)
    }

    proptest! {
        /// However sends, entries, failures and time follow upon each other: only the code that is awaited, in time and
        /// before too many wrong ones, proves anything; and what the agent found stands above it.
        #[test]
        fn only_the_awaited_code_proves_anything(deeds in deeds()) {
            let roster = Roster::new().with(LIN, "Lin", &[], Role::Agent);
            let (Some(mut request), Some(lin)) = (request(), roster.agent(LIN)) else { return Ok(()) };
            prop_assert!(request.claim(lin, &Default::default(), at(0)).is_ok());
            let (mut now, mut sent, mut mails) = (at(0), 0_u8, Vec::new());
            let (mut awaited, mut by_mail, mut by_agent) = (None::<(Timestamp, u8)>, None, None);
            for deed in deeds {
                match deed {
                    Deed::Send => {
                        sent += 1;
                        mails.retain(|mail| now.duration_since(*mail) < SignedDuration::from_hours(1));
                        let Some(address) = address() else { return Ok(()) };
                        let code = request.send_code(address, Actor::Agent(LIN), seed(sent), &key(), now);
                        prop_assert_eq!(code.is_ok(), mails.len() < 3, "{:?}", code);
                        if code.is_ok() {
                            awaited = Some((now, 0));
                            mails.push(now);
                        }
                    }
                    Deed::Right | Deed::Wrong => {
                        let code = request.mail_check.code.as_ref().map(|code| code.seed);
                        prop_assert_eq!(code.is_some(), awaited.is_some());
                        let right = matches!(deed, Deed::Right);
                        let proof = code.unwrap_or(seed(0));
                        let digits = if right { proof.code(&key()) } else { "no code".to_owned() };
                        let entry = request.enter_code(&proof.proof(&key(), &digits), now);
                        match awaited {
                            None => prop_assert_eq!(entry, None),
                            Some((made, _)) if now >= made + CODE_LIFE => prop_assert_eq!(entry, Some(Entry::Expired)),
                            Some(_) if right => {
                                prop_assert_eq!(entry, Some(Entry::Right));
                                (awaited, by_mail) = (None, Some(true));
                            }
                            Some((made, wrong)) if wrong + 1 < MAX_WRONG => awaited = Some((made, wrong + 1)),
                            Some(_) => {
                                prop_assert_eq!(entry, Some(Entry::Spent));
                                (awaited, by_mail) = (None, Some(false));
                            }
                        }
                    }
                    Deed::OwnCheck(passed) => {
                        prop_assert!(request.check_by(lin, passed, now).is_ok());
                        by_agent = Some(passed);
                    }
                    Deed::Undelivered => {
                        let code = request.mail_check.code.as_ref().map_or(seed(0), |code| code.seed);
                        prop_assert!(!request.clone().code_undelivered(seed(255)));
                        prop_assert_eq!(request.code_undelivered(code), awaited.is_some());
                        awaited = None;
                    }
                    Deed::Wait(seconds) => now += SignedDuration::from_secs(seconds),
                }
                prop_assert_eq!(request.is_verified(), by_agent.or(by_mail).unwrap_or(false));
                prop_assert_eq!(request.check(CheckKind::Contact).map(|check| check.passed), Some(true));
            }
        }
    }

    #[test]
    fn a_contact_alone_proves_nothing_and_an_old_check_is_none() {
        let roster = Roster::new().with(LIN, "Lin", &[], Role::Agent);
        let (Some(mut request), Some(lin)) = (request(), roster.agent(LIN)) else { return };
        assert!(request.check(CheckKind::Contact).is_some() && !request.is_verified());
        assert_eq!(request.check_by(lin, true, at(1)), Err(Refused::NotClaimed));
        assert!(request.claim(lin, &Default::default(), at(1)).is_ok() && request.check_by(lin, true, at(2)).is_ok());
        assert!(request.is_verified());
        request.history.push(crate::callback::Transition {
            at: at(3),
            by: Actor::Customer,
            from: crate::callback::Surface::Telegram,
            to: request.state,
            why: Cause::Reopened,
        });
        assert!(!request.is_verified(), "whoever opened it again may be somebody else");
    }

    #[test]
    fn s3_a_code_to_an_address_that_the_customer_named_proves_nothing_by_itself() {
        let roster = Roster::new().with(LIN, "Lin", &[], Role::Agent);
        let (Some(mut request), Some(lin)) = (request(), roster.agent(LIN)) else { return };
        let named = |name: &str, by| Some(NamedAddress::new(Email::typed(name).ok()?, by));
        let enter = |request: &mut CallbackRequest, number| {
            let proof = seed(number).proof(&key(), &seed(number).code(&key()));
            request.enter_code(&proof, at(2))
        };
        assert!(request.claim(lin, &Default::default(), at(0)).is_ok());
        let Some(own) = named("thief@example.net", Actor::Customer) else { return };
        assert!(request.send_code(own.clone(), Actor::Customer, seed(1), &key(), at(1)).is_ok());
        assert_eq!(enter(&mut request, 1), Some(Entry::Right));
        assert!(!request.is_verified() && request.unconfirmed_address().is_some());
        // A code under way to the account's address does not lend its name to the one that was entered.
        let Some(right) = named("ann@example.com", Actor::Agent(LIN)) else { return };
        assert!(request.send_code(right, Actor::Agent(LIN), seed(2), &key(), at(1)).is_ok());
        assert!(!request.is_verified());
        assert_eq!(request.confirm_address(lin).map(|email| email.is_some()), Ok(true));
        assert!(request.is_verified(), "the agent has compared it");
        // Another address that the customer names stands for itself.
        let Some(other) = named("else@example.net", Actor::Customer) else { return };
        assert!(request.send_code(other, Actor::Customer, seed(3), &key(), at(1)).is_ok());
        assert_eq!(enter(&mut request, 3), Some(Entry::Right));
        assert!(!request.is_verified());
        // What an agent confirms beforehand counts when the code is right.
        assert_eq!(request.confirm_address(lin).map(|email| email.is_some()), Ok(true));
        assert!(request.is_verified());
        assert_eq!(request.confirm_address(lin), Ok(None));
    }
}
