//! Random commands against a store and a simple model of it, with restarts and crashes in between: both answer the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;
use ringback::callback::{Ahead, ChatId, Place, RequestId, State};
use ringback::conversation::{Body, MessageRef, Outgoing, Outlet, Recipient, Slot};
use ringback::intents::Priority;
use ringback::safety::secrets::SecretKind;
use ringback::store::{self, Changes, Commit, Delivery, Failed, Intake, Leased, OutboxRow, Put, Store, Work};
use tempfile::TempDir;

use super::backup::{Making, looked_at};
use super::contract::TTL;
use super::samples::*;

/// Random runs in a usual test run; `PROPTEST_CASES` asks for more.
const CASES: u32 = 24;
/// Commands in a run.
const COMMANDS: usize = 80;
const MAX_TRIES: u32 = 3;
/// Crashes in a row after which the heads of the lanes are tried one at a time.
const CRASHES_BEFORE_SUSPICION: u32 = 2;
/// How long nothing is leased beside the trial of an update that the program ended in before.
const ALONE: std::time::Duration = std::time::Duration::from_secs(5);

const CHATS: i64 = 3;
const REQUESTS: u64 = 5;

/// A command, with choices that are made among what there is when it is carried out.
#[derive(Clone, Debug)]
enum Step {
    Intake(Vec<i64>),
    Lease,
    Commit {
        work: Option<usize>,
        conversation: Option<(i64, bool)>,
        request: Option<(u64, Wish)>,
        outbox: Vec<Post>,
        incident: Option<usize>,
    },
    Fail(usize),
    PutBack(usize),
    LeaseOutbox(Outlet, usize),
    Settle(Vec<(usize, Fate)>),
    Wait(i64),
    Restart,
    Crash,
}

/// What a commit wants of a request.
#[derive(Clone, Copy, Debug)]
struct Wish {
    customer: i64,
    state: u8,
    urgent: bool,
    stale: bool,
}

/// A message to write.
#[derive(Clone, Copy, Debug)]
struct Post {
    to: i64,
    kind: u8,
    slot: u64,
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Sent(i64),
    Dropped,
    Unreachable,
    RetryIn(i64),
    Migrated(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let post = (0..=CHATS, 0..8_u8, 0..2_u64).prop_map(|(to, kind, slot)| Post { to, kind, slot });
    let wish = (0..CHATS, 0..5_u8, any::<bool>(), prop::bool::weighted(0.15))
        .prop_map(|(customer, state, urgent, stale)| Wish { customer, state, urgent, stale });
    let commit = (
        prop::option::weighted(0.7, 0..8_usize),
        prop::option::of((0..CHATS, prop::bool::weighted(0.15))),
        prop::option::of((0..REQUESTS, wish)),
        prop::collection::vec(post, 0..4),
        prop::option::weighted(0.2, 0..SecretKind::ALL.len()),
    )
        .prop_map(|(work, conversation, request, outbox, incident)| Step::Commit {
            work,
            conversation,
            request,
            outbox,
            incident,
        });
    let fate = prop_oneof![
        6 => (1..99_i64).prop_map(Fate::Sent),
        1 => Just(Fate::Dropped),
        1 => Just(Fate::Unreachable),
        2 => (0..90_i64).prop_map(Fate::RetryIn),
        1 => (-9..-1_i64).prop_map(Fate::Migrated),
    ];
    let outlet = prop_oneof![3 => Just(Outlet::Telegram), 1 => Just(Outlet::Mail)];
    let step = prop_oneof![
        // Some are remembered together, and some apart.
        3 => prop::collection::vec((0..40_i64).prop_map(|id| id * 100), 1..5).prop_map(Step::Intake),
        5 => Just(Step::Lease),
        6 => commit,
        2 => (0..8_usize).prop_map(Step::Fail),
        1 => (0..8_usize).prop_map(Step::PutBack),
        3 => (outlet, prop_oneof![Just(usize::MAX), 0..3_usize]).prop_map(|(out, limit)| Step::LeaseOutbox(out, limit)),
        4 => prop::collection::vec((0..8_usize, fate), 0..4).prop_map(Step::Settle),
        2 => prop_oneof![0..70_i64, 170_000..180_000_i64].prop_map(Step::Wait),
        1 => Just(Step::Restart),
        1 => Just(Step::Crash),
    ];
    prop::collection::vec(step, 1..COMMANDS)
}

#[derive(Clone, Debug)]
struct Waiting {
    id: i64,
    received_at: Timestamp,
    tries: u32,
    tries_on_disk: u32,
    /// Trials that the program ended in, and those on the disk, with the one under way.
    deaths: u32,
    deaths_on_disk: u32,
    lease: Option<Timestamp>,
    suspect: bool,
}

#[derive(Clone, Debug)]
struct Message {
    /// Known once it has been leased.
    id: Option<u64>,
    message: Outgoing,
    tries: u32,
    written_at: Timestamp,
    not_before: Option<Timestamp>,
    lease: Option<Timestamp>,
    taken: bool,
}

/// What the store should be, in plain lists.
#[derive(Default)]
struct Model {
    /// By runs of 256 numbers: those known, and when the last was taken in.
    seen: BTreeMap<i64, (Timestamp, BTreeSet<i64>)>,
    /// When to look whether a run can be forgotten.
    looks: BTreeSet<(Timestamp, i64)>,
    /// When the first lease of this run of the program was asked for.
    started: Option<Timestamp>,
    /// Leases that were neither ended by their holder nor found to be over by a later one.
    held: BTreeMap<i64, Timestamp>,
    lanes: BTreeMap<i64, Vec<Waiting>>,
    crashes: u32,
    dead: usize,
    conversations: BTreeMap<i64, (u64, u32)>,
    requests: BTreeMap<RequestId, (u64, ringback::callback::CallbackRequest)>,
    outbox: Vec<Message>,
    slots: BTreeMap<(i64, u64), (i64, Option<ChatId>)>,
    unreachable: BTreeSet<i64>,
    group: Option<ChatId>,
    incidents: BTreeMap<SecretKind, u64>,
}

fn slot_of(message: &Outgoing) -> Option<Slot> {
    match &message.body {
        Body::Say { slot, .. } => *slot,
        Body::Edit { message: MessageRef::Slot(slot), .. }
        | Body::Unbutton { message: MessageRef::Slot(slot) }
        | Body::Delete { message: MessageRef::Slot(slot) } => Some(*slot),
        _ => None,
    }
}

fn is_press(message: &Outgoing) -> bool {
    matches!(message.body, Body::AnswerClick { .. })
}

impl Model {
    fn intake(&mut self, ids: &[i64], now: Timestamp) -> Intake {
        let mut intake = Intake::default();
        let mut begun = 0;
        let before = self.looks.clone();
        for &id in ids {
            let run = id >> 8;
            if self.seen.get(&run).is_some_and(|(_, known)| known.contains(&id)) {
                intake.known += 1;
                continue;
            }
            intake.fresh += 1;
            if !self.seen.contains_key(&run) {
                begun += 1;
                self.looks.insert((now, run));
            }
            let (last, known) = self.seen.entry(run).or_insert((now, BTreeSet::new()));
            *last = now;
            known.insert(id);
            let waiting = Waiting {
                id,
                received_at: now,
                tries: 0,
                tries_on_disk: 0,
                deaths: 0,
                deaths_on_disk: 0,
                lease: None,
                suspect: false,
            };
            self.lanes.entry(id % CHATS).or_default().push(waiting);
        }
        // Of the oldest runs two more than were begun are looked at: what nothing was added to for long is forgotten, but
        // for runs of which something waits as long.
        let long_ago = now - hours(48);
        let waits = |run| {
            let mut waiting = self.lanes.values().flatten();
            waiting.any(|waiting| waiting.id >> 8 == run && waiting.received_at < long_ago)
        };
        let due: Vec<_> = before.into_iter().take(2 + begun).take_while(|(at, _)| *at < long_ago).collect();
        for (at, run) in due {
            self.looks.remove(&(at, run));
            let last = self.seen[&run].0;
            if waits(run) {
                self.looks.insert((now, run));
            } else if last >= long_ago {
                self.looks.insert((last, run));
            } else {
                self.seen.remove(&run);
            }
        }
        intake
    }

    fn waits(&self, id: i64) -> bool {
        self.lanes.values().flatten().any(|waiting| waiting.id == id)
    }

    fn end_leases(&mut self, now: Timestamp) {
        for waiting in self.lanes.values_mut().flatten() {
            if let Some(until) = waiting.lease
                && until <= now
            {
                waiting.lease = None;
                waiting.tries += 1;
            }
        }
        for message in &mut self.outbox {
            message.lease = message.lease.filter(|until| *until > now);
        }
    }

    fn on_trial(&self, waiting: &Waiting) -> bool {
        self.crashes >= CRASHES_BEFORE_SUSPICION && waiting.suspect
    }

    /// The updates that may be leased now: which of them is the store's choice.
    fn leasable(&self, now: Timestamp) -> Vec<i64> {
        let leased = || self.lanes.values().flatten().filter(|waiting| waiting.lease.is_some());
        let trying = leased().any(|waiting| self.on_trial(waiting));
        // Beside the trial of one that the program ended in before, nothing is leased for a while.
        let alone = leased().filter(|waiting| self.on_trial(waiting) && waiting.deaths > 0);
        if alone.map(|waiting| waiting.lease.unwrap() - TTL + ALONE).any(|until| now < until) {
            return Vec::new();
        }
        let heads = self.lanes.values().filter_map(|lane| lane.first());
        let rests = |head: &Waiting| self.on_trial(head) && now < self.rested_at(head, now);
        let free = heads.filter(|head| head.lease.is_none() && !(trying && self.on_trial(head)) && !rests(head));
        free.map(|head| head.id).collect()
    }

    /// When a head has waited long enough after the start for its next trial.
    fn rested_at(&self, head: &Waiting, now: Timestamp) -> Timestamp {
        self.started.unwrap_or(now) + std::time::Duration::from_secs(u64::from(head.deaths))
    }

    /// Whether the store may make everybody wait for what is under way, because such a trial is to come next.
    fn may_drain(&self, now: Timestamp) -> bool {
        let next = |head: &Waiting| self.on_trial(head) && head.deaths > 0 && self.rested_at(head, now) <= now;
        let leased = self.lanes.values().flatten().any(|waiting| waiting.lease.is_some());
        leased && self.lanes.values().filter_map(|lane| lane.first()).any(next)
    }

    fn lease(&mut self, work: &Work, now: Timestamp) {
        let crashes = self.crashes;
        let head = self.lanes.get_mut(&work.update.lane).unwrap().first_mut().unwrap();
        assert_eq!(work.update, update(head.id, head.id % CHATS));
        assert_eq!((work.tries, work.deaths, work.received_at), (head.tries, head.deaths, head.received_at));
        assert_eq!(work.damage, None);
        if crashes >= CRASHES_BEFORE_SUSPICION && head.suspect {
            head.deaths_on_disk = head.deaths + 1;
        }
        head.lease = Some(now + TTL);
        self.held.insert(head.id, now + TTL);
    }

    fn put_back(&mut self, work: &Work) {
        let head = self.lanes.get_mut(&work.update.lane).unwrap().first_mut().unwrap();
        head.lease = None;
        self.held.remove(&head.id);
    }

    fn finish(&mut self, work: &Work) {
        let lane = self.lanes.get_mut(&work.update.lane).unwrap();
        lane.retain(|waiting| waiting.id != work.update.update_id);
        self.held.remove(&work.update.update_id);
        self.lanes.retain(|_, lane| !lane.is_empty());
        if !self.lanes.values().flatten().any(|waiting| waiting.suspect) {
            self.crashes = 0;
        }
    }

    fn fail(&mut self, work: &Work) -> Failed {
        let head = self.lanes.get_mut(&work.update.lane).unwrap().first_mut().unwrap();
        head.tries += 1;
        (head.tries_on_disk, head.deaths_on_disk) = (head.tries, head.deaths);
        if head.tries < MAX_TRIES {
            head.lease = None;
            self.held.remove(&head.id);
            return Failed::Again;
        }
        self.finish(work);
        self.dead += 1;
        Failed::Dead
    }

    fn open_request_of(&self, customer: i64) -> Option<RequestId> {
        let open = |(_, request): &&(u64, ringback::callback::CallbackRequest)| {
            request.customer.chat == ChatId(customer) && request.state.is_open()
        };
        self.requests.values().find(open).map(|(_, request)| request.id)
    }

    fn commit(&mut self, work: Option<&Work>, changes: &Changes, now: Timestamp) -> Commit {
        let version = |put: Option<u64>, found: Option<u64>| put == found;
        let conversations = changes
            .conversations
            .iter()
            .all(|(chat, put)| version(put.expect, self.conversations.get(&chat.0).map(|(version, _)| *version)));
        let requests = changes.requests.iter().all(|(id, put)| {
            let other = self.open_request_of(put.value.customer.chat.0).filter(|other| other != id);
            version(put.expect, self.requests.get(id).map(|(version, _)| *version))
                && !(put.value.state.is_open() && other.is_some())
        });
        let waits = work.is_none_or(|work| self.waits(work.update.update_id));
        if !(conversations && requests && waits) {
            return Commit::Conflict;
        }
        if let Some(work) = work {
            let lane = ChatId(work.update.lane);
            if changes.conversations.iter().any(|(chat, _)| *chat == lane)
                || changes.outbox.iter().any(|message| message.to == Recipient::Chat(lane))
            {
                self.unreachable.remove(&lane.0);
            }
            self.finish(work);
        }
        for (chat, put) in &changes.conversations {
            self.conversations.insert(chat.0, (put.expect.unwrap_or(0) + 1, put.value.bookings));
        }
        for (id, put) in &changes.requests {
            self.requests.insert(*id, (put.expect.unwrap_or(0) + 1, put.value.clone()));
        }
        changes.incidents.iter().for_each(|kind| *self.incidents.entry(*kind).or_default() += 1);
        changes.outbox.iter().for_each(|message| self.post(message, now));
        Commit::Done
    }

    fn post(&mut self, message: &Outgoing, now: Timestamp) {
        if let Recipient::Chat(chat) = message.to
            && self.unreachable.contains(&chat.0)
        {
            return;
        }
        let slot = slot_of(message);
        let last =
            self.outbox.iter_mut().rev().find(|old| old.message.to == message.to && slot_of(&old.message) == slot);
        let last = last.filter(|_| slot.is_some());
        if let Some(last) = last.filter(|last| !last.taken) {
            match (&message.body, &mut last.message.body) {
                (Body::Edit { .. }, Body::Edit { .. }) => {
                    (last.message, last.written_at) = (message.clone(), now);
                    return;
                }
                (Body::Edit { text: new, keyboard: buttons, .. }, Body::Say { text, keyboard, .. }) => {
                    (*text, *keyboard, last.written_at) = (new.clone(), buttons.clone(), now);
                    return;
                }
                // What is deleted before it was sent is not sent.
                (Body::Delete { .. }, Body::Say { .. }) => {
                    let withdrawn = last.message.clone();
                    let place = self.outbox.iter().rposition(|old| old.message == withdrawn && !old.taken).unwrap();
                    self.outbox.remove(place);
                }
                _ => {}
            }
        }
        self.outbox.push(Message {
            id: None,
            message: message.clone(),
            tries: 0,
            written_at: now,
            not_before: None,
            lease: None,
            taken: false,
        });
    }

    /// The first message of each recipient this way out, and all answers to presses.
    fn heads(&mut self, outlet: Outlet) -> Vec<&mut Message> {
        let mut recipients = Vec::new();
        let mut heads = Vec::new();
        for message in self.outbox.iter_mut().filter(|message| message.message.to.outlet() == outlet) {
            let to = message.message.to;
            if is_press(&message.message) {
                heads.push(message);
            } else if !recipients.contains(&to) {
                recipients.push(to);
                heads.push(message);
            }
        }
        heads
    }

    fn lease_outbox(&mut self, outlet: Outlet, leased: &Leased, limit: usize, now: Timestamp) {
        let Leased { rows, next_due } = leased;
        let mut due: Vec<_> = self.heads(outlet);
        due.retain(|head| head.lease.is_none() && head.not_before.is_none_or(|at| at <= now));
        assert_eq!(rows.len(), due.len().min(limit), "{rows:?} of {due:?}");
        for row in rows {
            let message = due.iter_mut().find(|message| message.message == row.message).expect("it is due");
            assert!(message.lease.is_none(), "{row:?} twice");
            assert!(message.id.is_none_or(|id| id == row.id));
            assert_eq!((row.tries, row.written_at), (message.tries, message.written_at));
            (message.id, message.lease, message.taken) = (Some(row.id), Some(now + TTL), true);
        }
        let times =
            self.heads(outlet).into_iter().filter_map(|head| head.lease.or(head.not_before)).filter(|at| *at > now);
        assert_eq!(*next_due, times.min());
    }

    fn settle(&mut self, row: &OutboxRow, fate: Fate, now: Timestamp) {
        let Some(index) = self.outbox.iter().position(|message| message.id == Some(row.id)) else { return };
        let message = self.outbox[index].message.clone();
        match fate {
            Fate::Sent(number) => {
                let group = self.group.filter(|_| message.to == Recipient::AgentsGroup);
                match (&message.body, slot_of(&message)) {
                    (Body::Say { .. }, Some(slot)) => {
                        self.slots.insert(slot_key(message.to, slot), (number, group));
                    }
                    (Body::Delete { .. }, Some(slot)) => {
                        self.slots.remove(&slot_key(message.to, slot));
                    }
                    _ => {}
                }
                self.outbox.remove(index);
            }
            Fate::Dropped => drop(self.outbox.remove(index)),
            Fate::Unreachable => {
                self.outbox.remove(index);
                if let Recipient::Chat(chat) = message.to {
                    self.unreachable.insert(chat.0);
                    self.outbox.retain(|other| other.message.to != message.to);
                }
            }
            Fate::RetryIn(seconds) => self.postpone(index, Some(now + std::time::Duration::from_secs(seconds as u64))),
            Fate::Migrated(group) => {
                self.group = Some(ChatId(group));
                self.postpone(index, None);
            }
        }
    }

    fn postpone(&mut self, index: usize, not_before: Option<Timestamp>) {
        let message = &mut self.outbox[index];
        (message.not_before, message.lease, message.taken) = (not_before, None, false);
        message.tries += 1;
    }

    fn restart(&mut self, crashed: bool) {
        // What was under way may be what ended the program.
        let crashed = crashed || !self.held.is_empty();
        (self.started, self.held) = (None, BTreeMap::new());
        self.crashes = if crashed && !self.lanes.is_empty() { self.crashes + 1 } else { 0 };
        for lane in self.lanes.values_mut() {
            for (place, waiting) in lane.iter_mut().enumerate() {
                waiting.lease = None;
                (waiting.tries, waiting.deaths) = (waiting.tries_on_disk, waiting.deaths_on_disk);
                waiting.suspect = self.crashes > 0 && place == 0;
            }
        }
        for message in &mut self.outbox {
            (message.lease, message.taken) = (None, false);
        }
    }
}

fn slot_key(to: Recipient, slot: Slot) -> (i64, u64) {
    let Slot::Card(id) = slot else { unreachable!("the messages of this model are cards") };
    (if let Recipient::Chat(chat) = to { chat.0 } else { -1 }, id.0)
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A run: the store, the model, and what their user holds.
struct Run {
    folder: TempDir,
    store: Arc<dyn Store>,
    model: Model,
    now: Timestamp,
    works: Vec<Work>,
    rows: Vec<OutboxRow>,
    serial: u32,
}

impl Run {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let store = store::open(folder.path(), &sealed()).unwrap();
        let (model, now) = (Model::default(), at(0));
        Self { folder, store, model, now, works: Vec::new(), rows: Vec::new(), serial: 0 }
    }

    fn message(&mut self, post: Post) -> Outgoing {
        self.serial += 1;
        let to = if post.to == CHATS { Recipient::AgentsGroup } else { to(post.to) };
        let (slot, text) = (Slot::Card(RequestId(post.slot)), self.serial.to_string());
        match post.kind {
            0 => say(to, &text),
            1 => say_in(to, slot, &text),
            2 | 3 => edit(to, slot, &text),
            4 => delete(to, slot),
            5 => answer_click(to, &text),
            _ => mail(post.to, &text),
        }
    }

    fn request(&mut self, id: RequestId, wish: Wish) -> Put<ringback::callback::CallbackRequest> {
        let found = self.model.requests.get(&id);
        let state = match wish.state {
            0 => State::New,
            1 => State::Scheduled,
            2 => State::Snoozed { until: at(i64::from(self.serial) * 7 % 90) },
            3 => claimed(5),
            _ => State::Resolved,
        };
        let customer = found.map_or(wish.customer, |(_, request)| request.customer.chat.0);
        let mut value = request(id, customer, state);
        value.priority = if wish.urgent { Priority::Urgent } else { Priority::Normal };
        let version = found.map(|(version, _)| *version);
        Put { expect: if wish.stale { Some(version.unwrap_or(0) + 1) } else { version }, value }
    }

    async fn step(&mut self, step: Step) {
        self.model.end_leases(self.now);
        match step {
            Step::Intake(ids) => {
                let updates = ids.iter().map(|id| update(*id, id % CHATS)).collect();
                let intake = self.store.intake(updates, self.now).await.unwrap();
                assert_eq!(intake, self.model.intake(&ids, self.now));
            }
            Step::Lease => {
                self.model.started.get_or_insert(self.now);
                self.model.held.retain(|_, until| *until > self.now);
                let leasable = self.model.leasable(self.now);
                match self.store.lease(self.now, TTL).await.unwrap() {
                    None => {
                        let drains = self.model.may_drain(self.now);
                        assert!(leasable.is_empty() || drains, "none was leased of {leasable:?}");
                    }
                    Some(work) => {
                        assert!(leasable.contains(&work.update.update_id), "{work:?} of {leasable:?}");
                        self.model.lease(&work, self.now);
                        self.works.push(work);
                    }
                }
            }
            Step::Commit { work, conversation, request, outbox, incident } => {
                self.commit(work, conversation, request, outbox, incident).await
            }
            Step::Fail(choice) => {
                if self.works.is_empty() {
                    return;
                }
                let work = self.works.remove(choice % self.works.len());
                // One that was leased to somebody else since is left to them.
                if !self.model.waits(work.update.update_id) || !self.holds(&work) {
                    return;
                }
                let failed = self.store.fail(work.id, "no", MAX_TRIES, Vec::new(), self.now).await.unwrap();
                assert_eq!(failed, self.model.fail(&work));
            }
            Step::PutBack(choice) => {
                if self.works.is_empty() {
                    return;
                }
                let work = self.works.remove(choice % self.works.len());
                if self.model.waits(work.update.update_id) && self.holds(&work) {
                    self.store.put_back(work.id);
                    self.model.put_back(&work);
                }
            }
            Step::LeaseOutbox(outlet, limit) => {
                let leased = self.store.lease_outbox(outlet, self.now, limit, TTL).await.unwrap();
                self.model.lease_outbox(outlet, &leased, limit, self.now);
                self.rows.extend(leased.rows);
            }
            Step::Settle(choices) => {
                let mut deliveries = Vec::new();
                for (choice, fate) in choices {
                    if self.rows.is_empty() {
                        break;
                    }
                    let row = self.rows.remove(choice % self.rows.len());
                    self.model.settle(&row, fate, self.now);
                    let delivery = match fate {
                        Fate::Sent(message) => Delivery::Sent { message: Some(message) },
                        Fate::Dropped => Delivery::Dropped,
                        Fate::Unreachable => Delivery::Unreachable,
                        Fate::RetryIn(seconds) => {
                            Delivery::RetryAt(self.now + std::time::Duration::from_secs(seconds as u64))
                        }
                        Fate::Migrated(group) => Delivery::Migrated(ChatId(group)),
                    };
                    deliveries.push((row.id, delivery));
                }
                self.store.settle(deliveries, self.now).await.unwrap();
            }
            Step::Wait(seconds) => self.now += std::time::Duration::from_secs(seconds as u64),
            Step::Restart => {
                self.store.close().await.unwrap();
                self.reopen(false);
            }
            Step::Crash => {
                let copy = TempDir::new().unwrap();
                copy_folder(self.folder.path(), copy.path());
                self.folder = copy;
                self.reopen(true);
            }
        }
    }

    fn reopen(&mut self, crashed: bool) {
        self.store = store::open(self.folder.path(), &sealed()).unwrap();
        self.model.restart(crashed);
        self.works.clear();
        self.rows.clear();
    }

    fn holds(&self, work: &Work) -> bool {
        let head = self.model.lanes.get(&work.update.lane).and_then(|lane| lane.first());
        head.is_some_and(|head| head.id == work.update.update_id && head.lease.is_some())
    }

    async fn commit(
        &mut self,
        work: Option<usize>,
        conversation: Option<(i64, bool)>,
        request: Option<(u64, Wish)>,
        outbox: Vec<Post>,
        incident: Option<usize>,
    ) {
        let work = work.filter(|_| !self.works.is_empty()).map(|choice| self.works.remove(choice % self.works.len()));
        let mut changes = sends(outbox.into_iter().map(|post| self.message(post)).collect::<Vec<_>>());
        if let Some((chat, stale)) = conversation {
            let version = self.model.conversations.get(&chat).map(|(version, _)| *version);
            let expect = if stale { Some(version.unwrap_or(0) + 1) } else { version };
            changes
                .conversations
                .push((ChatId(chat), Put { expect, value: super::samples::conversation(self.serial) }));
        }
        if let Some((id, wish)) = request {
            let id = RequestId(RequestId::FIRST.0 + id);
            let put = self.request(id, wish);
            changes.requests.push((id, put));
        }
        changes.incidents.extend(incident.map(|index| SecretKind::ALL[index]));
        let committed = self.store.commit(work.as_ref().map(|work| work.id), changes.clone(), self.now).await.unwrap();
        assert_eq!(committed, self.model.commit(work.as_ref(), &changes, self.now));
        // A conflict is decided anew by the same worker, who still has it.
        if committed == Commit::Conflict {
            self.works.extend(work);
        }
    }

    /// Everything that can be seen without changing anything.
    async fn look(&self) {
        let (store, model) = (&self.store, &self.model);
        assert_eq!(store.dead_letters().await.unwrap(), model.dead);
        assert_eq!(store.group().await.unwrap(), model.group);
        assert_eq!(store.incidents().await.unwrap(), model.incidents);
        for chat in 0..CHATS {
            let found = store.conversation(ChatId(chat)).await.unwrap();
            let found = found.map(|found| (found.version, found.value.bookings));
            assert_eq!(found, model.conversations.get(&chat).copied());
            assert_eq!(store.reachable(ChatId(chat)).await.unwrap(), !model.unreachable.contains(&chat));
            let open = store.open_request_of(ChatId(chat)).await.unwrap().map(|request| request.value.id);
            assert_eq!(open, model.open_request_of(chat));
        }
        let mut open: Vec<_> = model.requests.values().filter(|(_, request)| request.state.is_open()).collect();
        open.sort_by_key(|(_, request)| request.rank());
        let page = store.queue(2).await.unwrap();
        assert_eq!(page.open, open.len());
        let queue: Vec<_> = page.requests.into_iter().map(|request| (request.version, request.value)).collect();
        assert_eq!(queue.iter().collect::<Vec<_>>(), open.iter().take(2).copied().collect::<Vec<_>>());
        let mut places: Vec<_> = open.iter().filter_map(|(_, request)| request.place()).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(store.places().await.unwrap(), places);
        for place in places {
            let there = open.iter().filter(|(_, request)| request.place() == Some(place));
            let there: Vec<_> = there.map(|(_, request)| request.id).collect();
            let page = store.queue_at(&[place], 9).await.unwrap();
            assert_eq!(page.open, there.len());
            assert_eq!(page.requests.iter().map(|request| request.value.id).collect::<Vec<_>>(), there);
        }
        let mut due: Vec<_> = open
            .iter()
            .filter_map(|(_, request)| Some((request.due_at().filter(|at| *at <= self.now)?, request.id)))
            .collect();
        due.sort_unstable();
        let found = store.due(self.now, 9).await.unwrap();
        assert_eq!(
            found.iter().map(|request| request.value.id).collect::<Vec<_>>(),
            due.iter().map(|(_, id)| *id).collect::<Vec<_>>()
        );
        for (id, (version, request)) in &model.requests {
            let found = store.request(*id).await.unwrap().unwrap();
            assert_eq!((found.version, &found.value), (*version, request));
            let mut ahead = Ahead::new();
            let place = open.iter().position(|(_, open)| open.id == *id).unwrap_or_default();
            for (_, before) in
                open.iter().take(place).filter(|(_, open)| open.place() == Some(Place::Ready(open.language())))
            {
                *ahead.entry(before.language()).or_default() += 1;
            }
            assert_eq!(store.ahead_of(*id).await.unwrap(), ahead);
        }
        for (recipient, chat) in (0..CHATS).map(|chat| (to(chat), chat)).chain([(Recipient::AgentsGroup, -1)]) {
            for slot in 0..2 {
                let known = model.slots.get(&(chat, slot)).filter(|(_, group)| chat >= 0 || *group == model.group);
                let found = store.message_in(recipient, Slot::Card(RequestId(slot))).await.unwrap();
                assert_eq!(found, known.map(|(message, _)| *message));
            }
        }
        let taken = model.requests.keys().next_back().map_or(RequestId::FIRST.0 - 1, |id| id.0);
        assert!(store.reserve_request_id().await.unwrap().0 > taken);
    }
}

fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { default.cases } else { CASES };
    ProptestConfig { cases, max_shrink_iters: 500, failure_persistence: None, ..default }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_store_does_as_its_model(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut run = Run::new();
            let mut making = None;
            for step in steps {
                if matches!(step, Step::Restart | Step::Crash) {
                    making = None;
                }
                run.step(step).await;
                run.look().await;
                // All the while a backup is made, a few rows with each step, and what comes of it is one commit's.
                let mut under_way = match making.take() {
                    Some(under_way) => under_way,
                    None => Making::begin(&*run.store, run.now).await,
                };
                match under_way.go_on().await {
                    Some(backup) => assert_eq!(looked_at(&backup).unwrap().findings, BTreeMap::new()),
                    None => making = Some(under_way),
                }
            }
            drop(making);
            run.model.end_leases(run.now);
            run.store.close().await.unwrap();
            let found = store::examine(run.folder.path(), &sealed()).unwrap();
            assert_eq!(found.findings, BTreeMap::new(), "whatever was done, a check finds nothing wrong");
            run.reopen(false);
            run.look().await;
        });
    }
}
