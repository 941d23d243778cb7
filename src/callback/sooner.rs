//! Earlier calls: who may be called before what was promised because agents have time, and who is offered it. A rule over
//! values; it changes nothing and knows no clock.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{Ahead, Board, CallbackRequest, Opening, Roster, State, UserId};
use crate::text::Language;

/// Nobody is rung or asked before this hour of their morning, or from this hour of their evening on: the hours in which
/// telephone marketing is allowed in most countries.
const DAY: (i8, i8) = (8, 21);

/// Customers who ask for a call as soon as possible are awake for so long, whatever their clock says.
const AWAKE: SignedDuration = SignedDuration::from_hours(2);

/// An earlier call is offered only where it is earlier by so much: for less, nobody wants to decide again.
const WORTH: SignedDuration = SignedDuration::from_hours(2);

/// Customers who have just chosen a time are not asked again for so long.
const CHOSEN: SignedDuration = SignedDuration::from_mins(30);

/// Nobody is offered an earlier call twice within this.
const OFFER_AGAIN: SignedDuration = SignedDuration::from_hours(12);

/// An offer keeps an agent's time free for so long: most who take it tap within minutes.
pub const OFFER_STANDS: SignedDuration = SignedDuration::from_mins(10);

/// What agents have in hand and what waits for them.
#[derive(Clone, Debug)]
pub struct Spare<'a> {
    /// Who calls people.
    pub roster: &'a Roster,
    /// Who is at work now.
    pub board: &'a Board,
    /// How many calls could be made now, by their language.
    pub ready: Ahead,
    /// How many calls each agent has in hand.
    pub with: BTreeMap<UserId, usize>,
}

impl Spare<'_> {
    /// Whether agents would run out of calls in this language: fewer wait than agents are at work for them. One for each
    /// agent, so that nobody who hangs up has to look for the next.
    pub fn runs_out(&self, language: Language) -> bool {
        let at_work = || self.board.at_work(self.roster);
        let callers = at_work().filter(|agent| self.roster.may_call(agent, language)).count();
        self.ready.get(&language).copied().unwrap_or_default() < callers && self.waiting() < at_work().count()
    }

    /// How many agents have nothing to do who could call in this language.
    pub fn idle(&self, language: Language) -> usize {
        let free = |agent: &&super::Agent| self.with.get(&agent.id()).copied().unwrap_or_default() == 0;
        let callers = self.board.at_work(self.roster).filter(|agent| self.roster.may_call(agent, language));
        callers.filter(free).count().saturating_sub(self.waiting())
    }

    /// One more waits.
    pub fn add(&mut self, language: Language) {
        *self.ready.entry(language).or_default() += 1;
    }

    fn waiting(&self) -> usize {
        self.ready.values().sum()
    }
}

impl CallbackRequest {
    /// Whether it waits for a window that lies ahead, and nothing else keeps it from being called.
    fn waits_for_its_window(&self, now: Timestamp) -> bool {
        self.state == State::Scheduled && self.promise_is_open() && !self.number_wrong && self.promise.from > now
    }

    /// Until when it may be called before its window, without another word of its customer: "as soon as possible" was the
    /// wish, the desk is open, and it is no time at which people sleep. `open` is the present opening, `handling` the time
    /// that a call takes, which must be left of it.
    pub fn sooner_until(
        &self,
        open: Opening,
        handling: SignedDuration,
        zone: &TimeZone,
        now: Timestamp,
    ) -> Option<Timestamp> {
        if !self.soon || !self.waits_for_its_window(now) {
            return None;
        }
        let awake = (self.asked_at.saturating_add(AWAKE).ok()).filter(|end| *end > now);
        let until = evening(zone, now).into_iter().chain(awake).max()?;
        Some(until.min(self.promise.from).min(open.to - handling)).filter(|until| *until > now)
    }

    /// Whether its customer may be asked if an earlier call would suit them, one that comes until `soon_to`.
    pub fn may_be_offered(&self, soon_to: Timestamp, zone: &TimeZone, now: Timestamp) -> bool {
        let lately = |at: Timestamp, within| now.duration_since(at).abs() < within;
        !self.soon
            && self.waits_for_its_window(now)
            && soon_to + WORTH <= self.promise.from
            && !lately(self.asked_at, CHOSEN)
            && self.offered_at.is_none_or(|at| !lately(at, OFFER_AGAIN))
            && evening(zone, now).is_some()
    }

    /// Whether an offer of an earlier call stands unanswered.
    pub fn is_offered(&self, now: Timestamp) -> bool {
        self.state == State::Scheduled && self.offered_at.is_some_and(|at| now.duration_since(at).abs() < OFFER_STANDS)
    }

    /// The order of those who are called sooner, or asked: who asked first, of a topic's priority; proved numbers first.
    pub fn waited(&self) -> impl Ord + use<> {
        (self.is_unproved(), Reverse(self.priority), self.asked_at, self.id)
    }
}

/// Whether people can be rung in this zone without waking them.
pub fn is_by_day(zone: &TimeZone, now: Timestamp) -> bool {
    evening(zone, now).is_some()
}

/// When the evening begins in this zone; `None` at night.
fn evening(zone: &TimeZone, now: Timestamp) -> Option<Timestamp> {
    let (morning, evening) = DAY;
    let local = now.to_zoned(zone.clone());
    if local.hour() < morning || local.hour() >= evening {
        return None;
    }
    let midnight = local.start_of_day().ok()?;
    midnight.checked_add(i64::from(evening).hours()).ok().map(|at| at.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_rung_at_night_in_their_own_zone() {
        let at = |time: &str| -> Timestamp { time.parse().unwrap_or_default() };
        let zone = |name| TimeZone::get(name).unwrap_or(TimeZone::UTC);
        let noon = at("2026-11-23T04:00:00Z"); // 12:00 in Shanghai, 04:00 in London
        assert_eq!(evening(&zone("Asia/Shanghai"), noon), Some(at("2026-11-23T13:00:00Z")));
        assert_eq!(evening(&zone("Europe/London"), noon), None);
        assert_eq!(evening(&zone("Europe/London"), at("2026-11-23T08:00:00Z")), Some(at("2026-11-23T21:00:00Z")));
        assert_eq!(evening(&zone("Europe/London"), at("2026-11-23T21:00:00Z")), None);
    }
}
