//! What agents do with a request. Each takes the `Agent` that the roster made.

use jiff::Timestamp;

use super::Refused;
use crate::callback::rules::{ANSWERS_FOLLOW, HEADS_UP, MAX_CODES, NEW_CODE_AFTER, RETRY_GRACE, Rules, SHORTEST_CALL};
use crate::callback::{Actor, Agent, AgentNote, CallbackRequest, Cause, HORIZON_DAYS, Roster, State, Transition};
use crate::safety::{CallCode, Phone};
use crate::text::Language;

impl CallbackRequest {
    /// An agent takes it.
    ///
    /// # Errors
    /// When somebody has it, it has ended, or there is no number to call.
    pub fn claim(&mut self, agent: &Agent, rules: &Rules, now: Timestamp) -> Result<(), Refused> {
        match self.state {
            State::New | State::Scheduled | State::Snoozed { .. } if self.number_wrong => Err(Refused::NumberWrong),
            State::New | State::Scheduled | State::Snoozed { .. } => {
                self.hold(self.claim_until_called(rules), now);
                self.go(State::Claimed { by: agent.id(), since: now }, Actor::Agent(agent.id()), Cause::Claimed, now);
                Ok(())
            }
            State::Claimed { by, .. } | State::Calling { by, .. } if by == agent.id() => Err(Refused::AlreadyYours),
            State::Claimed { by, .. } | State::Calling { by, .. } => Err(Refused::TakenBy(by)),
            State::Resolved | State::Cancelled | State::Expired => Err(Refused::Closed),
        }
    }

    /// Its claimer needs more time.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn extend_claim(&mut self, agent: &Agent, rules: &Rules, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        let calls = matches!(self.state, State::Calling { .. });
        self.hold(if calls { rules.claim } else { self.claim_until_called(rules) }, now);
        self.go(self.state, Actor::Agent(agent.id()), Cause::ClaimExtended, now);
        Ok(())
    }

    /// Its claimer gives it back to the queue, or a lead does so for them; no attempt is counted.
    ///
    /// # Errors
    /// When nobody has it, or somebody else and the agent does not lead.
    pub fn release(&mut self, agent: &Agent, why: Cause, now: Timestamp) -> Result<(), Refused> {
        match self.owned_by(agent.id()) {
            Err(Refused::TakenBy(_)) if agent.leads() => self.undecided()?,
            owned => owned?,
        }
        self.go(self.waiting(now), Actor::Agent(agent.id()), why, now);
        Ok(())
    }

    /// Its claimer dials, with a fresh code for this call; an earlier one is good no longer. Who dials again still makes
    /// the call that began before.
    ///
    /// # Errors
    /// When the agent does not have it, or the customer has just been told of a call, or often enough in this claim.
    pub fn call(&mut self, agent: &Agent, rules: &Rules, code: CallCode, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        let told: Vec<Timestamp> =
            self.of_this_claim().filter(|line| line.why == Cause::Calling).map(|line| line.at).collect();
        let just_now = told.first().is_some_and(|last| now.duration_since(*last) < NEW_CODE_AFTER);
        if just_now || told.len() >= MAX_CODES {
            return Err(Refused::CodeJustGiven);
        }
        self.hold(rules.claim, now);
        let since = match self.state {
            State::Calling { since, .. } => since,
            _ => now,
        };
        self.go(State::Calling { by: agent.id(), since }, Actor::Agent(agent.id()), Cause::Calling, now);
        self.code = Some(code);
        Ok(())
    }

    /// Its claimer tells the customer that the call comes within minutes. Says whether that is news: somebody who was
    /// told a moment ago is not told again.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn heads_up(&mut self, agent: &Agent, now: Timestamp) -> Result<bool, Refused> {
        self.owned_by(agent.id())?;
        let last = self.history.iter().rev().find(|line| line.why == Cause::HeadsUp).map(|line| line.at);
        if last.is_some_and(|at| now.duration_since(at) < HEADS_UP) {
            return Ok(false);
        }
        self.go(self.state, Actor::Agent(agent.id()), Cause::HeadsUp, now);
        Ok(true)
    }

    /// Whether the customer was told that its present agent calls: dropped now, they must hear of it.
    pub fn is_announced(&self) -> bool {
        matches!(self.state, State::Calling { .. })
            || self.state.owner().is_some() && self.of_this_claim().any(|line| line.why == Cause::HeadsUp)
    }

    /// What happened since its agent took it, the latest first.
    fn of_this_claim(&self) -> impl Iterator<Item = &Transition> {
        let taken = |why: &Cause| matches!(why, Cause::Claimed | Cause::TransferredTo(_));
        self.history.iter().rev().take_while(move |line| !taken(&line.why))
    }

    /// Whether its agent is making a call, and long enough for one that reaches nobody.
    pub fn call_lasts(&self, now: Timestamp) -> bool {
        matches!(self.state, State::Calling { since, .. } if now.duration_since(since) >= SHORTEST_CALL)
    }

    /// Whether what the customer writes now may be the answer to an agent's question.
    pub fn is_asked(&self, now: Timestamp) -> bool {
        let asked = self.history.iter().rev().find(|line| line.why == Cause::Asked).map(|line| line.at);
        let lately = asked.is_some_and(|at| now.duration_since(at) <= ANSWERS_FOLLOW);
        self.state.is_open() && (lately || self.question_open.is_some())
    }

    /// Its claimer puts it off; no attempt is counted.
    ///
    /// # Errors
    /// When the agent does not have it, or the time is no use: past, too far ahead, or beyond what was promised.
    pub fn snooze(&mut self, agent: &Agent, until: Timestamp, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        let horizon = now + jiff::SignedDuration::from_hours(24 * i64::from(HORIZON_DAYS));
        if until <= now || until > horizon {
            return Err(Refused::BadTime);
        }
        if self.called_at.is_none() && until >= self.promise.to {
            return Err(Refused::BeyondPromise);
        }
        if self.called_at.is_some() {
            self.owe_by(until + RETRY_GRACE);
        }
        self.go(State::Snoozed { until }, Actor::Agent(agent.id()), Cause::Snoozed, now);
        Ok(())
    }

    /// Its claimer hands it to a colleague, who has it from now on and for a claim's time.
    ///
    /// # Errors
    /// When the agent does not have it, or the colleague is themself or cannot be asked to speak its language.
    pub fn transfer(
        &mut self,
        agent: &Agent,
        to: &Agent,
        roster: &Roster,
        rules: &Rules,
        now: Timestamp,
    ) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        if to.id() == agent.id() || !roster.may_call(to, self.language()) {
            return Err(Refused::BadTarget);
        }
        self.hold(self.claim_until_called(rules), now);
        let state = State::Claimed { by: to.id(), since: now };
        self.go(state, Actor::Agent(agent.id()), Cause::TransferredTo(to.id()), now);
        Ok(())
    }

    /// A lead gives it to an agent, whoever has it or nobody, for a claim's time.
    ///
    /// # Errors
    /// When it has ended, has no number to call or is being called, its outcome is written down, or it is theirs or in a
    /// language that they do not speak.
    pub fn assign(
        &mut self,
        lead: &Agent,
        to: &Agent,
        roster: &Roster,
        rules: &Rules,
        now: Timestamp,
    ) -> Result<(), Refused> {
        self.changeable()?;
        self.undecided()?;
        if self.number_wrong {
            return Err(Refused::NumberWrong);
        }
        if self.state.owner() == Some(to.id()) || !roster.may_call(to, self.language()) {
            return Err(Refused::BadTarget);
        }
        self.hold(self.claim_until_called(rules), now);
        let state = State::Claimed { by: to.id(), since: now };
        self.go(state, Actor::Agent(lead.id()), Cause::TransferredTo(to.id()), now);
        Ok(())
    }

    /// Its claimer hands it to whoever speaks this language.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn transfer_to_language(&mut self, agent: &Agent, to: Language, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        self.wanted_language = Some(to);
        self.go(self.waiting(now), Actor::Agent(agent.id()), Cause::TransferredToLanguage(to), now);
        Ok(())
    }

    /// Its claimer corrects the number.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn correct_number(&mut self, agent: &Agent, phone: Phone, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        self.phone = phone;
        self.go(self.state, Actor::Agent(agent.id()), Cause::Renumbered, now);
        Ok(())
    }

    /// Its claimer asks the customer something in writing, and waits for the answer. What was asked stands among the
    /// notes, where colleagues read it with the answer.
    ///
    /// # Errors
    /// When the agent does not have it.
    pub fn ask_customer(&mut self, agent: &Agent, question: String, now: Timestamp) -> Result<(), Refused> {
        self.owned_by(agent.id())?;
        self.add_note(agent, question, now);
        self.question_open = Some(now);
        self.go(self.state, Actor::Agent(agent.id()), Cause::Asked, now);
        Ok(())
    }

    /// An agent writes something down. Says whether there was room for it.
    pub fn add_note(&mut self, agent: &Agent, text: String, now: Timestamp) -> bool {
        let room = self.has_room_for_note(&text);
        if room {
            self.notes.push(AgentNote { at: now, by: agent.id(), text });
        }
        room
    }

    /// When its agent took it, by claiming or from a colleague; of one that nobody has, when the last one did.
    pub fn taken_at(&self) -> Option<Timestamp> {
        let taken = |why: &Cause| matches!(why, Cause::Claimed | Cause::TransferredTo(_));
        self.history.iter().rev().find(|line| taken(&line.why)).map(|line| line.at)
    }
}
