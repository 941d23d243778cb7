//! What a waiting customer is told: the place, the wait, the next try, never a time that has passed; and what they can do.

use insta::assert_snapshot;
use ringback::callback::{ChatId, Role, Roster, UserId};
use ringback::stand_in::{NewPerson, Person};
use ringback::text::Language;

use super::{House, LIN, MAYA};

impl House {
    /// Customers of a German number book, as soon as possible.
    async fn others_book(&self, count: i64) {
        for id in 0..count {
            let number = format!("+4930231250{id:02}");
            let person = self.telegram.person(NewPerson::named("Other").id(100 + id).language("en").phone(&number));
            self.says(&person, "/call").await;
            self.presses(&person, "Something else").await;
            person.shares_contact().unwrap();
            self.settle().await;
            self.presses_first(&person).await;
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
    let asked = wei.view().messages.last().unwrap().id;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses_first(&wei).await;
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
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses_first(&wei).await;
    house.says(&wei, "/status").await;
    assert!(wei.view().last_from_bot().unwrap().text.contains("下一位就是您"), "{}", wei.view());
    let ann = house.ann_books().await;
    house.says(&ann, "/status").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("3 people are before you"), "{}", ann.view());
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
