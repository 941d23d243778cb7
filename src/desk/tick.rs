//! What the clock asks for. Each part on its own, and each request on its own where one cannot be written: nothing that is
//! wrong with one record keeps the clock from the others.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};

use super::Desk;
use super::versions::Versions;
use crate::callback::{CallbackRequest, RequestId};
use crate::conversation::{Part, tick};
use crate::store::{StoreFault, Versioned, past_record};

/// Rows of each kind that are looked at with every tick for whether their time is over: so few that nobody waits for it, and
/// 100,000 of them are seen within an hour, where days are counted.
const PURGED_AT_ONCE: usize = 50;

/// Requests woken by the clock at once; the rest follow at the next tick.
const DUE_AT_ONCE: usize = 100;

/// How long a request is left alone that could not be written: somebody has to look at it first.
const LEFT_ALONE: SignedDuration = SignedDuration::from_mins(10);

/// Requests that the clock leaves alone, until when.
pub(super) type LeftAlone = BTreeMap<RequestId, Timestamp>;

impl Desk {
    /// Does what the clock asks for: windows that begin, pauses that end. Called every few seconds.
    ///
    /// # Errors
    /// When the store fails. A record that cannot be read or written is passed over, with an alarm in the log.
    pub async fn tick(&self) -> Result<(), StoreFault> {
        let now = self.now();
        self.tell_unread(now);
        past_record(self.take_back(now).await)?;
        let purged = past_record(self.store.purge(self.profile.retention, PURGED_AT_ONCE, now).await)?;
        if purged > 0 {
            tracing::info!(rows = purged, "data whose time was over were erased");
        }
        past_record(self.cover_shown(now).await)?;
        past_record(self.tell_what_happens_often(now).await)?;
        past_record(self.wake_due(now).await)?;
        past_record(self.look_at_the_line(now).await)
    }

    async fn tell_what_happens_often(&self, now: Timestamp) -> Result<(), StoreFault> {
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        self.tell_often(&self.facts(&knowledge, &today, now)).await
    }

    async fn wake_due(&self, now: Timestamp) -> Result<(), StoreFault> {
        let left_alone = self.left_alone(now);
        let mut due = self.store.due(now, DUE_AT_ONCE.saturating_add(left_alone.len())).await?;
        due.retain(|request| !left_alone.contains_key(&request.value.id));
        due.truncate(DUE_AT_ONCE);
        let board = self.store.board().await?.map(|read| read.value).unwrap_or_default();
        let (alert, lines) = (board.alert_is_due(now), board.lines.is_due(now));
        if due.is_empty() && !alert && !lines {
            return Ok(());
        }
        let ready = if lines { past_record(self.ready().await)? } else { Part::default() };
        let mut alarmed = Vec::new();
        for id in board.alarms.iter().filter(|_| alert) {
            alarmed.extend(past_record(self.store.request(*id).await)?.map(|request| request.value));
        }
        match self.wake(due.clone(), alarmed, &ready, now).await {
            Err(fault) if fault.is_of_a_record() => {
                tracing::error!(%fault, "ALARM: the clock could not do its part; it goes on with one request after the other");
            }
            woken => return woken,
        }
        for request in due {
            let id = request.value.id;
            match self.wake(vec![request], Vec::new(), &ready, now).await {
                Err(fault) if fault.is_of_a_record() => {
                    tracing::error!(%fault, request = %id, "ALARM: the clock leaves a request alone");
                    self.leave_alone(id, now.saturating_add(LEFT_ALONE).unwrap_or(now));
                }
                woken => woken?,
            }
        }
        Ok(())
    }

    async fn wake(
        &self,
        due: Vec<Versioned<CallbackRequest>>,
        alarmed: Vec<CallbackRequest>,
        ready: &Part,
        now: Timestamp,
    ) -> Result<(), StoreFault> {
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        let mut versions = Versions::default();
        let due = due.into_iter().map(|request| versions.read(request)).collect();
        let decision = tick(&self.facts(&knowledge, &today, now), due, alarmed, ready);
        versions.today = Some(today);
        // Where somebody was faster, the next tick sees what they made of it.
        self.commit(None, None, decision, versions, now).await?;
        Ok(())
    }

    fn left_alone(&self, now: Timestamp) -> LeftAlone {
        let mut left_alone = self.left_alone.lock().unwrap_or_else(PoisonError::into_inner);
        left_alone.retain(|_, until| now < *until);
        left_alone.clone()
    }

    fn leave_alone(&self, id: RequestId, until: Timestamp) {
        self.left_alone.lock().unwrap_or_else(PoisonError::into_inner).insert(id, until);
    }
}
