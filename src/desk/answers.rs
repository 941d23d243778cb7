//! What customers write while an agent's question is open, looked at before it is stored.

use std::collections::HashMap;
use std::sync::PoisonError;

use super::Desk;
use crate::callback::{CallbackRequest, Cause, ChatId, RequestId};
use crate::safety::answers::{Pieces, guarded};
use crate::safety::secrets::Redacted;
use crate::store::StoreFault;

/// Chats whose answers are remembered at once. Beyond that all are forgotten: what was worked off stands in the request.
const MOST: usize = 4096;

/// The pieces that came of late, by chat: answers are looked at before those before them were worked off.
pub(super) type Recent = HashMap<ChatId, (RequestId, Pieces)>;

impl Desk {
    /// What this customer writes without what may be a code or words of a wallet, when it may answer an agent's question;
    /// `None` when it can be stored as it is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn answer_guarded(&self, chat: ChatId, words: &str) -> Result<Option<Redacted>, StoreFault> {
        let own = self.store.open_request_of(chat).await?.map(|own| own.value);
        let Some(own) = own.filter(|own| own.is_asked(self.now())) else { return Ok(None) };
        let mut recent = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if recent.len() >= MOST {
            recent.clear();
        }
        let told = recent.get(&chat).filter(|(id, _)| *id == own.id).map(|(_, pieces)| *pieces).unwrap_or_default();
        let before = told.or(answered(&own));
        recent.insert(chat, (own.id, before.and(Pieces::of(words))));
        Ok(guarded(words, before))
    }
}

/// The pieces among what was written since an agent first asked something.
fn answered(own: &CallbackRequest) -> Pieces {
    let asked = own.history.iter().find(|line| line.why == Cause::Asked).map(|line| line.at);
    let since = own.story.iter().filter(|note| asked.is_some_and(|at| note.at > at));
    since.map(|note| Pieces::of(&note.text)).fold(Pieces::default(), Pieces::and)
}
