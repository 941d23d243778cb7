//! The commands of [`Store`] on this engine: each is a read of what is written, a look at memory or a command for the writer. Keeps no state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;

use super::commands::{Command, Failure};
use super::snapshot::{Copier, SledSnapshot};
use super::{SledStore, board, reads, writer};
use crate::admission::{Attempt, AttemptCode, Record, Session, SessionId};
use crate::callback::{
    Ahead, CallRecord, CallbackRequest, ChatId, Look, Place, Promised, RequestId, Standing, Tally, UserId,
};
use crate::conversation::{Conversation, Outgoing, Outlet, Recipient, Retention, Slot};
use crate::safety::Phone;
use crate::safety::secrets::SecretKind;
use crate::store::{
    Backlog, BoardRead, Changes, Commit, Delivery, Failed, Intake, Kept, Leased, Pauses, QueuePage, RawUpdate,
    Snapshot, Store, StoreFault, Versioned, Work, WorkId,
};

/// Requests that are due and cannot be read, which keep so many others from being found at most: more is no damage but an
/// ending disk.
const UNREADABLE: usize = 1000;

#[async_trait]
impl Store for SledStore {
    async fn intake(&self, updates: Vec<RawUpdate>, now: Timestamp) -> Result<Intake, StoreFault> {
        self.write(|answer| Command::Intake(updates, now, answer)).await
    }

    async fn lease(&self, now: Timestamp, ttl: Duration) -> Result<Option<Work>, StoreFault> {
        self.next_work(now, ttl).await
    }

    async fn commit(&self, work: Option<WorkId>, changes: Changes, now: Timestamp) -> Result<Commit, StoreFault> {
        self.write(|answer| Command::Commit(work, Box::new(changes), now, answer)).await
    }

    async fn fail(
        &self,
        work: WorkId,
        reason: &str,
        max_tries: u32,
        alarm: Vec<Outgoing>,
        now: Timestamp,
    ) -> Result<Failed, StoreFault> {
        let failure = Failure { work, reason: reason.to_owned(), max_tries, alarm, now };
        self.write(|answer| Command::Fail(failure, answer)).await
    }

    fn put_back(&self, WorkId(row): WorkId) {
        self.memory.inbox().put_back(row);
    }

    fn set_apart(&self, WorkId(row): WorkId) {
        self.memory.inbox().set_apart(row);
    }

    fn pauses(&self) -> Pauses {
        let (next, begun) = self.memory.inbox().pauses();
        Pauses { next, begun: begun.into_iter().map(ChatId).collect() }
    }

    async fn dead_letters(&self) -> Result<usize, StoreFault> {
        self.read(|_| Ok(())).await.map(|()| self.memory.dead())
    }

    async fn incidents(&self) -> Result<BTreeMap<SecretKind, u64>, StoreFault> {
        self.read(reads::incidents).await
    }

    async fn backlog(&self) -> Result<Backlog, StoreFault> {
        let (inbox, outbox) = (self.memory.inbox().len(), self.memory.outbox().len());
        self.read(move |_| Ok(Backlog { inbox, outbox })).await
    }

    async fn conversation(&self, chat: ChatId) -> Result<Option<Versioned<Conversation>>, StoreFault> {
        self.read(move |trees| reads::conversation(trees, chat)).await
    }

    async fn request(&self, id: RequestId) -> Result<Option<Versioned<CallbackRequest>>, StoreFault> {
        self.read(move |trees| reads::request(trees, id)).await
    }

    async fn open_request_of(&self, customer: ChatId) -> Result<Option<Versioned<CallbackRequest>>, StoreFault> {
        let id = self.memory.queue().of(customer);
        self.read(move |trees| Ok(reads::open_requests(trees, id)?.pop())).await
    }

    async fn queue(&self, limit: usize) -> Result<QueuePage, StoreFault> {
        let (first, open) = {
            let queue = self.memory.queue();
            (queue.first(limit), queue.len())
        };
        self.read(move |trees| Ok(QueuePage { requests: reads::open_requests(trees, first)?, open })).await
    }

    async fn queue_at(&self, places: &[Place], limit: usize) -> Result<QueuePage, StoreFault> {
        // What is just being written is known here only afterwards: as many may have gone elsewhere as are written at once.
        let (first, open) = self.memory.queue().at(places, limit.saturating_add(writer::GROUP_COMMANDS));
        let places = places.to_vec();
        self.read(move |trees| Ok(QueuePage { requests: reads::standing_at(trees, first, &places, limit)?, open }))
            .await
    }

    async fn places(&self) -> Result<Vec<Place>, StoreFault> {
        self.check_open()?;
        Ok(self.memory.queue().places())
    }

    async fn looks(&self, of: Option<RequestId>) -> Result<Vec<Look>, StoreFault> {
        self.read(move |trees| reads::looks(trees, of)).await
    }

    async fn attempt(&self, code: AttemptCode) -> Result<Option<Versioned<Attempt>>, StoreFault> {
        self.read(move |trees| reads::attempt(trees, code)).await
    }

    async fn session(&self, id: &SessionId) -> Result<Option<Versioned<Session>>, StoreFault> {
        let id = id.clone();
        self.read(move |trees| reads::session(trees, &id)).await
    }

    async fn sessions_of(&self, who: UserId) -> Result<Vec<(SessionId, Versioned<Session>)>, StoreFault> {
        self.read(move |trees| reads::sessions_of(trees, who)).await
    }

    async fn audit(&self, before: Timestamp, limit: usize) -> Result<Vec<Record>, StoreFault> {
        self.read(move |trees| reads::audit(trees, before, limit)).await
    }

    fn prefer(&self, chats: BTreeSet<ChatId>) {
        let chats: BTreeSet<i64> = chats.into_iter().map(|chat| chat.0).collect();
        self.memory.inbox().prefer(chats.clone());
        self.memory.outbox().prefer(chats);
    }

    fn unsent_to(&self, recipients: &[Recipient]) -> usize {
        self.memory.outbox().most_waiting(recipients)
    }

    async fn promised(&self) -> Result<Versioned<Promised>, StoreFault> {
        self.check_open()?;
        let queue = self.memory.queue();
        Ok(Versioned { version: queue.promises_made(), value: queue.promised() })
    }

    async fn promised_between(
        &self,
        from: Timestamp,
        to: Timestamp,
        limit: usize,
    ) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault> {
        let ids = self.memory.queue().promised_between(from, to, limit);
        self.read(move |trees| reads::open_requests(trees, ids)).await
    }

    async fn standing(&self, now: Timestamp) -> Result<Standing, StoreFault> {
        self.check_open()?;
        Ok(self.memory.queue().standing(now))
    }

    async fn board(&self) -> Result<Option<BoardRead>, StoreFault> {
        self.check_open()?;
        let board::Parts { versions, value } = board::Parts::clone(&self.memory.board());
        Ok((!versions.is_empty()).then_some(BoardRead { versions, value }))
    }

    async fn roster(&self) -> Result<u64, StoreFault> {
        self.check_open()?;
        Ok(self.memory.roster())
    }

    async fn tally(&self, from: Date, to: Date) -> Result<Tally, StoreFault> {
        self.read(move |trees| reads::tally(trees, from, to)).await
    }

    async fn ahead_of(&self, id: RequestId) -> Result<Ahead, StoreFault> {
        self.read(|_| Ok(())).await.map(|()| self.memory.queue().ahead_of(id))
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault> {
        let ids = self.memory.queue().due(now, limit.saturating_add(UNREADABLE));
        self.read(move |trees| {
            let mut requests = Vec::new();
            for id in ids {
                if requests.len() == limit {
                    break;
                }
                let found = reads::open_requests(trees, [id])?.pop();
                requests.extend(found.filter(|request| request.value.due_at().is_some_and(|at| at <= now)));
            }
            Ok(requests)
        })
        .await
    }

    async fn reserve_request_id(&self) -> Result<RequestId, StoreFault> {
        self.check_open()?;
        Ok(self.memory.reserve_request())
    }

    async fn lease_outbox(
        &self,
        outlet: Outlet,
        now: Timestamp,
        limit: usize,
        ttl: Duration,
    ) -> Result<Leased, StoreFault> {
        self.check_open()?;
        let (picked, next_due) = self.memory.outbox().pick(outlet, now, limit, ttl);
        let (rows, unreadable) = self.read(move |trees| reads::outgoing(trees, picked)).await?;
        if !unreadable.is_empty() {
            self.write(|answer| Command::Discard(unreadable, answer)).await?;
        }
        Ok(Leased { rows, next_due })
    }

    async fn settle(&self, deliveries: Vec<(u64, Delivery)>, now: Timestamp) -> Result<(), StoreFault> {
        self.write(|answer| Command::Settle(deliveries, now, answer)).await
    }

    async fn purge(&self, keep: Retention, portion: usize, now: Timestamp) -> Result<usize, StoreFault> {
        let rounds = self.memory.rounds().clone();
        let (overdue, rounds) = self.read(move |trees| reads::all_overdue(trees, &rounds, portion, keep, now)).await?;
        let erased = match overdue.is_empty() {
            true => 0,
            false => self.write(|answer| Command::Purge(overdue, keep, now, answer)).await?,
        };
        *self.memory.rounds() = rounds;
        Ok(erased)
    }

    async fn call_record(&self, id: RequestId) -> Result<Option<CallRecord>, StoreFault> {
        self.read(move |trees| reads::call_record(trees, id)).await
    }

    async fn kept_of(&self, customer: ChatId) -> Result<Kept, StoreFault> {
        let (open, board) = (self.memory.queue().of(customer), self.memory.board());
        self.read(move |trees| reads::kept_of(trees, customer, open, &board.value)).await
    }

    async fn ended_of(&self, customer: ChatId, limit: usize) -> Result<Vec<CallbackRequest>, StoreFault> {
        self.read(move |trees| reads::ended_of(trees, customer, limit)).await
    }

    async fn with_number(&self, phone: &Phone, limit: usize) -> Result<Vec<CallbackRequest>, StoreFault> {
        let number = phone.reveal().to_owned();
        self.read(move |trees| reads::with_number(trees, &number, limit)).await
    }

    async fn message_in(&self, recipient: Recipient, slot: Slot) -> Result<Option<i64>, StoreFault> {
        self.read(move |trees| reads::message_in(trees, recipient, slot)).await
    }

    async fn messages_in(&self, recipient: Recipient, slot: Slot) -> Result<Vec<i64>, StoreFault> {
        self.read(move |trees| reads::messages_in(trees, recipient, slot)).await
    }

    async fn reachable(&self, chat: ChatId) -> Result<bool, StoreFault> {
        self.read(move |trees| reads::reachable(trees, chat)).await
    }

    async fn group(&self) -> Result<Option<ChatId>, StoreFault> {
        self.read(reads::group).await
    }

    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreFault> {
        self.check_open()?;
        let mark = Arc::clone(&self.mark);
        let copier = self.read(move |trees| Copier::begin(trees, &mark)).await?;
        Ok(Box::new(SledSnapshot::new(self.reading.clone(), copier)))
    }

    async fn failed(&self) -> String {
        self.health.failed().await
    }

    async fn close(&self) -> Result<(), StoreFault> {
        self.write(Command::Close).await?;
        let writer = self.writer().take();
        let opened = self.reading.close().await;
        let closing = tokio::task::spawn_blocking(move || {
            let ended = writer.is_none_or(|writer| writer.thread.join().is_ok());
            drop(opened);
            ended
        });
        match closing.await {
            Ok(true) => Ok(()),
            _ => Err(StoreFault::Broken("the store's writer ended badly".into())),
        }
    }
}
