//! The order of the open requests, their times and their customers. Knows requests by number only.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use super::order::Order;
use crate::callback::{CallbackRequest, ChatId, Rank, RequestId};

/// What the order needs to know of a request.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    id: RequestId,
    customer: ChatId,
    rank: Rank,
    due_at: Option<Timestamp>,
    open: bool,
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
        }
    }
}

/// The open requests.
#[derive(Default)]
pub struct Queue {
    requests: HashMap<RequestId, Facts>,
    order: Order<(Rank, RequestId)>,
    times: BTreeSet<(Timestamp, RequestId)>,
    customers: HashMap<ChatId, RequestId>,
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
        }
        if facts.open {
            self.order.insert((facts.rank, facts.id));
            if let Some(due_at) = facts.due_at {
                self.times.insert((due_at, facts.id));
            }
            self.customers.insert(facts.customer, facts.id);
            self.requests.insert(facts.id, facts);
        }
    }

    /// The open request of a customer.
    pub fn of(&self, customer: ChatId) -> Option<RequestId> {
        self.customers.get(&customer).copied()
    }

    /// The first requests in the queue's order.
    pub fn first(&self, limit: usize) -> Vec<RequestId> {
        self.order.iter().take(limit).map(|(_, id)| *id).collect()
    }

    /// How many are open.
    pub fn len(&self) -> usize {
        self.requests.len()
    }

    /// How many stand before this one.
    pub fn before(&self, id: RequestId) -> Option<usize> {
        let rank = self.requests.get(&id)?.rank;
        Some(self.order.before(&(rank, id)))
    }

    /// The requests whose time has come, earliest first.
    pub fn due(&self, now: Timestamp, limit: usize) -> Vec<RequestId> {
        self.times.iter().take_while(|(at, _)| *at <= now).take(limit).map(|(_, id)| *id).collect()
    }
}
