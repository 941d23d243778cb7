//! What the clock does to a request: one thing at a time, until nothing is due.

use jiff::Timestamp;

use crate::callback::rules::{AT_RISK, CLAIM_WARNING};
use crate::callback::{Actor, Alarm, CallbackRequest, Cause, Roster, State, UserId};

/// What the clock did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Woke {
    /// Its window or its next try has come: it waits to be claimed.
    TimeCame,
    /// Nobody called it before its window while that could be: it waits for its window.
    WaitsAgain,
    /// No right number came: it has ended.
    NumberNeverCame,
    /// Its agent is to be warned that the claim ends soon.
    ClaimEnding(UserId),
    /// The claim ended without an outcome: it waits for somebody else.
    ClaimLapsed(UserId),
    /// The deadline comes near and no call has begun.
    AtRisk,
    /// The deadline has passed and no call has begun.
    Breached,
}

impl CallbackRequest {
    /// Does the next thing that is due by `now`, if any. To be called until it says `None`.
    pub fn wake(&mut self, now: Timestamp) -> Option<Woke> {
        if self.written.is_some() {
            return None; // its outcome comes first
        }
        self.due_at().filter(|due| *due <= now)?;
        match self.state {
            State::Scheduled if self.promise.from <= now => {
                self.go(State::New, Actor::Desk, Cause::TimeCame, now);
                return Some(Woke::TimeCame);
            }
            State::New if self.called_sooner().is_some_and(|until| until <= now) => {
                self.sooner_until = None;
                let (why, woke) = match self.waiting(now) {
                    State::Scheduled => (Cause::WaitsAgain, Woke::WaitsAgain),
                    _ => (Cause::TimeCame, Woke::TimeCame),
                };
                self.go(self.waiting(now), Actor::Desk, why, now);
                return Some(woke);
            }
            State::Snoozed { until } if until <= now && self.number_wrong => {
                self.go(State::Expired, Actor::Desk, Cause::NumberNeverCame, now);
                return Some(Woke::NumberNeverCame);
            }
            State::Snoozed { until } if until <= now => {
                self.go(State::New, Actor::Desk, Cause::TimeCame, now);
                return Some(Woke::TimeCame);
            }
            State::Claimed { by, .. } | State::Calling { by, .. } => {
                let ends = self.claim_ends.unwrap_or(Timestamp::MAX);
                if ends <= now {
                    self.go(self.waiting(now), Actor::Desk, Cause::ClaimLapsed, now);
                    return Some(Woke::ClaimLapsed(by));
                }
                if !self.claim_warned && ends - CLAIM_WARNING <= now {
                    self.claim_warned = true;
                    self.go(self.state, Actor::Desk, Cause::ClaimWarned, now);
                    return Some(Woke::ClaimEnding(by));
                }
            }
            _ => {}
        }
        let (alarm, why, woke) = if self.deadline() <= now {
            (Alarm::Breached, Cause::Breached, Woke::Breached)
        } else if self.deadline() - AT_RISK <= now {
            (Alarm::AtRisk, Cause::AtRisk, Woke::AtRisk)
        } else {
            return None;
        };
        self.alarm = alarm;
        self.promise_broken |= alarm == Alarm::Breached && self.called_at.is_none();
        self.go(self.state, Actor::Desk, why, now);
        Some(woke)
    }

    /// It may be called before its window until then, because agents have time and that was the wish. Says whether that is
    /// so: one that is not waiting for its window is left alone.
    pub fn call_sooner(&mut self, until: Timestamp, now: Timestamp) -> bool {
        let waits = self.state == State::Scheduled && self.soon && now < until && until <= self.promise.from;
        if waits {
            self.sooner_until = Some(until);
            self.go(State::New, Actor::Desk, Cause::CalledSooner, now);
        }
        waits
    }

    /// It stands back no longer where its promise ends by then. Says whether it did.
    pub fn come_forward(&mut self, until: Timestamp) -> bool {
        let comes = self.stands_back() && self.promise.to <= until;
        self.forward |= comes;
        comes
    }

    /// The customer is offered an earlier call.
    pub fn offer_sooner(&mut self, now: Timestamp) {
        self.offered_at = Some(now);
        self.go(self.state, Actor::Desk, Cause::OfferedSooner, now);
    }

    /// Takes it back from an agent who is no longer on the roster, unless they wrote its outcome down. Says from whom.
    pub fn take_back(&mut self, roster: &Roster, now: Timestamp) -> Option<UserId> {
        let undecided = self.state.owner().filter(|_| self.written.is_none());
        let gone = undecided.filter(|owner| roster.agent(*owner).is_none())?;
        self.go(self.waiting(now), Actor::Desk, Cause::AgentLeft, now);
        Some(gone)
    }
}
