//! Reads the parts of the queue that agents ask for, and gives back what nobody has any more. Decides nothing.

use jiff::Timestamp;

use super::Desk;
use super::versions::Versions;
use crate::callback::{CallbackRequest, Place, UserId};
use crate::conversation::{AgentStep, Facts, Needs, Part, Situation, agent_left};
use crate::store::{StoreFault, Versioned, past_record};
use crate::text::Language;

/// Requests read of each part of the queue: as many as anybody turns pages through. The rest are counted.
const SHOWN: usize = 300;

/// Requests looked at for one that is offered to an agent, when the first is not: more than anybody passes on in a day.
const LOOKED_AT: usize = 200;

/// Requests shown that have a number which a lead looks for.
const FOUND: usize = 10;

/// Requests shown of what an agent has: more than anybody should, and all in one message.
const MINE: usize = 30;

/// Promises that a change of today's hours may concern: more than two hundred agents can keep in a day. Those beyond it
/// stay as they are and raise their alarms.
const CONCERNED: usize = 10_000;

/// Requests taken back at once from agents who have left; the rest follow at the next tick.
const TAKEN_BACK: usize = 100;

impl Desk {
    /// Reads the first request that this agent can call now.
    pub(super) async fn load_next(
        &self,
        facts: &Facts<'_>,
        agent: UserId,
        situation: &mut Situation,
        versions: &mut Versions,
    ) -> Result<(), StoreFault> {
        let Some(agent) = facts.roster.agent(agent) else { return Ok(()) };
        let ready = facts.roster.ready_for(agent);
        let offered =
            |request: &Versioned<CallbackRequest>| facts.board.offers(&request.value, agent, facts.roster, facts.now);
        let mut found = self.store.queue_at(&ready, 1).await?.requests.into_iter().find(offered);
        if found.is_none() {
            found = self.store.queue_at(&ready, LOOKED_AT).await?.requests.into_iter().find(offered);
        }
        if let Some(request) = found {
            situation.named_reachable = self.store.reachable(request.value.customer.chat).await?;
            situation.named = Some(versions.read(request));
        }
        Ok(())
    }

    /// Reads the parts of the queue that a decision needs.
    pub(super) async fn load_parts(
        &self,
        needs: &Needs,
        agent: UserId,
        now: Timestamp,
        situation: &mut Situation,
        versions: &mut Versions,
    ) -> Result<(), StoreFault> {
        if needs.queue {
            let with = |place: &Place| matches!(place, Place::With(_));
            let with: Vec<Place> = self.store.places().await?.into_iter().filter(with).collect();
            situation.ready = self.part(&Language::ALL.map(Place::Ready), SHOWN, versions).await?;
            situation.worked = self.part(&with, SHOWN, versions).await?;
            situation.later = self.part(&[Place::Later], SHOWN, versions).await?;
        }
        if needs.numbered
            && let Some(AgentStep::Search(phone)) = situation.conversation.as_ref().map(|talk| &talk.agent)
        {
            situation.found = self.store.with_number(phone, FOUND).await?;
        }
        if needs.mine {
            situation.mine = self.part(&[Place::With(agent)], MINE, versions).await?;
        }
        if let Some((from, to)) = needs.promised_between {
            let concerned = self.store.promised_between(from.min(now), to, CONCERNED).await?;
            situation.concerned = concerned.into_iter().map(|request| versions.read(request)).collect();
        }
        Ok(())
    }

    /// Gives back what agents have who are no longer on the roster.
    pub(super) async fn take_back(&self, now: Timestamp) -> Result<(), StoreFault> {
        let roster = self.roster();
        let gone = |place: &Place| matches!(place, Place::With(id) if roster.agent(*id).is_none());
        let places: Vec<Place> = self.store.places().await?.into_iter().filter(gone).collect();
        if places.is_empty() {
            return Ok(());
        }
        let requests = self.store.queue_at(&places, TAKEN_BACK).await?.requests;
        match self.take_back_these(requests.clone(), now).await {
            Err(fault) if fault.is_of_a_record() => tracing::error!(%fault, "taking back one request after the other"),
            taken => return taken,
        }
        for request in requests {
            past_record(self.take_back_these(vec![request], now).await)?;
        }
        Ok(())
    }

    async fn take_back_these(
        &self,
        requests: Vec<Versioned<CallbackRequest>>,
        now: Timestamp,
    ) -> Result<(), StoreFault> {
        let mut versions = Versions::default();
        let requests = requests.into_iter().map(|request| versions.read(request)).collect();
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        let decision = agent_left(&self.facts(&knowledge, &today, now), requests);
        versions.today = Some(today);
        // Where somebody was faster, the next tick sees what they made of it.
        self.commit(None, None, decision, versions, now).await?;
        Ok(())
    }

    async fn part(&self, places: &[Place], limit: usize, versions: &mut Versions) -> Result<Part, StoreFault> {
        let page = self.store.queue_at(places, limit).await?;
        let requests = page.requests.into_iter().map(|request| versions.read(request)).collect();
        Ok(Part { requests, count: page.open })
    }
}
