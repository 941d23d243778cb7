//! What people of the day do, as updates that the real desk takes in, and what they then see. Decides nothing for them.

use jiff::SignedDuration;

use super::{LEASE, World};
use crate::callback::UserId;
use crate::conversation::{ChatKind, Click, Incoming, Person, What};
use crate::simulate::SimulationFault;
use crate::simulate::customer;
use crate::simulate::plan::READS;
use crate::simulate::timeline::Event;
use crate::store::RawUpdate;
use crate::text::Language;

impl World<'_> {
    pub(super) async fn customer_presses(&mut self, index: usize, click: Click) -> Result<(), SimulationFault> {
        let press = format!("press {}", self.updates);
        self.customer_does(index, What::Click { press, message: None, click: Some(click) }).await
    }

    pub(super) async fn customer_does(&mut self, index: usize, what: What) -> Result<(), SimulationFault> {
        let Some(customer) = self.customers.get(index) else { return Ok(()) };
        let tag = if customer.language == Language::En { "en" } else { "zh-hans" };
        let person = Person {
            id: UserId(customer.chat.0),
            name: format!("Customer {index}"),
            language_tag: Some(tag.to_owned()),
            is_bot: false,
        };
        self.does(person, what).await
    }

    pub(super) async fn agent_presses(&mut self, index: usize, click: Click) -> Result<(), SimulationFault> {
        let press = format!("press {}", self.updates);
        self.agent_does(index, What::Click { press, message: None, click: Some(click) }).await
    }

    pub(super) async fn agent_writes(&mut self, index: usize, text: &str) -> Result<(), SimulationFault> {
        self.agent_does(index, What::Text { message: 0, text: text.to_owned(), forwarded: false }).await
    }

    pub(super) async fn agent_does(&mut self, index: usize, what: What) -> Result<(), SimulationFault> {
        let Some(agent) = self.agents.get(index) else { return Ok(()) };
        let person =
            Person { id: agent.id, name: agent.name.clone(), language_tag: Some("en".to_owned()), is_bot: false };
        self.does(person, what).await
    }

    /// An update, from its intake to the messages it led to.
    async fn does(&mut self, person: Person, what: What) -> Result<(), SimulationFault> {
        self.updates += 1;
        let chat = person.id.chat();
        let (update_id, json) = (self.updates, "{}".to_owned());
        let update = RawUpdate { update_id, lane: chat.0, json, mark: 0, urgent: false, piece: None };
        let now = self.now();
        self.desk.take_in(vec![update]).await?;
        let incoming = Incoming { chat, kind: ChatKind::Private, topic: None, person, sent_at: now, what };
        while let Some(work) = self.store.lease(now, LEASE).await? {
            self.desk.handle(&work, Some(incoming.clone())).await?;
        }
        if self.store.dead_letters().await? > 0 {
            return Err(self.wrong("an update was set aside"));
        }
        self.deliver().await
    }

    /// Shows people what was sent to them; customers react after a while.
    pub(super) async fn deliver(&mut self) -> Result<(), SimulationFault> {
        let now = self.now();
        for chat in self.mail.deliver(&*self.store, now).await? {
            let Some(index) = customer::index_of(chat).filter(|index| *index < self.customers.len()) else { continue };
            let Some(customer) = self.customers.get_mut(index) else { continue };
            let reads: SignedDuration = customer.chance.seconds(READS);
            self.timeline.plan(now + reads, Event::Customer(index));
        }
        Ok(())
    }
}
