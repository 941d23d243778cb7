//! Telegram as it is: refusing groups, slow chats, limits, other bots' commands (`fault_06` to 09, 13, 17, `report_07`, 14, 17).

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use ringback::callback::ChatId;
use ringback::conversation::{Outlet, Recipient};
use ringback::stand_in::{ChatView, Fault, NewPerson, Person};
use ringback::store::{self, Changes, DataKey, Delivery, OutboxRow, Protection, ServiceClass};
use ringback::telegram::{ApiFailure, Full, Places, Seat, TelegramFault, settle};
use serde_json::json;

use crate::desk::House;
use crate::telegram::bench::{AGENT, Bench, SOON, say};

const GROUP: i64 = -1_001_234_567_890;

/// How many messages with these words a chat has from the bot.
fn count(view: &ChatView, words: &str) -> usize {
    view.messages.iter().filter(|message| message.from_bot && message.text.contains(words)).count()
}

fn row(tries: u32) -> OutboxRow {
    OutboxRow {
        id: 1,
        message: say(7, "hello"),
        tries,
        written_at: Timestamp::UNIX_EPOCH,
        class: ServiceClass::default(),
    }
}

/// The pause that an answer leads to, seconds.
fn pause(failure: &ApiFailure, tries: u32) -> Option<i64> {
    match settle(failure, &row(tries), ChatId(7), Timestamp::UNIX_EPOCH).delivery {
        Delivery::RetryAt(at) => Some(at.as_second()),
        _ => None,
    }
}

#[test]
fn fault_05_a_clock_set_back_a_day_delays_no_retry() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let key = Protection::Key(DataKey::generate().unwrap());
        let noon: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        let yesterday = noon - SignedDuration::from_hours(24);
        let ttl = Duration::from_secs(60);
        let store = store::open(folder.path(), &key).unwrap();
        let changes = Changes { outbox: vec![say(7, "late")], ..Changes::default() };
        store.commit(None, changes, noon).await.unwrap();
        let leased = store.lease_outbox(Outlet::Telegram, noon, 9, ttl).await.unwrap();
        let put_off = |id, at| store.settle(vec![(id, Delivery::RetryAt(at))], noon);
        put_off(leased.rows[0].id, noon + SignedDuration::from_secs(30)).await.unwrap();
        let due = |now: Timestamp| {
            let store = &store;
            async move { store.lease_outbox(Outlet::Telegram, now, 9, ttl).await.unwrap() }
        };
        assert!(due(noon).await.rows.is_empty());
        let back = due(yesterday).await;
        assert!(back.rows.is_empty() && back.next_due == Some(yesterday + SignedDuration::from_secs(30)), "{back:?}");
        let back = due(yesterday + SignedDuration::from_secs(30)).await;
        assert_eq!(back.rows.len(), 1, "thirty seconds later by any clock");
        // On the disk as well: a program that starts with the clock a day back waits no longer than was meant.
        put_off(back.rows[0].id, noon + SignedDuration::from_secs(45)).await.unwrap();
        store.close().await.unwrap();
        let store = store::open(folder.path(), &key).unwrap();
        let back = store.lease_outbox(Outlet::Telegram, yesterday, 9, ttl).await.unwrap();
        assert!(back.rows.is_empty() && back.next_due == Some(yesterday + SignedDuration::from_secs(45)), "{back:?}");
        store.close().await.unwrap();
    });
}

#[tokio::test]
async fn fault_06_chats_that_never_answer_delay_nobody_else() {
    let mut bench = Bench::new().await;
    for chat in 1..=80 {
        bench.person(chat);
        bench.telegram.fail(Fault::hang().on("sendMessage").in_chat(chat).times(u32::MAX));
    }
    let hanging: Vec<u64> = (1..=80).map(|chat| bench.write(say(chat, "never"))).collect();
    bench.open();
    bench.telegram.wait_until("the sends", SOON, || bench.desk.memory.unsent() == 80).await.unwrap();
    for chat in (101..=140).chain([AGENT]) {
        bench.person(chat);
        bench.write(say(chat, "at once"));
    }
    for chat in (101..=140).chain([AGENT]) {
        bench.shows(chat, "at once").await;
    }
    let settled = bench.desk.memory.settled();
    assert!(!settled.iter().any(|(row, _)| hanging.contains(row)), "nobody waited for them to end: {settled:?}");
    bench.close().await;
}

#[test]
fn fault_06_slow_chats_share_a_few_places_and_agents_have_their_own() {
    let mut places = Places::default();
    let at = Duration::from_secs;
    for chat in 0..100 {
        places.answered(ChatId(chat), false, at(1));
    }
    let slow = (0..100).filter(|chat| places.take(ChatId(*chat), false) == Ok(Seat::Slow)).count();
    assert_eq!((slow, places.take(ChatId(0), false)), (8, Err(Full::Slow)));
    let common = (1000..3000).filter(|chat| places.take(ChatId(*chat), false) == Ok(Seat::Common)).count();
    assert!(slow + common >= 450, "as many as 30 a second are in 15 seconds: {common}");
    assert_eq!(places.take(ChatId(5000), false), Err(Full::All));
    assert_eq!(places.take(ChatId(1001), true), Ok(Seat::Agents), "an agent never waits for strangers");
    places.free(Seat::Slow);
    places.answered(ChatId(3), true, at(2));
    assert!(!places.is_slow(ChatId(3)) && places.is_slow(ChatId(4)));
}

/// Everything that keeps a bot from writing in a group, as Telegram words it.
const REFUSALS: [(u16, &str); 8] = [
    (403, "Forbidden: bot was kicked from the supergroup chat"),
    (403, "Forbidden: bot is not a member of the supergroup chat"),
    (403, "Forbidden: the group chat was deleted"),
    (400, "Bad Request: not enough rights to send text messages to the chat"),
    (400, "Bad Request: have no rights to send a message"),
    (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
    (400, "Bad Request: TOPIC_CLOSED"),
    (400, "Bad Request: chat not found"),
];

#[tokio::test]
async fn fault_07_whatever_refuses_a_card_it_comes_when_the_group_takes_it() {
    for (code, words) in REFUSALS {
        let mut house = House::open().await;
        house.spares_group = true;
        house.telegram.fail(Fault::refusal(code, words).on("sendMessage").in_chat(GROUP).times(3));
        let ann = house.ann_books().await;
        house.until("the card in private", || house.lin.view().shows("RB-1001")).await;
        assert!(ann.view().shows("RB-1001"));
        let group = house.group.clone().unwrap();
        let tries = || house.telegram.calls("sendMessage").iter().filter(|call| call.chat_id() == Some(GROUP)).count();
        for number in 1..=3 {
            house.until("a try", || tries() >= number).await;
            house.clock.advance(SignedDuration::from_secs(61));
            house.desk.outbox().notify_one();
        }
        house.until("the card in the group", || group.view().shows("RB-1001")).await;
        assert_eq!(count(&group.view(), "RB-1001"), 1, "{words}: {}", group.view());
        assert_eq!(count(&house.maya.view(), "我无法在客服群里发消息"), 1, "{words}: {}", house.maya.view());
        house.spares_group = false;
        house.close().await;
    }
}

#[tokio::test]
async fn fault_08_five_chats_told_to_wait_long_stop_nobody_else() {
    let mut bench = Bench::new().await;
    for chat in 1..=5 {
        bench.person(chat);
        bench.telegram.fail(Fault::retry_after(3600).on("sendMessage").in_chat(chat).times(u32::MAX));
        bench.write(say(chat, "slow"));
    }
    bench.open();
    bench.telegram.wait_until("the refusals", SOON, || bench.telegram.count("sendMessage") >= 5).await.unwrap();
    for chat in 101..=120 {
        bench.person(chat);
        bench.write(say(chat, "at once"));
    }
    for chat in 101..=120 {
        bench.shows(chat, "at once").await;
    }
    bench.close().await;
}

#[test]
fn fault_09_what_may_have_been_done_is_not_done_again_soon() {
    assert_eq!([0, 1, 2, 9].map(|tries| pause(&ApiFailure::TimedOut, tries)), [60, 120, 240, 600].map(Some));
    let late = settle(&ApiFailure::TimedOut, &row(0), ChatId(7), Timestamp::UNIX_EPOCH);
    assert!(late.late, "and the next answer is waited for longer");
    let cut = ApiFailure::Network { what: "cut".to_owned(), perhaps_done: true };
    assert_eq!(pause(&cut, 0), Some(1), "a connection that breaks is another matter");
}

#[tokio::test]
async fn fault_13_one_refusal_of_the_token_does_not_end_the_program() {
    let mut bench = Bench::scripted(|text| crate::telegram::bench::Deed::Say(format!("{text}!"))).await;
    bench.telegram.fail(Fault::refusal(404, "Not Found").on("getUpdates"));
    bench.telegram.fail(Fault::unauthorized().on("getUpdates"));
    bench.open();
    bench.person(1);
    bench.shows(1, "hello!").await;
    bench.telegram.fail(Fault::unauthorized().on("getUpdates").times(u32::MAX));
    bench.person(1);
    let fault = bench.ended().await.unwrap_err();
    assert!(matches!(fault, TelegramFault::Refused(_)), "{fault}");
}

#[tokio::test]
async fn fault_13_an_answer_without_words_is_no_refusal() {
    let mut bench = Bench::new().await;
    bench.person(1);
    for (status, body) in
        [(200, "{\"ok\":false}"), (400, "{\"ok\":false,\"error_code\":400}"), (403, "<html>a proxy</html>"), (418, "")]
    {
        bench.telegram.fail(Fault::answer(status, body).on("sendMessage"));
    }
    bench.write(say(1, "comes"));
    bench.open();
    bench.shows(1, "comes").await;
    bench.close().await;
}

#[tokio::test]
async fn report_07_a_group_that_may_not_be_written_to_has_its_cards_in_private_and_gets_them_back() {
    let mut house = House::open().await;
    house.spares_group = true;
    let group = house.group.clone().unwrap();
    group.lets_bot_send(false);
    house.ann_books().await;
    house.until("the card in private", || house.lin.view().shows("RB-1001")).await;
    let told = house.maya.view();
    assert!(told.shows("我没有发消息的权限"), "{told}");
    let wei = house.wei();
    house.books_in_chinese(&wei).await;
    assert!(house.lin.view().shows("RB-1002"), "{}", house.lin.view());
    house.presses(&house.lin, "Claim").await;
    house.presses(&house.lin, "Take it anyway").await;
    assert_eq!(count(&house.maya.view(), "我无法在客服群里发消息"), 1, "once: {}", house.maya.view());
    group.lets_bot_send(true);
    house.clock.advance(SignedDuration::from_secs(61));
    house.desk.outbox().notify_one();
    house.until("the cards in the group", || group.view().shows("RB-1001") && group.view().shows("RB-1002")).await;
    house.until("the news", || house.maya.view().shows("客服群恢复了")).await;
    house.spares_group = false;
    house.settle().await;
    let view = group.view();
    assert_eq!((count(&view, "RB-1001"), count(&view, "RB-1002")), (1, 1), "{view}");
    assert_eq!(count(&view, "待认领"), 1, "the one that was claimed meanwhile says so: {view}");
    assert_eq!(count(&house.maya.view(), "待认领"), 0, "{}", house.maya.view());
    house.takes(&house.maya).await;
    assert_eq!(count(&group.view(), "待认领"), 0, "{}", group.view());
    house.close().await;
}

impl House {
    /// Books a call about something else in Chinese.
    async fn books_in_chinese(&self, person: &Person) {
        self.says(person, "/call").await;
        self.presses(person, "其他问题").await;
        person.shares_contact().unwrap();
        self.settle().await;
        self.presses_what_begins(person, "尽快").await;
    }
}

#[tokio::test]
async fn report_14_an_agent_reads_when_the_customer_could_not_be_told() {
    let house = House::open().await;
    house.ann_books().await;
    let lin = house.lin_claims().await;
    house.telegram.fail(Fault::blocked().on("sendMessage").in_chat(11));
    house.presses(&lin, "📞 Calling now").await;
    let told = lin.view();
    assert!(told.shows("is being told") && !told.shows("has been told"), "{told}");
    assert!(told.shows("could not be told that you are calling, and can't check the call code"), "{told}");
    assert!(told.shows("The customer can't be reached in Telegram any more"), "{told}");
    house.clock.advance(SignedDuration::from_mins(3));
    house.presses(&lin, "🔄 New code").await;
    assert!(lin.view().shows("can't be told in Telegram that you are calling"), "{}", lin.view());
    house.close().await;
}

#[tokio::test]
async fn report_14_a_summary_that_did_not_arrive_is_told_as_well() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let lin = house.lin_claims().await;
    house.presses(&lin, "📞 Calling now").await;
    house.writes_down(&lin, "✅ Resolved").await;
    ann.leaves_telegram();
    house.says(&lin, "The withdrawal is sent again today").await;
    let told = lin.view();
    assert!(told.shows("RB-1001: the customer did not get your message"), "{told}");
    house.close().await;
}

#[tokio::test]
async fn report_17_commands_in_the_group_are_answered_where_and_when_they_are_ours() {
    let house = House::open().await;
    let group = house.group.clone().unwrap();
    group.promotes_bot(&house.maya);
    let (lin, maya) = (house.lin.in_group(&group), house.maya.in_group(&group));
    let before = group.view().messages.len();
    house.says(&lin, "/queue@other_bot").await;
    house.says(&maya, "/stats@other_bot").await;
    assert_eq!(group.view().messages.len(), before + 2, "not ours: {}", group.view());
    house.says(&lin, "/QUEUE").await;
    house.says(&lin, "/Queue@Ringback_Bot").await;
    assert_eq!(count(&group.view(), "队列是空的"), 2, "{}", group.view());
    for command in ["/stats", "/looks RB-1001", "/BLOCK RB-1001", "/unblock RB-1001", "/call"] {
        house.says(&maya, command).await;
    }
    assert_eq!(count(&group.view(), "请在与我的私聊里发送这条命令"), 5, "{}", group.view());
    let guest = house.telegram.person(NewPerson::named("Guest").id(66).language("en")).in_group(&group);
    house.says(&guest, "/call").await;
    assert_eq!(count(&group.view(), "请直接私聊我"), 1, "{}", group.view());
    for _ in 0..10 {
        house.says(&guest, "/status").await;
    }
    assert!(count(&group.view(), "请直接私聊我") <= 4, "bounded: {}", group.view());
    house.close().await;
}

#[tokio::test]
async fn report_17_topics_are_answered_in_the_topic() {
    let house = House::open().await;
    let group = house.group.clone().unwrap();
    group.promotes_bot(&house.maya);
    group.has_topic(77, true);
    let lin = house.lin.in_topic(&group, 77);
    house.says(&lin, "/queue").await;
    let thread = || house.telegram.calls("sendMessage").pop().unwrap().parameter("message_thread_id").cloned();
    assert_eq!(thread(), Some(json!(77)));
    group.has_topic(77, false);
    house.says(&lin, "/queue").await;
    assert_eq!(thread(), None, "a closed topic: better in the wrong place than nowhere");
    assert_eq!(count(&group.view(), "队列是空的"), 2, "{}", group.view());
    house.close().await;
}

#[tokio::test]
async fn report_17_an_anonymous_administrator_is_told_why_nothing_happens() {
    let house = House::open().await;
    let group = house.group.clone().unwrap();
    group.promotes_bot(&house.maya);
    let nobody = house.maya.as_group(&group);
    house.says(&nobody, "good morning").await;
    house.says(&nobody, "/queue@other_bot").await;
    assert_eq!(count(&group.view(), "以群的身份发言"), 0, "{}", group.view());
    for _ in 0..10 {
        house.says(&nobody, "/queue").await;
    }
    let told = count(&group.view(), "以群的身份发言");
    assert!((1..=4).contains(&told), "bounded: {}", group.view());
    assert!(house.store.unsent_to(&[Recipient::AgentsGroup]) == 0);
    house.close().await;
}
