//! What the embedded store can do: `cargo bench --bench store`. Not run in tests; figures are of the disk it runs on.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    missing_docs,
    reason = "a measurement that cannot go on should stop loudly"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use divan::Bencher;
use divan::counter::ItemsCount;
use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use ringback::callback::{
    CallbackRequest, ChatId, Customer, NewRequest, Place, Promise, RequestId, Role, Roster, Rules, UserId,
};
use ringback::conversation::{
    AgentStep, Allowance, Body, Conversation, Keyboard, LanguageChoice, Outgoing, Outlet, Recipient, Step,
};
use ringback::intents::Priority;
use ringback::store::{self, Changes, Commit, DataKey, Delivery, Protection, Put, RawUpdate, Store, Versioned};
use ringback::text::{Language, Locale};
use ringback::words::Markdown;
use tempfile::TempDir;
use tokio::runtime::Runtime;

const TTL: Duration = Duration::from_secs(60);
/// Commits of each producer in one measurement.
const COMMITS: i64 = 20;
/// Open requests in a queue that has grown beyond all measure.
const LONG_QUEUE: u64 = 100_000;

fn main() {
    divan::main();
}

struct Bench {
    folder: TempDir,
    protection: Protection,
    runtime: Runtime,
    store: Arc<dyn Store>,
}

impl Bench {
    fn new() -> Self {
        Self::with(Protection::Key(DataKey::generate().unwrap()))
    }

    fn with(protection: Protection) -> Self {
        let folder = TempDir::new().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let store = store::open(folder.path(), &protection).unwrap();
        Self { folder, protection, runtime, store }
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn update(update_id: i64) -> RawUpdate {
    let json = format!(
        r#"{{"update_id":{update_id},"message":{{"message_id":1,"date":1800000000,"chat":{{"id":{update_id},"type":"private","first_name":"Sample"}},"from":{{"id":{update_id},"is_bot":false,"first_name":"Sample","language_code":"en"}},"text":"How do I withdraw my money?"}}}}"#
    );
    RawUpdate { update_id, lane: update_id % 1000, json, mark: 1, urgent: false, piece: None }
}

fn conversation() -> Conversation {
    Conversation {
        language: LanguageChoice { locale: Locale::En, fixed: false },
        step: Step::Idle,
        agent: AgentStep::Idle,
        agent_asked_at: None,
        misses: 0,
        topic: None,
        unanswered: None,
        bookings: 0,
        secrets_at: None,
        since: None,
        urgent_at: None,
        zone: None,
        suspects: Vec::new(),
        reported_at: None,
        never_ask_at: None,
        known_phone: None,
        mails: Default::default(),
        heard_at: None,
        heard: Default::default(),
        allowance: Allowance::full(now()),
    }
}

fn answer(chat: ChatId) -> Outgoing {
    let text = Markdown::trusted("Open the wallet, choose the coin, and press withdraw. ".repeat(10));
    let body = Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false };
    Outgoing { to: Recipient::Chat(chat), body }
}

/// A state and an answer, as most updates lead to.
fn changes(chat: ChatId, expect: Option<u64>) -> Changes {
    Changes {
        conversations: vec![(chat, Put { expect, value: conversation() })],
        outbox: vec![answer(chat)],
        ..Changes::default()
    }
}

/// Changes that are on the disk itself when they return, by so many at once.
#[divan::bench(args = [1, 8, 32, 128], sample_count = 20, sample_size = 1)]
fn commits(bencher: Bencher, producers: i64) {
    commit(bencher, producers, Bench::new());
}

/// The same without encryption: what it costs.
#[divan::bench(args = [1, 8, 32, 128], sample_count = 20, sample_size = 1)]
fn commits_unencrypted(bencher: Bencher, producers: i64) {
    commit(bencher, producers, Bench::with(Protection::Off));
}

fn commit(bencher: Bencher, producers: i64, bench: Bench) {
    let chats = AtomicI64::new(0);
    bencher.counter(ItemsCount::new((producers * COMMITS).unsigned_abs())).bench_local(|| {
        bench.runtime.block_on(join_all((0..producers).map(|_| {
            let (store, first) = (Arc::clone(&bench.store), chats.fetch_add(COMMITS, Ordering::Relaxed));
            bench.runtime.spawn(async move {
                for chat in first..first + COMMITS {
                    let commit = store.commit(None, changes(ChatId(chat), None), now()).await.unwrap();
                    assert_eq!(commit, Commit::Done);
                }
            })
        })))
    });
}

/// Updates from their intake in hundreds to the last message settled: everything but the talk itself and the network.
#[divan::bench(args = [1, 8, 32, 128], sample_count = 5, sample_size = 1)]
fn updates_from_intake_to_delivery(bencher: Bencher, workers: usize) {
    work_off(bencher, workers, Bench::new());
}

/// The same without encryption.
#[divan::bench(args = [1, 8, 32, 128], sample_count = 5, sample_size = 1)]
fn updates_from_intake_to_delivery_unencrypted(bencher: Bencher, workers: usize) {
    work_off(bencher, workers, Bench::with(Protection::Off));
}

fn work_off(bencher: Bencher, workers: usize, bench: Bench) {
    const UPDATES: i64 = 2000;
    let first = AtomicI64::new(0);
    bencher.counter(ItemsCount::new(UPDATES.unsigned_abs())).bench_local(|| {
        let first = first.fetch_add(UPDATES, Ordering::Relaxed);
        let work = |_| {
            let store = Arc::clone(&bench.store);
            bench.runtime.spawn(async move {
                while let Some(work) = store.lease(now(), TTL).await.unwrap() {
                    let chat = ChatId(work.update.lane);
                    let version = store.conversation(chat).await.unwrap().map(|found| found.version);
                    let commit = store.commit(Some(work.id), changes(chat, version), now()).await.unwrap();
                    assert_eq!(commit, Commit::Done);
                }
            })
        };
        bench.runtime.block_on(async {
            for hundred in (first..first + UPDATES).step_by(100) {
                bench.store.intake((hundred..hundred + 100).map(update).collect(), now()).await.unwrap();
            }
            join_all((0..workers).map(work)).await;
            loop {
                let rows = bench.store.lease_outbox(Outlet::Telegram, now(), 100, TTL).await.unwrap().rows;
                if rows.is_empty() {
                    break;
                }
                let sent = rows.iter().map(|row| (row.id, Delivery::Sent { message: None })).collect();
                bench.store.settle(sent, now()).await.unwrap();
            }
        });
    });
}

/// Half can be called now, until times five minutes apart; the other half are windows of the next thirty days.
fn promise(number: u64) -> Promise {
    let window = SignedDuration::from_hours(1);
    let nth = i64::try_from(number).unwrap();
    let from = if nth % 2 == 0 { now() } else { now() + SignedDuration::from_hours(30 + nth % 720) };
    let to = from + window + SignedDuration::from_mins(if nth % 2 == 0 { nth % 100 * 5 } else { 0 });
    Promise { from, to }
}

fn request(id: RequestId) -> CallbackRequest {
    let number = i64::try_from(id.0).unwrap();
    let new = NewRequest {
        id,
        customer: Customer { chat: ChatId(number), name: "Sample".into(), locale: Locale::En, zone: None },
        topic: None,
        priority: Priority::Normal,
        phone: serde_json::from_value(serde_json::json!({ "e164": "+12025550143", "verified": true })).unwrap(),
        story: None,
        promise: promise(id.0),
    };
    CallbackRequest::book(new, now() + SignedDuration::from_secs(number))
}

fn long_queue() -> (Bench, RequestId) {
    let bench = Bench::new();
    let mut last = request(RequestId::FIRST);
    bench.runtime.block_on(async {
        for _ in 0..LONG_QUEUE / 500 {
            let mut changes = Changes::default();
            for _ in 0..500 {
                let value = request(bench.store.reserve_request_id().await.unwrap());
                if value.rank() > last.rank() {
                    last = value.clone();
                }
                changes.requests.push((value.id, Put { expect: None, value }));
            }
            assert_eq!(bench.store.commit(None, changes, now()).await.unwrap(), Commit::Done);
        }
    });
    (bench, last.id)
}

#[divan::bench(sample_count = 100, sample_size = 10)]
fn place_of_the_last_of_100_000(bencher: Bencher) {
    let (bench, last) = long_queue();
    bencher.bench_local(|| {
        let ahead = bench.runtime.block_on(bench.store.ahead_of(last)).unwrap();
        assert_eq!(ahead.values().sum::<usize>() as u64, LONG_QUEUE / 2);
    });
}

/// What `/queue` shows: the first that can be called, those that agents have, and those that wait for their time.
#[divan::bench(sample_count = 100, sample_size = 10)]
fn queue_of_100_000(bencher: Bencher) {
    let (bench, _) = long_queue();
    bencher.bench_local(|| {
        bench.runtime.block_on(async {
            let with = |place: &Place| matches!(place, Place::With(_));
            let with: Vec<Place> = bench.store.places().await.unwrap().into_iter().filter(with).collect();
            let ready = bench.store.queue_at(&Language::ALL.map(Place::Ready), 10).await.unwrap();
            let later = bench.store.queue_at(&[Place::Later], 5).await.unwrap();
            let worked = bench.store.queue_at(&with, 5).await.unwrap();
            assert_eq!((ready.open + later.open + worked.open) as u64, LONG_QUEUE);
        })
    });
}

/// What `/next` does: look for the first that can be called, read it and write the claim, durably.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn next_and_claim_of_100_000(bencher: Bencher) {
    let (bench, _) = long_queue();
    let roster = Roster::new().with(UserId(1), "Sample", &[Language::En], Role::Agent);
    let (agent, rules) = (roster.agent(UserId(1)).unwrap(), Rules::default());
    let ready = roster.ready_for(agent);
    bencher.bench_local(|| {
        bench.runtime.block_on(async {
            let Versioned { version, mut value } =
                bench.store.queue_at(&ready, 1).await.unwrap().requests.pop().unwrap();
            value.claim(agent, &rules, now()).unwrap();
            let put = Put { expect: Some(version), value };
            let changes = Changes { requests: vec![(put.value.id, put)], ..Changes::default() };
            assert_eq!(bench.store.commit(None, changes, now()).await.unwrap(), Commit::Done);
        })
    });
}

/// The same for an agent in whose language nobody waits: the others' 100,000 are not looked at.
#[divan::bench(sample_count = 100, sample_size = 10)]
fn next_for_an_agent_of_another_language(bencher: Bencher) {
    let (bench, _) = long_queue();
    bencher.bench_local(|| {
        let page = bench.runtime.block_on(bench.store.queue_at(&[Place::Ready(Language::Zh)], 1)).unwrap();
        assert_eq!((page.requests.len(), page.open), (0, 0));
    });
}

/// What every message of a customer reads: all that is owed, counted.
#[divan::bench(sample_count = 100, sample_size = 10)]
fn what_is_promised_of_100_000(bencher: Bencher) {
    let (bench, _) = long_queue();
    bencher.bench_local(|| bench.runtime.block_on(bench.store.promised()).unwrap());
}

#[divan::bench(sample_count = 100, sample_size = 10)]
fn next_of_100_000(bencher: Bencher) {
    let (bench, _) = long_queue();
    let ready = Language::ALL.map(Place::Ready);
    bencher.bench_local(|| bench.runtime.block_on(bench.store.queue_at(&ready, 1)).unwrap());
}

#[divan::bench(sample_count = 100, sample_size = 10)]
fn what_is_due_of_100_000(bencher: Bencher) {
    let (bench, _) = long_queue();
    bencher.bench_local(|| bench.runtime.block_on(bench.store.due(now(), 100)).unwrap());
}

/// What a start takes when a million updates were taken in and worked off within two days.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn opening_with_1_000_000_seen_updates(bencher: Bencher) {
    let bench = Bench::new();
    bench.runtime.block_on(async {
        for batch in 0..1000 {
            let updates = (batch * 1000..batch * 1000 + 1000).map(update).collect();
            bench.store.intake(updates, now()).await.unwrap();
            let mut works = Vec::new();
            while let Some(work) = bench.store.lease(now(), TTL).await.unwrap() {
                works.push(bench.store.commit(Some(work.id), Changes::default(), now()));
            }
            assert_eq!(join_all(works).await.len(), 1000);
        }
        bench.store.close().await.unwrap();
    });
    let Bench { folder, protection, store, .. } = bench;
    drop(store);
    bencher.bench_local(|| drop(store::open(folder.path(), &protection).unwrap()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn opening_with_100_000_open_requests(bencher: Bencher) {
    let (bench, _) = long_queue();
    bench.runtime.block_on(bench.store.close()).unwrap();
    bencher.bench_local(|| {
        let store = store::open(bench.folder.path(), &bench.protection).unwrap();
        bench.runtime.block_on(store.close()).unwrap();
    });
}

#[divan::bench(sample_count = 100, sample_size = 10)]
fn a_conversation(bencher: Bencher) {
    talk(bencher, Bench::new());
}

#[divan::bench(sample_count = 100, sample_size = 10)]
fn a_conversation_unencrypted(bencher: Bencher) {
    talk(bencher, Bench::with(Protection::Off));
}

fn talk(bencher: Bencher, bench: Bench) {
    bench.runtime.block_on(bench.store.commit(None, changes(ChatId(7), None), now())).unwrap();
    bencher.bench_local(|| bench.runtime.block_on(bench.store.conversation(ChatId(7))).unwrap());
}
