//! The deeds that have to do with mails: what follows when one is given up, and whether a customer's digits are a code.

use super::Desk;
use super::deeds::MAX_CONFLICTS;
use super::versions::Versions;
use crate::callback::ChatId;
use crate::conversation::{Mail, MailFault, mail_given_up};
use crate::safety::{CodeProof, CodeSeed, SEED_BYTES};
use crate::store::{Commit, StoreFault, Versioned};

impl Desk {
    /// A mail will not be sent: whoever waits for its code is told.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn mail_given_up(&self, mail: &Mail, fault: MailFault) -> Result<(), StoreFault> {
        for _ in 0..MAX_CONFLICTS {
            let now = self.now();
            let Some(Versioned { version, value }) = self.store.request(mail.request).await? else { return Ok(()) };
            let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
            let decision = mail_given_up(&self.facts(&knowledge, &today, now), value, mail, fault);
            let versions = Versions::of_request(mail.request, version, today);
            if self.commit(None, None, decision, versions, now).await? == Commit::Done {
                return Ok(());
            }
        }
        tracing::error!(request = %mail.request, "nobody could be told of a mail: its request changed at every try");
        Ok(())
    }

    /// What a one-time code could be made from; none where no mail can be sent.
    pub(super) fn seed(&self) -> Option<CodeSeed> {
        let mut random = [0; SEED_BYTES];
        let filled = self.profile.mails.then(|| getrandom::fill(&mut random))?;
        match filled {
            Ok(()) => Some(CodeSeed::new(random)),
            Err(error) => {
                tracing::error!(%error, "the system gives no random numbers, so no codes can be sent");
                None
            }
        }
    }

    /// The keyed hash of digits that this customer typed, when they are taken for a code: then nothing else of them may
    /// be stored.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn code_entered(&self, chat: ChatId, digits: &str) -> Result<Option<CodeProof>, StoreFault> {
        let own = self.store.open_request_of(chat).await?;
        let seed = own.and_then(|own| own.value.awaited_code(self.now()).map(|code| code.seed));
        Ok(seed.map(|seed| seed.proof(&self.profile.code_key, digits)))
    }
}
