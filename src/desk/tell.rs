//! What the desk tells those who work here of itself, in private and in the desk's first language. Never about customers.

use super::Desk;
use crate::callback::Agent;
use crate::conversation::{Body, Keyboard, Outgoing, Recipient};
use crate::store::{Changes, StoreFault};
use crate::text::Language;

/// Whom it is told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// The leads.
    Leads,
    /// Everybody of the roster.
    Everybody,
}

impl Desk {
    /// Tells a sentence, by its key; `times` is how often it happened, for sentences that say so.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tell(&self, whom: Whom, key: &str, times: u64) -> Result<(), StoreFault> {
        let language = self.profile.languages.first().copied().unwrap_or(Language::En);
        let words = self.phrasebook.page(language.into());
        let roster = self.roster();
        let outbox = roster
            .iter()
            .filter(|agent| whom == Whom::Everybody || Agent::leads(agent))
            .map(|agent| Outgoing {
                to: Recipient::Chat(agent.id().chat()),
                body: Body::Say {
                    text: words.say(key, &[("times", times.into())]),
                    keyboard: Keyboard::None,
                    slot: None,
                    protect: false,
                },
            })
            .collect();
        self.store.commit(None, Changes { outbox, ..Changes::default() }, self.now()).await?;
        self.outbox.notify_one();
        Ok(())
    }
}
