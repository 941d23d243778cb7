//! What a waiting customer is told: the place, the wait, the next try, never a time that has passed; and what they can do.

use insta::assert_snapshot;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use ringback::callback::{ChatId, OpenSpan, Role, Roster, Rules, ServiceHours, UserId};
use ringback::stand_in::{NewPerson, Person};
use ringback::text::Language;

use super::{House, LIN, MAYA};

fn nine_to_six() -> ServiceHours {
    let day = vec![OpenSpan::new(9 * 60, 18 * 60).unwrap()];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
    ServiceHours { zone: TimeZone::get("Asia/Shanghai").unwrap(), week, holidays: [].into(), extra: [].into() }
}

impl House {
    /// Customers of a German number book, as soon as possible.
    async fn others_book(&self, count: i64) {
        for id in 0..count {
            let number = format!("+4930231250{id:02}");
            let person = self.telegram.person(NewPerson::named("Other").id(100 + id).language("en").phone(&number));
            self.says(&person, "/call").await;
            self.presses(&person, "Something else").await;
            self.presses(&person, "Skip").await;
            person.shares_contact().unwrap();
            self.settle().await;
            self.presses_first(&person).await;
            self.presses(&person, "Yes, book the call").await;
        }
    }

    /// Presses the first button of the last message.
    async fn presses_first(&self, person: &Person) {
        let view = person.view();
        let label = view.last_from_bot().unwrap().buttons[0][0].label.clone();
        self.presses(person, &label).await;
    }
}

#[tokio::test]
async fn the_wait_is_told_before_and_after_the_booking() {
    let both = [Language::Zh, Language::En];
    let lin = Roster::new().with(UserId(LIN), "Lin", &both, Role::Agent);
    let house = House::with_roster(lin.with(UserId(MAYA), "Maya", &both, Role::Lead)).await;
    house.others_book(5).await;
    let wei = house.wei();
    house.says(&wei, "/call").await;
    house.presses(&wei, "其他问题").await;
    house.presses(&wei, "跳过").await;
    let asked = wei.view().messages.last().unwrap().id;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses_first(&wei).await;
    house.presses(&wei, "确认预约").await;
    house.says(&wei, "/status").await;
    assert_snapshot!("wait-chinese", wei.view().since(asked));
    house.close().await;
}

#[tokio::test]
async fn whom_only_others_can_call_does_not_stand_before() {
    let house = House::open().await;
    house.others_book(3).await; // in English, which only Lin speaks
    let wei = house.wei();
    house.says(&wei, "/call").await;
    house.presses(&wei, "其他问题").await;
    house.presses(&wei, "跳过").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses_first(&wei).await;
    house.presses(&wei, "确认预约").await;
    house.says(&wei, "/status").await;
    assert!(wei.view().last_from_bot().unwrap().text.contains("下一位就是您"), "{}", wei.view());
    let ann = house.ann_books().await;
    house.says(&ann, "/status").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("3 people are before you"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn a_window_without_room_is_not_offered_and_one_that_filled_is_said_to_be_taken() {
    let rules = Rules { calls_per_window: Some(1), ..Rules::default() };
    let house = House::with_hours("2026-11-23T02:00:00Z", nine_to_six(), rules).await;
    let (ann, wei) = (house.ann(), house.wei());
    for person in [&ann, &wei] {
        house.says(person, "/call").await;
        house.presses(person, if person.id() == 11 { "Something else" } else { "其他问题" }).await;
        house.presses(person, if person.id() == 11 { "Skip" } else { "跳过" }).await;
        person.shares_contact().unwrap();
        house.settle().await;
    }
    house.says(&ann, "China").await;
    // Both see 14:00; Wei is faster.
    house.presses(&wei, "今天 14:00–15:00").await;
    house.presses(&wei, "确认预约").await;
    let before = ann.view().messages.last().unwrap().id;
    house.presses(&ann, "today 14:00–15:00").await;
    assert_snapshot!("window-taken", ann.view().since(before));
    // And one that fills between the choice and the confirmation.
    house.presses(&ann, "today 15:00–16:00").await;
    house.presses(&wei, "改时间").await;
    house.presses(&wei, "今天 15:00–16:00").await;
    let before = ann.view().messages.last().unwrap().id;
    house.presses(&ann, "Yes, book the call").await;
    assert_snapshot!("window-taken-late", ann.view().since(before));
    house.close().await;
}

#[tokio::test]
async fn after_a_missed_call_the_next_try_is_told_and_never_a_window_that_has_passed() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.pass(SignedDuration::from_mins(70)).await;
    house.says(&ann, "/status").await;
    assert_snapshot!("status-late", ann.view().last_from_bot().unwrap().text);
    let lin = house.lin.in_group(house.group.as_ref().unwrap());
    house.presses(&lin, "认领").await;
    house.says(&ann, "/status").await;
    assert_snapshot!("status-claimed", ann.view().last_from_bot().unwrap().text);
    house.presses(&house.lin, "📞 Calling now").await;
    house.presses(&house.lin, "📵 No answer").await;
    house.says(&ann, "/status").await;
    assert_snapshot!("status-missed", ann.view().since(ann.view().messages.last().unwrap().id - 1));
    house.pass(SignedDuration::from_mins(31)).await;
    house.says(&ann, "/status").await;
    assert_snapshot!("status-try-now", ann.view().last_from_bot().unwrap().text);
    house.close().await;
}

#[tokio::test]
async fn a_later_call_can_be_had_now_while_somebody_is_there() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, "/call").await;
    house.presses(&wei, "其他问题").await;
    house.presses(&wei, "跳过").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses(&wei, "今天 15:00–16:00").await;
    house.presses(&wei, "确认预约").await;
    let booked = wei.view().messages.last().unwrap().id;
    house.says(&wei, "/status").await;
    let status = wei.view().messages.last().unwrap().id;
    house.presses(&wei, "现在就打给我").await;
    assert_snapshot!("call-now", wei.view().since(booked));
    // The button of a message that is still shown does nothing once the desk has closed.
    house.presses(&wei, "改时间").await;
    house.presses(&wei, "选其他日期").await;
    house.presses(&wei, "明天").await;
    house.presses(&wei, "09:00–10:00").await;
    house.clock.advance(SignedDuration::from_hours(9));
    let closed = wei.view().messages.last().unwrap().id;
    wei.presses_data(status, "move:1001:now").unwrap();
    house.settle().await;
    assert_snapshot!("call-now-closed", wei.view().since(closed));
    house.close().await;
}

#[tokio::test]
async fn a_promise_survives_whatever_is_talked_about_later() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let before = house.store.open_request_of(ChatId(11)).await.unwrap().unwrap().value;
    for words in ["thanks!", "what are the fees?", "hello", "how do I withdraw my money?", "/start", "/help", "ok bye"]
    {
        house.says(&ann, words).await;
    }
    ann.sends_sticker("👍");
    house.presses(&ann, "Fees").await;
    house.presses(&ann, "That helped").await;
    let after = house.store.open_request_of(ChatId(11)).await.unwrap().unwrap().value;
    assert_eq!(after.promise, before.promise);
    assert_eq!((after.state, after.asked_at), (before.state, before.asked_at));
    assert_eq!(after.history, before.history);
    house.close().await;
}

#[tokio::test]
async fn another_number_can_be_given_after_a_missed_call() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let lin = house.lin.in_group(house.group.as_ref().unwrap());
    house.presses(&lin, "认领").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.presses(&house.lin, "☎️ Busy").await;
    let missed = ann.view().messages.last().unwrap().id;
    house.presses(&ann, "Another number").await;
    house.says(&ann, "12345").await;
    house.says(&ann, "+44 20 7946 0018").await;
    house.says(&ann, "/status").await;
    assert_snapshot!("another-number", ann.view().since(missed));
    house.close().await;
}

#[tokio::test]
async fn who_gave_the_call_back_while_dialling_is_not_left_as_the_caller() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let lin = house.lin.in_group(house.group.as_ref().unwrap());
    house.presses(&lin, "认领").await;
    house.presses(&house.lin, "📞 Calling now").await;
    let told = ann.view().messages.last().unwrap().id;
    house.presses(&house.lin, "Release").await;
    assert_snapshot!("call-not-made", ann.view().since(told));
    house.close().await;
}
