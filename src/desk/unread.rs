//! What was not read because too much was written: counted for the log, so that nothing is left out in silence. The
//! figures of the day stand in the tally.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};

use super::Desk;
use crate::callback::{Measure, Tally, TallyKey};
use crate::store::{Changes, ServiceClass, StoreFault};
use crate::telemetry;

/// A line in the log at most this often, of all since the last.
const TOLD_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// The clock may be set right by so much without a word.
const CLOCK_SLACK: SignedDuration = SignedDuration::from_mins(1);

/// What was not read since the log was last told, and when that was.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Unread {
    /// Messages beyond what one chat may write.
    beyond_allowance: u64,
    /// Messages of chats that flood, left out because of all that waited.
    left_out: u64,
    told_at: Option<Timestamp>,
    /// When the clock was last looked at.
    ticked_at: Option<Timestamp>,
}

impl Desk {
    /// Messages were not read because their chat had written more than one person may.
    pub(super) fn note_beyond_allowance(&self, count: u64) {
        telemetry::left_unread(count);
        let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        unread.beyond_allowance = unread.beyond_allowance.saturating_add(count);
    }

    /// Messages were left out when they came, and are counted.
    pub(super) async fn note_left_out(&self, count: usize, now: Timestamp) -> Result<(), StoreFault> {
        let Some(count) = u64::try_from(count).ok().filter(|count| *count > 0) else { return Ok(()) };
        {
            let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
            unread.left_out = unread.left_out.saturating_add(count);
        }
        let at = now.to_zoned(self.profile.hours.zone.clone());
        let key = TallyKey { day: at.date(), hour: at.hour(), measure: Measure::LeftOut, topic: None, agent: None };
        let tally = Tally::from([(key, count)]);
        self.store.commit(None, Changes { tally, ..Changes::default() }, now).await.map(drop)
    }

    /// Tells the log what was not read, and when the clock was set back.
    pub(super) fn tell_unread(&self, now: Timestamp) {
        let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ahead) = unread.ticked_at.map(|at| at.duration_since(now)).filter(|ahead| *ahead > CLOCK_SLACK) {
            tracing::warn!(seconds = ahead.as_secs(), "the clock was set back; the desk goes on by the new time");
        }
        unread.ticked_at = Some(now);
        let due = unread.told_at.is_none_or(|at| now.duration_since(at).abs() >= TOLD_EVERY);
        let Unread { beyond_allowance, left_out, .. } = *unread;
        if !due || beyond_allowance.saturating_add(left_out) == 0 {
            return;
        }
        if beyond_allowance > 0 {
            tracing::warn!(
                count = beyond_allowance,
                "messages were not read: their chats wrote more than one person may"
            );
        }
        if left_out > 0 {
            let class = ServiceClass::Flood.name();
            tracing::warn!(count = left_out, class, "messages were left out: far more waits than can be answered");
        }
        *unread = Unread { told_at: Some(now), ticked_at: unread.ticked_at, ..Unread::default() };
    }
}
