//! Who may do what at this moment: the roster as it is now, and what those who lost a right must give back.

use std::sync::Arc;

use jiff::Timestamp;

use super::Desk;
use super::versions::Versions;
use crate::callback::{ChatId, Roster, Shown};
use crate::conversation::cover;
use crate::store::{Changes, StoreFault, past_record};

/// Details covered with one tick; the rest follow at the next.
const COVERED_AT_ONCE: usize = 20;

impl Desk {
    /// Who works here now.
    pub fn roster(&self) -> Arc<Roster> {
        self.roster.load_full()
    }

    /// From now on these people work here. Presses of others are refused at once; their claims go back to the queue, and
    /// what they were shown is taken away, with the next tick.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn employ(&self, roster: Roster) -> Result<(), StoreFault> {
        self.roster.store(Arc::new(roster));
        // From its return on no decision of the old roster is committed any more.
        self.store.commit(None, Changes { roster: true, ..Changes::default() }, self.now()).await?;
        self.prefer_agents(self.store.group().await?.or(self.profile.group));
        self.has_changed();
        Ok(())
    }

    pub(super) fn prefer_agents(&self, group: Option<ChatId>) {
        let agents = self.roster.load().iter().map(|agent| agent.id().chat()).collect::<Vec<_>>();
        self.store.prefer(agents.into_iter().chain(group).collect());
    }

    /// Takes details back that were shown for a while, or to somebody who works here no longer.
    pub(super) async fn cover_shown(&self, now: Timestamp) -> Result<(), StoreFault> {
        let (roster, board) = (self.roster(), self.store.board().await?.map(|read| read.value).unwrap_or_default());
        let over = board.shown.iter().filter(|shown| shown.until <= now || roster.agent(shown.to).is_none());
        for shown in over.take(COVERED_AT_ONCE) {
            past_record(self.cover(*shown, now).await)?;
        }
        Ok(())
    }

    async fn cover(&self, shown: Shown, now: Timestamp) -> Result<(), StoreFault> {
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        let request = past_record(self.store.request(shown.request).await)?.map(|request| request.value);
        let decision = cover(&self.facts(&knowledge, &today, now), shown, request.as_ref());
        // Where somebody was faster, the next tick sees what they made of it.
        self.commit(None, None, decision, Versions::of(today), now).await?;
        Ok(())
    }
}
