//! What could stop the desk for good, and decisions on what had changed (D1, D2); known updates (faults 12 and 14).

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use ringback::callback::{Block, Board, ChatId, CustomerNote, RequestId, UserId};
use ringback::conversation::{AgentClick, BookClick, Click, CustomerClick, TimeChoice, What};
use ringback::desk::{Clock, MAX_DEATHS};
use ringback::stand_in::{NewPerson, Options, Person, StandIn};
use ringback::store::{self, AfterLoss, Changes, Commit, Failed, Intake, Protection, Put, PutBoard, Store, StoreFault};
use serde_json::json;

use crate::callback::crowd;
use crate::callback::{monday, office_hours};
use crate::desk::House;
use crate::program::Home;
use crate::store::contract::{Engine, TTL};
use crate::store::embedded::{Folder, rows_in};
use crate::store::opening::behind_its_back;
use crate::store::samples::{at, conversation, new, over, talks, update};

/// Longest that any wait may take; none should come near it.
const SOON: Duration = Duration::from_secs(120);

/// The open request of a customer.
async fn own(store: &dyn Store, customer: &Person) -> (u64, ringback::callback::CallbackRequest) {
    let found = store.open_request_of(ChatId(customer.chat_id())).await.unwrap().unwrap();
    (found.version, found.value)
}

fn told(person: &Person) -> String {
    person.view().last_from_bot().unwrap().text.clone()
}

#[tokio::test]
async fn d1_sixteen_messages_of_a_thousand_emoji_are_kept_whole_and_stop_nobody() {
    let house = House::readable().await;
    let (ann, wei) = (house.ann_books().await, house.wei());
    let mut said = vec!["My withdrawal of 3 USDT is pending since yesterday".to_owned()];
    let mut full = None;
    for message in 0..100 {
        let words = format!("{message} {}", "😀".repeat(1000));
        house.says(&ann, &words).await;
        house.clock.advance(SignedDuration::from_secs(60));
        if told(&ann).contains("so this was not added") {
            full = Some(message);
            break;
        }
        said.push(words);
        house.says(&wei, "手续费是多少").await;
        assert!(told(&wei).contains("0.1%"), "{}", told(&wei));
    }
    let full = full.expect("somewhere is a bound, and the customer is told of it");
    assert!(full >= 60, "after {full} messages already");
    let (_, request) = own(&*house.store, &ann).await;
    let story: Vec<&String> = request.story.iter().map(|note| &note.text).collect();
    assert_eq!(story, said.iter().collect::<Vec<_>>(), "nothing else was dropped");
    assert_eq!(house.store.dead_letters().await.unwrap(), 0);

    // The claimer reads the newest words in the details, and all others above them.
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    let shown: String = house.lin.view().messages.iter().map(|message| message.text.as_str()).collect();
    let details = house.lin.view().messages.iter().find(|message| message.text.contains("So far")).unwrap().clone();
    assert!(details.text.contains(&format!("{} 😀😀", full - 1)), "{}", details.text);
    assert!(details.text.contains("stand in the messages above"), "{}", details.text);
    assert!(details.text.encode_utf16().count() <= 4096);
    assert_eq!(shown.matches("😀").count(), 1000 * usize::try_from(full).unwrap(), "every word is there once");

    let folder = house.close_and_keep().await;
    let house = House::again(folder).await;
    let (_, again) = own(&*house.store, &ann).await;
    assert_eq!(again.story, request.story, "the second start has it all");
    let wei = house.wei();
    house.says(&wei, "手续费是多少").await;
    assert!(told(&wei).contains("0.1%"), "{}", told(&wei));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn d1_the_real_program_goes_on_and_starts_again() {
    let home = Home::new();
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let lin = telegram.person(NewPerson::named("Lin").id(1001));
    telegram.group("Agents", Some(-1_001_234_567_890), &[&lin]);
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en").phone("+12025550111"));
    let bob = telegram.person(NewPerson::named("Bob").id(12).language("en").phone("+12025550112"));
    let running = home.start(&telegram);
    ann.says("/call");
    for button in ["Something else", "📱 Share my number", "As soon as possible"] {
        let press = || {
            let view = ann.view();
            let rows = view.messages.iter().flat_map(|message| &message.buttons).chain(view.keyboard.iter().flatten());
            let label = rows.flatten().map(|shown| shown.label.clone()).find(|label| label.starts_with(button))?;
            ann.presses(&label).ok()
        };
        telegram.wait_for(button, SOON, press).await.unwrap();
    }
    telegram.wait_until("the booking", SOON, || ann.view().shows("Your call is booked")).await.unwrap();
    // As many as may come at once, each as long as Telegram carries: twice what one row holds.
    let answered = |from: i64| ann.view().since(from).messages.iter().any(|message| message.from_bot);
    for message in 0..12 {
        let said = ann.says(&format!("{message} {}", "😀".repeat(2000)));
        telegram.wait_until("an answer", SOON, || answered(said)).await.unwrap();
        let asked = bob.says(&format!("/status {message}"));
        let heard = || bob.view().since(asked).messages.iter().any(|message| message.from_bot);
        telegram.wait_until("another customer's answer", SOON, heard).await.unwrap();
    }
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    let running = home.start(&telegram);
    let asked = bob.says("hello again");
    let heard = || bob.view().since(asked).messages.iter().any(|message| message.from_bot);
    telegram.wait_until("an answer after the second start", SOON, heard).await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    let store = store::open(&home.path("data"), &Protection::KeyBeside).unwrap();
    let (_, request) = own(&*store, &ann).await;
    let emoji: usize = request.story.iter().map(|note| note.text.matches('😀').count()).sum();
    assert_eq!((emoji, store.dead_letters().await.unwrap()), (24_000, 0));
    store.close().await.unwrap();
}

#[tokio::test]
async fn d1_three_hundred_reported_things_by_fifteen_people_each_leave_the_desk_as_it_was() {
    let house = House::readable().await;
    let mut board = Board::default();
    let (now, marks) = (house.clock.now(), crate::desk::code_key());
    for thing in 0..300 {
        for person in 0..15 {
            board.reported.add(&marks, &format!("tel:+852555{thing:05}"), ChatId(100_000 + person), now);
        }
    }
    for person in 0..100 {
        let reason = "😀".repeat(80);
        let (request, until) = (RequestId(1), now + SignedDuration::from_hours(9999));
        board.blocks.add(ChatId(-person), Block { request, by: UserId(1002), at: now, until, reason });
    }
    assert!(serde_json::to_vec(&board).unwrap().len() > 64 * 1024, "as one record it would not fit");
    let changes = Changes { board: Some(PutBoard::over(None, board)), ..Changes::default() };
    assert_eq!(house.store.commit(None, changes, now).await.unwrap(), Commit::Done);

    let (ann, wei) = (house.ann(), house.wei());
    house.says(&wei, "+852 5550 0007").await;
    assert!(told(&wei).contains("15"), "{}", told(&wei));
    house.presses(&wei, "举报诈骗").await;
    house.says(&ann, "+852 5550 0007").await;
    assert!(told(&ann).contains("16 people have reported it"), "{}", told(&ann));
    // Bookings, shifts, hours and alerts go on, by people and by the clock.
    house.books_withdrawal(&ann).await;
    house.says(&house.maya, "/on").await;
    house.says(&house.maya, "/extend 20:00").await;
    let (_, request) = own(&*house.store, &ann).await;
    house.pass(request.promise.to.duration_since(house.clock.now())).await;
    assert!(house.group_view().contains(&request.id.to_string()), "{}", house.group_view());
    assert_eq!(house.store.dead_letters().await.unwrap(), 0);
    let folder = house.close_and_keep().await;
    let house = House::again(folder).await;
    let ann = house.ann();
    house.says(&ann, "+852 5550 0007").await;
    assert!(told(&ann).contains("16 people have reported it"), "{}", told(&ann));
    house.close().await;
}

#[tokio::test]
async fn d1_what_cannot_be_written_is_set_aside_and_everything_else_goes_on() {
    let house = House::readable().await;
    let ann = house.ann_books().await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    house.presses(&house.lin, "Note").await;
    let wei = house.telegram.person(NewPerson::named("Bob").id(13).language("en").phone("+12025550144"));
    house.says(&wei, "hello").await;

    // A record as no rule allows it, so that the next line on it is too much.
    let (version, mut request) = own(&*house.store, &ann).await;
    let filled = serde_json::to_vec(&request).unwrap().len();
    let text = "x".repeat(2 * 1024 * 1024 - filled - 150);
    request.story.push(CustomerNote { at: house.clock.now(), text, file: None });
    let changes = Changes {
        requests: vec![(request.id, Put { expect: Some(version), value: request.clone() })],
        ..Changes::default()
    };
    assert_eq!(house.store.commit(None, changes, house.clock.now()).await.unwrap(), Commit::Done);

    house
        .says(&house.lin, "She rang yesterday as well, and this note is long enough that it does not fit any more.")
        .await;
    assert_eq!(house.store.dead_letters().await.unwrap(), 1, "that update is set aside");
    assert!(house.group_view().contains("⚠️"), "the agents are told: {}", house.group_view());
    house.says(&house.lin, "/queue").await;
    assert!(told(&house.lin).contains("RB-1001"), "the chat goes on: {}", told(&house.lin));

    // The clock cannot write it either, and does its part for all others.
    house.books_withdrawal(&wei).await;
    let (_, other) = own(&*house.store, &wei).await;
    house.clock.advance(other.promise.to.duration_since(house.clock.now()) + SignedDuration::from_mins(1));
    let deadline = Instant::now() + SOON;
    while !own(&*house.store, &wei).await.1.promise_broken {
        assert!(Instant::now() < deadline, "the clock does nothing for anybody");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(own(&*house.store, &ann).await.1, request, "nothing was written of it");
    house.says(&wei, "/status").await;
    assert!(told(&wei).contains(&other.id.to_string()), "{}", told(&wei));
    house.close().await;
}

#[tokio::test]
async fn d1_a_damaged_record_is_the_fault_of_its_update() {
    let house = House::readable().await;
    let ann = house.ann();
    house.says(&ann, "hello").await;
    let folder = house.close_and_keep().await;
    let key = (11_i64.cast_unsigned() ^ (1 << 63)).to_be_bytes();
    behind_its_back(folder.path(), |db| {
        let talks = db.open_tree("conversations").unwrap();
        assert!(talks.insert(key, b"\x01nonsense").unwrap().is_some());
    });
    // Seen by counting, and the operator goes on with it all the same.
    let refused = store::open(folder.path(), &Protection::Off).map(drop).unwrap_err();
    assert!(matches!(refused, StoreFault::Tampered { .. }), "{refused}");
    store::open_after(folder.path(), &Protection::Off, AfterLoss::Accept).unwrap().close().await.unwrap();
    let house = House::again(folder).await;
    let (ann, wei) = (house.ann(), house.wei());
    house.says(&ann, "are you there?").await;
    house.says(&wei, "手续费是多少").await;
    assert!(told(&wei).contains("0.1%"), "{}", told(&wei));
    assert_eq!(house.store.dead_letters().await.unwrap(), 1);
    assert!(house.group_view().contains("⚠️"), "{}", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn d1_an_update_that_ends_the_program_in_order_is_set_aside_as_well() {
    const POISON: i64 = 2;
    let folder = Folder::new();
    let store = folder.open();
    store.intake((0..9).map(|id| update(id, id)).collect(), at(0)).await.unwrap();
    drop(store);
    let (mut ends, mut done) = (0, BTreeSet::new());
    let store = 'runs: loop {
        let store = folder.open();
        let mut second = 0;
        loop {
            assert!(ends < 20 && second < 60, "it goes on ending");
            let Some(work) = store.lease(at(second), TTL).await.unwrap() else {
                if store.backlog().await.unwrap().inbox == 0 {
                    break 'runs store;
                }
                second += 1;
                continue;
            };
            let id = work.update.update_id;
            if work.deaths >= MAX_DEATHS {
                assert_eq!(id, POISON);
                assert_eq!(store.fail(work.id, "it ends", 1, Vec::new(), at(second)).await.unwrap(), Failed::Dead);
            } else if id == POISON {
                // An error that ends the program: everything is closed as if it had been told to stop.
                store.close().await.unwrap();
                ends += 1;
                continue 'runs;
            } else {
                let version = store.conversation(ChatId(id)).await.unwrap().map(|found| found.version);
                let put = version.map_or_else(|| new(conversation(1)), |version| over(version, conversation(2)));
                assert_eq!(store.commit(Some(work.id), talks(id, put), at(second)).await.unwrap(), Commit::Done);
                assert!(done.insert(id));
            }
        }
    };
    assert_eq!((store.dead_letters().await.unwrap(), done.len()), (1, 8));
    assert!((MAX_DEATHS..MAX_DEATHS + 4).contains(&ends), "after {ends} ends");
}

#[tokio::test]
async fn d1_who_is_killed_again_and_again_loses_no_innocent_update() {
    let folder = Folder::new();
    let store = folder.open();
    store.intake((0..5).map(|id| update(id, id)).collect(), at(0)).await.unwrap();
    drop(store);
    // Killed thirty times within its first second, whatever is under way.
    for _ in 0..30 {
        let store = folder.open();
        while let Some(work) = store.lease(at(0), TTL).await.unwrap() {
            assert!(work.deaths < MAX_DEATHS, "{work:?} is blamed");
        }
        drop(store);
    }
    let store = folder.open();
    let mut left: BTreeSet<i64> = (0..5).collect();
    for second in 0..60 {
        while let Some(work) = store.lease(at(second), TTL).await.unwrap() {
            assert!(work.deaths < MAX_DEATHS, "{work:?} is blamed");
            store.commit(Some(work.id), Changes::default(), at(second)).await.unwrap();
            left.remove(&work.update.update_id);
        }
    }
    assert_eq!((left, store.dead_letters().await.unwrap()), (BTreeSet::new(), 0));
}

/// A booking up to its last button.
async fn all_but_books(house: &crowd::House, customer: i64) {
    let book = |answer| Click::Customer(CustomerClick::Book(1, answer));
    house.writes(customer, "/call").await;
    house.presses(customer, book(BookClick::AboutOther)).await;
    let (phone, owner) = (format!("447700900{:03}", customer % 1000), Some(UserId(customer)));
    house.does(customer, What::Contact { message: 2, phone, owner, forwarded: false }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn d2_no_booking_stands_in_hours_that_a_lead_has_just_closed() {
    for round in 0..12 {
        let house = crowd::House::with(None);
        let at_five = (monday() + SignedDuration::from_hours(8)).as_second();
        for customer in 1000..1012 {
            all_but_books(&house, customer).await;
        }
        house.work_off().await;
        // The lead closes at 16:00 in the midst of it.
        for customer in 1000..1012 {
            if customer == 1000 + round {
                house.writes(1, "/close 16:00").await;
            }
            house
                .presses(customer, Click::Customer(CustomerClick::Book(1, BookClick::When(TimeChoice::At(at_five)))))
                .await;
        }
        house.work_off().await;
        let board = house.store.board().await.unwrap().map(|read| read.value).unwrap_or_default();
        let hours = board.hours_over(&office_hours());
        assert_ne!(hours, office_hours(), "the lead has closed");
        let closes = monday() + SignedDuration::from_hours(7);
        let evening = monday() + SignedDuration::from_hours(12);
        for request in house.requests().await {
            let stands = request.promise.to > closes && request.promise.from < evening;
            assert!(!stands, "round {round}: {} is promised in closed hours: {:?}", request.id, request.promise);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn d2_a_rush_of_bookings_sends_none_to_the_dead_letters() {
    let house = crowd::House::with(Some(12));
    for customer in 1000..1300 {
        all_but_books(&house, customer).await;
        // Not all of them come within a minute.
        if customer % 100 == 99 {
            house.work_off().await;
            house.clock.advance(SignedDuration::from_mins(1));
        }
    }
    for customer in 1000..1300 {
        house.presses(customer, Click::Customer(CustomerClick::Book(1, BookClick::When(TimeChoice::Soon)))).await;
    }
    house.work_off().await;
    // `work_off` has seen to it that no update is set aside.
    assert_eq!(house.requests().await.len(), 300, "everybody has a call");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn d2_who_was_just_taken_off_the_roster_claims_nothing() {
    for _ in 0..10 {
        let house = crowd::House::with(None);
        for customer in 0..8 {
            house.books(1000 + customer, 1, TimeChoice::Soon).await;
        }
        house.work_off().await;
        let ids: Vec<RequestId> = house.requests().await.iter().map(|request| request.id).collect();
        for id in &ids {
            house.presses(2, Click::Agent(AgentClick::Claim(*id))).await;
        }
        let mut roster = ringback::callback::Roster::new();
        for agent in house.desk.roster().iter().filter(|agent| agent.id() != UserId(2)) {
            roster = roster.with(agent.id(), agent.name(), agent.languages(), agent.role());
        }
        let dismissed = async {
            house.desk.employ(roster).await.unwrap();
            // What stands by now was decided before; nothing of theirs may be added from here on.
            let mut claimed = BTreeSet::new();
            for request in house.requests().await {
                claimed.extend((request.state.owner() == Some(UserId(2))).then_some(request.id));
            }
            claimed
        };
        let (claimed, ()) = tokio::join!(dismissed, house.work_off());
        for request in house.requests().await {
            let theirs = request.state.owner() == Some(UserId(2));
            assert!(!theirs || claimed.contains(&request.id), "{} was claimed after the dismissal", request.id);
        }
    }
}

#[tokio::test]
async fn fault_12_known_updates_are_few_rows_and_those_of_an_older_version_are_brought_over() {
    let folder = Folder::unsealed();
    let store = folder.open();
    store.intake(vec![update(90_000, 7)], at(0)).await.unwrap();
    store.close().await.unwrap();
    drop(store);
    // As schema 2 had it: a row for each number, and batches by time.
    behind_its_back(folder.0.path(), |db| {
        let tree = |name: &str| db.open_tree(name).unwrap();
        let key = |number: i64| (number.cast_unsigned() ^ (1 << 63)).to_be_bytes();
        tree("seen_pages").clear().unwrap();
        tree("seen_times").clear().unwrap();
        for batch in 0..200_i64 {
            let numbers: Vec<i64> = (batch * 500..batch * 500 + 500).collect();
            for number in &numbers {
                tree("seen").insert(key(*number), b"\x01{\"row\":1}").unwrap();
            }
            let time = [key(at(batch).as_millisecond()).as_slice(), &(batch + 2).to_be_bytes()].concat();
            let batch = format!("\x01{}", json!({ "updates": numbers }));
            tree("seen_batches").insert(time, batch.as_bytes()).unwrap();
        }
        let board =
            json!({ "v": 7, "value": { "shifts": { "5": { "on": false, "since": at(3) } }, "alarms": [3, 4] } });
        tree("board").clear().unwrap();
        tree("meta").insert("board", format!("\x01{board}").as_bytes()).unwrap();
        tree("meta").remove("census").unwrap();
        tree("meta").insert("schema", &2_u32.to_be_bytes()).unwrap();
    });
    std::fs::remove_file(folder.0.path().join("mark")).unwrap();
    let store = folder.open();
    let again: Vec<_> = (0..100_000).step_by(997).chain([90_000, 99_999]).map(|id| update(id, 1)).collect();
    let count = again.len();
    assert_eq!(store.intake(again, at(300)).await.unwrap(), Intake { fresh: 0, known: count, shed: 0 });
    assert_eq!(store.intake(vec![update(100_000, 1), update(-1, 1)], at(300)).await.unwrap().fresh, 2);
    let board = store.board().await.unwrap().unwrap();
    assert!(!board.value.is_on(UserId(5)) && board.value.alarms == [RequestId(3), RequestId(4)].into());
    assert!(board.versions.values().all(|version| *version == 7), "{:?}", board.versions);
    store.close().await.unwrap();
    drop(store);
    assert_eq!(rows_in(&folder, "seen") + rows_in(&folder, "seen_batches"), 0, "nothing is left of the old ones");
    let rows = rows_in(&folder, "seen_pages");
    assert!(rows <= 100_000 / 256 + 3, "{rows} rows");
    drop(folder.open());
    // And encrypted afterwards.
    let sealed = Folder(folder.0, crate::store::samples::sealed());
    store::encrypt(sealed.0.path(), &sealed.1).unwrap();
    assert_eq!(sealed.open().intake(vec![update(5, 1)], at(301)).await.unwrap().known, 1);
}

#[tokio::test]
async fn fault_14_another_update_under_a_known_number_is_answered() {
    let house = House::open().await;
    let ann = house.ann();
    let text = |update: i64, message: i64, words: &str| {
        json!({ "update_id": update, "message": {
            "message_id": message, "date": 1_795_000_000, "text": words,
            "chat": { "id": 11, "type": "private", "first_name": "Ann" },
            "from": { "id": 11, "is_bot": false, "first_name": "Ann", "language_code": "en" } } })
    };
    house.says(&ann, "hello").await;
    let heard = || ann.view().messages.iter().filter(|message| message.from_bot).count();
    let mut before = heard();
    let mut send = async |update, answered: bool| {
        house.telegram.inject(update).unwrap();
        house.settle().await;
        assert_eq!(heard() > before, answered, "{}", ann.view());
        before = heard();
    };
    send(text(7_000_000, 901, "how much are the fees?"), true).await;
    send(text(7_000_000, 901, "how much are the fees?"), false).await;
    send(text(7_000_000, 902, "how much are the fees?"), true).await;
    send(text(7_000_000, 902, "how much are the fees!"), true).await;
    send(text(7_000_000, 902, "how much are the fees?"), false).await;
    house.close().await;
}
