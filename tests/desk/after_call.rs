//! After the call: did it help, the rating and its comment, and opening the request again under the same reference.

use insta::assert_snapshot;
use jiff::SignedDuration;
use jiff::civil::Date;
use ringback::callback::{Measure, RequestId, State};
use ringback::stand_in::Person;

use super::House;

impl House {
    /// Lin calls and settles what is in the group; with a summary.
    async fn lin_settles(&self) {
        let lin = self.lin.in_group(self.group.as_ref().unwrap());
        self.presses(&lin, "认领").await;
        self.presses(&self.lin, "📞 Calling now").await;
        self.clock.advance(SignedDuration::from_mins(6));
        self.writes_down(&self.lin, "✅ Resolved").await;
        self.says(&self.lin, "The withdrawal is released and arrives today.").await;
    }

    async fn counted(&self, measure: Measure) -> u64 {
        let day = Date::constant(2026, 11, 23);
        let tally = self.store.tally(day, day).await.unwrap();
        tally.iter().filter(|(key, _)| key.measure == measure).map(|(_, count)| count).sum()
    }
}

fn last_id(person: &Person) -> i64 {
    person.view().messages.last().unwrap().id
}

#[tokio::test]
async fn a_customer_who_was_helped_rates_and_adds_a_word() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let booked = last_id(&ann);
    house.lin_settles().await;
    house.presses(&ann, "Yes, solved").await;
    house.presses(&ann, "4 ★").await;
    house.says(&ann, "Lin was very patient").await;
    house.says(&ann, "what are the fees?").await;
    // A press of a button that an old app still shows changes nothing.
    ann.presses_data(booked + 2, "rate:1001:1").unwrap();
    house.settle().await;
    assert_snapshot!("rated", ann.view().since(booked));
    let rating = house.store.request(RequestId(1001)).await.unwrap().unwrap().value.rating.unwrap();
    assert_eq!((rating.stars, rating.comment.as_deref()), (4, Some("Lin was very patient")));
    assert_eq!((house.counted(Measure::Rated).await, house.counted(Measure::Stars).await), (1, 4));
    house.close().await;
}

#[tokio::test]
async fn a_call_that_did_not_help_is_opened_again_under_its_reference() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.lin_settles().await;
    let settled = last_id(&ann);
    house.presses(&ann, "No, call me again").await;
    house.presses(&ann, "today 14:00–15:00").await;
    house.says(&ann, "it never arrived").await;
    house.says(&ann, "/status").await;
    assert_snapshot!("reopened", ann.view().since(settled));
    assert_snapshot!("reopened-group", house.group_view());
    let request = house.store.request(RequestId(1001)).await.unwrap().unwrap().value;
    assert_eq!((request.state, request.reopened, request.attempts), (State::Scheduled, 1, 0));
    assert_eq!((house.counted(Measure::Reopened).await, house.counted(Measure::Promised).await), (1, 2));
    // Pressed once more, it says where the request stands.
    ann.presses_data(settled, "nothelped:1001").unwrap();
    house.settle().await;
    assert_eq!(house.store.request(RequestId(1001)).await.unwrap().unwrap().value.reopened, 1);
    house.close().await;
}

#[tokio::test]
async fn after_a_week_the_request_stays_closed_and_a_stranger_cannot_touch_it() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.lin_settles().await;
    let settled = last_id(&ann);
    let wei = house.wei();
    let hello = house.says(&wei, "你好").await;
    for data in ["rate:1001:1", "nothelped:1001", "reopen:1001:soon", "helped:1001", "add:1001", "number:1001"] {
        wei.presses_data(hello, data).unwrap();
    }
    house.settle().await;
    let request = house.store.request(RequestId(1001)).await.unwrap().unwrap().value;
    assert_eq!((request.state, request.rating), (State::Resolved, None));
    house.clock.advance(SignedDuration::from_hours(7 * 24 + 1));
    house.presses(&ann, "No, call me again").await;
    assert_snapshot!("reopened-late", ann.view().since(settled));
    house.close().await;
}
