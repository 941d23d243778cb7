//! What may be promised: more promises never make room, and what was promised can be kept by calling the earliest end first.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use ringback::callback::{Board, CallbackRequest, Capacity, Promise, Promised, Roster, Rules, Shift, State, UserId};
use ringback::intents::Priority;
use ringback::text::Language;

use super::{booked, monday, office_hours, roster};

/// Somebody asks: so many seconds after the one before, for the nth window or as soon as possible.
type Ask = (i64, Option<usize>);

fn asks(most: usize) -> impl Strategy<Value = Vec<Ask>> {
    let seconds = prop_oneof![3 => 0..60_i64, 2 => 0..900_i64, 1 => 0..7200_i64];
    prop::collection::vec((seconds, prop::option::weighted(0.4, 0..12_usize)), 1..most)
}

fn count(requests: &[CallbackRequest]) -> Promised {
    let mut promised = Promised::new();
    for request in requests {
        let Some(owed) = request.owed() else { continue };
        let key = (owed, request.language());
        match promised.iter_mut().find(|(other, _)| *other == key) {
            Some((_, count)) => *count += 1,
            None => promised.push((key, 1)),
        }
    }
    promised
}

struct Desk {
    rules: Rules,
    roster: Roster,
    board: Board,
    handling: SignedDuration,
    requests: Vec<CallbackRequest>,
}

impl Desk {
    fn new(agents: i64, minutes: i64, calls_per_window: Option<u32>) -> Self {
        let rules = Rules { calls_per_window, ..Rules::default() };
        let handling = SignedDuration::from_mins(minutes);
        Self { rules, roster: roster(agents), board: Board::default(), handling, requests: vec![] }
    }

    fn offer(&self, window: Option<usize>, now: Timestamp) -> Option<Promise> {
        let hours = office_hours();
        let promised = count(&self.requests);
        let capacity = Capacity {
            hours: &hours,
            rules: &self.rules,
            roster: &self.roster,
            board: &self.board,
            promised: &promised,
            handling: self.handling,
            language: Language::En,
            held_back: false,
            now,
        };
        match window {
            None => capacity.soonest(false),
            Some(nth) => {
                let shown = capacity.windows().nth(nth)?;
                // What is shown can be taken.
                assert_eq!(capacity.window_at(shown.from), Some(shown));
                Some(shown)
            }
        }
    }

    fn book(&mut self, promise: Promise, now: Timestamp) {
        let id = self.requests.len() as u64 + 1;
        self.requests.push(booked(id, Priority::Normal, promise, now));
    }
}

/// Agents who always take the earliest end of what can be called and need exactly the handling time for each.
fn late(
    desk: &mut Desk,
    free_at: &mut [Timestamp],
    until: Timestamp,
    handling: SignedDuration,
) -> Vec<(Promise, Timestamp)> {
    let hours = office_hours();
    let mut late = Vec::new();
    loop {
        let (agent, free) = free_at.iter().copied().enumerate().min_by_key(|(_, at)| *at).unwrap();
        let waiting = desk.requests.iter_mut().filter(|request| request.state.is_open());
        // A call can be taken from when it was asked for, its window has begun and the desk is open; as soon as possible
        // also before its window, while there is nothing else to do.
        let start = |request: &CallbackRequest| {
            let window = if request.soon { request.asked_at } else { request.promise.from };
            hours.open_from(free.max(request.asked_at).max(window)).unwrap()
        };
        let Some(next) = waiting.min_by_key(|request| (start(request), request.promise.to)) else { return late };
        let begins = start(next);
        if begins >= until {
            return late;
        }
        if begins > next.promise.to {
            late.push((next.promise, begins));
        }
        next.state = State::Resolved;
        free_at[agent] = begins + handling;
    }
}

/// People ask one after the other, for a window or as soon as possible; agents call whom they can meanwhile. `sooner` says
/// whether those who named no window may be called before theirs.
fn all_are_called_in_time(asks: Vec<Ask>, agents: i64, minutes: i64, sooner: bool) -> Result<(), TestCaseError> {
    let mut desk = Desk::new(agents, minutes, None);
    let handling = desk.handling;
    let mut now = monday();
    let mut free_at = vec![now; usize::try_from(agents).unwrap()];
    for (seconds, window) in asks {
        now += SignedDuration::from_secs(seconds);
        prop_assert_eq!(late(&mut desk, &mut free_at, now, handling), vec![]);
        if let Some(promise) = desk.offer(window, now) {
            desk.book(promise, now);
            if let Some(last) = desk.requests.last_mut() {
                last.soon = sooner && window.is_none();
            }
        }
    }
    prop_assert_eq!(late(&mut desk, &mut free_at, Timestamp::MAX, handling), vec![]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn what_is_promised_can_be_kept(asks in asks(220), agents in 1..9_i64, minutes in 2..25_i64) {
        all_are_called_in_time(asks, agents, minutes, false)?;
    }

    /// Who waits for a later window is offered a call now, where that can be promised, and takes it.
    #[test]
    fn issue_12_an_earlier_call_that_is_taken_breaks_no_other_promise(
        asks in asks(160), takes in prop::collection::vec(0..400_usize, 1..60), agents in 1..9_i64, minutes in 2..25_i64,
    ) {
        let mut desk = Desk::new(agents, minutes, None);
        let handling = desk.handling;
        let mut now = monday();
        let mut free_at = vec![now; usize::try_from(agents).unwrap()];
        let mut takes = takes.into_iter().cycle();
        for (seconds, window) in asks {
            now += SignedDuration::from_secs(seconds);
            prop_assert_eq!(late(&mut desk, &mut free_at, now, handling), vec![]);
            if let Some(promise) = desk.offer(window, now) {
                desk.book(promise, now);
            }
            let waits = |request: &CallbackRequest| request.state.is_open() && request.promise.from > now;
            let waiting: Vec<usize> = (0..desk.requests.len()).filter(|at| waits(&desk.requests[*at])).collect();
            let Some(at) = waiting.get(takes.next().unwrap()).copied() else { continue };
            // Its own place is free for it, as the desk counts.
            let own = desk.requests.remove(at);
            let soon = desk.offer(None, now).filter(|soon| soon.from <= now && soon.to < own.promise.from);
            desk.requests.insert(at, own);
            if let Some(soon) = soon {
                prop_assert!(desk.requests[at].reschedule(soon, now).is_ok());
            }
        }
        prop_assert_eq!(late(&mut desk, &mut free_at, Timestamp::MAX, handling), vec![]);
    }

    /// Agents with nothing else to do call those before their window who want it as soon as possible: one call at a time is
    /// under way when a window begins, and what is promised holds that out.
    #[test]
    fn issue_12_calls_before_their_window_break_no_promise(asks in asks(220), agents in 1..9_i64, minutes in 2..25_i64) {
        all_are_called_in_time(asks, agents, minutes, true)?;
    }

    #[test]
    fn more_promises_make_no_room_and_more_agents_take_none(
        asks in asks(80), window in prop::option::of(0..20_usize), agents in 1..5_i64, minutes in 2..40_i64, limit in prop::option::of(1..5_u32),
    ) {
        let mut desk = Desk::new(agents, minutes, limit);
        let now = monday();
        let Some(wanted) = desk.offer(window, now) else { return Ok(()) };
        let mut had_room = true;
        for (_, window) in asks {
            let Some(promise) = desk.offer(window, now) else { break };
            desk.book(promise, now);
            let (hours, promised, more) = (office_hours(), count(&desk.requests), roster(agents + 1));
            let capacity = Capacity {
                hours: &hours, rules: &desk.rules, roster: &desk.roster, board: &desk.board, promised: &promised,
                handling: desk.handling, language: Language::En, held_back: false, now,
            };
            let room = capacity.has_room(wanted);
            prop_assert!(had_room || !room, "a promise made room");
            prop_assert!(!room || Capacity { roster: &more, ..capacity }.has_room(wanted), "an agent took room");
            had_room = room;
        }
    }

    #[test]
    fn no_window_takes_more_calls_than_the_settings_say(asks in asks(120), limit in 1..6_u32) {
        let mut desk = Desk::new(3, 10, Some(limit));
        let mut now = monday();
        for (seconds, window) in asks {
            now += SignedDuration::from_secs(seconds);
            if let Some(promise) = desk.offer(window, now) {
                desk.book(promise, now);
            }
        }
        for end in desk.requests.iter().map(|request| request.promise.to) {
            let begin = end - desk.rules.window;
            let within = desk.requests.iter().filter(|request| request.promise.to > begin && request.promise.to <= end).count();
            prop_assert!(within <= limit as usize, "{within} calls until {end}");
        }
    }
}

#[test]
fn who_has_gone_home_today_is_counted_on_tomorrow() {
    let mut desk = Desk::new(4, 5, None);
    let fill = |desk: &mut Desk, nth: usize| {
        let first = desk.offer(Some(nth), monday()).unwrap();
        let mut booked = 0;
        while desk.offer(Some(nth), monday()) == Some(first) {
            desk.book(first, monday());
            booked += 1;
        }
        booked
    };
    let everybody = fill(&mut desk, 0);
    let off = Shift { on: false, since: monday() };
    let mut desk = Desk::new(4, 5, None);
    desk.board.shifts.insert(UserId(4), off);
    let one = fill(&mut desk, 0);
    assert!(0 < one && one < everybody, "{one} of {everybody}");
    // Windows of tomorrow stand after the eight left of today, one of which is full by now.
    assert_eq!(fill(&mut desk, 8), everybody);
}

#[test]
fn a_desk_without_agents_promises_nothing_but_what_is_urgent() {
    let desk = Desk::new(0, 10, None);
    assert_eq!((desk.offer(None, monday()), desk.offer(Some(0), monday())), (None, None));
}
