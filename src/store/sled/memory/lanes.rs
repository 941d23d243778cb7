//! Whose turn it is among the updates that wait: in order within a lane, one at a time, between lanes by class and in
//! turn. Knows rows by number only; what is durable stands in the trees.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::Duration;

use jiff::Timestamp;

use super::after;
use super::turns::Turns;
use crate::store::ServiceClass;

/// Runs in a row that may end without being closed before the updates found at the start are suspected of having
/// killed them. A first one is taken for a power cut or an impatient operator.
const CRASHES_BEFORE_SUSPICION: u32 = 2;

/// The lanes of the inbox.
///
/// **Updates that kill the process** must reach the dead letters too, but a durable mark before every try would cost
/// each update one more write. So nothing is marked while all is well. After [`CRASHES_BEFORE_SUSPICION`] runs that
/// ended without being closed, the heads of the lanes (an update that was being worked on was the head of its lane) are
/// suspects: they are leased one at a time over all lanes, each with its try written down first. All other updates go
/// on as usual. When the suspects are through, the count of crashes begins again.
#[derive(Default)]
pub struct Lanes {
    lanes: HashMap<i64, Lane>,
    /// Lanes to lease from.
    ready: Turns<i64>,
    /// The lanes of agents.
    preferred: BTreeSet<i64>,
    /// The lanes of those who are owed a call.
    owed: HashSet<i64>,
    /// Ends of leases.
    leases: BTreeSet<(Timestamp, i64)>,
    suspects: HashSet<u64>,
    probation: bool,
    /// The suspect that is being worked on.
    tried: Option<u64>,
    /// Lanes whose head is a suspect that waits for the one being worked on.
    held: Vec<i64>,
}

struct Lane {
    rows: VecDeque<Waiting>,
    turn: Turn,
    /// How many of the rows are urgent.
    urgent: usize,
}

#[derive(Clone, Copy)]
struct Waiting {
    row: u64,
    tries: u32,
    class: ServiceClass,
}

/// A row that waited when the store was opened.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Which.
    pub row: u64,
    /// Its lane.
    pub lane: i64,
    /// Tries written down.
    pub tries: u32,
    /// What it was when it came.
    pub class: ServiceClass,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Ready,
    Held,
    Leased { row: u64, until: Timestamp, counted: bool },
}

/// A row to work off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Which.
    pub row: u64,
    /// Tries before this one.
    pub tries: u32,
    /// Whether this try is to be written down before it is made.
    pub suspect: bool,
}

impl Lanes {
    /// The lanes of rows read at the start, oldest first, after so many runs in a row that were not closed.
    pub fn load(rows: impl IntoIterator<Item = Found>, owed: HashSet<i64>, crashes: u32) -> Self {
        let mut lanes = Self { probation: crashes >= CRASHES_BEFORE_SUSPICION, owed, ..Self::default() };
        for Found { row, lane, tries, class } in rows {
            if crashes > 0 && !lanes.lanes.contains_key(&lane) {
                lanes.suspects.insert(row);
            }
            lanes.push(lane, Waiting { row, tries, class });
        }
        lanes
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lanes.values().map(|lane| lane.rows.len()).sum()
    }

    /// A row has arrived.
    pub fn arrived(&mut self, row: u64, lane: i64, class: ServiceClass) {
        self.push(lane, Waiting { row, tries: 0, class });
    }

    fn push(&mut self, lane: i64, waiting: Waiting) {
        let urgent = waiting.class == ServiceClass::Urgent;
        match self.lanes.entry(lane) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.rows.push_back(waiting);
                known.urgent += usize::from(urgent);
                if urgent && known.urgent == 1 && known.turn == Turn::Ready {
                    self.ready.remove(&lane);
                    self.queue_up(lane);
                }
            }
            Entry::Vacant(new) => {
                new.insert(Lane { rows: [waiting].into(), turn: Turn::Ready, urgent: usize::from(urgent) });
                self.queue_up(lane);
            }
        }
    }

    /// These are the agents' lanes from now on. Each is worked off one update at a time, so that the others have their
    /// turn however much lies in these.
    pub fn prefer(&mut self, lanes: BTreeSet<i64>) {
        self.preferred = lanes;
        self.ready = Turns::default();
        let ready = self.lanes.iter().filter(|(_, lane)| lane.turn == Turn::Ready);
        let mut ready: Vec<(Option<u64>, i64)> =
            ready.map(|(number, lane)| (lane.rows.front().map(|head| head.row), *number)).collect();
        ready.sort_unstable();
        ready.into_iter().for_each(|(_, number)| self.queue_up(number));
    }

    /// Whether this person is owed a call.
    pub fn owe(&mut self, lane: i64, owed: bool) {
        if owed {
            self.owed.insert(lane)
        } else {
            self.owed.remove(&lane)
        };
    }

    /// What a lane is by its head, and by what is urgent behind it.
    fn class_of(&self, number: i64) -> ServiceClass {
        if self.preferred.contains(&number) {
            return ServiceClass::Agent;
        }
        let Some(lane) = self.lanes.get(&number) else { return ServiceClass::default() };
        let head = lane.rows.front().map(|waiting| waiting.class).unwrap_or_default();
        match (lane.urgent > 0, head) {
            (false, ServiceClass::Flood) => ServiceClass::Flood,
            _ if self.owed.contains(&number) => ServiceClass::Owed,
            (true, _) => ServiceClass::Urgent,
            (false, head) => head,
        }
    }

    fn queue_up(&mut self, lane: i64) {
        self.ready.push(self.class_of(lane), lane);
    }

    /// Leases the head of the lane whose turn it is.
    pub fn pick(&mut self, now: Timestamp, ttl: Duration) -> Option<Picked> {
        self.end_leases(now);
        while let Some(number) = self.ready.pop() {
            let Some(lane) = self.lanes.get_mut(&number) else { continue };
            let Some(head) = lane.rows.front().copied() else { continue };
            let suspect = self.probation && self.suspects.contains(&head.row);
            if suspect && self.tried.is_some() {
                lane.turn = Turn::Held;
                self.held.push(number);
                continue;
            }
            if suspect {
                self.tried = Some(head.row);
            }
            let until = after(now, ttl);
            lane.turn = Turn::Leased { row: head.row, until, counted: false };
            self.leases.insert((until, number));
            return Some(Picked { row: head.row, tries: head.tries, suspect });
        }
        None
    }

    /// Leases that were not kept count as tries: who held them hangs or is gone.
    fn end_leases(&mut self, now: Timestamp) {
        while let Some((until, number)) = self.leases.first().copied().filter(|(until, _)| *until <= now) {
            self.leases.remove(&(until, number));
            let Some(lane) = self.lanes.get_mut(&number) else { continue };
            if let (Turn::Leased { counted: false, .. }, Some(head)) = (lane.turn, lane.rows.front_mut()) {
                head.tries += 1;
            }
            self.release(number);
        }
    }

    /// The tries that row has had when the present one is counted in.
    pub fn tries_with_this(&self, row: u64, lane: i64) -> u32 {
        let Some(lane) = self.lanes.get(&lane) else { return 1 };
        let before = lane.rows.iter().find(|waiting| waiting.row == row).map_or(0, |waiting| waiting.tries);
        match lane.turn {
            Turn::Leased { row: leased, counted: true, .. } if leased == row => before,
            _ => before.saturating_add(1),
        }
    }

    /// The try that is being made has been written down.
    pub fn counted(&mut self, row: u64, lane: i64, tries: u32) {
        let Some(lane) = self.lanes.get_mut(&lane) else { return };
        if let Some(waiting) = lane.rows.iter_mut().find(|waiting| waiting.row == row) {
            waiting.tries = tries;
        }
        if let Turn::Leased { row: leased, counted, .. } = &mut lane.turn
            && *leased == row
        {
            *counted = true;
        }
    }

    /// A row is to be tried again.
    pub fn given_back(&mut self, row: u64, number: i64, tries: u32) {
        let Some(lane) = self.lanes.get_mut(&number) else { return };
        if let Some(waiting) = lane.rows.iter_mut().find(|waiting| waiting.row == row) {
            waiting.tries = tries;
        }
        self.free(row, number);
    }

    /// A row is done, or dead.
    pub fn finished(&mut self, row: u64, number: i64) {
        self.suspects.remove(&row);
        if let Some(lane) = self.lanes.get_mut(&number) {
            lane.rows.retain(|waiting| waiting.row != row);
            lane.urgent = lane.rows.iter().filter(|waiting| waiting.class == ServiceClass::Urgent).count();
        }
        self.free(row, number);
        self.look_again(number);
    }

    /// Only a row whose lease had ended is finished while its lane is in nobody's hands: the lane may be empty now, or
    /// what it was held for may be gone.
    fn look_again(&mut self, number: i64) {
        let Some(lane) = self.lanes.get_mut(&number) else { return };
        if lane.rows.is_empty() {
            self.lanes.remove(&number);
            self.ready.remove(&number);
            self.held.retain(|held| *held != number);
        } else if lane.turn == Turn::Held {
            lane.turn = Turn::Ready;
            self.held.retain(|held| *held != number);
            self.queue_up(number);
        }
    }

    fn free(&mut self, row: u64, number: i64) {
        let turn = self.lanes.get(&number).map(|lane| lane.turn);
        if let Some(Turn::Leased { row: leased, until, .. }) = turn
            && leased == row
        {
            self.leases.remove(&(until, number));
            self.release(number);
        }
    }

    fn release(&mut self, number: i64) {
        let Some(lane) = self.lanes.get_mut(&number) else { return };
        if let Turn::Leased { row, .. } = lane.turn
            && self.tried == Some(row)
        {
            self.tried = None;
            for held in std::mem::take(&mut self.held) {
                if let Some(lane) = self.lanes.get_mut(&held) {
                    lane.turn = Turn::Ready;
                    self.queue_up(held);
                }
            }
        }
        match self.lanes.get_mut(&number) {
            Some(lane) if lane.rows.is_empty() => {
                self.lanes.remove(&number);
            }
            Some(lane) => {
                lane.turn = Turn::Ready;
                self.queue_up(number);
            }
            None => {}
        }
    }

    /// Whether these rows are the last that are under suspicion.
    pub fn clears_suspicion(&self, finished: &[u64]) -> bool {
        !self.suspects.is_empty() && self.suspects.iter().all(|suspect| finished.contains(suspect))
    }
}

#[cfg(test)]
mod tests;
