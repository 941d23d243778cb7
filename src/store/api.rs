//! The commands of a store. One contract test suite runs on every engine (`tests/store/contract.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{BoardRead, Changes, Commit, Piece, ServiceClass, Snapshot, StoreFault, WorkId};
use crate::admission::{Attempt, AttemptCode, Record, Session, SessionId};
use crate::callback::{
    Ahead, Block, CallRecord, CallbackRequest, ChatId, Look, Place, Promised, RequestId, Standing, Tally, UserId,
};
use crate::conversation::{Conversation, Outgoing, Outlet, Recipient, Retention, Slot};
use crate::safety::Phone;
use crate::safety::secrets::SecretKind;

/// An update as Telegram sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawUpdate {
    /// Telegram's number, which tells duplicates. Not always rising.
    pub update_id: i64,
    /// Updates with the same lane are worked off in order, one at a time: the chat, or the user where there is none.
    pub lane: i64,
    /// The JSON, whole.
    pub json: String,
    /// A keyed hash of what Telegram sent ([`crate::desk::Desk::take_in`]): another update under a known number is told by
    /// it. Zero where there is none; an update that comes out of the store has none.
    pub mark: u32,
    /// Whether it tells of something that must not wait its turn.
    pub urgent: bool,
    /// What it may be a piece of: then it waits a moment for the next.
    pub piece: Option<Piece>,
}

/// What became of a batch of updates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Intake {
    /// On disk for the first time.
    pub fresh: usize,
    /// Seen before and left out.
    pub known: usize,
    /// Left out although they were new: [`ServiceClass::Flood`] while more waits than can be done in hours.
    pub shed: usize,
}

/// An update to work off. Until it is committed, failed or its lease ends, its lane is nobody else's.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Which row.
    pub id: WorkId,
    /// The update.
    pub update: RawUpdate,
    /// How often it was tried before and failed, counting tries whose lease ended.
    pub tries: u32,
    /// How many times the program ended while it was on trial: tried with nothing else that could be to blame. With as many as
    /// are allowed, [`Store::fail`] it at once: a further try could be fatal again.
    pub deaths: u32,
    /// Why it cannot be read; its JSON is empty then, and all that is left is to [`Store::fail`] it.
    pub damage: Option<String>,
    /// When it was taken in.
    pub received_at: Timestamp,
    /// The pieces that go with it, in order: all are committed together ([`Changes::also_done`]).
    pub more: Vec<Further>,
}

/// A further piece of what an update begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Further {
    /// Which row.
    pub id: WorkId,
    /// The update.
    pub update: RawUpdate,
}

/// Who waits for what may follow at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses {
    /// When the first of these waits is over, and there is something to lease.
    pub next: Option<Timestamp>,
    /// Chats that have begun to wait since this was last asked; none of a crowd.
    pub begun: Vec<ChatId>,
}

/// What became of an update that could not be worked off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// It will be leased again.
    Again,
    /// It lies with the dead letters, and its lane goes on.
    Dead,
}

/// How much waits to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Updates that are not worked off yet.
    pub inbox: usize,
    /// Messages that are not sent yet.
    pub outbox: usize,
}

/// A value with the version it was read at.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    /// Rises with every write, from 1.
    pub version: u64,
    /// The value.
    pub value: T,
}

/// The head of the queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueuePage {
    /// The requests that wait or are being worked on, in the queue's order, as many as were asked for.
    pub requests: Vec<Versioned<CallbackRequest>>,
    /// How many there are in all.
    pub open: usize,
}

/// A row of the outbox, leased to the sender.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    /// Which row; rising in the order of writing.
    pub id: u64,
    /// What is to be sent.
    pub message: Outgoing,
    /// Sends tried before.
    pub tries: u32,
    /// When it was written.
    pub written_at: Timestamp,
    /// Whose turn it is.
    pub class: ServiceClass,
}

/// A lease of outbox rows and when to ask again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leased {
    /// The rows: at most one a recipient, each the first unsent of its recipient (`Rank`, then age). (Answers to presses have no
    /// recipient's order: they go at once.)
    pub rows: Vec<OutboxRow>,
    /// When to look again at the latest: the next row that waits for its time is due, or a lease ends. With as many rows
    /// as were asked for, there may be more at once.
    pub next_due: Option<Timestamp>,
}

/// What became of a leased row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Sent; the new message's number, remembered under the row's slot if it has one.
    Sent {
        /// Telegram's number of the new message, when one was made.
        message: Option<i64>,
    },
    /// Not to be sent: refused for good, or worthless by now. The reason is for the log.
    Dropped,
    /// The person blocked the bot: this row and all others to that chat are dropped until they write again, that is
    /// until work of the chat's own lane is committed with its conversation or with a message to it. For the agents'
    /// group, only this row is dropped.
    Unreachable,
    /// To be tried again, not before this time; the recipient's later rows of its rank wait behind it.
    RetryAt(Timestamp),
    /// The same, and it was not tried at all.
    NotYet(Timestamp),
    /// The group has this number now: remembered, and the row is sent again. Messages remembered in the old group are
    /// forgotten: in the new one their numbers are other messages'.
    Migrated(ChatId),
}

/// Everything that is kept of a customer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The state of the talk.
    pub conversation: Option<Conversation>,
    /// Their requests, open and ended, the oldest first.
    pub requests: Vec<CallbackRequest>,
    /// What waits to be sent to them.
    pub unsent: Vec<Outgoing>,
    /// What they sent and nobody has worked off yet, as Telegram's JSON.
    pub unread: Vec<String>,
    /// What they sent and could not be worked off, as Telegram's JSON.
    pub set_aside: Vec<String>,
    /// Since when they cannot be written to.
    pub unreachable_since: Option<Timestamp>,
    /// Who has seen the details of their requests.
    pub looks: Vec<Look>,
    /// That they are or were blocked.
    pub block: Option<Block>,
}

impl Kept {
    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A store. All commands are durable when they return: flushed, and on disk even if the power goes.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Takes updates in, leaving out those seen before (by membership of `update_id` with its mark, remembered for at least
    /// 48 hours).
    async fn intake(&self, updates: Vec<RawUpdate>, now: Timestamp) -> Result<Intake, StoreFault>;

    /// Leases the oldest update of a lane that nobody works on, of the lanes of the best class ([`ServiceClass`]) the one
    /// that waits longest; what is urgent takes along what stands before it in its lane. A piece ([`Piece`]) is leased with
    /// those that follow it, once none has come for a moment. A lease of a worker that vanished ends after `ttl`.
    async fn lease(&self, now: Timestamp, ttl: Duration) -> Result<Option<Work>, StoreFault>;

    /// Applies one change set; with `work`, also removes that row from the inbox and frees its lane.
    async fn commit(&self, work: Option<WorkId>, changes: Changes, now: Timestamp) -> Result<Commit, StoreFault>;

    /// Gives a row back that could not be worked off. The try that makes it `max_tries` sends it to the dead letters
    /// with `reason`, and `alarm` to the outbox with it. Work that is done by now is left alone and counts as `Again`.
    async fn fail(
        &self,
        work: WorkId,
        reason: &str,
        max_tries: u32,
        alarm: Vec<Outgoing>,
        now: Timestamp,
    ) -> Result<Failed, StoreFault>;

    /// Gives a row back untried: nothing is counted, and its lane waits for its next turn. Work that is done by now is left
    /// alone.
    fn put_back(&self, work: WorkId);

    /// Gives pieces back, untried, that could not be worked off together: each is leased alone, so that the one that is to
    /// blame is found.
    fn set_apart(&self, work: WorkId);

    /// Who waits for what may follow at once.
    fn pauses(&self) -> Pauses;

    /// How many updates lie with the dead letters.
    async fn dead_letters(&self) -> Result<usize, StoreFault>;

    /// How many messages held a secret of each kind, since the store was made. Kinds that never came are not in it.
    async fn incidents(&self) -> Result<BTreeMap<SecretKind, u64>, StoreFault>;

    /// How much waits, for those who watch the desk.
    async fn backlog(&self) -> Result<Backlog, StoreFault>;

    /// The state of a chat.
    async fn conversation(&self, chat: ChatId) -> Result<Option<Versioned<Conversation>>, StoreFault>;

    /// A request by its number.
    async fn request(&self, id: RequestId) -> Result<Option<Versioned<CallbackRequest>>, StoreFault>;

    /// The open request of a customer, of whom there is at most one.
    async fn open_request_of(&self, customer: ChatId) -> Result<Option<Versioned<CallbackRequest>>, StoreFault>;

    /// The requests of a customer that have ended, the newest first, at most `limit`.
    async fn ended_of(&self, customer: ChatId, limit: usize) -> Result<Vec<CallbackRequest>, StoreFault>;

    /// The requests with this number, open and ended, the newest first, at most `limit`. Reads all of them: may take a second
    /// or two.
    async fn with_number(&self, phone: &Phone, limit: usize) -> Result<Vec<CallbackRequest>, StoreFault>;

    /// The first `limit` open requests in the queue's order (`CallbackRequest::rank`).
    async fn queue(&self, limit: usize) -> Result<QueuePage, StoreFault>;

    /// The first `limit` open requests that stand at one of these places, in the queue's order; `open` counts all there.
    async fn queue_at(&self, places: &[Place], limit: usize) -> Result<QueuePage, StoreFault>;

    /// The places at which at least one open request stands, in order.
    async fn places(&self) -> Result<Vec<Place>, StoreFault>;

    /// Who saw the details of this request, or of any: the oldest first of each request. All of them are for the
    /// terminal; there may be many.
    async fn looks(&self, of: Option<RequestId>) -> Result<Vec<Look>, StoreFault>;

    /// A try to sign in.
    async fn attempt(&self, code: AttemptCode) -> Result<Option<Versioned<Attempt>>, StoreFault>;

    /// A browser that is signed in, or was until its time was over.
    async fn session(&self, id: &SessionId) -> Result<Option<Versioned<Session>>, StoreFault>;

    /// The sessions of a member. Reads those of all: a few a member.
    async fn sessions_of(&self, who: UserId) -> Result<Vec<(SessionId, Versioned<Session>)>, StoreFault>;

    /// What members of the desk did before a time, the newest first, at most `limit`.
    async fn audit(&self, before: Timestamp, limit: usize) -> Result<Vec<Record>, StoreFault>;

    /// These chats, and the agents' group, are of [`ServiceClass::Agent`]: their updates are worked off, and messages to
    /// them sent, before all others that are due. Forgotten at the end of the process.
    fn prefer(&self, chats: BTreeSet<ChatId>);

    /// How many messages wait for the one of these recipients with the most of them.
    fn unsent_to(&self, recipients: &[Recipient]) -> usize;

    /// The calls that are owed and not made yet (`CallbackRequest::owed`), counted; the version rises with every promise
    /// made.
    async fn promised(&self) -> Result<Versioned<Promised>, StoreFault>;

    /// Open requests whose promise, not yet settled, begins or ends between two times, at most `limit`.
    async fn promised_between(
        &self,
        from: Timestamp,
        to: Timestamp,
        limit: usize,
    ) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault>;

    /// How the queue stands.
    async fn standing(&self, now: Timestamp) -> Result<Standing, StoreFault>;

    /// The desk's board; `None` when nothing was ever written on it.
    async fn board(&self) -> Result<Option<BoardRead>, StoreFault>;

    /// The version of the roster; rises with every commit that says that it is another.
    async fn roster(&self) -> Result<u64, StoreFault>;

    /// What was counted from one day to another, both included.
    async fn tally(&self, from: Date, to: Date) -> Result<Tally, StoreFault>;

    /// The requests that can be called now and stand before this one in the queue's order; none when it is not open.
    async fn ahead_of(&self, id: RequestId) -> Result<Ahead, StoreFault>;

    /// Open requests whose time has come by `now` (`CallbackRequest::due_at`), at most `limit`. Those that cannot be read are
    /// left out here as in every list.
    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault>;

    /// A number for a new request that nobody else gets, ever. One that is not used leaves a gap, or comes again after
    /// a restart: it is only told to anybody by the commit that uses it.
    async fn reserve_request_id(&self) -> Result<RequestId, StoreFault>;

    /// Leases up to `limit` rows of the outbox that go out this way and are due by `now`, by class as with updates.
    async fn lease_outbox(
        &self,
        outlet: Outlet,
        now: Timestamp,
        limit: usize,
        ttl: Duration,
    ) -> Result<Leased, StoreFault>;

    /// Writes down what became of leased rows, in one go. Rows that are gone by now are left alone.
    async fn settle(&self, deliveries: Vec<(u64, Delivery)>, now: Timestamp) -> Result<(), StoreFault>;

    /// Looks at the next so many rows of each kind of data, going round, and erases those whose time is over by `keep`: of
    /// ended requests the record without identity stays. How many rows that were.
    async fn purge(&self, keep: Retention, portion: usize, now: Timestamp) -> Result<usize, StoreFault>;

    /// What stayed of a request that lost its identity.
    async fn call_record(&self, id: RequestId) -> Result<Option<CallRecord>, StoreFault>;

    /// Everything that is kept of a customer, for those who ask for it. May take a second or two.
    async fn kept_of(&self, customer: ChatId) -> Result<Kept, StoreFault>;

    /// The message remembered under a slot in the recipient's chat.
    async fn message_in(&self, recipient: Recipient, slot: Slot) -> Result<Option<i64>, StoreFault>;

    /// Every message remembered under a slot that gathers, oldest first; of other slots the last.
    async fn messages_in(&self, recipient: Recipient, slot: Slot) -> Result<Vec<i64>, StoreFault>;

    /// Whether the chat can be written to, as far as we know.
    async fn reachable(&self, chat: ChatId) -> Result<bool, StoreFault>;

    /// The agents' group, if it moved since the settings were written.
    async fn group(&self) -> Result<Option<ChatId>, StoreFault>;

    /// Begins a copy of every row as it is now, which goes on while others write: nobody waits for it. There is one at a
    /// time.
    async fn snapshot(&self) -> Result<Box<dyn Snapshot>, StoreFault>;

    /// Waits until the store fails for good, and tells why. Never returns while all is well: for the one who must end
    /// the program then.
    async fn failed(&self) -> String;

    /// Sees to it that nothing is half done, and closes. Later commands fail with [`StoreFault::Closed`].
    async fn close(&self) -> Result<(), StoreFault>;
}
