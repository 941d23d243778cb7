//! What is to happen next: events by time, those of one moment in the order in which they were planned.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::callback::RequestId;
use crate::conversation::Click;

/// Something that happens at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// This customer does the next thing: writes for the first time, or presses what they are shown.
    Customer(usize),
    /// This customer has second thoughts.
    SecondThoughts(usize),
    /// This customer takes the earlier call that they were offered.
    TakesOffer(usize, Click),
    /// This agent looks for the next call.
    Looks(usize),
    /// This agent calls.
    Calls(usize, RequestId),
    /// This agent writes down what came of it.
    Finishes(usize, RequestId),
    /// A lead keeps the desk open longer today.
    Extends,
    /// A lead closes early today.
    ClosesEarly,
    /// The desk's clock looks.
    Tick,
    /// The queue is looked at for the plot.
    Sample,
}

/// The events to come.
#[derive(Default)]
pub struct Timeline {
    events: BTreeMap<(Timestamp, u64), Event>,
    planned: u64,
}

impl Timeline {
    /// Plans an event.
    pub fn plan(&mut self, at: Timestamp, event: Event) {
        self.planned += 1;
        self.events.insert((at, self.planned), event);
    }

    /// The next event.
    pub fn next(&mut self) -> Option<(Timestamp, Event)> {
        self.events.pop_first().map(|((at, _), event)| (at, event))
    }
}
