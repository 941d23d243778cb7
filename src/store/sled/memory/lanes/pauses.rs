//! Lanes whose head waits for what may follow it. Their waits end by the time that is passed in, under whatever clock.

use jiff::Timestamp;

use super::Lanes;
use crate::store::piece::PAUSE;
use crate::store::sled::memory::lane::Turn;

/// With more lanes than this that wait for what may follow, a crowd writes: nobody is shown that the desk is about to
/// answer, for Telegram's requests are needed for the answers.
const CROWD: usize = 10;

impl Lanes {
    /// Remembers that a chat has begun to wait, so that it can be shown that the desk is there.
    pub(super) fn note_pause(&mut self, number: i64) {
        let pauses = self.lanes.get(&number).is_some_and(|lane| matches!(lane.turn, Turn::Pausing { .. }));
        if pauses && self.pausing.len() <= CROWD && self.begun.len() <= CROWD {
            self.begun.push(number);
        }
    }

    /// Has a lane wait for its turn, and before that for what may follow its head.
    pub(super) fn queue_up(&mut self, number: i64) {
        let Some(lane) = self.lanes.get_mut(&number) else { return };
        if let Turn::Pausing { until } = lane.turn {
            self.pausing.remove(&(until, number));
        }
        let suspect = self.probation && lane.rows.front().is_some_and(|head| self.suspects.contains(&head.row));
        match lane.pauses_until().filter(|_| !suspect) {
            Some(until) => {
                lane.turn = Turn::Pausing { until };
                self.pausing.insert((until, number));
            }
            None => self.line_up(number),
        }
    }

    pub(super) fn line_up(&mut self, number: i64) {
        if let Some(lane) = self.lanes.get_mut(&number) {
            lane.turn = Turn::Ready;
            self.ready.push(self.class_of(number), number);
        }
    }

    /// Nothing has followed for long enough. A wait that would be longer than any began under a clock that was ahead.
    pub(super) fn end_pauses(&mut self, now: Timestamp) {
        let latest = now.saturating_add(PAUSE).unwrap_or(now);
        let over = self.pausing.iter().take_while(|(until, _)| *until <= now);
        let wrong = self.pausing.iter().rev().take_while(|(until, _)| *until > latest);
        let ended: Vec<(Timestamp, i64)> = over.chain(wrong).copied().collect();
        for (until, number) in ended {
            self.pausing.remove(&(until, number));
            self.line_up(number);
        }
    }

    /// When the next of these waits is over, and who has begun to wait since this was last asked.
    pub fn pauses(&mut self) -> (Option<Timestamp>, Vec<i64>) {
        (self.pausing.first().map(|(until, _)| *until), std::mem::take(&mut self.begun))
    }
}
