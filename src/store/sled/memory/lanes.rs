//! Whose turn it is among the updates that wait: in order within a lane, one at a time, and fair between lanes. Knows
//! rows by number only; what is durable stands in the trees.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::Duration;

use jiff::Timestamp;

use super::after;

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
    /// Lanes to lease from, next first.
    ready: VecDeque<i64>,
    /// The same, before all others.
    first: VecDeque<i64>,
    /// Lanes that go before all others.
    preferred: BTreeSet<i64>,
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
}

#[derive(Clone, Copy)]
struct Waiting {
    row: u64,
    tries: u32,
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
    pub fn load(rows: impl IntoIterator<Item = (u64, i64, u32)>, crashes: u32) -> Self {
        let mut lanes = Self { probation: crashes >= CRASHES_BEFORE_SUSPICION, ..Self::default() };
        for (row, lane, tries) in rows {
            if crashes > 0 && !lanes.lanes.contains_key(&lane) {
                lanes.suspects.insert(row);
            }
            lanes.push(lane, Waiting { row, tries });
        }
        lanes
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lanes.values().map(|lane| lane.rows.len()).sum()
    }

    /// A row has arrived.
    pub fn arrived(&mut self, row: u64, lane: i64) {
        self.push(lane, Waiting { row, tries: 0 });
    }

    fn push(&mut self, lane: i64, waiting: Waiting) {
        match self.lanes.entry(lane) {
            Entry::Occupied(mut known) => known.get_mut().rows.push_back(waiting),
            Entry::Vacant(new) => {
                new.insert(Lane { rows: [waiting].into(), turn: Turn::Ready });
                self.queue_up(lane);
            }
        }
    }

    /// These lanes go before all others from now on. Each is worked off one update at a time, so that the others have
    /// their turn however much lies in these.
    pub fn prefer(&mut self, lanes: BTreeSet<i64>) {
        self.preferred = lanes;
    }

    fn queue_up(&mut self, lane: i64) {
        if self.preferred.contains(&lane) { self.first.push_back(lane) } else { self.ready.push_back(lane) }
    }

    /// Leases the head of the lane whose turn it is.
    pub fn pick(&mut self, now: Timestamp, ttl: Duration) -> Option<Picked> {
        self.end_leases(now);
        while let Some(number) = self.first.pop_front().or_else(|| self.ready.pop_front()) {
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
            self.ready.retain(|ready| *ready != number);
            self.first.retain(|ready| *ready != number);
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
mod tests {
    use super::*;

    const TTL: Duration = Duration::from_secs(60);

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap_or_default()
    }

    fn rows(lanes: &mut Lanes, now: Timestamp) -> Vec<u64> {
        std::iter::from_fn(|| lanes.pick(now, TTL).map(|picked| picked.row)).collect()
    }

    #[test]
    fn a_flooding_lane_delays_no_other() {
        let mut lanes = Lanes::default();
        (1..=100).for_each(|row| lanes.arrived(row, 7));
        lanes.arrived(101, 8);
        lanes.arrived(102, 9);
        assert_eq!(rows(&mut lanes, at(0)), [1, 101, 102]);
        lanes.finished(1, 7);
        lanes.arrived(103, 10);
        assert_eq!(rows(&mut lanes, at(0)), [2, 103], "the freed lane comes before one that came after it was freed");
    }

    #[test]
    fn a_preferred_lane_waits_for_nobody() {
        let mut lanes = Lanes::default();
        lanes.prefer([7].into());
        (1..=1000).for_each(|row| lanes.arrived(row, 1000 + i64::try_from(row).unwrap_or_default()));
        lanes.arrived(1001, 7);
        lanes.arrived(1002, 7);
        let mut next = || lanes.pick(at(0), TTL).map(|picked| picked.row);
        assert_eq!((next(), next()), (Some(1001), Some(1)), "one at a time, so that the others have their turn");
        lanes.finished(1001, 7);
        assert_eq!(lanes.pick(at(0), TTL).map(|picked| picked.row), Some(1002));
    }

    #[test]
    fn a_lease_that_is_not_kept_counts_as_a_try() {
        let mut lanes = Lanes::default();
        lanes.arrived(1, 7);
        assert_eq!(lanes.pick(at(0), TTL), Some(Picked { row: 1, tries: 0, suspect: false }));
        assert_eq!(lanes.pick(at(59), TTL), None);
        assert_eq!(lanes.pick(at(60), TTL), Some(Picked { row: 1, tries: 1, suspect: false }));
        assert_eq!(lanes.tries_with_this(1, 7), 2);
    }

    #[test]
    fn one_crash_casts_no_suspicion_and_two_do() {
        let waiting = [(1, 7, 0), (2, 7, 0), (3, 8, 0), (4, 9, 0)];
        assert_eq!(rows(&mut Lanes::load(waiting, 1), at(0)), [1, 3, 4]);

        let mut lanes = Lanes::load(waiting, 2);
        lanes.arrived(5, 10);
        assert_eq!(rows(&mut lanes, at(0)), [1, 5], "one suspect at a time, others freely");
        lanes.finished(1, 7);
        assert_eq!(rows(&mut lanes, at(0)), [3, 2], "what stood behind a suspect is none");
        lanes.counted(3, 8, 1);
        assert_eq!(lanes.tries_with_this(3, 8), 1, "already written down");
        lanes.given_back(3, 8, 1);
        assert_eq!(rows(&mut lanes, at(0)), [4]);
        assert!(!lanes.clears_suspicion(&[4]));
        assert!(lanes.clears_suspicion(&[3, 4]));
    }

    #[test]
    fn a_lane_is_held_for_its_suspect_alone() {
        let mut lanes = Lanes::load([(1, 7, 0), (2, 7, 0), (3, 8, 0)], 2);
        assert_eq!(rows(&mut lanes, at(0)), [1]);
        assert_eq!(rows(&mut lanes, at(60)), [3], "the lease of the first has ended");
        lanes.finished(1, 7);
        assert_eq!(rows(&mut lanes, at(60)), [2], "finished all the same");
    }
}
