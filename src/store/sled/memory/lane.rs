//! What waits of one chat, and how much of it is worked off at once: one update, or the pieces of one thought, for which a
//! lane waits a moment. Knows nothing of other lanes.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::store::piece::{LONGEST_WAIT, PAUSE, is_full, together};
use crate::store::{Piece, ServiceClass};

/// A row to work off.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The rows that go with it.
    pub more: Vec<u64>,
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
    /// What it was when it came.
    pub class: ServiceClass,
    /// What it may be a piece of.
    pub piece: Option<Piece>,
    /// When it was taken in.
    pub received_at: Timestamp,
}

/// The updates of one chat, the oldest first.
pub(super) struct Lane {
    pub(super) rows: VecDeque<Waiting>,
    pub(super) turn: Turn,
    /// How many of the rows are urgent.
    pub(super) urgent: usize,
}

/// An update that waits.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    pub(super) row: u64,
    pub(super) tries: u32,
    pub(super) deaths: u32,
    pub(super) class: ServiceClass,
    pub(super) piece: Option<Piece>,
    /// When it was taken in.
    pub(super) came: Timestamp,
    /// It was given back together with others: it goes alone from now on.
    pub(super) apart: bool,
}

/// Where a lane stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// In the line of those to lease from.
    Ready,
    /// Its head waits for what may follow.
    Pausing { until: Timestamp },
    /// Its head waits for its trial.
    Held,
    /// So many of its rows, of which this is the first, are being worked on.
    Leased { row: u64, until: Timestamp, rows: usize },
}

impl Lane {
    /// A lane of one update.
    pub(super) fn of(waiting: Waiting) -> Self {
        let urgent = usize::from(waiting.class == ServiceClass::Urgent);
        Self { rows: [waiting].into(), turn: Turn::Ready, urgent }
    }

    /// How many rows from the head go together. What failed before goes alone, so that the one that is to blame is found.
    pub(super) fn together(&self) -> usize {
        let piece = |waiting: &Waiting| waiting.piece.filter(|_| waiting.tries == 0 && !waiting.apart);
        together(self.rows.iter().map(piece)).max(1)
    }

    /// Until when the head waits for what may follow; `None` when it waits for nothing, because something else has followed,
    /// one of the pieces is urgent, or there can be no further one.
    pub(super) fn pauses_until(&self) -> Option<Timestamp> {
        let head = self.rows.front()?;
        head.piece.filter(|_| head.tries == 0 && !head.apart)?;
        let count = self.together();
        let pieces = || self.rows.iter().take(count).filter_map(|waiting| waiting.piece);
        if pieces().any(|piece| piece.urgent) || count < self.rows.len() || is_full(pieces()) {
            return None;
        }
        let last = self.rows.back().map_or(head.came, |last| last.came);
        let (quiet, longest) = (last.checked_add(PAUSE).ok()?, head.came.checked_add(LONGEST_WAIT).ok()?);
        Some(quiet.min(longest))
    }
}
