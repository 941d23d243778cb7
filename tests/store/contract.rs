//! What every engine must keep, written once: `contract_of!(engine)` makes a test of each, over an [`Engine`] that opens
//! the same data again and again.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::join_all;
use jiff::civil::Date;
use ringback::callback::{
    Alarm, Block, Board, CallbackRequest, ChatId, Look, Measure, OpenSpan, Place, RequestId, Shift, Shown, State,
    TallyKey, UserId, Why,
};
use ringback::conversation::{Outlet, Recipient, Retention, Slot};
use ringback::intents::Priority;
use ringback::safety::secrets::SecretKind;
use ringback::store::{Changes, Commit, Delivery, Failed, Intake, OutboxRow, Put, Store, StoreFault, Work};
use ringback::text::{Language, Locale};

use super::samples::*;

/// Opens stores over the same data. Nothing is open when `open` is called.
pub trait Engine {
    fn open(&self) -> Arc<dyn Store>;
}

pub const TTL: Duration = Duration::from_secs(60);
const GROUP: Recipient = Recipient::AgentsGroup;

macro_rules! contract_of {
    ($engine:expr) => {
        contract_of! { $engine;
            known_updates_are_left_out,
            an_update_is_known_for_two_days_and_as_long_as_it_waits,
            an_update_comes_back_as_it_was,
            lanes_keep_their_order_and_delay_nobody,
            an_update_outlives_its_worker,
            a_failing_update_is_tried_again_and_then_buried,
            tries_are_not_forgotten,
            a_conflict_writes_nothing,
            versions_rise_from_one,
            a_customer_has_one_open_request,
            one_of_many_claims_wins,
            conflicts_spoil_nobody_elses_commit,
            the_queue_is_in_order,
            the_queue_has_its_places,
            what_is_due_is_found,
            numbers_are_given_out_once,
            messages_keep_their_order_by_recipient,
            a_lease_of_messages_ends,
            a_message_that_waits_holds_up_its_recipient_alone,
            a_later_edit_takes_the_place_of_a_waiting_one,
            edits_keep_their_order_with_the_rest_of_their_slot,
            an_unreachable_chat_gets_nothing_until_its_person_writes,
            what_is_written_while_a_chat_becomes_unreachable_is_left_out,
            a_group_that_moves_is_followed,
            messages_are_remembered_by_slot,
            everything_under_a_gathering_slot_is_remembered,
            looks_are_kept_by_request,
            who_is_preferred_goes_first,
            each_way_out_has_its_own_messages,
            secrets_are_counted,
            too_large_a_record_is_refused_alone,
            what_is_gone_is_settled_in_silence,
            what_is_over_is_erased_a_portion_at_a_time,
            a_customer_is_erased_and_the_calls_stay_without_them,
            everything_kept_of_a_customer_is_told,
            everything_outlives_a_restart,
            a_closed_store_says_so,
        }
    };
    ($engine:expr; $($promise:ident,)+) => {
        $(
            #[tokio::test]
            async fn $promise() {
                contract::$promise(&$engine).await;
            }
        )+
    };
}
pub(crate) use contract_of;

async fn take_in(store: &dyn Store, updates: &[(i64, i64)], second: i64) -> Intake {
    store.intake(updates.iter().map(|(id, lane)| update(*id, *lane)).collect(), at(second)).await.unwrap()
}

async fn lease(store: &dyn Store, second: i64) -> Option<Work> {
    store.lease(at(second), TTL).await.unwrap()
}

/// The numbers of all updates that can be leased now.
async fn lease_all(store: &dyn Store, second: i64) -> Vec<i64> {
    let mut updates = Vec::new();
    while let Some(work) = lease(store, second).await {
        updates.push(work.update.update_id);
    }
    updates
}

/// How many that can be called now stand before this one.
async fn ahead(store: &dyn Store, id: RequestId) -> usize {
    store.ahead_of(id).await.unwrap().values().sum()
}

async fn done(store: &dyn Store, changes: Changes) {
    assert_eq!(store.commit(None, changes, at(0)).await.unwrap(), Commit::Done);
}

async fn finish(store: &dyn Store, work: &Work) {
    assert_eq!(store.commit(Some(work.id), Changes::default(), at(0)).await.unwrap(), Commit::Done);
}

async fn messages(store: &dyn Store, second: i64) -> Vec<OutboxRow> {
    store.lease_outbox(Outlet::Telegram, at(second), usize::MAX, TTL).await.unwrap().rows
}

async fn send_all(store: &dyn Store, second: i64) -> Vec<String> {
    let mut sent = Vec::new();
    loop {
        let rows = messages(store, second).await;
        if rows.is_empty() {
            return sent;
        }
        for row in &rows {
            sent.push(words(&row.message));
        }
        let sent = rows.iter().map(|row| (row.id, Delivery::Sent { message: None })).collect();
        store.settle(sent, at(second)).await.unwrap();
    }
}

fn said(rows: &[OutboxRow]) -> Vec<String> {
    rows.iter().map(|row| words(&row.message)).collect()
}

async fn settle_one(store: &dyn Store, row: &OutboxRow, delivery: Delivery) {
    store.settle(vec![(row.id, delivery)], at(0)).await.unwrap();
}

const SENT: Delivery = Delivery::Sent { message: None };

pub async fn known_updates_are_left_out(engine: &impl Engine) {
    let store = engine.open();
    let first = take_in(&*store, &[(10, 1), (11, 1), (10, 1)], 0).await;
    assert_eq!(first, Intake { fresh: 2, known: 1 });
    assert_eq!(take_in(&*store, &[(11, 1), (3, 1)], 1).await, Intake { fresh: 1, known: 1 }, "numbers may fall");
    let work = lease(&*store, 2).await.unwrap();
    finish(&*store, &work).await;
    assert_eq!(take_in(&*store, &[(10, 1)], 3).await, Intake { fresh: 0, known: 1 }, "done is known as well");
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(take_in(&*store, &[(10, 1), (11, 1), (3, 1), (12, 1)], 4).await, Intake { fresh: 1, known: 3 });
}

pub async fn an_update_is_known_for_two_days_and_as_long_as_it_waits(engine: &impl Engine) {
    let store = engine.open();
    let hour = |count: i64| count * 3600;
    take_in(&*store, &[(1, 1), (2, 2)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    assert_eq!(work.update.update_id, 1);
    finish(&*store, &work).await;

    assert_eq!(take_in(&*store, &[(1, 1)], hour(48)).await.known, 1);
    take_in(&*store, &[(3, 3)], hour(48) + 1).await;
    assert_eq!(take_in(&*store, &[(1, 1)], hour(48) + 2).await.fresh, 1, "forgotten by the intake before this one");
    assert_eq!(take_in(&*store, &[(2, 2)], hour(500)).await.known, 1, "it still waits");
}

pub async fn an_update_comes_back_as_it_was(engine: &impl Engine) {
    let store = engine.open();
    let mut long = update(1, -7);
    // Longer than any one value may be, cut in the middle of characters, and no JSON at all.
    long.json = "\u{0}\"报\\".repeat(40_000);
    store.intake(vec![long.clone(), update(2, 7)], at(5)).await.unwrap();
    store.close().await.unwrap();

    let store = engine.open();
    let work = lease(&*store, 6).await.unwrap();
    assert_eq!((work.update.clone(), work.tries, work.received_at), (long, 0, at(5)));
    finish(&*store, &work).await;
    assert_eq!(lease(&*store, 6).await.unwrap().update, update(2, 7));
}

pub async fn lanes_keep_their_order_and_delay_nobody(engine: &impl Engine) {
    let store = engine.open();
    let flood: Vec<_> = (0..50).map(|id| (id, 7)).collect();
    take_in(&*store, &flood, 0).await;
    take_in(&*store, &[(100, 8), (101, 9), (102, 8)], 0).await;
    assert_eq!(lease_all(&*store, 1).await, [0, 100, 101], "one of each lane");

    let store_ref = &*store;
    let first = store_ref.lease(at(61), TTL).await.unwrap().unwrap();
    finish(store_ref, &first).await;
    assert_eq!(first.update.update_id, 0);
    assert_eq!(lease_all(store_ref, 61).await, [100, 101, 1], "a freed lane goes to the end");
}

pub async fn an_update_outlives_its_worker(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 7)], 0).await;
    let slow = lease(&*store, 0).await.unwrap();
    assert_eq!(lease(&*store, 59).await, None);
    let second = lease(&*store, 60).await.unwrap();
    assert_eq!((second.id, second.tries), (slow.id, 1), "a lease that was not kept is a try");

    assert_eq!(store.commit(Some(second.id), sends([say(to(7), "once")]), at(61)).await.unwrap(), Commit::Done);
    assert_eq!(store.commit(Some(slow.id), sends([say(to(7), "twice")]), at(62)).await.unwrap(), Commit::Conflict);
    assert_eq!(store.fail(slow.id, "too late", 1, Vec::new(), at(62)).await.unwrap(), Failed::Again);
    assert_eq!(store.dead_letters().await.unwrap(), 0);
    assert_eq!(send_all(&*store, 63).await, ["once"]);
    assert_eq!(lease_all(&*store, 63).await, [2]);
}

pub async fn a_failing_update_is_tried_again_and_then_buried(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 7)], 0).await;
    for tries in 0..3 {
        let work = lease(&*store, 0).await.unwrap();
        assert_eq!((work.update.update_id, work.tries), (1, tries));
        let failed = store.fail(work.id, "no", 3, vec![say(GROUP, "alarm")], at(0)).await.unwrap();
        assert_eq!(failed, if tries < 2 { Failed::Again } else { Failed::Dead });
    }
    assert_eq!(store.dead_letters().await.unwrap(), 1);
    assert_eq!(send_all(&*store, 1).await, ["alarm"], "one alarm, with the last try");
    assert_eq!(lease_all(&*store, 1).await, [2], "the lane goes on");
    assert_eq!(take_in(&*store, &[(1, 7)], 2).await.known, 1, "what is dead does not rise");
    store.close().await.unwrap();
    assert_eq!(engine.open().dead_letters().await.unwrap(), 1);
}

pub async fn tries_are_not_forgotten(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    store.fail(work.id, "no", 9, Vec::new(), at(0)).await.unwrap();
    store.close().await.unwrap();
    assert_eq!(lease(&*engine.open(), 0).await.unwrap().tries, 1);
}

pub async fn a_conflict_writes_nothing(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, talks(7, new(conversation(1)))).await;
    take_in(&*store, &[(1, 7)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    let id = store.reserve_request_id().await.unwrap();
    let changes = Changes {
        conversations: vec![(ChatId(8), new(conversation(8))), (ChatId(7), new(conversation(2)))],
        requests: vec![(id, new(request(id, 7, State::New)))],
        outbox: vec![say(to(7), "never")],
        group: Some(ChatId(-5)),
        ..Changes::default()
    };
    assert_eq!(store.commit(Some(work.id), changes, at(0)).await.unwrap(), Commit::Conflict);

    assert_eq!(store.conversation(ChatId(8)).await.unwrap(), None);
    assert_eq!(store.conversation(ChatId(7)).await.unwrap().unwrap().value.bookings, 1);
    assert_eq!(store.request(id).await.unwrap(), None);
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap(), None);
    assert_eq!(store.group().await.unwrap(), None);
    assert_eq!(messages(&*store, 1).await, []);
    finish(&*store, &work).await;
}

pub async fn versions_rise_from_one(engine: &impl Engine) {
    let store = engine.open();
    let chat = ChatId(-7);
    done(&*store, talks(-7, new(conversation(1)))).await;
    assert_eq!(store.conversation(chat).await.unwrap().unwrap().version, 1);
    done(&*store, talks(-7, over(1, conversation(2)))).await;
    let found = store.conversation(chat).await.unwrap().unwrap();
    assert_eq!((found.version, found.value), (2, conversation(2)));
    for stale in [new(conversation(3)), over(1, conversation(3)), over(3, conversation(3))] {
        assert_eq!(store.commit(None, talks(-7, stale), at(0)).await.unwrap(), Commit::Conflict);
    }
    let missing = talks(1, over(1, conversation(1)));
    assert_eq!(store.commit(None, missing, at(0)).await.unwrap(), Commit::Conflict);
}

pub async fn a_customer_has_one_open_request(engine: &impl Engine) {
    let store = engine.open();
    let commits = (0..20).map(|_| async {
        let id = store.reserve_request_id().await.unwrap();
        (id, store.commit(None, books(new(request(id, 7, State::New))), at(0)).await.unwrap())
    });
    let won: Vec<_> =
        join_all(commits).await.into_iter().filter(|(_, commit)| *commit == Commit::Done).map(|(id, _)| id).collect();
    let [id] = won[..] else { panic!("{won:?} are all open") };
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap().unwrap().value.id, id);
    store.close().await.unwrap();

    let store = engine.open();
    let second = store.reserve_request_id().await.unwrap();
    let again = || books(new(request(second, 7, State::New)));
    assert_eq!(store.commit(None, again(), at(0)).await.unwrap(), Commit::Conflict);
    done(&*store, books(over(1, request(id, 7, State::Resolved)))).await;
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap(), None);
    done(&*store, again()).await;
    let reopened = books(over(2, request(id, 7, State::New)));
    assert_eq!(store.commit(None, reopened, at(0)).await.unwrap(), Commit::Conflict, "nor by opening an ended one");
    assert_eq!(store.request(id).await.unwrap().unwrap().value.state, State::Resolved);
}

pub async fn one_of_many_claims_wins(engine: &impl Engine) {
    let store = engine.open();
    for round in 0..20 {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, round, State::New)))).await;
        let claims = (1..=8).map(|agent| {
            let claim = books(over(1, request(id, round, claimed(agent))));
            let store = &store;
            async move { (agent, store.commit(None, claim, at(0)).await.unwrap()) }
        });
        let won: Vec<_> = join_all(claims).await.into_iter().filter(|(_, commit)| *commit == Commit::Done).collect();
        let [(agent, _)] = won[..] else { panic!("{won:?} all have it") };
        assert_eq!(store.request(id).await.unwrap().unwrap().value.state, claimed(agent));
    }
}

pub async fn conflicts_spoil_nobody_elses_commit(engine: &impl Engine) {
    let store = engine.open();
    let commits = (0..200).map(|n: u32| {
        let put = if n.is_multiple_of(3) { over(5, conversation(n)) } else { new(conversation(n)) };
        let changes = Changes { outbox: vec![say(to(1), &n.to_string())], ..talks(i64::from(n), put) };
        store.commit(None, changes, at(0))
    });
    let commits: Vec<_> = join_all(commits).await.into_iter().map(Result::unwrap).collect();
    for (n, commit) in commits.iter().enumerate() {
        let expected = if n % 3 == 0 { Commit::Conflict } else { Commit::Done };
        assert_eq!(*commit, expected, "{n}");
        let found = store.conversation(ChatId(n as i64)).await.unwrap();
        assert_eq!(found.is_some(), expected == Commit::Done, "{n}");
    }
    let mut sent: Vec<usize> = send_all(&*store, 0).await.iter().map(|text| text.parse().unwrap()).collect();
    sent.sort_unstable();
    assert_eq!(sent, (0..200).filter(|n| n % 3 != 0).collect::<Vec<_>>());
}

pub async fn the_queue_is_in_order(engine: &impl Engine) {
    let store = engine.open();
    let mut ids = Vec::new();
    for (customer, priority, promised) in
        [(1, Priority::Normal, 900), (2, Priority::Normal, 300), (3, Priority::Urgent, 900), (4, Priority::Low, 0)]
    {
        let id = store.reserve_request_id().await.unwrap();
        let mut booked = request(id, customer, State::Scheduled);
        booked.priority = priority;
        booked.state = State::New;
        booked.promise.to = at(promised);
        done(&*store, books(new(booked))).await;
        ids.push(id);
    }
    // Urgent first, then by promise whatever the priority.
    let order = [ids[2], ids[3], ids[1], ids[0]];
    for round in 0..2 {
        let page = store.queue(10).await.unwrap();
        assert_eq!(page.requests.iter().map(|request| request.value.id).collect::<Vec<_>>(), order, "round {round}");
        assert_eq!(page.open, 4);
        for (place, id) in order.into_iter().enumerate() {
            assert_eq!(ahead(&*store, id).await, place - usize::from(round == 1 && place > 1));
        }
        // A claim changes nothing about the order.
        let mut taken = store.request(order[1]).await.unwrap().unwrap();
        taken.value.state = claimed(99);
        done(&*store, books(over(taken.version, taken.value))).await;
    }
    let mut ended = store.request(order[0]).await.unwrap().unwrap();
    ended.value.state = State::Cancelled;
    done(&*store, books(over(ended.version, ended.value))).await;
    assert_eq!(ahead(&*store, order[0]).await, 0);
    assert_eq!(ahead(&*store, order[3]).await, 1);
    let page = store.queue(2).await.unwrap();
    assert_eq!((page.requests.len(), page.open), (2, 3));
    assert_eq!(ahead(&*store, RequestId(1)).await, 0);
    store.close().await.unwrap();
    assert_eq!(engine.open().queue(2).await.unwrap(), page);
}

pub async fn the_queue_has_its_places(engine: &impl Engine) {
    let store = engine.open();
    let waits = |customer, promised, locale| {
        let store = &store;
        async move {
            let id = store.reserve_request_id().await.unwrap();
            let mut booked = request(id, customer, State::Scheduled);
            booked.state = State::New;
            booked.promise.to = at(promised);
            booked.customer.locale = locale;
            done(&**store, books(new(booked))).await;
            id
        }
    };
    let late = waits(1, 900, Locale::En).await;
    let chinese = waits(2, 300, Locale::ZhHant).await;
    let soon = waits(3, 600, Locale::En).await;
    let snoozed = waits(4, 100, Locale::En).await;
    let change = async |id, change: &dyn Fn(&mut CallbackRequest)| {
        let mut found = store.request(id).await.unwrap().unwrap();
        change(&mut found.value);
        done(&*store, books(over(found.version, found.value))).await;
    };
    change(snoozed, &|request| request.state = State::Snoozed { until: at(5000) }).await;
    let there = async |places: &[Place], limit| {
        let page = store.queue_at(places, limit).await.unwrap();
        (page.requests.iter().map(|request| request.value.id).collect::<Vec<_>>(), page.open)
    };
    let (en, zh) = (Place::Ready(Language::En), Place::Ready(Language::Zh));
    assert_eq!(there(&[en], 9).await, (vec![soon, late], 2));
    assert_eq!(there(&[en, zh], 9).await, (vec![chinese, soon, late], 3));
    assert_eq!(there(&[zh, en], 2).await, (vec![chinese, soon], 3));
    assert_eq!(there(&[Place::Later], 9).await, (vec![snoozed], 1));
    assert_eq!(there(&[], 9).await, (vec![], 0));
    assert_eq!(store.places().await.unwrap(), [zh, en, Place::Later]);

    // A claim, and another language, move a request to another place.
    change(soon, &|request| request.state = claimed(99)).await;
    change(late, &|request| request.wanted_language = Some(Language::Zh)).await;
    let with = Place::With(UserId(99));
    assert_eq!(there(&[with], 9).await, (vec![soon], 1));
    assert_eq!(there(&[en], 9).await, (vec![], 0));
    assert_eq!(there(&[zh], 9).await, (vec![chinese, late], 2));
    assert_eq!(store.places().await.unwrap(), [zh, with, Place::Later]);

    // A wrong number is nobody's to call, and what has ended stands nowhere.
    change(chinese, &|request| request.number_wrong = true).await;
    change(soon, &|request| request.state = State::Resolved).await;
    assert_eq!(there(&[Place::Later], 9).await, (vec![chinese, snoozed], 2));
    assert_eq!(store.places().await.unwrap(), [zh, Place::Later]);
    store.close().await.unwrap();
    let store = engine.open();
    assert_eq!(store.places().await.unwrap(), [zh, Place::Later]);
    assert_eq!(store.queue_at(&[zh], 9).await.unwrap().requests[0].value.id, late);
}

pub async fn what_is_due_is_found(engine: &impl Engine) {
    let store = engine.open();
    let states = [State::Snoozed { until: at(50) }, State::Scheduled, State::New, State::Snoozed { until: at(40) }];
    let mut ids = Vec::new();
    for (customer, state) in states.into_iter().enumerate() {
        let id = store.reserve_request_id().await.unwrap();
        // Nobody is alarmed about any of them: only their own times matter here.
        let quiet = CallbackRequest { alarm: Alarm::Breached, ..request(id, customer as i64, state) };
        done(&*store, books(new(quiet))).await;
        ids.push(id);
    }
    let due = async |second: i64, limit| -> Vec<_> {
        store.due(at(second), limit).await.unwrap().iter().map(|request| request.value.id).collect()
    };
    assert_eq!(due(39, 9).await, []);
    assert_eq!(due(40, 9).await, [ids[3]]);
    assert_eq!(due(600, 9).await, [ids[3], ids[0], ids[1]]);
    assert_eq!(due(600, 2).await, [ids[3], ids[0]]);
    let back = CallbackRequest { alarm: Alarm::Breached, ..request(ids[3], 3, State::New) };
    done(&*store, books(over(1, back))).await;
    assert_eq!(due(600, 9).await, [ids[0], ids[1]], "what has come back is no longer due");
}

pub async fn numbers_are_given_out_once(engine: &impl Engine) {
    let store = engine.open();
    let first = store.reserve_request_id().await.unwrap();
    assert_eq!(first, RequestId::FIRST);
    let mut given: Vec<_> =
        join_all((0..50).map(|_| store.reserve_request_id())).await.into_iter().map(Result::unwrap).collect();
    given.push(first);
    given.sort_unstable();
    given.dedup();
    assert_eq!(given.len(), 51);
    let used = given[20];
    done(&*store, books(new(request(used, 1, State::Resolved)))).await;
    done(&*store, books(new(request(given[3], 2, State::New)))).await;
    store.close().await.unwrap();

    let store = engine.open();
    let next = store.reserve_request_id().await.unwrap();
    assert!(next > used, "{next} may have been used before");
}

pub async fn messages_keep_their_order_by_recipient(engine: &impl Engine) {
    let store = engine.open();
    let many = ["a1", "a2", "a3"].map(|text| say(to(1), text));
    done(&*store, sends(many)).await;
    done(&*store, sends([say(to(2), "b1"), say(GROUP, "g1"), say(to(2), "b2")])).await;
    done(&*store, sends([answer_click(to(1), "press 1"), answer_click(to(1), "press 2")])).await;

    let first = store.lease_outbox(Outlet::Telegram, at(0), 2, TTL).await.unwrap().rows;
    assert_eq!(said(&first), ["a1", "b1"], "no more than asked for");
    let rest = messages(&*store, 0).await;
    assert_eq!(said(&rest), ["g1", "press 1", "press 2"], "one a recipient; presses wait for nobody");
    assert!(first[0].id < first[1].id && first[1].id < rest[0].id);
    assert_eq!(messages(&*store, 0).await, []);
    settle_one(&*store, &first[0], SENT).await;
    let next = messages(&*store, 0).await;
    assert_eq!(said(&next), ["a2"]);
    settle_one(&*store, &next[0], Delivery::Dropped).await;
    store.close().await.unwrap();

    let mut left = send_all(&*engine.open(), 1).await;
    left.sort_unstable();
    assert_eq!(left, ["a3", "b1", "b2", "g1", "press 1", "press 2"], "what was leased and not settled comes again");
}

pub async fn each_way_out_has_its_own_messages(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([mail(1, "m1"), say(to(1), "a1"), mail(1, "m2"), mail(2, "n1")])).await;
    assert_eq!(said(&messages(&*store, 0).await), ["a1"], "mails are nobody else's");
    let leased = store.lease_outbox(Outlet::Mail, at(0), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["m1".into(), "n1".into()], Some(at(60))));
    let waits = vec![(leased.rows[0].id, Delivery::RetryAt(at(30))), (leased.rows[1].id, Delivery::Unreachable)];
    store.settle(waits, at(1)).await.unwrap();
    assert!(store.reachable(ChatId(2)).await.unwrap(), "a mailbox is no chat");
    done(&*store, sends([say(to(1), "a2"), mail(2, "n2")])).await;
    store.close().await.unwrap();

    let store = engine.open();
    let leased = store.lease_outbox(Outlet::Mail, at(2), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["n2".into()], Some(at(30))));
    let leased = store.lease_outbox(Outlet::Telegram, at(2), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["a1".into()], Some(at(62))));
    let leased = store.lease_outbox(Outlet::Mail, at(30), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.rows[0].tries), (vec!["m1".into()], 1));
}

pub async fn a_lease_of_messages_ends(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(1), "a1"), say(to(1), "a2")])).await;
    let leased = store.lease_outbox(Outlet::Telegram, at(0), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["a1".into()], Some(at(60))));
    assert_eq!(messages(&*store, 59).await, []);
    assert_eq!(messages(&*store, 60).await, leased.rows, "again, for nobody said what became of it");
}

pub async fn a_message_that_waits_holds_up_its_recipient_alone(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(1), "a1"), say(to(1), "a2"), say(to(2), "b1")])).await;
    let rows = messages(&*store, 0).await;
    let waits = vec![(rows[0].id, Delivery::RetryAt(at(300))), (rows[1].id, SENT)];
    store.settle(waits, at(0)).await.unwrap();
    done(&*store, sends([say(to(2), "b2"), say(to(1), "a3"), answer_click(to(1), "press")])).await;
    let leased = store.lease_outbox(Outlet::Telegram, at(299), 9, TTL).await.unwrap();
    assert_eq!(said(&leased.rows), ["b2", "press"]);
    assert_eq!(leased.next_due, Some(at(300)));
    store.close().await.unwrap();

    let store = engine.open();
    let leased = store.lease_outbox(Outlet::Telegram, at(299), 9, TTL).await.unwrap();
    assert_eq!((said(&leased.rows), leased.next_due), (vec!["b2".into(), "press".into()], Some(at(300))));
    let rows = messages(&*store, 300).await;
    assert_eq!((said(&rows), rows[0].tries), (vec!["a1".into()], 1));
}

pub async fn a_later_edit_takes_the_place_of_a_waiting_one(engine: &impl Engine) {
    let store = engine.open();
    let (card, other) = (Slot::Card(RequestId(1001)), Slot::Card(RequestId(1002)));
    done(&*store, sends([say(GROUP, "before"), edit(GROUP, card, "card 1"), say(GROUP, "after")])).await;
    done(&*store, sends([edit(GROUP, other, "other 1"), edit(to(5), card, "elsewhere")])).await;
    done(&*store, sends([edit(GROUP, card, "card 2"), edit(GROUP, card, "card 3")])).await;
    join_all((4..30).map(|n| done(&*store, sends([edit(GROUP, card, &format!("card {n}"))])))).await;
    done(&*store, sends([edit(GROUP, card, "card 30")])).await;

    let rows = messages(&*store, 0).await;
    assert_eq!(said(&rows), ["before", "elsewhere"]);
    settle_one(&*store, &rows[0], SENT).await;
    let rows = messages(&*store, 0).await;
    assert_eq!(said(&rows), ["card 30"]);
    // What a sender holds is no longer changed.
    done(&*store, sends([edit(GROUP, card, "card 31")])).await;
    done(&*store, sends([edit(GROUP, card, "card 32")])).await;
    settle_one(&*store, &rows[0], SENT).await;
    assert_eq!(send_all(&*store, 0).await, ["after", "other 1", "card 32"]);
    assert_eq!(send_all(&*store, 99).await, ["elsewhere"]);
}

pub async fn edits_keep_their_order_with_the_rest_of_their_slot(engine: &impl Engine) {
    let store = engine.open();
    let card = Slot::Card(RequestId(1001));
    done(&*store, sends([edit(GROUP, card, "old 1"), say_in(GROUP, card, "new"), edit(GROUP, card, "new 1")])).await;
    done(&*store, sends([edit(GROUP, card, "new 2")])).await;
    done(&*store, sends([unbutton(GROUP, card)])).await;
    done(&*store, sends([edit(GROUP, card, "new 3")])).await;
    store.close().await.unwrap();

    let store = engine.open();
    done(&*store, sends([edit(GROUP, card, "new 4"), delete(GROUP, card), edit(GROUP, card, "new 5")])).await;
    assert_eq!(send_all(&*store, 0).await, ["old 1", "new", "new 2", "unbutton", "new 4", "delete", "new 5"]);
}

pub async fn an_unreachable_chat_gets_nothing_until_its_person_writes(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(7), "a1"), say(to(7), "a2"), answer_click(to(7), "press"), say(to(8), "b1")])).await;
    let rows = messages(&*store, 0).await;
    assert_eq!(said(&rows), ["a1", "press", "b1"]);
    assert!(store.reachable(ChatId(7)).await.unwrap());
    settle_one(&*store, &rows[0], Delivery::Unreachable).await;
    assert!(!store.reachable(ChatId(7)).await.unwrap());
    assert!(store.reachable(ChatId(8)).await.unwrap());
    done(&*store, sends([say(to(7), "a3")])).await;

    // Somebody else's update about that chat does not bring it back; its own does.
    take_in(&*store, &[(1, 8), (2, 7)], 0).await;
    let other = lease(&*store, 0).await.unwrap();
    store.commit(Some(other.id), talks(7, new(conversation(1))), at(0)).await.unwrap();
    store.close().await.unwrap();
    let store = engine.open();
    assert!(!store.reachable(ChatId(7)).await.unwrap());
    let own = lease(&*store, 0).await.unwrap();
    store.commit(Some(own.id), sends([say(to(7), "welcome")]), at(0)).await.unwrap();
    assert!(store.reachable(ChatId(7)).await.unwrap());
    assert_eq!(send_all(&*store, 99).await, ["b1", "welcome"]);
}

pub async fn what_is_written_while_a_chat_becomes_unreachable_is_left_out(engine: &impl Engine) {
    let store = engine.open();
    for chat in 0..20 {
        done(&*store, sends([say(to(chat), "first")])).await;
        let rows = messages(&*store, 0).await;
        // Something else keeps the disk busy, so that the two that matter meet.
        let (busy, written, settled) = futures_util::join!(
            store.commit(None, sends([say(to(1000 + chat), "busy")]), at(0)),
            store.commit(None, sends([say(to(chat), "second")]), at(0)),
            store.settle(vec![(rows[0].id, Delivery::Unreachable)], at(0)),
        );
        assert_eq!((busy.unwrap(), written.unwrap()), (Commit::Done, Commit::Done));
        settled.unwrap();
        assert_eq!(send_all(&*store, 0).await, ["busy"]);
    }
}

pub async fn a_group_that_moves_is_followed(engine: &impl Engine) {
    let store = engine.open();
    let card = Slot::Card(RequestId(1001));
    done(&*store, sends([say_in(GROUP, card, "card"), say(GROUP, "text")])).await;
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Sent { message: Some(57) }).await;
    assert_eq!(store.message_in(GROUP, card).await.unwrap(), Some(57));
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Migrated(ChatId(-100))).await;
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(store.group().await.unwrap(), Some(ChatId(-100)));
    assert_eq!(store.message_in(GROUP, card).await.unwrap(), None, "the new group has other messages by that number");
    assert_eq!(send_all(&*store, 0).await, ["text"]);
    done(&*store, sends([say_in(GROUP, card, "card again")])).await;
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Sent { message: Some(3) }).await;
    assert_eq!(store.message_in(GROUP, card).await.unwrap(), Some(3));
    done(&*store, Changes { group: Some(ChatId(-200)), ..Changes::default() }).await;
    assert_eq!(store.group().await.unwrap(), Some(ChatId(-200)));
}

pub async fn messages_are_remembered_by_slot(engine: &impl Engine) {
    let store = engine.open();
    let (first, second) = (Slot::Card(RequestId(1001)), Slot::Card(RequestId(1002)));
    done(&*store, sends([say_in(to(7), first, "1"), say_in(to(8), first, "2"), say_in(to(9), second, "3")])).await;
    for (row, message) in messages(&*store, 0).await.iter().zip([Some(11), Some(12), None]) {
        settle_one(&*store, row, Delivery::Sent { message }).await;
    }
    store.close().await.unwrap();
    let store = engine.open();
    assert_eq!(store.message_in(to(7), first).await.unwrap(), Some(11));
    assert_eq!(store.message_in(to(8), first).await.unwrap(), Some(12));
    assert_eq!(store.message_in(to(9), second).await.unwrap(), None);
    assert_eq!(store.message_in(to(7), second).await.unwrap(), None);
    done(&*store, sends([delete(to(7), first)])).await;
    send_all(&*store, 0).await;
    assert_eq!(store.message_in(to(7), first).await.unwrap(), None);
}

pub async fn everything_under_a_gathering_slot_is_remembered(engine: &impl Engine) {
    let store = engine.open();
    let slot = Slot::Aside(RequestId(1001), UserId(7));
    for message in 1..=105 {
        done(&*store, sends([say_in(to(7), slot, "aside")])).await;
        let row = messages(&*store, 0).await.remove(0);
        settle_one(&*store, &row, Delivery::Sent { message: Some(message) }).await;
    }
    store.close().await.unwrap();
    let store = engine.open();
    let kept: Vec<i64> = (6..=105).collect();
    assert_eq!(store.messages_in(to(7), slot).await.unwrap(), kept, "the latest hundred");
    assert!(store.messages_in(to(8), slot).await.unwrap().is_empty());
    done(&*store, sends([delete(to(7), slot)])).await;
    send_all(&*store, 0).await;
    assert!(store.messages_in(to(7), slot).await.unwrap().is_empty());
}

pub async fn looks_are_kept_by_request(engine: &impl Engine) {
    let store = engine.open();
    let look = |id, second| Look { at: at(second), by: UserId(5), request: RequestId(id), why: Why::Claimed };
    let (early, late, other) = (look(1001, 5), look(1001, 9), look(1002, 7));
    done(&*store, Changes { looks: vec![late.clone(), other.clone()], ..Changes::default() }).await;
    // Two in one millisecond are two.
    done(&*store, Changes { looks: vec![early.clone(), late.clone()], ..Changes::default() }).await;
    store.close().await.unwrap();
    let store = engine.open();
    let of_one = [early, late.clone(), late];
    assert_eq!(store.looks(Some(RequestId(1001))).await.unwrap(), of_one);
    assert_eq!(store.looks(Some(RequestId(1003))).await.unwrap(), []);
    assert_eq!(store.looks(None).await.unwrap(), [of_one.as_slice(), &[other]].concat());
}

pub async fn who_is_preferred_goes_first(engine: &impl Engine) {
    let store = engine.open();
    store.prefer([ChatId(500)].into());
    let strangers: Vec<(i64, i64)> = (1..=100).map(|id| (id, 1000 + id)).collect();
    take_in(&*store, &strangers, 5).await;
    take_in(&*store, &[(101, 500)], 5).await;
    assert_eq!(lease(&*store, 6).await.unwrap().update.update_id, 101);
    let to_strangers = (1..=100).map(|id| say(to(1000 + id), "stranger"));
    done(&*store, sends(to_strangers.chain([say(to(500), "agent"), say(GROUP, "card")]))).await;
    let first = store.lease_outbox(Outlet::Telegram, at(6), 3, TTL).await.unwrap().rows;
    assert_eq!(said(&first), ["agent", "card", "stranger"]);
}

pub async fn secrets_are_counted(engine: &impl Engine) {
    let store = engine.open();
    assert_eq!(store.incidents().await.unwrap(), [].into());
    let sent = |kinds: &[SecretKind]| Changes { incidents: kinds.iter().copied().collect(), ..Changes::default() };
    // At the same time, so that they are written together.
    let (first, second) = futures_util::join!(
        store.commit(None, sent(&[SecretKind::Card, SecretKind::Password]), at(0)),
        store.commit(None, sent(&[SecretKind::Card]), at(0)),
    );
    assert_eq!((first.unwrap(), second.unwrap()), (Commit::Done, Commit::Done));
    let conflict =
        Changes { conversations: talks(7, over(9, conversation(1))).conversations, ..sent(&[SecretKind::Card]) };
    assert_eq!(store.commit(None, conflict, at(0)).await.unwrap(), Commit::Conflict);
    assert_eq!(store.incidents().await.unwrap(), [(SecretKind::Card, 2), (SecretKind::Password, 1)].into());
}

pub async fn too_large_a_record_is_refused_alone(engine: &impl Engine) {
    let store = engine.open();
    let mut large = conversation(1);
    large.unanswered = Some("长".repeat(30_000));
    let (refused, taken) = futures_util::join!(
        store.commit(None, Changes { group: Some(ChatId(-1)), ..talks(7, new(large)) }, at(0)),
        store.commit(None, talks(8, new(conversation(2))), at(0)),
    );
    let Err(StoreFault::TooLarge { key, bytes, limit }) = refused else { panic!("{refused:?}") };
    assert!(key.contains('7') && bytes > limit, "{key} {bytes} {limit}");
    assert_eq!(taken.unwrap(), Commit::Done);
    assert_eq!(store.group().await.unwrap(), None);
    done(&*store, talks(7, new(conversation(3)))).await;
}

pub async fn what_is_gone_is_settled_in_silence(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, sends([say(to(7), "a1"), say(to(7), "a2")])).await;
    let rows = messages(&*store, 0).await;
    let twice = vec![(rows[0].id, SENT), (rows[0].id, Delivery::RetryAt(at(9))), (99_999, SENT)];
    store.settle(twice, at(0)).await.unwrap();
    settle_one(&*store, &rows[0], Delivery::Unreachable).await;
    assert!(store.reachable(ChatId(7)).await.unwrap());
    assert_eq!(send_all(&*store, 0).await, ["a2"]);
}

const KEEP: Retention = Retention { requests_days: 90, conversations_days: 30, dead_letters_days: 14 };

/// Looks everything through, as many ticks would; how many rows were erased.
async fn purge_all(store: &dyn Store, second: i64) -> usize {
    let mut erased = 0;
    for _ in 0..20 {
        erased += store.purge(KEEP, 3, at(second)).await.unwrap();
    }
    erased
}

/// An update that could not be worked off.
async fn dead_letter(store: &dyn Store, id: i64, lane: i64) {
    take_in(store, &[(id, lane)], 0).await;
    let work = lease(store, 0).await.unwrap();
    assert_eq!(store.fail(work.id, "no", 1, Vec::new(), at(0)).await.unwrap(), Failed::Dead);
}

pub async fn what_is_over_is_erased_a_portion_at_a_time(engine: &impl Engine) {
    const DAY: i64 = 86_400;
    let store = engine.open();
    for chat in 1..=20 {
        done(&*store, talks(chat, new(conversation(1)))).await;
    }
    let mut ids = Vec::new();
    for (customer, state) in (100..110).map(|chat| (chat, State::Resolved)).chain([(200, State::New)]) {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, customer, state)))).await;
        ids.push(id);
    }
    dead_letter(&*store, 41, 7).await;
    done(&*store, sends([say(to(9), "a")])).await;
    let rows = messages(&*store, 0).await;
    settle_one(&*store, &rows[0], Delivery::Unreachable).await;

    assert_eq!(purge_all(&*store, 14 * DAY - 1).await, 0);
    assert_eq!((purge_all(&*store, 14 * DAY).await, store.dead_letters().await.unwrap()), (1, 0));
    assert_eq!(purge_all(&*store, 30 * DAY - 1).await, 0);
    assert!(store.purge(KEEP, 3, at(30 * DAY)).await.unwrap() <= 4, "no more than a portion of each kind at once");
    purge_all(&*store, 30 * DAY).await;
    assert!(store.conversation(ChatId(1)).await.unwrap().is_none());
    assert!(store.reachable(ChatId(9)).await.unwrap());
    assert_eq!(purge_all(&*store, 90 * DAY - 1).await, 0);
    assert_eq!(purge_all(&*store, 90 * DAY).await, 10);
    assert_eq!(purge_all(&*store, 90 * DAY).await, 0);
    let store = reopened(engine, store).await;
    assert_eq!(store.request(ids[0]).await.unwrap(), None);
    let record = store.call_record(ids[0]).await.unwrap().unwrap();
    assert_eq!((record.id, record.state, record.asked_at), (ids[0], State::Resolved, at(0)));
    assert!(store.kept_of(ChatId(100)).await.unwrap().is_empty());
    assert!(store.request(ids[10]).await.unwrap().is_some(), "an open one is never over");
    assert_eq!(store.call_record(ids[10]).await.unwrap(), None);
    assert!(store.reserve_request_id().await.unwrap() > ids[10]);
}

pub async fn a_customer_is_erased_and_the_calls_stay_without_them(engine: &impl Engine) {
    let store = engine.open();
    let mut ids = Vec::new();
    for (customer, state) in [(7, State::Resolved), (7, State::Cancelled), (8, State::Resolved), (7, State::New)] {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, customer, state)))).await;
        ids.push(id);
    }
    dead_letter(&*store, 41, 7).await;
    dead_letter(&*store, 42, 8).await;
    let waiting = [say(to(7), "old"), say(to(8), "theirs"), mail(7, "code"), mail(8, "their code")];
    done(&*store, sends(waiting)).await;
    done(
        &*store,
        Changes { looks: vec![look(ids[0], "her sister rang"), look(ids[2], "asked to help")], ..Changes::default() },
    )
    .await;
    // The open call is cancelled by the same change set, which also says goodbye.
    let erase = Changes {
        erase: Some(ChatId(7)),
        conversations: vec![(ChatId(7), new(conversation(1)))],
        outbox: vec![say(to(7), "done")],
        ..books(over(1, request(ids[3], 7, State::Cancelled)))
    };
    done(&*store, erase).await;
    let store = reopened(engine, store).await;
    for id in [ids[0], ids[1], ids[3]] {
        assert_eq!(store.request(id).await.unwrap(), None);
        assert!(store.call_record(id).await.unwrap().is_some());
    }
    let seen: Vec<Why> = store.looks(None).await.unwrap().into_iter().map(|look| look.why).collect();
    assert_eq!(seen, [Why::Erased, Why::Reason("asked to help".into())]);
    assert!(store.open_request_of(ChatId(7)).await.unwrap().is_none());
    assert!(store.request(ids[2]).await.unwrap().is_some());
    assert_eq!(store.dead_letters().await.unwrap(), 1);
    let mut left: Vec<String> = messages(&*store, 0).await.iter().map(|row| words(&row.message)).collect();
    left.sort();
    assert_eq!(left, ["done", "theirs"]);
    let mails = store.lease_outbox(Outlet::Mail, at(0), 9, TTL).await.unwrap().rows;
    assert_eq!(said(&mails), ["their code"]);
    let kept = store.kept_of(ChatId(7)).await.unwrap();
    assert_eq!((kept.requests.len(), kept.set_aside.len(), kept.conversation.is_some()), (0, 0, true));
    // Nobody can write over what is erased.
    let late = store.commit(None, books(over(1, request(ids[0], 7, State::Resolved))), at(0)).await.unwrap();
    assert_eq!(late, Commit::Conflict);
}

/// A look at somebody else's request.
fn look(request: RequestId, reason: &str) -> Look {
    Look { at: at(0), by: UserId(5), request, why: Why::Reason(reason.to_owned()) }
}

pub async fn everything_kept_of_a_customer_is_told(engine: &impl Engine) {
    let store = engine.open();
    assert!(store.kept_of(ChatId(7)).await.unwrap().is_empty());
    done(&*store, talks(7, new(conversation(3)))).await;
    let mut ids = Vec::new();
    for state in [State::Resolved, State::New] {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, 7, state)))).await;
        ids.push(id);
    }
    dead_letter(&*store, 41, 7).await;
    let mut board = Board::default();
    let block = Block { request: ids[0], by: UserId(5), at: at(0), until: at(1), reason: "rude".into() };
    assert!(board.blocks.add(ChatId(7), block.clone()));
    let seen = look(ids[0], "asked to help");
    let changes = Changes {
        looks: vec![seen.clone(), look(RequestId(9), "another's")],
        board: Some(Put { expect: None, value: board }),
        ..Changes::default()
    };
    done(&*store, changes).await;
    take_in(&*store, &[(42, 7), (43, 8)], 0).await;
    done(&*store, sends([say(to(7), "ours"), say(to(8), "theirs"), mail(7, "code")])).await;
    let store = reopened(engine, store).await;
    let kept = store.kept_of(ChatId(7)).await.unwrap();
    assert_eq!(kept.conversation, Some(conversation(3)));
    assert_eq!(kept.requests.iter().map(|request| request.id).collect::<Vec<_>>(), ids);
    assert_eq!(kept.unsent.iter().map(words).collect::<Vec<_>>(), ["ours", "code"]);
    assert_eq!((kept.unread, kept.set_aside), (vec![update(42, 7).json], vec![update(41, 7).json]));
    assert_eq!((kept.unreachable_since, kept.looks, kept.block), (None, vec![seen], Some(block)));
    // One that is opened again is open, and no longer among the ended ones.
    let found = store.open_request_of(ChatId(7)).await.unwrap().unwrap();
    done(&*store, books(over(found.version, request(ids[1], 7, State::Resolved)))).await;
    done(&*store, books(over(1, request(ids[0], 7, State::New)))).await;
    let kept = store.kept_of(ChatId(7)).await.unwrap();
    assert_eq!(kept.requests.iter().map(|request| request.id).collect::<Vec<_>>(), [ids[1], ids[0]]);
}

/// The same data, opened again.
async fn reopened(engine: &impl Engine, store: Arc<dyn Store>) -> Arc<dyn Store> {
    store.close().await.unwrap();
    drop(store);
    engine.open()
}

pub async fn everything_outlives_a_restart(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 7), (3, -8)], 5).await;
    let work = lease(&*store, 6).await.unwrap();
    let id = store.reserve_request_id().await.unwrap();
    let booked = request(id, 7, State::Scheduled);
    let day = Date::constant(2026, 11, 23);
    let counted = TallyKey { day, hour: 9, measure: Measure::Booked, topic: None, agent: None };
    let shift = Shift { on: true, since: at(5) };
    let mut board = Board { shifts: [(UserId(5), shift)].into(), ..Board::default() };
    board.hours.insert(day, vec![OpenSpan::ALL_DAY]);
    board.shown.push(Shown { request: id, to: UserId(5), until: at(60) });
    board.watch(UserId(5), at(5)).reveal(at(5));
    let look = Look { at: at(6), by: UserId(5), request: id, why: Why::Reason("a colleague is ill".into()) };
    let changes = Changes {
        conversations: vec![(ChatId(7), new(conversation(4)))],
        requests: vec![(id, new(booked.clone()))],
        outbox: vec![say(to(7), "booked"), say(GROUP, "card")],
        group: Some(ChatId(-100)),
        incidents: [SecretKind::Card].into(),
        board: Some(Put { expect: None, value: board.clone() }),
        tally: [(counted.clone(), 3)].into(),
        looks: vec![look.clone()],
        promised: Some(store.promised().await.unwrap().version),
        erase: None,
    };
    assert_eq!(store.commit(Some(work.id), changes, at(7)).await.unwrap(), Commit::Done);
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(lease_all(&*store, 8).await, [2, 3]);
    assert_eq!(store.conversation(ChatId(7)).await.unwrap().unwrap().value, conversation(4));
    let found = store.request(id).await.unwrap().unwrap();
    assert_eq!((found.version, &found.value), (1, &booked));
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap(), Some(found.clone()));
    assert_eq!(store.queue(5).await.unwrap().requests, std::slice::from_ref(&found));
    assert_eq!(store.due(at(600), 5).await.unwrap(), std::slice::from_ref(&found));
    assert_eq!(store.promised().await.unwrap().value, [((booked.owed().unwrap(), booked.language()), 1)]);
    assert_eq!(store.promised_between(at(1199), at(1300), 5).await.unwrap(), std::slice::from_ref(&found));
    assert_eq!(store.promised_between(at(0), at(600), 5).await.unwrap(), []);
    let standing = store.standing(at(1300)).await.unwrap();
    assert_eq!((standing.open, standing.ready, standing.later, standing.overdue), (1, 0, 1, 1));
    assert_eq!(store.board().await.unwrap().map(|board| board.value), Some(board));
    assert_eq!(store.looks(None).await.unwrap(), [look]);
    assert_eq!(store.tally(day, day).await.unwrap(), [(counted, 3)].into());
    assert_eq!(store.tally(day.tomorrow().unwrap(), Date::MAX).await.unwrap(), [].into());
    assert_eq!(store.group().await.unwrap(), Some(ChatId(-100)));
    assert_eq!(store.incidents().await.unwrap(), [(SecretKind::Card, 1)].into());
    let rows = messages(&*store, 8).await;
    assert_eq!(said(&rows), ["booked", "card"]);
    assert_eq!((rows[0].written_at, rows[0].tries), (at(7), 0));
}

pub async fn a_closed_store_says_so(engine: &impl Engine) {
    let store = engine.open();
    assert_eq!(store.failed().now_or_never(), None);
    store.close().await.unwrap();
    let closed = [
        store.intake(vec![update(1, 1)], at(0)).await.map(drop),
        store.lease(at(0), TTL).await.map(drop),
        store.commit(None, Changes::default(), at(0)).await.map(drop),
        store.conversation(ChatId(1)).await.map(drop),
        store.queue(1).await.map(drop),
        store.queue_at(&[Place::Later], 1).await.map(drop),
        store.places().await.map(drop),
        store.reserve_request_id().await.map(drop),
        store.lease_outbox(Outlet::Telegram, at(0), 1, TTL).await.map(drop),
        store.dead_letters().await.map(drop),
        store.close().await,
    ];
    for (command, result) in closed.into_iter().enumerate() {
        assert!(matches!(result, Err(StoreFault::Closed)), "{command}: {result:?}");
    }
    assert_eq!(store.failed().now_or_never(), None);
}
