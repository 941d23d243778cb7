//! Calls to unproved numbers stand back, and never so long that it breaks their promises: random afternoons in which agents are
//! slower than they were, held against the same afternoons without standing back, and without coming forward.

use std::cell::Cell;
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use ringback::callback::{Board, CallbackRequest, Capacity, LONG_AGO, Line, Promised, Rules};
use ringback::intents::Priority;
use ringback::safety::Phone;
use ringback::text::Language;

use super::{booked, monday, office_hours, roster};

/// The desk looks so often.
const LOOK: SignedDuration = SignedDuration::from_secs(15);

/// What a call took when the promises were made, and what it takes now.
const PROMISED_FOR: SignedDuration = SignedDuration::from_mins(5);
const TAKES: SignedDuration = SignedDuration::from_mins(11);

/// How calls to unproved numbers are treated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Like all others.
    Equal,
    /// They stand back until they are at risk.
    Back,
    /// They stand back as long as they can.
    BackAndForward,
}

/// Somebody books a call: so many seconds after the one before, with an unproved number or not.
type Booking = (i64, bool);

fn unproved(mut request: CallbackRequest) -> CallbackRequest {
    request.newcomer = true;
    request.phone =
        serde_json::from_value::<Phone>(serde_json::json!({ "e164": "+12025550143", "verified": false })).unwrap();
    request
}

fn owed(waiting: &[CallbackRequest]) -> Promised {
    let mut counts = BTreeMap::new();
    for owed in waiting.iter().filter_map(CallbackRequest::owed) {
        *counts.entry((owed, Language::En)).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

/// How many promises of this afternoon break.
fn broken(bookings: &[Booking], agents: i64, order: Order) -> usize {
    let (roster, board, hours, rules) = (roster(agents), Board::default(), office_hours(), Rules::default());
    let mut free: Vec<Timestamp> = (0..agents).map(|_| monday()).collect();
    let mut coming = bookings.iter().scan(monday(), |at, (gap, unproved)| {
        *at += SignedDuration::from_secs(*gap);
        Some((*at, *unproved))
    });
    let (mut next, mut now, mut id, mut broken) = (coming.next(), monday(), 1000, 0);
    let mut waiting: Vec<CallbackRequest> = Vec::new();
    while next.is_some() || !waiting.is_empty() {
        while let Some((_, newcomer)) = next.filter(|(at, _)| *at <= now) {
            next = coming.next();
            let promised = owed(&waiting);
            let (handling, language, held_back) = (PROMISED_FOR, Language::En, false);
            let (hours, rules, roster, board, promised) = (&hours, &rules, &roster, &board, &promised);
            let capacity = Capacity { hours, rules, roster, board, promised, handling, language, held_back, now };
            let Some(promise) = capacity.soonest(false).filter(|promise| promise.from <= now) else { continue };
            id += 1;
            let request = booked(id, Priority::Normal, promise, now);
            waiting.push(if newcomer && order != Order::Equal { unproved(request) } else { request });
        }
        let line = Line { roster: &roster, board: &board, handling: TAKES };
        let until = line.pressed_until(&owed(&waiting), Language::En, now).unwrap_or(LONG_AGO);
        for request in &mut waiting {
            while request.wake(now).is_some() {}
            if order == Order::BackAndForward {
                request.come_forward(until);
            }
        }
        for agent in free.iter_mut().filter(|free| **free <= now) {
            let Some(first) = (0..waiting.len()).min_by_key(|index| waiting[*index].rank()) else { continue };
            broken += usize::from(waiting.swap_remove(first).promise.to < now);
            *agent = now + TAKES;
        }
        now += LOOK;
    }
    broken
}

#[test]
fn whatever_stands_back_comes_forward_before_its_promise_is_lost() {
    let bookings = proptest::collection::vec((0..120_i64, proptest::bool::weighted(0.3)), 60..220);
    // Afternoons in which all promises can be kept, and those of them in which some are lost without coming forward.
    let (kept, lost) = (Cell::new(0), Cell::new(0));
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let outcome = runner.run(&(bookings, 1..4_i64), |(bookings, agents)| {
        if broken(&bookings, agents, Order::Equal) == 0 {
            kept.set(kept.get() + 1);
            lost.set(lost.get() + usize::from(broken(&bookings, agents, Order::Back) > 0));
            prop_assert_eq!(broken(&bookings, agents, Order::BackAndForward), 0);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    assert!(lost.get() > 0, "of {} afternoons none needs it", kept.get());
}
