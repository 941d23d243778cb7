//! Who may do what at this moment: the roster as it is now, and what those who lost a right must give back.

use std::sync::Arc;

use jiff::Timestamp;

use super::Desk;
use super::deeds::Versions;
use crate::callback::{ChatId, Roster};
use crate::conversation::cover;
use crate::store::StoreFault;

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
        self.prefer_agents(self.store.group().await?.or(self.profile.group));
        Ok(())
    }

    pub(super) fn prefer_agents(&self, group: Option<ChatId>) {
        let agents = self.roster.load().iter().map(|agent| agent.id().chat()).collect::<Vec<_>>();
        self.store.prefer(agents.into_iter().chain(group).collect());
    }

    /// Takes details back that were shown for a while, or to somebody who works here no longer.
    pub(super) async fn cover_shown(&self, now: Timestamp) -> Result<(), StoreFault> {
        let (roster, today) = (self.roster(), self.today(now).await?);
        let over = today.board.shown.iter().find(|shown| shown.until <= now || roster.agent(shown.to).is_none());
        let Some(shown) = over.copied() else { return Ok(()) };
        let knowledge = self.knowledge.load();
        let request = self.store.request(shown.request).await?.map(|request| request.value);
        let decision = cover(&self.facts(&knowledge, &today, now), shown, request.as_ref());
        let versions = Versions { board: today.board_version, ..Versions::default() };
        // Where somebody was faster, the next tick sees what they made of it; so it does with what else is over.
        self.commit(None, None, decision, versions, now).await?;
        Ok(())
    }
}
