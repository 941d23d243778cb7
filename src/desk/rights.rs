//! Who may do what at this moment: the roster as it is now, and what those who lost a right must give back.

use std::sync::Arc;

use jiff::Timestamp;

use super::Desk;
use super::deeds::Versions;
use crate::callback::{ChatId, Roster, UserId};
use crate::conversation::{agent_left, cover};
use crate::store::{StoreFault, Versioned};

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

    /// Whether what goes to this chat goes before all else: agents must get on however many strangers write.
    pub fn goes_first(&self, chat: ChatId) -> bool {
        self.roster.load().agent(UserId(chat.0)).is_some()
    }

    pub(super) fn prefer_agents(&self, group: Option<ChatId>) {
        let agents = self.roster.load().iter().map(|agent| agent.id().chat()).collect::<Vec<_>>();
        self.store.prefer(agents.into_iter().chain(group).collect());
    }

    /// Takes back what somebody has no right to any more: claims of agents who left, and details shown for a while.
    pub(super) async fn take_back(&self, now: Timestamp) -> Result<(), StoreFault> {
        let roster = self.roster();
        for agent in self.store.claimers().await?.into_iter().filter(|agent| roster.agent(*agent).is_none()) {
            self.return_claims(agent, now).await?;
        }
        let today = self.today(now).await?;
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

    async fn return_claims(&self, agent: UserId, now: Timestamp) -> Result<(), StoreFault> {
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        for Versioned { version, value } in self.store.claimed_by(agent).await? {
            let versions = Versions { requests: vec![(value.id, version)], ..Versions::default() };
            tracing::info!(request = %value.id, %agent, "an agent who left the roster had it; back in the queue");
            let decision = agent_left(&self.facts(&knowledge, &today, now), agent, value);
            self.commit(None, None, decision, versions, now).await?;
        }
        Ok(())
    }
}
