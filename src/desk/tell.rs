//! What the desk tells those who work here of itself, in private and in the desk's first language. Never about customers.

use std::sync::{MutexGuard, PoisonError};

use super::Desk;
use super::often::{DEAD_LETTER, Often};
use crate::callback::Agent;
use crate::conversation::{Body, Facts, Keyboard, Outgoing, Recipient, dead_letter_alarm};
use crate::store::{Changes, StoreFault};
use crate::text::Language;

/// News of files, and the sentence for those that came more than once.
const AGAIN: [(&str, &str); 6] = [
    ("intents-reloaded", "intents-reloaded-again"),
    ("intents-broken", "intents-broken-again"),
    ("intents-refused", "intents-broken-again"),
    ("roster-reloaded", "roster-reloaded-again"),
    ("roster-broken", "roster-broken-again"),
    ("roster-refused", "roster-broken-again"),
];

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
    pub(super) async fn tell(&self, whom: Whom, key: &str, times: u64) -> Result<(), StoreFault> {
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

    pub(super) fn often(&self) -> MutexGuard<'_, Often> {
        self.often.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells a sentence, by its key, unless the same was told a short while ago: then it is counted, and the leads read the
    /// count.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn news(&self, whom: Whom, key: &str) -> Result<(), StoreFault> {
        let tells = self.often().happened(key, self.steady());
        if tells { self.tell(whom, key, 1).await } else { Ok(()) }
    }

    /// Tells how often things happened since they were told.
    pub(super) async fn tell_often(&self, facts: &Facts<'_>) -> Result<(), StoreFault> {
        let due = self.often().due(self.steady());
        for (key, count) in due {
            if key != DEAD_LETTER {
                let again = AGAIN.iter().find(|(once, _)| *once == key).filter(|_| count > 1);
                self.tell(Whom::Leads, again.map_or(&key, |(_, again)| again), u64::from(count)).await?;
                continue;
            }
            let outbox = dead_letter_alarm(facts, count);
            self.store.commit(None, Changes { outbox, ..Changes::default() }, self.now()).await?;
            self.outbox.notify_one();
        }
        Ok(())
    }
}
