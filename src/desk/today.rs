//! What is true of the desk today: its board, the hours with changed days, how long calls take of late.

use std::sync::{Arc, PoisonError};

use jiff::{SignedDuration, Timestamp, ToSpan};

use super::Desk;
use crate::callback::{Board, Measure, Roster, ServiceHours};
use crate::store::{BoardRead, StoreFault, past_record};

/// Days looked back on for how long calls take: enough calls on a quiet desk, and still this week's cases.
const DAYS_BACK: i32 = 7;

/// The settings' length of a call weighs as much as so many measured ones: fewer are chance.
const SETTINGS_WEIGH: u64 = 20;

/// How long a measured length is used before it is looked up again.
const MEASURED_FOR: SignedDuration = SignedDuration::from_mins(5);

/// What is true today.
pub(super) struct Today {
    pub(super) roster: Arc<Roster>,
    pub(super) roster_version: u64,
    pub(super) board: Board,
    /// The board as it was read, with its versions; `None` when nothing was ever written on it.
    pub(super) read: Option<BoardRead>,
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
        // The version first: a roster that comes in between has a later one, and the decision is a conflict.
        let roster_version = self.store.roster().await?;
        let roster = self.roster.load_full();
        let read = self.store.board().await?;
        let board = read.as_ref().map(|read| read.value.clone()).unwrap_or_default();
        let hours = board.hours_over(&self.profile.hours);
        let handling = self.handling(now).await?;
        Ok(Today { roster, roster_version, board, read, hours, handling })
    }

    /// How much of an agent's time a promised call takes, on average over the last days: with its paperwork and with the
    /// tries that reach nobody.
    async fn handling(&self, now: Timestamp) -> Result<SignedDuration, StoreFault> {
        let known = *self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pace) = known.filter(|pace| now.duration_since(pace.at).abs() < MEASURED_FOR) {
            return Ok(pace.handling);
        }
        let today = now.to_zoned(self.profile.hours.zone.clone()).date();
        let from = today.checked_sub(DAYS_BACK.days()).unwrap_or(today);
        let tally = past_record(self.store.tally(from, today).await)?;
        let sum = |measure| tally.iter().filter(|(key, _)| key.measure == measure).map(|(_, count)| count).sum::<u64>();
        let expected = u64::try_from(self.profile.rules.handling.as_secs()).unwrap_or_default();
        let seconds = sum(Measure::Seconds).saturating_add(expected.saturating_mul(SETTINGS_WEIGH));
        let mean = seconds / sum(Measure::FirstCall).saturating_add(SETTINGS_WEIGH);
        let handling = SignedDuration::from_secs(i64::try_from(mean).unwrap_or(i64::MAX));
        *self.pace.lock().unwrap_or_else(PoisonError::into_inner) = Some(Pace { at: now, handling });
        Ok(handling)
    }
}
