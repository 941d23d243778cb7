//! Earlier calls: agents have time before what was promised. Who wanted a call as soon as possible is called, others are asked
//! once, and nobody at night (issue 12, part 5).

use jiff::{SignedDuration, Timestamp};
use ringback::callback::{CallbackRequest, Cause, ChatId, RequestId, Rules, State};
use ringback::stand_in::{NewPerson, Person};

use super::House;
use super::places::all_day;
use crate::callback::office_hours;

const MINUTE: SignedDuration = SignedDuration::from_mins(1);

impl House {
    /// A desk in Shanghai at a time of its own.
    async fn at(start: &str) -> Self {
        Self::with_hours(start, office_hours(), Rules::default()).await
    }

    fn british(&self, id: i64) -> Person {
        let who = NewPerson::named("Kim").id(id).language("en").phone("+447400900299");
        self.telegram.person(who)
    }

    async fn call_of(&self, person: &Person) -> CallbackRequest {
        self.store.open_request_of(ChatId(person.id())).await.unwrap().unwrap().value
    }

    /// Moves the own call to the first window of tomorrow.
    async fn waits_for_tomorrow(&self, person: &Person) -> CallbackRequest {
        self.books_withdrawal(person).await;
        self.presses(person, "Another time").await;
        self.presses(person, "Another day").await;
        self.presses_what_begins(person, "tomorrow").await;
        let view = person.view();
        let windows = view.last_from_bot().unwrap().buttons.iter().flatten();
        let first = windows.map(|button| button.label.clone()).next().unwrap();
        self.presses(person, &first).await;
        self.call_of(person).await
    }

    fn offers_to(&self, person: &Person) -> usize {
        person.view().to_string().matches("We have time for you now").count()
    }
}

/// At 17:35 nothing is promised for today any more, and two agents sit idle.
#[tokio::test]
async fn issue_12_who_wants_it_as_soon_as_possible_is_called_before_the_promise() {
    let house = House::at("2026-11-23T09:35:00Z").await;
    let kim = house.british(31);
    house.books_withdrawal(&kim).await;
    let booked = house.call_of(&kim).await;
    assert_eq!(booked.state, State::Scheduled);
    assert!(kim.view().shows("If one of us is free before that, we'll call you sooner."), "{}", kim.view());
    house.pass(MINUTE).await;
    let ready = house.call_of(&kim).await;
    assert_eq!((ready.state, ready.promise), (State::New, booked.promise));
    assert!(house.group_view().contains("RB-1001 等待回电"), "{}", house.group_view());
    house.says(&house.lin, "/next").await;
    let taken = house.call_of(&kim).await;
    assert!(matches!(taken.state, State::Claimed { .. }), "{taken:?}");
    assert_eq!(taken.promise, booked.promise, "what was promised stays promised");
    house.close().await;
}

#[tokio::test]
async fn issue_12_a_call_that_nobody_made_sooner_waits_for_its_window() {
    let house = House::at("2026-11-23T09:35:00Z").await;
    let kim = house.british(32);
    house.books_withdrawal(&kim).await;
    house.pass(MINUTE).await;
    assert_eq!(house.call_of(&kim).await.state, State::New);
    // A call takes ten minutes: from ten to six on nobody begins one before the desk closes.
    house.pass(MINUTE * 15).await;
    let waits = house.call_of(&kim).await;
    assert_eq!(waits.state, State::Scheduled);
    assert_eq!(waits.history.last().map(|line| &line.why), Some(&Cause::WaitsAgain));
    house.pass(waits.promise.from.duration_since(house.desk.now())).await;
    let due = house.call_of(&kim).await;
    assert_eq!((due.state, due.promise), (State::New, waits.promise));
    house.close().await;
}

#[tokio::test]
async fn issue_12_who_chose_a_later_time_is_asked_once_and_called_with_one_tap() {
    let house = House::at("2026-11-23T08:05:00Z").await; // 16:05, and 08:05 in London
    let kim = house.british(33);
    let chosen = house.waits_for_tomorrow(&kim).await;
    house.pass(MINUTE).await;
    assert_eq!(house.offers_to(&kim), 0, "they have just chosen");
    house.pass(MINUTE * 30).await;
    assert_eq!(house.offers_to(&kim), 1, "{}", kim.view());
    assert_eq!(house.call_of(&kim).await.promise, chosen.promise, "an offer changes nothing");
    house.pass(MINUTE * 20).await;
    assert_eq!(house.offers_to(&kim), 1, "nobody is asked again and again");
    house.presses(&kim, "📞 Yes, call me now").await;
    let sooner = house.call_of(&kim).await;
    assert!(sooner.promise.from <= house.desk.now() && sooner.promise.to < chosen.promise.from, "{sooner:?}");
    assert_eq!((sooner.state, sooner.soon), (State::New, true));
    assert!(kim.view().shows("For RB-1001 we'll now call +44 (United Kingdom) ••• 0299 today"), "{}", kim.view());
    house.close().await;
}

#[tokio::test]
async fn issue_12_an_offer_that_comes_too_late_is_no_dead_end() {
    let house = House::at("2026-11-23T08:05:00Z").await;
    let kim = house.british(34);
    let chosen = house.waits_for_tomorrow(&kim).await;
    house.pass(MINUTE * 31).await;
    assert_eq!(house.offers_to(&kim), 1, "{}", kim.view());
    house.pass(SignedDuration::from_hours(3)).await; // closed by now
    house.presses(&kim, "📞 Yes, call me now").await;
    assert!(kim.view().shows("nobody can call you right away any more"), "{}", kim.view());
    assert_eq!(house.call_of(&kim).await.promise, chosen.promise);
    house.close().await;
}

/// The desk never closes; in London it is 02:00 when it is 10:00 in Shanghai.
#[tokio::test]
async fn issue_12_nobody_is_rung_or_asked_at_night() {
    let house = House::with_hours("2026-11-23T02:00:00Z", all_day("Asia/Shanghai"), Rules::default()).await;
    let kim = house.british(35);
    let chosen = house.waits_for_tomorrow(&kim).await;
    for _ in 0..5 {
        house.pass(SignedDuration::from_hours(1)).await;
        assert_eq!(house.offers_to(&kim), 0, "{}", house.desk.now());
    }
    let morning: Timestamp = "2026-11-23T08:10:00Z".parse().unwrap();
    house.pass(morning.duration_since(house.desk.now())).await;
    assert_eq!(house.offers_to(&kim), 1, "{}", kim.view());
    assert_eq!(house.store.request(RequestId(1001)).await.unwrap().unwrap().value.promise, chosen.promise);
    house.close().await;
}
