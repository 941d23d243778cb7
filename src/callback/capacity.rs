//! Which windows can still be promised: what is promised already against what the agents can do. Knows no wall clock.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::promise::{soon_after, windows};
use super::{Board, Opening, Promise, Roster, Rules, ServiceHours};
use crate::text::Language;

/// The share of the agents' time that is promised to customers. Contact centres plan with a third of it lost to breaks,
/// paperwork after the call and talks among colleagues ("shrinkage"); the rest is for urgent calls, which come as they like,
/// and for calls before their promise (`sooner.rs`).
const PROMISED_SHARE: f64 = 0.5;

/// Of every stretch so much of each agent's time is promised to nobody, and never less than one call: a call may be
/// running when the stretch begins, and urgent ones come in bursts.
pub(super) const BREATH: SignedDuration = SignedDuration::from_mins(25);

/// How much later the end of "as soon as possible" is tried when the agents have their hands full.
const STEP: SignedDuration = SignedDuration::from_mins(15);

/// The calls that are owed and not made yet ([`CallbackRequest::owed`](super::CallbackRequest::owed)), counted by
/// stretch and language.
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
    /// What is owed already.
    pub promised: &'a Promised,
    /// How much of an agent's time a promised call takes, with its paperwork and the tries that reach nobody.
    pub handling: SignedDuration,
    /// The customer's language.
    pub language: Language,
    /// Whether half of all room is kept for others: many unproved calls are being booked, and this is one.
    pub held_back: bool,
    /// The time.
    pub now: Timestamp,
}

impl<'a> Capacity<'a> {
    /// The soonest promise that can be kept; `None` when no opening within sight has room. An urgent call is promised
    /// as if nobody waited: it goes before everything else, and while the desk is closed to whoever is on call.
    pub fn soonest(&self, urgent: bool) -> Option<Promise> {
        if urgent && self.is_on_call() {
            let night = Opening { from: self.now, to: self.now + self.rules.window.saturating_mul(2) };
            return soon_after(night, self.rules.window, self.now);
        }
        let room = Room::of(*self);
        for opening in &room.openings {
            let Some(mut promise) = soon_after(*opening, self.rules.window, self.now) else { continue };
            loop {
                if urgent || room.fits(promise) {
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

    /// Whether the desk is closed and somebody is on call.
    pub fn is_on_call(&self) -> bool {
        self.hours.open_now(self.now).is_none() && self.roster.on_call().next().is_some()
    }

    /// The windows that can be booked, in order.
    pub fn windows(&self) -> impl Iterator<Item = Promise> + use<'a> {
        let room = Room::of(*self);
        windows(self.hours, self.rules.window, self.now).filter(move |window| room.fits(*window))
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
        let window = windows.take_while(|window| window.from <= from).find(|window| window.from == from)?;
        Room::of(*self).fits(window).then_some(window)
    }

    /// Whether one more call could be made within this promise without breaking another.
    pub fn has_room(&self, promise: Promise) -> bool {
        Room::of(*self).fits(promise)
    }

    /// The agents who speak such a language, at work today and on the roster; all of them when none does, for somebody
    /// has to call.
    fn agents(&self, speaks: impl Fn(Language) -> bool) -> Agents {
        let count = |agents: &mut dyn Iterator<Item = &super::Agent>| {
            agents.filter(|agent| agent.languages().iter().any(|language| speaks(*language))).count()
        };
        let all = self.roster.iter().count();
        let roster = match count(&mut self.roster.iter()) {
            0 => all,
            some => some,
        };
        let today = match count(&mut self.board.at_work(self.roster)) {
            // Everybody is on a break; the desk is open nevertheless.
            0 => roster,
            some => some,
        };
        Agents { roster, today }
    }
}

/// How many can call.
#[derive(Clone, Copy)]
struct Agents {
    roster: usize,
    today: usize,
}

/// A call that is owed, as often as it stands there.
#[derive(Clone, Copy)]
struct Owed {
    from: Timestamp,
    to: Timestamp,
    language: Language,
    count: u64,
}

/// The room there is: what is owed and when the desk is open, laid out once for many questions.
struct Room<'a> {
    capacity: Capacity<'a>,
    openings: Vec<Opening>,
    /// By the end of the stretch.
    owed: Vec<Owed>,
}

impl<'a> Room<'a> {
    fn of(capacity: Capacity<'a>) -> Self {
        let mut openings = capacity.hours.openings(capacity.now);
        for opening in &mut openings {
            opening.from = opening.from.max(capacity.now);
        }
        // What could have been called before is called from the next moment at which the desk is open.
        let start = openings.first().map_or(capacity.now, |opening| opening.from);
        let mut owed: Vec<Owed> = Vec::with_capacity(capacity.promised.len());
        for ((promise, language), count) in capacity.promised {
            let from = promise.from.max(start);
            let (to, count) = (promise.to.max(from), u64::from(*count));
            owed.push(Owed { from, to, language: *language, count });
        }
        owed.sort_unstable_by_key(|owed| (owed.to, owed.from, owed.language));
        Self { capacity, openings, owed }
    }

    /// Whether one more call fits: among all calls and all agents, and among those of its language.
    fn fits(&self, promise: Promise) -> bool {
        let Capacity { rules, language, held_back, .. } = self.capacity;
        if let Some(limit) = rules.calls_per_window {
            let limit = if held_back { (limit / 2).max(1) } else { limit };
            return self.capacity.roster.iter().next().is_some() && self.is_below(limit, promise);
        }
        self.fits_among(promise, |_| true) && self.fits_among(promise, |other| other == language)
    }

    /// Whether fewer than so many calls have to be made in every stretch of a window's length that ends with this
    /// promise or holds its end.
    fn is_below(&self, limit: u32, promise: Promise) -> bool {
        let window = self.capacity.rules.window;
        let ends = self.owed.iter().map(|owed| owed.to).filter(|to| *to > promise.to && *to < promise.to + window);
        std::iter::once(promise.to).chain(ends).all(|end| {
            let within = self.owed.iter().filter(|owed| owed.to <= end && owed.to > end - window);
            within.map(|owed| owed.count).sum::<u64>() < u64::from(limit)
        })
    }

    /// Whether the calls can be made with the earliest end first. That is so when in no stretch more calls lie wholly
    /// within it than the agents can make in it; only those around the new call need to be looked at, and only within
    /// its opening, for no promise reaches beyond one.
    fn fits_among(&self, promise: Promise, counted: impl Fn(Language) -> bool) -> bool {
        let holds = |opening: &&Opening| opening.from <= promise.from && promise.to <= opening.to;
        let Some(opening) = self.openings.iter().find(holds) else { return false };
        let agents = self.capacity.agents(&counted);
        let is_today = self.openings.first() == Some(opening);
        let agents = if is_today { agents.today } else { agents.roster };
        let inside = |owed: &&Owed| opening.from <= owed.from && owed.from < opening.to && counted(owed.language);
        let owed: Vec<&Owed> = self.owed.iter().filter(inside).collect();

        let mut begins: Vec<Timestamp> =
            owed.iter().map(|owed| owed.from).filter(|from| *from < promise.from).collect();
        begins.push(promise.from);
        begins.sort_unstable();
        begins.dedup();
        begins.into_iter().all(|begin| {
            let calls = |end: Timestamp| self.calls(agents, end.duration_since(begin));
            let mut demand = 1;
            let mut later = owed.iter().filter(|owed| owed.from >= begin).peekable();
            while let Some(owed) = later.next_if(|owed| owed.to <= promise.to) {
                demand += owed.count;
            }
            if demand > calls(promise.to) {
                return false;
            }
            while let Some(owed) = later.next() {
                demand += owed.count;
                let last_of_its_end = later.peek().is_none_or(|next| next.to > owed.to);
                if last_of_its_end && demand > calls(owed.to) {
                    return false;
                }
            }
            true
        })
    }

    /// How many calls so many agents are promised to make in this time.
    fn calls(&self, agents: usize, time: SignedDuration) -> u64 {
        let handling = self.capacity.handling.max(SignedDuration::from_secs(1));
        let each = time.as_secs_f64() * PROMISED_SHARE - BREATH.max(handling).as_secs_f64();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, rounded down")]
        let calls = (each.max(0.0) * agents as f64 / handling.as_secs_f64()) as u64;
        if self.capacity.held_back {
            return calls / 2;
        }
        // However few they are, somebody who answers can be called in a window.
        if agents > 0 && time.is_positive() { calls.max(1) } else { 0 }
    }
}
