//! A small store in memory: as much of the contract as intake, workers and sender need, and a record of what they did.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use ringback::admission::{Attempt, AttemptCode, Record, Session, SessionId};
use ringback::callback::{
    Ahead, CallRecord, CallbackRequest, ChatId, Look, Place, Promised, RequestId, Standing, Tally, UserId,
};
use ringback::conversation::{Body, Conversation, Outgoing, Outlet, Recipient, Retention, Slot};
use ringback::desk::MAX_DEATHS;
use ringback::safety::Phone;
use ringback::safety::secrets::SecretKind;
use ringback::store::{
    Backlog, BoardRead, Changes, Commit, Delivery, Failed, Intake, Kept, Leased, OutboxRow, Pauses, QueuePage,
    RawUpdate, ServiceClass, Snapshot, Store, StoreFault, Versioned, Work, WorkId,
};
use tokio::sync::{Notify, Semaphore};

/// The store. Leases never end here: no test waits for one.
pub struct Memory {
    shelves: Mutex<Shelves>,
    /// Intake waits for a permit of this before anything is kept.
    intake_gate: Semaphore,
    /// Something was written.
    pub changed: Notify,
}

#[derive(Default)]
struct Shelves {
    counter: u64,
    seen: HashSet<i64>,
    inbox: VecDeque<Work>,
    leased: HashMap<WorkId, i64>,
    outbox: BTreeMap<u64, Row>,
    sending: HashMap<u64, Recipient>,
    slots: HashMap<(Recipient, Slot), i64>,
    unreachable: HashSet<ChatId>,
    group: Option<ChatId>,
    incidents: BTreeMap<SecretKind, u64>,
    settled: Vec<(u64, Delivery)>,
    buried: Vec<(i64, String)>,
    intakes_begun: usize,
    broken: bool,
}

struct Row {
    row: OutboxRow,
    not_before: Option<Timestamp>,
}

impl Memory {
    pub fn new() -> Self {
        Self { shelves: Mutex::default(), intake_gate: Semaphore::new(1), changed: Notify::new() }
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap()
    }

    fn sound(&self) -> Result<std::sync::MutexGuard<'_, Shelves>, StoreFault> {
        let shelves = self.open();
        if shelves.broken { Err(StoreFault::Broken("the test broke it".to_owned())) } else { Ok(shelves) }
    }

    /// Every command fails from now on.
    pub fn break_down(&self) {
        self.open().broken = true;
        self.changed.notify_waiters();
    }

    /// Takes an update in as if the program had ended in it so often before.
    pub fn leave_behind(&self, update: RawUpdate, deaths: u32) {
        let mut shelves = self.open();
        shelves.counter += 1;
        let id = WorkId(shelves.counter);
        shelves.inbox.push_back(Work {
            id,
            update,
            tries: 0,
            deaths,
            damage: None,
            received_at: Timestamp::UNIX_EPOCH,
            more: Vec::new(),
        });
    }

    /// What became of the rows, in order.
    pub fn settled(&self) -> Vec<(u64, Delivery)> {
        self.open().settled.clone()
    }

    /// Rows not yet settled for good.
    pub fn unsent(&self) -> usize {
        self.open().outbox.len()
    }

    /// Updates set aside, with the reason.
    pub fn buried(&self) -> Vec<(i64, String)> {
        self.open().buried.clone()
    }

    /// Updates not worked off yet.
    pub fn inbox_len(&self) -> usize {
        let shelves = self.open();
        shelves.inbox.len() + shelves.leased.len()
    }

    pub fn intakes_begun(&self) -> usize {
        self.open().intakes_begun
    }

    /// Intake waits from now on.
    pub fn hold_intake(&self) {
        self.intake_gate.forget_permits(1);
    }

    /// Intake goes on.
    pub fn release_intake(&self) {
        self.intake_gate.add_permits(1);
    }

    /// Writes a row as if it had been written then; gives its number.
    pub fn write(&self, message: Outgoing, written_at: Timestamp) -> u64 {
        self.open().write(message, written_at)
    }
}

impl Shelves {
    fn write(&mut self, message: Outgoing, written_at: Timestamp) -> u64 {
        self.counter += 1;
        let row = OutboxRow { id: self.counter, message, tries: 0, written_at, class: ServiceClass::Known };
        self.outbox.insert(self.counter, Row { row, not_before: None });
        self.counter
    }
}

#[async_trait]
impl Store for Memory {
    async fn intake(&self, updates: Vec<RawUpdate>, now: Timestamp) -> Result<Intake, StoreFault> {
        self.open().intakes_begun += 1;
        self.changed.notify_waiters();
        let _permit = self.intake_gate.acquire().await.unwrap();
        let mut shelves = self.sound()?;
        let mut intake = Intake::default();
        for update in updates {
            if shelves.seen.insert(update.update_id) {
                intake.fresh += 1;
                shelves.counter += 1;
                let id = WorkId(shelves.counter);
                let (damage, more) = (None, Vec::new());
                shelves.inbox.push_back(Work { id, update, tries: 0, deaths: 0, damage, received_at: now, more });
            } else {
                intake.known += 1;
            }
        }
        self.changed.notify_waiters();
        Ok(intake)
    }

    async fn lease(&self, _now: Timestamp, _ttl: Duration) -> Result<Option<Work>, StoreFault> {
        let mut shelves = self.sound()?;
        let busy: HashSet<i64> = shelves.leased.values().copied().collect();
        let Some(place) = shelves.inbox.iter().position(|work| !busy.contains(&work.update.lane)) else {
            return Ok(None);
        };
        let work = shelves.inbox[place].clone();
        shelves.leased.insert(work.id, work.update.lane);
        Ok(Some(work))
    }

    async fn commit(&self, work: Option<WorkId>, changes: Changes, now: Timestamp) -> Result<Commit, StoreFault> {
        let mut shelves = self.sound()?;
        if let Some(id) = work {
            if shelves.leased.remove(&id).is_none() {
                return Ok(Commit::Conflict);
            }
            shelves.inbox.retain(|work| work.id != id);
        }
        for message in changes.outbox {
            shelves.write(message, now);
        }
        for kind in changes.incidents {
            *shelves.incidents.entry(kind).or_default() += 1;
        }
        shelves.group = changes.group.or(shelves.group);
        self.changed.notify_waiters();
        Ok(Commit::Done)
    }

    async fn fail(
        &self,
        work: WorkId,
        reason: &str,
        max_tries: u32,
        alarm: Vec<Outgoing>,
        now: Timestamp,
    ) -> Result<Failed, StoreFault> {
        let mut shelves = self.sound()?;
        shelves.leased.remove(&work);
        let place = shelves.inbox.iter().position(|held| held.id == work).unwrap();
        shelves.inbox[place].tries += 1;
        if shelves.inbox[place].tries < max_tries && shelves.inbox[place].deaths < MAX_DEATHS {
            return Ok(Failed::Again);
        }
        let dead = shelves.inbox.remove(place).unwrap();
        shelves.buried.push((dead.update.update_id, reason.to_owned()));
        for message in alarm {
            shelves.write(message, now);
        }
        self.changed.notify_waiters();
        Ok(Failed::Dead)
    }

    async fn lease_outbox(
        &self,
        outlet: Outlet,
        now: Timestamp,
        limit: usize,
        _ttl: Duration,
    ) -> Result<Leased, StoreFault> {
        let mut shelves = self.sound()?;
        let mut heads = HashSet::new();
        let mut leased = Leased::default();
        let mut begun = Vec::new();
        let this_way = |row: &&Row| row.row.message.to.outlet() == outlet;
        for (id, Row { row, not_before }) in shelves.outbox.iter().filter(|(_, row)| this_way(row)) {
            let press = matches!(row.message.body, Body::AnswerClick { .. });
            let first = press || heads.insert(row.message.to);
            let taken = shelves.sending.contains_key(id);
            if !first || taken {
                continue;
            }
            if let Some(due) = not_before.filter(|due| *due > now) {
                leased.next_due = Some(leased.next_due.map_or(due, |other: Timestamp| other.min(due)));
            } else if leased.rows.len() < limit {
                begun.push((*id, row.message.to));
                leased.rows.push(row.clone());
            }
        }
        shelves.sending.extend(begun);
        Ok(leased)
    }

    async fn settle(&self, deliveries: Vec<(u64, Delivery)>, _now: Timestamp) -> Result<(), StoreFault> {
        let mut shelves = self.sound()?;
        for (id, delivery) in deliveries {
            shelves.sending.remove(&id);
            shelves.settled.push((id, delivery.clone()));
            let Some(Row { row, .. }) = shelves.outbox.get(&id) else { continue };
            let message = row.message.clone();
            match delivery {
                Delivery::Sent { message: number } => {
                    if let (Some(slot), Some(number)) = (message.body.fills(), number) {
                        shelves.slots.insert((message.to, slot), number);
                    }
                    shelves.outbox.remove(&id);
                }
                Delivery::Dropped => {
                    shelves.outbox.remove(&id);
                }
                Delivery::Unreachable => {
                    if let Recipient::Chat(chat) = message.to {
                        shelves.unreachable.insert(chat);
                    }
                    shelves.outbox.retain(|_, row| row.row.message.to != message.to);
                }
                Delivery::RetryAt(at) => {
                    let row = shelves.outbox.get_mut(&id).unwrap();
                    row.row.tries += 1;
                    row.not_before = Some(at);
                }
                Delivery::NotYet(at) => shelves.outbox.get_mut(&id).unwrap().not_before = Some(at),
                Delivery::Migrated(group) => shelves.group = Some(group),
            }
        }
        self.changed.notify_waiters();
        Ok(())
    }

    async fn message_in(&self, recipient: Recipient, slot: Slot) -> Result<Option<i64>, StoreFault> {
        Ok(self.sound()?.slots.get(&(recipient, slot)).copied())
    }

    async fn messages_in(&self, recipient: Recipient, slot: Slot) -> Result<Vec<i64>, StoreFault> {
        Ok(self.sound()?.slots.get(&(recipient, slot)).copied().into_iter().collect())
    }

    async fn attempt(&self, _code: AttemptCode) -> Result<Option<Versioned<Attempt>>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn session(&self, _id: &SessionId) -> Result<Option<Versioned<Session>>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn sessions_of(&self, _who: UserId) -> Result<Vec<(SessionId, Versioned<Session>)>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn audit(&self, _before: Timestamp, _limit: usize) -> Result<Vec<Record>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn looks(&self, _of: Option<RequestId>) -> Result<Vec<Look>, StoreFault> {
        Err(StoreFault::Closed)
    }

    fn prefer(&self, _chats: BTreeSet<ChatId>) {}

    fn unsent_to(&self, recipients: &[Recipient]) -> usize {
        let waits = |row: &&Row| recipients.contains(&row.row.message.to);
        self.open().outbox.values().filter(waits).count()
    }

    async fn reachable(&self, chat: ChatId) -> Result<bool, StoreFault> {
        Ok(!self.sound()?.unreachable.contains(&chat))
    }

    async fn group(&self) -> Result<Option<ChatId>, StoreFault> {
        Ok(self.sound()?.group)
    }

    async fn dead_letters(&self) -> Result<usize, StoreFault> {
        Ok(self.sound()?.buried.len())
    }

    async fn incidents(&self) -> Result<BTreeMap<SecretKind, u64>, StoreFault> {
        Ok(self.sound()?.incidents.clone())
    }

    async fn backlog(&self) -> Result<Backlog, StoreFault> {
        let shelves = self.sound()?;
        Ok(Backlog { inbox: shelves.inbox.len() + shelves.leased.len(), outbox: shelves.outbox.len() })
    }

    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreFault> {
        Err(StoreFault::Closed) // nobody backs it up
    }

    async fn failed(&self) -> String {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if self.open().broken {
                return "the test broke it".to_owned();
            }
            changed.await;
        }
    }

    async fn conversation(&self, _chat: ChatId) -> Result<Option<Versioned<Conversation>>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn request(&self, _id: RequestId) -> Result<Option<Versioned<CallbackRequest>>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn open_request_of(&self, _customer: ChatId) -> Result<Option<Versioned<CallbackRequest>>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn queue(&self, _limit: usize) -> Result<QueuePage, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn ahead_of(&self, _id: RequestId) -> Result<Ahead, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn due(&self, _now: Timestamp, _limit: usize) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn queue_at(&self, _places: &[Place], _limit: usize) -> Result<QueuePage, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn places(&self) -> Result<Vec<Place>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn promised(&self) -> Result<Versioned<Promised>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn promised_between(
        &self,
        _from: Timestamp,
        _to: Timestamp,
        _limit: usize,
    ) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn standing(&self, _now: Timestamp) -> Result<Standing, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn board(&self) -> Result<Option<BoardRead>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn roster(&self) -> Result<u64, StoreFault> {
        Err(StoreFault::Closed)
    }

    fn put_back(&self, work: WorkId) {
        self.open().leased.remove(&work);
    }

    fn set_apart(&self, work: WorkId) {
        self.put_back(work);
    }

    fn pauses(&self) -> Pauses {
        Pauses::default()
    }

    async fn tally(&self, _from: Date, _to: Date) -> Result<Tally, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn purge(&self, _keep: Retention, _portion: usize, _now: Timestamp) -> Result<usize, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn call_record(&self, _id: RequestId) -> Result<Option<CallRecord>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn ended_of(&self, _customer: ChatId, _limit: usize) -> Result<Vec<CallbackRequest>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn with_number(&self, _phone: &Phone, _limit: usize) -> Result<Vec<CallbackRequest>, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn kept_of(&self, _customer: ChatId) -> Result<Kept, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn reserve_request_id(&self) -> Result<RequestId, StoreFault> {
        Err(StoreFault::Closed)
    }

    async fn close(&self) -> Result<(), StoreFault> {
        Ok(())
    }
}
