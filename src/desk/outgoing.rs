//! What follows from how messages fared: a group that falls silent or speaks again, customers who could not be told.

use super::Desk;
use super::deeds::MAX_CONFLICTS;
use super::today::Today;
use super::versions::Versions;
use crate::callback::{CallbackRequest, ChatId, Place, Silence, UserId};
use crate::conversation::{Body, Part, Recipient, Slot, customer_unreachable, group_silent, group_works};
use crate::store::{Commit, OutboxRow, StoreFault, Versioned};
use crate::text::Language;

/// Requests that a digest tells apart by topic; the rest are counted.
const COUNTED: usize = 200;

/// Requests whose cards in private are taken away when the group shows them again.
const WITHDRAWN: usize = 50;

impl Desk {
    /// The agents' group cannot be written to, and why; or it can (again).
    ///
    /// # Errors
    /// When the store fails.
    pub async fn group_answers(&self, silence: Option<Silence>) -> Result<(), StoreFault> {
        for _ in 0..MAX_CONFLICTS {
            let now = self.now();
            let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
            if silence.is_some() == today.board.silence.is_some() {
                return Ok(());
            }
            let facts = self.facts(&knowledge, &today, now);
            let decision = match silence {
                Some(why) => group_silent(&facts, why, &self.ready().await?),
                None => {
                    let open = self.store.queue(WITHDRAWN).await?.requests;
                    let open: Vec<CallbackRequest> = open.into_iter().map(|request| request.value).collect();
                    group_works(&facts, &open)
                }
            };
            let versions = Versions { today: Some(today), ..Versions::default() };
            if self.commit(None, None, decision, versions, now).await? == Commit::Done {
                tracing::warn!(?silence, "whether the agents' group can be written to has changed");
                return Ok(());
            }
        }
        Ok(())
    }

    /// A customer could not be told of something: whoever told them, or has their request, reads so.
    pub(super) async fn customer_not_told(&self, row: &OutboxRow) -> Result<(), StoreFault> {
        let Recipient::Chat(chat) = row.message.to else { return Ok(()) };
        for _ in 0..MAX_CONFLICTS {
            let now = self.now();
            let Some((agent, Versioned { version, value })) = self.teller(&row.message.body, chat).await? else {
                return Ok(());
            };
            let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
            let decision = customer_unreachable(&self.facts(&knowledge, &today, now), agent, &value);
            let versions = Versions::of_request(value.id, version, today);
            if self.commit(None, None, decision, versions, now).await? == Commit::Done {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Who told a customer this, and about which request; of what nobody told, who has their request.
    async fn teller(
        &self,
        body: &Body,
        chat: ChatId,
    ) -> Result<Option<(UserId, Versioned<CallbackRequest>)>, StoreFault> {
        if let Body::Say { slot: Some(Slot::Told(id, agent)), .. } = body {
            return Ok(self.store.request(*id).await?.map(|request| (*agent, request)));
        }
        let own = self.store.open_request_of(chat).await?;
        Ok(own.and_then(|own| Some((own.value.state.owner()?, own))))
    }

    /// What can be called now.
    pub(super) async fn ready(&self) -> Result<Part, StoreFault> {
        let page = self.store.queue_at(&Language::ALL.map(Place::Ready), COUNTED).await?;
        Ok(Part { requests: page.requests.into_iter().map(|request| request.value).collect(), count: page.open })
    }

    /// How many messages wait for the agent with the most of them, where cards go to each.
    pub(super) fn unsent_to_agents(&self, today: &Today) -> usize {
        if self.profile.group.is_some() && today.board.silence.is_none() {
            return 0;
        }
        let chats: Vec<Recipient> = today.roster.iter().map(|agent| Recipient::Chat(agent.id().chat())).collect();
        self.store.unsent_to(&chats)
    }
}
