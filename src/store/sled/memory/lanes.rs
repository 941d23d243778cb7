//! Whose turn it is among the updates that wait: in order within a lane, one at a time, between lanes by class and in
//! turn. Knows rows by number only; what is durable stands in the trees.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::lane::{Found, Lane, Picked, Turn, Waiting};
use super::lease::after;
use super::turns::Turns;
use crate::store::{Piece, ServiceClass};

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
    /// Lanes to lease from.
    ready: Turns<i64>,
    /// Lanes whose head waits for what may follow, until when.
    pausing: BTreeSet<(Timestamp, i64)>,
    /// Those that have begun to since it was last asked.
    begun: Vec<i64>,
    /// Lanes whose head has waited for its trial: before all others.
    first: VecDeque<i64>,
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
    /// Lanes whose head waits for its next trial, until when.
    resting: BTreeSet<(Timestamp, i64)>,
    /// When the first lease was asked for.
    started: Option<Timestamp>,
    /// Until when nothing is leased beside the trial of this row; no row while what was begun before is ended.
    alone: Option<(Option<u64>, Timestamp)>,
}

impl Lanes {
    /// The lanes of rows read at the start, oldest first, after so many runs in a row that were not closed.
    pub fn load(rows: impl IntoIterator<Item = Found>, owed: HashSet<i64>, crashes: u32) -> Self {
        let mut lanes = Self { probation: crashes >= CRASHES_BEFORE_SUSPICION, owed, ..Self::default() };
        for Found { row, lane, tries, deaths, class, piece, received_at } in rows {
            lanes.push(lane, Waiting { row, tries, deaths, class, piece, came: received_at, apart: false });
        }
        if crashes > 0 {
            // Pieces were worked on together.
            let heads = lanes.lanes.values().flat_map(|lane| lane.rows.iter().take(lane.together()));
            lanes.suspects = heads.map(|waiting| waiting.row).collect();
        }
        lanes
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lanes.values().map(|lane| lane.rows.len()).sum()
    }

    /// A row has arrived.
    pub fn arrived(&mut self, row: u64, lane: i64, class: ServiceClass, piece: Option<Piece>, now: Timestamp) {
        self.push(lane, Waiting { row, tries: 0, deaths: 0, class, piece, came: now, apart: false });
    }

    fn push(&mut self, lane: i64, waiting: Waiting) {
        let urgent = waiting.class == ServiceClass::Urgent;
        match self.lanes.entry(lane) {
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                known.rows.push_back(waiting);
                known.urgent += usize::from(urgent);
                match known.turn {
                    Turn::Ready if urgent && known.urgent == 1 => {
                        self.ready.remove(&lane);
                        self.line_up(lane);
                    }
                    Turn::Pausing { .. } => self.queue_up(lane),
                    _ => {}
                }
            }
            Entry::Vacant(new) => {
                new.insert(Lane::of(waiting));
                self.queue_up(lane);
                self.note_pause(lane);
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

    /// Leases the head of the lane whose turn it is.
    pub fn pick(&mut self, now: Timestamp, ttl: Duration) -> Option<Picked> {
        self.end_leases(now);
        self.end_pauses(now);
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
        while let Some(number) = self.first.pop_front().or_else(|| self.ready.pop()) {
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
            let suspects = self.probation.then_some(&self.suspects);
            let innocent = |waiting: &&Waiting| suspects.is_none_or(|suspects| !suspects.contains(&waiting.row));
            let further = lane.rows.iter().take(lane.together()).skip(1);
            let more: Vec<u64> =
                if suspect { Vec::new() } else { further.take_while(innocent).map(|waiting| waiting.row).collect() };
            lane.turn = Turn::Leased { row: head.row, until, rows: more.len().saturating_add(1) };
            self.leases.insert((until, number));
            let Waiting { row, tries, deaths, .. } = head;
            return Some(Picked { row, lane: number, tries, deaths, suspect, more });
        }
        None
    }

    /// Leases that were not kept count as tries: who held them hangs or is gone.
    fn end_leases(&mut self, now: Timestamp) {
        while let Some((until, number)) = self.leases.first().copied().filter(|(until, _)| *until <= now) {
            self.leases.remove(&(until, number));
            let Some(lane) = self.lanes.get_mut(&number) else { continue };
            match (lane.turn, lane.rows.front_mut()) {
                (Turn::Leased { rows: 1, .. }, Some(head)) => head.tries = head.tries.saturating_add(1),
                // Nobody knows yet which of them it is.
                (Turn::Leased { rows, .. }, _) => lane.rows.iter_mut().take(rows).for_each(|row| row.apart = true),
                _ => {}
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

    /// Pieces are given back untried, and go alone from now on.
    pub fn set_apart(&mut self, row: u64) {
        let Some(number) = self.lane_of(row) else { return };
        if let Some(lane) = self.lanes.get_mut(&number)
            && let Turn::Leased { row: leased, rows, .. } = lane.turn
            && leased == row
        {
            lane.rows.iter_mut().take(rows).for_each(|row| row.apart = true);
        }
        self.free(row, number);
    }

    /// Of the rows that were leased, only so many were handed out: those after them wait on.
    pub fn keeps(&mut self, row: u64, number: i64, handed_out: usize) {
        if let Some(Turn::Leased { row: leased, rows, .. }) = self.lanes.get_mut(&number).map(|lane| &mut lane.turn)
            && *leased == row
        {
            *rows = handed_out.min(*rows);
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
            if let Turn::Pausing { until } = lane.turn {
                self.pausing.remove(&(until, number));
            }
            self.lanes.remove(&number);
            self.ready.remove(&number);
            self.first.retain(|ready| *ready != number);
            self.held.retain(|held| *held != number);
            self.resting.retain(|(_, resting)| *resting != number);
        } else if matches!(lane.turn, Turn::Pausing { .. }) {
            self.queue_up(number);
        } else if lane.turn == Turn::Held {
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
                self.queue_up(held);
            }
        }
        match self.lanes.get_mut(&number) {
            Some(lane) if lane.rows.is_empty() => {
                self.lanes.remove(&number);
            }
            Some(_) => self.queue_up(number),
            None => {}
        }
    }

    /// Whether these rows are the last that are under suspicion.
    pub fn clears_suspicion(&self, finished: &[u64]) -> bool {
        !self.suspects.is_empty() && self.suspects.iter().all(|suspect| finished.contains(suspect))
    }
}

mod pauses;
#[cfg(test)]
mod tests;
