//! Strangers and crowds: reports, newcomers, bookings, floods (S2, S9, S10, S11), and what a clock that is set back does to
//! them (fault 5).

use jiff::SignedDuration;
use ringback::callback::{ChatId, Measure, Role, Roster, UserId};
use ringback::stand_in::{NewPerson, Person};
use ringback::telegram::Rates;
use ringback::text::Language;

use crate::desk::{House, LIN};

/// Telegram's own thirty a second, so that there is a line to stand in; no chat has to rest from a booking.
const REAL: Rates = Rates { overall_per_second: 30.0, chat_per_second: 1e6, group_per_minute: 20.0 };

/// What the sender may have in its hands when somebody comes who goes first, and what leaves while that is worked off.
const IN_HAND: usize = 24;

fn newcomer(house: &House, number: i64) -> Person {
    house.telegram.person(NewPerson::named("New").id(60_000 + number).language("en").phone(&phone(number)))
}

/// A person asks so many times at once.
fn asks(person: &Person, times: usize) {
    for _ in 0..times {
        person.says("what are the fees?");
    }
}

/// A number of a country with one time zone.
fn phone(number: i64) -> String {
    format!("+86138001380{:02}", number % 100)
}

/// The chats that got a message, in order of their first one.
fn order_of_answers(house: &House) -> Vec<i64> {
    let mut chats = Vec::new();
    for call in house.telegram.calls("sendMessage").iter().filter(|call| call.is_ok()) {
        if let Some(chat) = call.chat_id().filter(|chat| !chats.contains(chat)) {
            chats.push(chat);
        }
    }
    chats
}

/// A booking with a typed number, as far as the choice of a time.
async fn types_a_number(house: &House, person: &Person, topic: &str) {
    house.says(person, "/call").await;
    house.presses(person, topic).await;
    house.says(person, "it is a long story").await;
    house.says(person, &phone(person.id() % 1000)).await;
}

async fn books_typed(house: &House, person: &Person, topic: &str) {
    types_a_number(house, person, topic).await;
    takes_soonest(house, person).await;
}

async fn books_shared(house: &House, person: &Person, topic: &str) {
    house.says(person, "/call").await;
    house.presses(person, topic).await;
    house.says(person, "it is a long story").await;
    person.shares_contact().unwrap();
    house.settle().await;
    takes_soonest(house, person).await;
}

/// As soon as possible, unless what is urgent is booked already.
async fn takes_soonest(house: &House, person: &Person) {
    if !person.view().offers("Cancel the call") {
        house.presses_what_begins(person, "As soon as").await;
    }
}

/// The customers in the queue's order.
async fn queue(house: &House) -> Vec<i64> {
    let page = house.store.queue(usize::MAX).await.unwrap();
    page.requests.iter().map(|request| request.value.customer.chat.0).collect()
}

#[tokio::test]
async fn s9_a_robbed_newcomer_behind_a_crowd_is_answered_first_and_nobody_is_refused() {
    let house = House::paced(REAL).await;
    let crowd: Vec<Person> = (0..80).map(|number| newcomer(&house, number)).collect();
    let robbed = newcomer(&house, 500);
    house.telegram.go_offline();
    crowd.iter().for_each(|person| asks(person, 1));
    robbed.says("hello");
    robbed.says("my account was stolen");
    house.telegram.go_online();
    house.settle().await;
    let order = order_of_answers(&house);
    let place = order.iter().position(|chat| *chat == robbed.chat_id()).unwrap();
    assert!(place <= IN_HAND, "answered as number {place} of {}", order.len());
    assert!(robbed.view().shows("Change your password now"), "{}", robbed.view());
    let answered = crowd.iter().filter(|person| person.view().shows("0.1%")).count();
    assert_eq!(answered, crowd.len(), "everybody is answered, the last one too");
    house.close().await;
}

#[tokio::test]
async fn s9_what_follows_urgent_words_is_urgent_too_and_is_booked_first() {
    let house = House::paced(REAL).await;
    let early = newcomer(&house, 1);
    books_shared(&house, &early, "Withdrawals").await;
    let robbed = newcomer(&house, 500);
    house.says(&robbed, "my account was stolen").await;
    // Between two steps of the booking a crowd comes.
    let crowd: Vec<Person> = (100..160).map(|number| newcomer(&house, number)).collect();
    house.telegram.go_offline();
    crowd.iter().for_each(|person| asks(person, 1));
    robbed.says("somebody took my coins this morning");
    house.telegram.go_online();
    let before = house.telegram.calls("sendMessage").len();
    house.settle().await;
    let calls = house.telegram.calls("sendMessage");
    let place = calls.iter().skip(before).position(|call| call.chat_id() == Some(robbed.chat_id())).unwrap();
    assert!(place <= IN_HAND, "the next question came as number {place}");
    house.presses(&robbed, "📱 Call me now").await;
    assert_eq!(queue(&house).await, [robbed.chat_id(), early.chat_id()]);
    house.close().await;
}

#[tokio::test]
async fn s9_a_stolen_account_is_read_in_a_pause_for_flooding() {
    let house = House::open().await;
    let ann = newcomer(&house, 1);
    for _ in 0..3 {
        for _ in 0..60 {
            ann.says("what are the fees?");
        }
        house.settle().await;
        house.clock.advance(SignedDuration::from_secs(70));
    }
    asks(&ann, 60);
    house.settle().await;
    assert!(ann.view().shows("I will read on in"), "a pause was told:\n{}", ann.view());
    house.says(&ann, "are you there?").await;
    let silent = ann.view().messages.last().is_some_and(|message| !message.from_bot);
    assert!(silent, "nothing else is read in the pause");
    house.says(&ann, "my account was stolen").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("Change your password now"), "{}", ann.view());
    house.says(&ann, "they are taking my coins").await;
    house.presses(&ann, "📱 Call me now").await;
    assert_eq!(queue(&house).await, [ann.chat_id()]);
    // What was not read is told in figures.
    let day = jiff::civil::date(2026, 11, 23);
    let report = house.desk.report(day, day).await.unwrap();
    assert!(report.total.left_unread > 100, "{}", report.total.left_unread);
    house.says(&house.maya, "/stats").await;
    assert!(house.maya.view().shows("未读消息"), "{}", house.maya.view());
    house.close().await;
}

#[tokio::test]
async fn s11_who_is_owed_a_call_waits_behind_no_flood() {
    let house = House::paced(REAL).await;
    let owed = house.ann_books().await;
    let flood: Vec<Person> = (0..12).map(|number| newcomer(&house, number)).collect();
    house.telegram.go_offline();
    for person in &flood {
        asks(person, 8);
    }
    owed.says("what are the fees?");
    let before = house.telegram.calls("sendMessage").len();
    house.telegram.go_online();
    house.telegram.wait_until("her answer", crate::desk::SOON, || owed.view().shows("0.1%")).await.unwrap();
    let calls = house.telegram.calls("sendMessage");
    let place = calls.iter().skip(before).position(|call| call.chat_id() == Some(owed.chat_id())).unwrap();
    assert!(place <= IN_HAND, "answered as number {place}");
    house.settle().await;
    let answered: Vec<i64> =
        house.telegram.calls("sendMessage").iter().skip(before).filter_map(|c| c.chat_id()).collect();
    for person in &flood {
        let times = answered.iter().filter(|chat| **chat == person.chat_id()).count();
        assert_eq!(times, 8, "all of a chat's own allowance is answered in the end");
    }
    house.close().await;
}

#[tokio::test]
async fn s10_a_proved_number_stands_before_unproved_ones_of_its_priority() {
    // Enough agents to call all of them before the first promise ends: there is time to stand back.
    let both = [Language::Zh, Language::En];
    let roster = (LIN..LIN + 6).fold(Roster::new(), |roster, id| roster.with(UserId(id), "Lin", &both, Role::Agent));
    let house = House::with_roster(roster).await;
    let plain = newcomer(&house, 10);
    books_typed(&house, &plain, "Withdrawals").await;
    house.clock.advance(SignedDuration::from_mins(10));
    let proved_plain = newcomer(&house, 12);
    books_shared(&house, &proved_plain, "Withdrawals").await;
    let typed: Vec<Person> = (0..3).map(|number| newcomer(&house, number)).collect();
    for person in &typed {
        books_typed(&house, person, "Stolen account").await;
    }
    house.clock.advance(SignedDuration::from_mins(10));
    let proved = newcomer(&house, 11);
    books_shared(&house, &proved, "Stolen account").await;
    let mut wanted = vec![proved.chat_id()];
    wanted.extend(typed.iter().map(Person::chat_id));
    wanted.extend([proved_plain.chat_id(), plain.chat_id()]);
    assert_eq!(queue(&house).await, wanted);
    // Sharing the number proves it, also after booking.
    typed[2].shares_contact().unwrap();
    house.settle().await;
    assert_eq!(queue(&house).await[..2], [typed[2].chat_id(), proved.chat_id()]);
    assert!(house.group_view().contains("（未验证）"), "agents see it on the card");
    house.close().await;
}

/// In a simulated day such a call stood behind others until its promise was broken.
#[tokio::test]
async fn issue_12_an_unproved_call_stands_back_no_longer_than_its_promise_allows() {
    let house = House::open().await;
    let plain = newcomer(&house, 10);
    books_typed(&house, &plain, "Withdrawals").await;
    house.clock.advance(SignedDuration::from_mins(10));
    let proved = newcomer(&house, 12);
    books_shared(&house, &proved, "Withdrawals").await;
    house.pass(SignedDuration::from_mins(10)).await;
    assert_eq!(queue(&house).await, [proved.chat_id(), plain.chat_id()]);
    // 34 minutes before its promise ends: one agent needs ten for it, and 25 are promised to nobody.
    house.pass(SignedDuration::from_mins(6)).await;
    assert_eq!(queue(&house).await, [plain.chat_id(), proved.chat_id()]);
    house.close().await;
}

#[tokio::test]
async fn s10_many_unproved_bookings_alert_the_leads_once_and_leave_room_for_proved_ones() {
    let house = House::open().await;
    let fakes: Vec<Person> = (0..16).map(|number| newcomer(&house, number)).collect();
    for fake in &fakes {
        books_typed(&house, fake, "Withdrawals").await;
    }
    let alerts = |person: &Person| {
        let view = person.view();
        view.messages.iter().filter(|message| message.text.contains("手动输入号码")).count()
    };
    assert_eq!(alerts(&house.maya), 1, "{}", house.maya.view());
    let late = newcomer(&house, 90);
    types_a_number(&house, &late, "Withdrawals").await;
    assert!(late.view().shows("numbers shared with the button go first"), "{}", late.view());
    // The same customer with a shared number is promised far less far away than the fakes.
    late.shares_contact().unwrap();
    house.settle().await;
    house.presses_what_begins(&late, "As soon as").await;
    let ends = async |person: &Person| {
        house.store.open_request_of(ChatId(person.chat_id())).await.unwrap().unwrap().value.promise.to
    };
    let (own, last) = (ends(&late).await, ends(&fakes[15]).await);
    assert!(
        last.duration_since(own) > SignedDuration::from_hours(2),
        "promised until {own}, the last fake until {last}"
    );
    let before = queue(&house).await.iter().position(|chat| *chat == late.chat_id()).unwrap();
    assert!(before <= 13, "{before} stand before the proved one");
    house.close().await;
}

#[tokio::test]
async fn fault_05_a_clock_set_back_a_day_mutes_nobody() {
    let house = House::open().await;
    let ann = house.ann();
    asks(&ann, 15);
    house.settle().await;
    let stranger = house.telegram.person(NewPerson::named("Guest").id(77).language("en"));
    let group = house.telegram.group("Theirs", Some(-900), &[&stranger]);
    for _ in 0..6 {
        house.says(&stranger.in_group(&group), "/queue").await;
    }
    house.clock.advance(SignedDuration::from_hours(-24));
    let answered =
        |person: &Person| person.view().messages.iter().filter(|message| message.text.contains("0.1%")).count();
    let before = answered(&ann);
    for _ in 0..24 {
        house.clock.advance(SignedDuration::from_secs(4));
        house.says(&ann, "what are the fees?").await;
    }
    assert_eq!(answered(&ann) - before, 24);
    let hints = || group.view().messages.iter().filter(|message| message.from_bot).count();
    let told = hints();
    house.says(&stranger.in_group(&group), "/queue").await;
    house.clock.advance(SignedDuration::from_secs(20));
    house.says(&stranger.in_group(&group), "/queue").await;
    assert_eq!(hints(), told + 1, "{}", group.view());
    for number in 0..40 {
        let person = newcomer(&house, number);
        house.says(&person, "what are the fees?").await;
        assert_eq!(answered(&person), 1);
    }
    house.close().await;
}

/// Who works here is served before all of them; the figures name what was counted.
#[tokio::test]
async fn s11_agents_are_served_first_in_a_flood() {
    let house = House::paced(REAL).await;
    let flood: Vec<Person> = (0..24).map(|number| newcomer(&house, number)).collect();
    house.telegram.go_offline();
    for person in &flood {
        asks(person, 4);
    }
    house.lin.says("/queue");
    let before = house.telegram.calls("sendMessage").len();
    house.telegram.go_online();
    house.settle().await;
    let calls = house.telegram.calls("sendMessage");
    let place = calls.iter().skip(before).position(|call| call.chat_id() == Some(LIN)).unwrap();
    assert!(place <= IN_HAND, "answered as number {place}");
    let day = jiff::civil::date(2026, 11, 23);
    let tally = house.store.tally(day, day).await.unwrap();
    assert!(tally.keys().all(|key| key.measure != Measure::LeftOut), "nothing was left out");
    house.close().await;
}
