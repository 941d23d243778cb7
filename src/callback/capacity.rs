//! Which windows can still be promised: what is promised already against what the agents can do. Knows no wall clock.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::promise::{soon_after, windows};
use super::{Board, Promise, Roster, Rules, ServiceHours};
use crate::text::Language;

/// The share of the agents' time that is promised to customers; the rest is for urgent calls, retries and breath.
const PROMISED_SHARE: f64 = 0.8;

/// How much later the end of "as soon as possible" is tried when the agents have their hands full.
const STEP: SignedDuration = SignedDuration::from_mins(15);

/// The calls that are promised and not made yet, counted by promise and language.
pub type Promised = Vec<((Promise, Language), u32)>;

/// What the desk can promise at this moment, to somebody who speaks this language.
#[derive(Clone, Copy, Debug)]
pub struct Capacity<'a> {
    /// When the desk is open.
    pub hours: &'a ServiceHours,
    /// The numbers it goes by.
    pub rules: &'a Rules,
    /// Who works here.
    pub roster: &'a Roster,
    /// Who is at work now.
    pub board: &'a Board,
    /// What is promised already.
    pub promised: &'a Promised,
    /// How long a call takes with its paperwork, as measured.
    pub handling: SignedDuration,
    /// The customer's language.
    pub language: Language,
    /// The time.
    pub now: Timestamp,
}

impl Capacity<'_> {
    /// The soonest promise that can be kept; `None` when no opening within sight has room. An urgent call is promised
    /// as if nobody waited: it goes before everything else.
    pub fn soonest(&self, urgent: bool) -> Option<Promise> {
        for opening in self.hours.openings(self.now) {
            let Some(mut promise) = soon_after(opening, self.rules.window, self.now) else { continue };
            loop {
                if urgent || self.has_room(promise) {
                    return Some(promise);
                }
                if promise.to >= opening.to {
                    break;
                }
                promise.to = (promise.to + STEP).min(opening.to);
            }
        }
        None
    }

    /// The windows that can be booked, in order.
    pub fn windows(&self) -> impl Iterator<Item = Promise> {
        windows(self.hours, self.rules.window, self.now).filter(|window| self.has_room(*window))
    }

    /// The days with windows that can be booked, by the calendar of a zone, each with its first one.
    pub fn days(&self, zone: &TimeZone) -> Vec<(Date, Promise)> {
        let mut days: Vec<(Date, Promise)> = Vec::new();
        for window in windows(self.hours, self.rules.window, self.now) {
            let day = window.from.to_zoned(zone.clone()).date();
            if days.last().is_none_or(|(last, _)| *last != day) && self.has_room(window) {
                days.push((day, window));
            }
        }
        days
    }

    /// The windows of one day that can be booked, by the calendar of a zone.
    pub fn windows_on(&self, day: Date, zone: &TimeZone) -> impl Iterator<Item = Promise> {
        let on_day = move |window: &Promise| window.from.to_zoned(zone.clone()).date() == day;
        windows(self.hours, self.rules.window, self.now).filter(on_day).filter(|window| self.has_room(*window))
    }

    /// The window that begins at `from`, if it can be booked.
    pub fn window_at(&self, from: Timestamp) -> Option<Promise> {
        let windows = windows(self.hours, self.rules.window, self.now);
        windows.take_while(|window| window.from <= from).find(|window| window.from == from && self.has_room(*window))
    }

    /// Whether one more call could be made within this promise without breaking another: within the window itself, and
    /// with the earliest deadline first for everything that is promised from now until then or later.
    pub fn has_room(&self, promise: Promise) -> bool {
        self.fits(promise, |_| true, self.agents(|_| true))
            && self.fits(
                promise,
                |language| language == self.language,
                self.agents(|language| language == self.language),
            )
    }

    fn fits(&self, promise: Promise, counted: impl Fn(Language) -> bool, agents: Agents) -> bool {
        let own = self.count(|other| other.from >= promise.from && other.to <= promise.to, &counted);
        if u64::from(own) >= self.calls(promise.from, promise.to, agents) {
            return false;
        }
        if self.rules.calls_per_window.is_some() {
            return true;
        }
        let mut ends: Vec<Timestamp> = self.promised.iter().map(|((other, _), _)| other.to).collect();
        ends.retain(|end| *end > promise.to);
        ends.push(promise.to);
        ends.sort_unstable();
        ends.dedup();
        ends.into_iter().all(|end| {
            let owed = self.count(|other| other.to <= end, &counted);
            u64::from(owed) < self.calls(self.now, end, agents)
        })
    }

    fn count(&self, which: impl Fn(Promise) -> bool, counted: impl Fn(Language) -> bool) -> u32 {
        let matching = self.promised.iter().filter(|((promise, language), _)| which(*promise) && counted(*language));
        matching.map(|(_, count)| count).sum()
    }

    /// How many calls can be promised between two times.
    fn calls(&self, from: Timestamp, to: Timestamp, agents: Agents) -> u64 {
        if let Some(calls) = self.rules.calls_per_window {
            return u64::from(if agents.roster == 0 { 0 } else { calls });
        }
        // Whoever has gone home today is back with the next opening.
        let today = self.hours.openings(self.now).first().map_or(self.now, |opening| opening.to);
        let open = |from, to| self.open_time(from, to).as_secs_f64();
        let seconds = open(from, to.min(today)) * agents.at_work + open(from.max(today), to) * agents.roster as f64;
        let calls = seconds * PROMISED_SHARE / self.handling.as_secs_f64().max(1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, rounded down")]
        let calls = calls as u64;
        // However few they are, somebody who answers can be called in a window.
        if agents.roster > 0 && seconds > 0.0 { calls.max(1) } else { calls }
    }

    /// The time in which the desk is open between two times.
    fn open_time(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let from = from.max(self.now);
        let within =
            self.hours.openings(self.now).into_iter().map(|opening| (opening.from.max(from), opening.to.min(to)));
        within.map(|(from, to)| to.duration_since(from).max(SignedDuration::ZERO)).sum()
    }

    /// The agents who speak such a language; all of them when none does, for somebody has to call.
    fn agents(&self, speaks: impl Fn(Language) -> bool) -> Agents {
        let count = |agents: &mut dyn Iterator<Item = &super::Agent>| {
            agents.filter(|agent| agent.languages().iter().any(|language| speaks(*language))).count()
        };
        let all = self.roster.iter().count();
        let roster = match count(&mut self.roster.iter()) {
            0 => all,
            some => some,
        };
        let at_work = match count(&mut self.board.at_work(self.roster)) {
            // Everybody is on a break; the desk is open nevertheless.
            0 => roster,
            some => some,
        };
        Agents { roster, at_work: at_work as f64 }
    }
}

#[derive(Clone, Copy)]
struct Agents {
    roster: usize,
    at_work: f64,
}

/// How long somebody waits before whom so many are called by so many agents.
pub fn estimated_wait(before: usize, agents: usize, handling: SignedDuration) -> SignedDuration {
    let rounds = before.checked_div(agents.max(1)).unwrap_or(before);
    handling.saturating_mul(i32::try_from(rounds).unwrap_or(i32::MAX))
}
