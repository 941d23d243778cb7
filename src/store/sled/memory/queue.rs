//! The order of the open requests, their times and their customers. Knows requests by number only.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;

use super::order::Order;
use crate::callback::{
    Ahead, CallbackRequest, ChatId, Oldest, Place, Promise, Promised, Rank, RequestId, Standing, State, UNPROVED_LATELY,
};
use crate::text::Language;

/// What the order needs to know of a request.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    id: RequestId,
    customer: ChatId,
    rank: Rank,
    due_at: Option<Timestamp>,
    open: bool,
    place: Option<Place>,
    later: bool,
    claimed: bool,
    unproved: bool,
    asked_at: Timestamp,
    deadline: Option<Timestamp>,
    promised: Option<(Promise, Language)>,
    owed: Option<(Promise, Language)>,
}

impl Facts {
    /// The facts of this request.
    pub fn of(request: &CallbackRequest) -> Self {
        Self {
            id: request.id,
            customer: request.customer.chat,
            rank: request.rank(),
            due_at: request.due_at(),
            open: request.state.is_open(),
            place: request.place(),
            later: request.state.waits_for_its_time(),
            claimed: request.state.owner().is_some(),
            unproved: request.is_unproved(),
            asked_at: request.asked_at,
            deadline: (!matches!(request.state, State::Calling { .. }) && !request.number_wrong)
                .then(|| request.deadline()),
            promised: request.promise_is_open().then(|| (request.promise, request.language())),
            owed: request.owed().map(|owed| (owed, request.language())),
        }
    }

    /// Whose it is.
    pub fn customer(&self) -> ChatId {
        self.customer
    }

    /// The promise that is still to be kept.
    pub fn promised(&self) -> Option<(Promise, Language)> {
        self.promised
    }
}

/// The open requests.
#[derive(Default)]
pub struct Queue {
    requests: HashMap<RequestId, Facts>,
    order: BTreeSet<(Rank, RequestId)>,
    times: BTreeSet<(Timestamp, RequestId)>,
    customers: HashMap<ChatId, RequestId>,
    places: BTreeMap<Place, Order<(Rank, RequestId)>>,
    /// By the end of the promise, so that a stretch of time can be looked up.
    promises: BTreeSet<(Timestamp, Timestamp, RequestId)>,
    owed: BTreeMap<(Promise, Language), u32>,
    promises_made: u64,
}

impl Queue {
    /// A request has been written.
    pub fn written(&mut self, facts: Facts) {
        if let Some(old) = self.requests.remove(&facts.id) {
            self.order.remove(&(old.rank, old.id));
            if let Some(due_at) = old.due_at {
                self.times.remove(&(due_at, old.id));
            }
            self.customers.remove(&old.customer);
            self.leave_place(&old);
            self.forget_promise(&old);
        }
        if facts.open {
            self.order.insert((facts.rank, facts.id));
            if let Some(due_at) = facts.due_at {
                self.times.insert((due_at, facts.id));
            }
            self.customers.insert(facts.customer, facts.id);
            if let Some(place) = facts.place {
                self.places.entry(place).or_default().insert((facts.rank, facts.id));
            }
            if let Some((promise, _)) = facts.promised {
                self.promises.insert((promise.to, promise.from, facts.id));
            }
            if let Some(owed) = facts.owed {
                *self.owed.entry(owed).or_default() += 1;
            }
            self.requests.insert(facts.id, facts);
        }
    }

    /// The open request of a customer.
    pub fn of(&self, customer: ChatId) -> Option<RequestId> {
        self.customers.get(&customer).copied()
    }

    /// Everybody who has an open request.
    pub fn customers(&self) -> impl Iterator<Item = ChatId> {
        self.customers.keys().copied()
    }

    /// The first requests in the queue's order.
    pub fn first(&self, limit: usize) -> Vec<RequestId> {
        self.order.iter().take(limit).map(|(_, id)| *id).collect()
    }

    fn leave_place(&mut self, facts: &Facts) {
        let Some(place) = facts.place else { return };
        let Some(there) = self.places.get_mut(&place) else { return };
        there.remove(&(facts.rank, facts.id));
        if there.is_empty() {
            self.places.remove(&place);
        }
    }

    fn forget_promise(&mut self, facts: &Facts) {
        if let Some((promise, _)) = facts.promised {
            self.promises.remove(&(promise.to, promise.from, facts.id));
        }
        if let Some(owed) = facts.owed
            && let Some(count) = self.owed.get_mut(&owed)
        {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.owed.remove(&owed);
            }
        }
    }

    /// A promise was made that was not there before.
    pub fn promise_made(&mut self) {
        self.promises_made = self.promises_made.saturating_add(1);
    }

    /// How many promises were made since the start.
    pub fn promises_made(&self) -> u64 {
        self.promises_made
    }

    /// The calls that are owed and not made yet.
    pub fn promised(&self) -> Promised {
        self.owed.iter().map(|(key, count)| (*key, *count)).collect()
    }

    /// The requests whose open promise overlaps this stretch of time, the earliest end first.
    pub fn promised_between(&self, from: Timestamp, to: Timestamp, limit: usize) -> Vec<RequestId> {
        let ending = self.promises.range((from, Timestamp::MIN, RequestId(0))..);
        let overlapping = ending.filter(|(_, begins, _)| *begins < to);
        overlapping.take(limit).map(|(_, _, id)| *id).collect()
    }

    /// The first requests at these places, in the queue's order, and how many stand there.
    pub fn at(&self, places: &[Place], limit: usize) -> (Vec<RequestId>, usize) {
        let there = || places.iter().filter_map(|place| self.places.get(place));
        let mut first: Vec<(Rank, RequestId)> =
            there().flat_map(|requests| requests.iter().take(limit)).copied().collect();
        first.sort_unstable();
        let count = there().map(Order::len).sum();
        (first.into_iter().take(limit).map(|(_, id)| id).collect(), count)
    }

    /// The places at which a request stands.
    pub fn places(&self) -> Vec<Place> {
        self.places.keys().copied().collect()
    }

    /// The promise of a request that is open.
    pub fn promise_of(&self, id: RequestId) -> Option<(Promise, Language)> {
        self.requests.get(&id)?.promised
    }

    /// How the queue stands.
    pub fn standing(&self, now: Timestamp) -> Standing {
        let mut standing = Standing::default();
        for facts in self.requests.values() {
            let count = |yes: bool| u64::from(yes);
            standing.open += 1;
            let ready = matches!(facts.place, Some(Place::Ready(_)));
            standing.ready += count(ready);
            standing.later += count(facts.later);
            standing.claimed += count(facts.claimed);
            let lately = now.duration_since(facts.asked_at) < UNPROVED_LATELY;
            standing.unproved += count(facts.unproved && lately);
            standing.overdue += count(facts.deadline.is_some_and(|deadline| deadline < now));
            if ready && standing.oldest.is_none_or(|oldest| facts.asked_at < oldest.asked_at) {
                standing.oldest = Some(Oldest { request: facts.id, asked_at: facts.asked_at });
            }
        }
        standing
    }

    /// How many are open.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// How many that can be called now stand before this one, by language.
    pub fn ahead_of(&self, id: RequestId) -> Ahead {
        let Some(rank) = self.requests.get(&id).map(|facts| facts.rank) else { return Ahead::new() };
        let ready = self.places.iter().filter_map(|(place, there)| match place {
            Place::Ready(language) => Some((*language, there.before(&(rank, id)))),
            Place::With(_) | Place::Later => None,
        });
        ready.filter(|(_, before)| *before > 0).collect()
    }

    /// The requests whose time has come, earliest first.
    pub fn due(&self, now: Timestamp, limit: usize) -> Vec<RequestId> {
        self.times.iter().take_while(|(at, _)| *at <= now).take(limit).map(|(_, id)| *id).collect()
    }
}
