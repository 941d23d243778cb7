//! What is true of the desk today: its board, the hours with changed days, how long calls take of late.

use std::sync::{Arc, PoisonError};

use jiff::{SignedDuration, Timestamp, ToSpan};

use super::Desk;
use crate::callback::{Board, Measure, Roster, ServiceHours};
use crate::store::{StoreFault, Versioned};

/// Days looked back on for how long calls take: enough calls on a quiet desk, and still this week's cases.
const DAYS_BACK: i32 = 7;

/// Calls below which the measured length is chance, and the settings' is used.
const ENOUGH_CALLS: u64 = 5;

/// How long a measured length is used before it is looked up again.
const MEASURED_FOR: SignedDuration = SignedDuration::from_mins(5);

/// What is true today.
pub(super) struct Today {
    pub(super) roster: Arc<Roster>,
    pub(super) board: Board,
    pub(super) board_version: Option<u64>,
    pub(super) hours: ServiceHours,
    pub(super) handling: SignedDuration,
}

/// How long calls take, and when that was measured.
#[derive(Clone, Copy)]
pub(super) struct Pace {
    at: Timestamp,
    handling: SignedDuration,
}

impl Desk {
    /// Looks up what is true today.
    pub(super) async fn today(&self, now: Timestamp) -> Result<Today, StoreFault> {
        let (board, board_version) = match self.store.board().await? {
            Some(Versioned { version, value }) => (value, Some(version)),
            None => (Board::default(), None),
        };
        let hours = board.hours_over(&self.profile.hours);
        Ok(Today { roster: self.roster.load_full(), board, board_version, hours, handling: self.handling(now).await? })
    }

    /// How long a call takes with its paperwork, on average over the last days.
    async fn handling(&self, now: Timestamp) -> Result<SignedDuration, StoreFault> {
        let known = *self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pace) = known.filter(|pace| now.duration_since(pace.at).abs() < MEASURED_FOR) {
            return Ok(pace.handling);
        }
        let today = now.to_zoned(self.profile.hours.zone.clone()).date();
        let from = today.checked_sub(DAYS_BACK.days()).unwrap_or(today);
        let tally = self.store.tally(from, today).await?;
        let sum = |measure| tally.iter().filter(|(key, _)| key.measure == measure).map(|(_, count)| count).sum::<u64>();
        let (calls, seconds) = (sum(Measure::Timed), sum(Measure::Seconds));
        let handling = match seconds.checked_div(calls) {
            Some(mean) if calls >= ENOUGH_CALLS => SignedDuration::from_secs(i64::try_from(mean).unwrap_or(i64::MAX)),
            _ => self.profile.rules.handling,
        };
        *self.pace.lock().unwrap_or_else(PoisonError::into_inner) = Some(Pace { at: now, handling });
        Ok(handling)
    }
}
