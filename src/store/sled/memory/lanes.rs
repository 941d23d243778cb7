//! Whose turn it is among the updates that wait: in order within a lane, one at a time, and fair between lanes. Knows
//! rows by number only; what is durable stands in the trees.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::after;

/// Runs in a row that may end without being closed before the updates found at the start are suspected of having
/// killed them. A first one is taken for a power cut or an impatient operator.
const CRASHES_BEFORE_SUSPICION: u32 = 2;

/// How long after the start an update waits for its next trial, for each time that the program ended in one. Whoever pulls the
/// plug again and again then hardly ever hits the same trial: it is not under way yet, or over.
const PAUSE_A_DEATH: SignedDuration = SignedDuration::from_secs(1);

/// How long everything else waits for the trial of an update that the program ended in before, and for those to end that
/// were begun before it: a hundred times what most take. One that takes longer goes on beside the others.
const ALONE_FOR: Duration = Duration::from_secs(5);

/// The lanes of the inbox.
///
/// **Updates that end the program** must reach the dead letters too, but a durable mark before every try would cost
/// each update one more write. So nothing is marked while all is well. After [`CRASHES_BEFORE_SUSPICION`] runs that
/// ended without being closed, or with work in their hands, the heads of the lanes (an update that was being worked on was
/// the head of its lane) are suspects: they are put on trial one at a time over all lanes, each trial written down before
/// it begins. All other updates go on as usual. One that the program ended in before is tried alone: nothing else is under
/// way, and only after a pause, so that it is to blame and not the next kill. When the suspects are through, the count of
/// crashes begins again.
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
    /// Lanes whose head waits for its next trial, until when.
    resting: BTreeSet<(Timestamp, i64)>,
    /// When the first lease was asked for.
    started: Option<Timestamp>,
    /// Until when nothing is leased beside the trial of this row; no row while what was begun before is ended.
    alone: Option<(Option<u64>, Timestamp)>,
}

struct Lane {
    rows: VecDeque<Waiting>,
    turn: Turn,
}

#[derive(Clone, Copy)]
struct Waiting {
    row: u64,
    tries: u32,
    deaths: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Ready,
    Held,
    Leased { row: u64, until: Timestamp },
}

/// A row to work off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Which.
    pub row: u64,
    /// In which lane.
    pub lane: i64,
    /// Tries before this one that failed.
    pub tries: u32,
    /// Trials that the program ended in.
    pub deaths: u32,
    /// Whether this is a trial, to be written down before it begins.
    pub suspect: bool,
}

/// An update that waited at the start.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// Its row.
    pub row: u64,
    /// Its lane.
    pub lane: i64,
    /// Tries that failed.
    pub tries: u32,
    /// Trials that the program ended in.
    pub deaths: u32,
}

impl Lanes {
    /// The lanes of rows read at the start, oldest first, after so many runs in a row that were not closed.
    pub fn load(rows: impl IntoIterator<Item = Found>, crashes: u32) -> Self {
        let mut lanes = Self { probation: crashes >= CRASHES_BEFORE_SUSPICION, ..Self::default() };
        for Found { row, lane, tries, deaths } in rows {
            if crashes > 0 && !lanes.lanes.contains_key(&lane) {
                lanes.suspects.insert(row);
            }
            lanes.push(lane, Waiting { row, tries, deaths });
        }
        lanes
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lanes.values().map(|lane| lane.rows.len()).sum()
    }

    /// A row has arrived.
    pub fn arrived(&mut self, row: u64, lane: i64) {
        self.push(lane, Waiting { row, tries: 0, deaths: 0 });
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
        // A clock that was set back lets nobody wait for longer.
        let started = self.started.unwrap_or(now).min(now);
        self.started = Some(started);
        self.end_rests(now);
        match self.alone {
            Some((Some(_), until)) if now < until => return None,
            Some((None, until)) if now < until && !self.leases.is_empty() => return None,
            _ => {}
        }
        // Everything begun before has ended, or had its time.
        let drained = matches!(self.alone, Some((None, _)));
        if drained {
            self.alone = None;
        }
        while let Some(number) = self.first.pop_front().or_else(|| self.ready.pop_front()) {
            let Some(lane) = self.lanes.get_mut(&number) else { continue };
            let Some(head) = lane.rows.front().copied() else { continue };
            let suspect = self.probation && self.suspects.contains(&head.row);
            if suspect && self.tried.is_some() {
                lane.turn = Turn::Held;
                self.held.push(number);
                continue;
            }
            if suspect && head.deaths > 0 {
                let rest = PAUSE_A_DEATH.saturating_mul(i32::try_from(head.deaths).unwrap_or(i32::MAX));
                let ready_at = started.saturating_add(rest).unwrap_or(now);
                if now < ready_at {
                    lane.turn = Turn::Held;
                    self.resting.insert((ready_at, number));
                    continue;
                }
                if !self.leases.is_empty() && !drained {
                    self.alone = Some((None, after(now, ALONE_FOR)));
                    self.first.push_front(number);
                    return None;
                }
                self.alone = Some((Some(head.row), after(now, ALONE_FOR)));
            }
            if suspect {
                self.tried = Some(head.row);
            }
            let until = after(now, ttl);
            lane.turn = Turn::Leased { row: head.row, until };
            self.leases.insert((until, number));
            let Waiting { row, tries, deaths } = head;
            return Some(Picked { row, lane: number, tries, deaths, suspect });
        }
        None
    }

    /// Leases that were not kept count as tries: who held them hangs or is gone.
    fn end_leases(&mut self, now: Timestamp) {
        while let Some((until, number)) = self.leases.first().copied().filter(|(until, _)| *until <= now) {
            self.leases.remove(&(until, number));
            let Some(lane) = self.lanes.get_mut(&number) else { continue };
            if let (Turn::Leased { .. }, Some(head)) = (lane.turn, lane.rows.front_mut()) {
                head.tries = head.tries.saturating_add(1);
            }
            self.release(number);
        }
    }

    /// Heads that have waited long enough for their next trial come first: their chats have waited for them.
    fn end_rests(&mut self, now: Timestamp) {
        while let Some((until, number)) = self.resting.first().copied().filter(|(until, _)| *until <= now) {
            self.resting.remove(&(until, number));
            if let Some(lane) = self.lanes.get_mut(&number).filter(|lane| lane.turn == Turn::Held) {
                lane.turn = Turn::Ready;
                self.first.push_back(number);
            }
        }
    }

    /// Whether anything is being worked on.
    pub fn has_leases(&self) -> bool {
        !self.leases.is_empty()
    }

    /// The lane that a row waits in.
    pub fn lane_of(&self, row: u64) -> Option<i64> {
        let waits =
            |lane: &&i64| self.lanes.get(lane).is_some_and(|lane| lane.rows.iter().any(|waiting| waiting.row == row));
        self.lanes.keys().find(waits).copied()
    }

    /// The tries of a row that failed when the present one is counted in, and the trials that the program ended in, of
    /// which the present one is none.
    pub fn tries_with_this(&self, row: u64, lane: i64) -> (u32, u32) {
        let waiting = self.lanes.get(&lane).and_then(|lane| lane.rows.iter().find(|waiting| waiting.row == row));
        waiting.map_or((1, 0), |waiting| (waiting.tries.saturating_add(1), waiting.deaths))
    }

    /// A row is given back untried.
    pub fn put_back(&mut self, row: u64) {
        if let Some(number) = self.lane_of(row) {
            self.free(row, number);
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
            self.resting.retain(|(_, resting)| *resting != number);
        } else if lane.turn == Turn::Held {
            lane.turn = Turn::Ready;
            self.held.retain(|held| *held != number);
            self.resting.retain(|(_, resting)| *resting != number);
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
            && self.alone.is_some_and(|(alone, _)| alone == Some(row))
        {
            self.alone = None;
        }
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

    fn found(row: u64, lane: i64, deaths: u32) -> Found {
        Found { row, lane, tries: 0, deaths }
    }

    #[test]
    fn what_the_program_died_of_is_tried_alone_and_after_a_pause() {
        let mut lanes = Lanes::load([found(1, 7, 2), found(2, 8, 0), found(3, 9, 0)], 3);
        lanes.arrived(4, 10);
        let mut next = |second| lanes.pick(at(second), TTL).map(|picked| (picked.row, picked.deaths, picked.suspect));
        assert_eq!(next(0), Some((2, 0, true)), "the one with two deaths rests for two seconds");
        assert_eq!(next(0), Some((4, 0, false)));
        assert_eq!(next(1), None);
        lanes.finished(2, 8);
        let mut next = |second| lanes.pick(at(second), TTL).map(|picked| picked.row);
        assert_eq!(next(2), None, "another is under way");
        assert_eq!(next(3), None);
        lanes.finished(4, 10);
        lanes.arrived(5, 11);
        let mut next = |second| lanes.pick(at(second), TTL).map(|picked| picked.row);
        assert_eq!((next(3), next(3), next(7)), (Some(1), None, None), "alone");
        assert_eq!(next(8), Some(5), "but not for ever");
        lanes.finished(1, 7);
        assert_eq!(lanes.pick(at(8), TTL).map(|picked| picked.row), Some(3));
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
        let picked = |tries| Some(Picked { row: 1, lane: 7, tries, deaths: 0, suspect: false });
        assert_eq!(lanes.pick(at(0), TTL), picked(0));
        assert_eq!(lanes.pick(at(59), TTL), None);
        assert_eq!(lanes.pick(at(60), TTL), picked(1));
        assert_eq!(lanes.tries_with_this(1, 7), (2, 0));
        lanes.put_back(1);
        assert_eq!(lanes.pick(at(61), TTL), picked(1), "given back untried is no try");
    }

    #[test]
    fn one_crash_casts_no_suspicion_and_two_do() {
        let waiting = [(1, 7), (2, 7), (3, 8), (4, 9)].map(|(row, lane)| found(row, lane, 0));
        assert_eq!(rows(&mut Lanes::load(waiting, 1), at(0)), [1, 3, 4]);

        let mut lanes = Lanes::load(waiting, 2);
        lanes.arrived(5, 10);
        assert_eq!(rows(&mut lanes, at(0)), [1, 5], "one suspect at a time, others freely");
        lanes.finished(1, 7);
        assert_eq!(rows(&mut lanes, at(0)), [3, 2], "what stood behind a suspect is none");
        assert_eq!(lanes.tries_with_this(3, 8), (1, 0), "a failure is no death");
        lanes.given_back(3, 8, 1);
        assert_eq!(rows(&mut lanes, at(0)), [4]);
        assert!(!lanes.clears_suspicion(&[4]));
        assert!(lanes.clears_suspicion(&[3, 4]));
    }

    #[test]
    fn a_lane_is_held_for_its_suspect_alone() {
        let mut lanes = Lanes::load([found(1, 7, 0), found(2, 7, 0), found(3, 8, 0)], 2);
        assert_eq!(rows(&mut lanes, at(0)), [1]);
        assert_eq!(rows(&mut lanes, at(60)), [3], "the lease of the first has ended");
        lanes.finished(1, 7);
        assert_eq!(rows(&mut lanes, at(60)), [2], "finished all the same");
    }
}
