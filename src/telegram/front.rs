//! What this room asks of the desk, and no more.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::Notify;

use crate::callback::{ChatId, Silence};
use crate::conversation::Incoming;
use crate::desk::Desk;
use crate::safety::CodeProof;
use crate::safety::secrets::{OwnTexts, Redacted};
use crate::store::{Intake, OutboxRow, Piece, RawUpdate, Store, StoreFault, Work, past_record};

/// The desk, as seen from Telegram. [`Desk`] has the words to each deed.
#[async_trait]
pub trait FrontDesk: Send + Sync + 'static {
    /// [`Desk::store`]
    fn store(&self) -> &Arc<dyn Store>;
    /// [`Desk::now`]
    fn now(&self) -> Timestamp;
    /// [`Desk::steady`]
    fn steady(&self) -> Duration;
    /// [`Desk::inbox`]
    fn inbox(&self) -> &Notify;
    /// [`Desk::outbox`]
    fn outbox(&self) -> &Notify;
    /// [`Desk::is_urgent`]
    fn is_urgent(&self, incoming: &Incoming) -> bool;
    /// [`Desk::piece`]
    async fn piece(&self, incoming: &Incoming, album: Option<u32>, urgent: bool) -> Result<Option<Piece>, StoreFault>;
    /// [`Desk::own_texts`]
    fn own_texts(&self) -> Arc<OwnTexts>;
    /// [`Desk::take_in`]
    async fn take_in(&self, updates: Vec<RawUpdate>) -> Result<Intake, StoreFault>;
    /// [`Desk::code_entered`]
    async fn code_entered(&self, chat: ChatId, digits: &str) -> Result<Option<CodeProof>, StoreFault>;
    /// [`Desk::answer_guarded`]
    async fn answer_guarded(&self, chat: ChatId, words: &str) -> Result<Option<Redacted>, StoreFault>;
    /// [`Desk::handle`]
    async fn handle(&self, work: &Work, incoming: Option<Incoming>) -> Result<(), StoreFault>;
    /// [`Desk::give_back`]
    async fn give_back(&self, work: &Work, reason: &str) -> Result<(), StoreFault>;
    /// [`Desk::undeliverable`]
    async fn undeliverable(&self, row: &OutboxRow) -> Result<(), StoreFault>;
    /// [`Desk::group_answers`]
    async fn group_answers(&self, silence: Option<Silence>) -> Result<(), StoreFault>;
    /// [`Desk::tick`]
    async fn tick(&self) -> Result<(), StoreFault>;
}

#[async_trait]
impl FrontDesk for Desk {
    fn store(&self) -> &Arc<dyn Store> {
        self.store()
    }

    fn now(&self) -> Timestamp {
        self.now()
    }

    fn steady(&self) -> Duration {
        self.steady()
    }

    fn inbox(&self) -> &Notify {
        self.inbox()
    }

    fn outbox(&self) -> &Notify {
        self.outbox()
    }

    fn is_urgent(&self, incoming: &Incoming) -> bool {
        self.is_urgent(incoming)
    }

    async fn piece(&self, incoming: &Incoming, album: Option<u32>, urgent: bool) -> Result<Option<Piece>, StoreFault> {
        self.piece(incoming, album, urgent).await
    }

    fn own_texts(&self) -> Arc<OwnTexts> {
        self.own_texts()
    }

    async fn take_in(&self, updates: Vec<RawUpdate>) -> Result<Intake, StoreFault> {
        self.take_in(updates).await
    }

    async fn code_entered(&self, chat: ChatId, digits: &str) -> Result<Option<CodeProof>, StoreFault> {
        self.code_entered(chat, digits).await
    }

    async fn answer_guarded(&self, chat: ChatId, words: &str) -> Result<Option<Redacted>, StoreFault> {
        self.answer_guarded(chat, words).await
    }

    async fn handle(&self, work: &Work, incoming: Option<Incoming>) -> Result<(), StoreFault> {
        self.handle(work, incoming).await
    }

    async fn give_back(&self, work: &Work, reason: &str) -> Result<(), StoreFault> {
        self.give_back(work, reason).await
    }

    async fn undeliverable(&self, row: &OutboxRow) -> Result<(), StoreFault> {
        self.undeliverable(row).await
    }

    async fn group_answers(&self, silence: Option<Silence>) -> Result<(), StoreFault> {
        self.group_answers(silence).await
    }

    async fn tick(&self) -> Result<(), StoreFault> {
        self.tick().await
    }
}

/// One record that cannot be read or written must not end the program: it is shouted about and passed over. Every other fault
/// does.
///
/// # Errors
/// The fault, when it is about more than one record.
pub fn past_damage<T: Default>(result: Result<T, StoreFault>) -> Result<T, StoreFault> {
    past_record(result)
}
