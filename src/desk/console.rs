//! The door for what agents do on the console: the same decision and the same commit as for a chat. Knows no HTTP.

use super::Desk;
use crate::callback::UserId;
use crate::conversation::{Answer, ConsoleDeed};
use crate::safety::secrets::find_beside;
use crate::store::StoreFault;
use crate::text::Locale;

/// What came of something that an agent did on the console.
#[derive(Clone, Debug, PartialEq)]
pub enum Acted {
    /// It was decided and committed; this is said to the agent.
    Settled(Vec<Answer>),
    /// They do not work here any more: nothing was done.
    Stranger,
    /// Others were faster for so long that nothing was done.
    Busy,
}

impl Desk {
    /// Does what an agent does on the console. What is said to them comes in `locale`.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn act(&self, agent: UserId, deed: ConsoleDeed, locale: Locale) -> Result<Acted, StoreFault> {
        if self.roster().agent(agent).is_none() {
            return Ok(Acted::Stranger);
        }
        let own = self.own_texts();
        let findings = deed.written().map(|text| find_beside(text, &own)).unwrap_or_default();
        let secrets = findings.into_iter().map(|finding| finding.kind).collect();
        let (event, page) = deed.event(agent, locale, secrets, self.now());
        let settled = self.settle(None, &event, Some(page)).await?;
        Ok(settled.map_or(Acted::Busy, Acted::Settled))
    }
}
