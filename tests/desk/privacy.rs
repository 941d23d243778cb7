//! What customers read of their data, and having them erased: at their word, and when the time is over.

use std::time::{Duration, Instant};

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::callback::{ChatId, RequestId, State};
use ringback::stand_in::Person;

use super::{House, SOON};

const ANN: ChatId = ChatId(11);

impl House {
    /// Ann's call is claimed by Lin.
    async fn claimed(&self) -> Person {
        let ann = self.ann_books().await;
        self.presses(&self.lin.in_group(self.group.as_ref().unwrap()), "认领").await;
        ann
    }

    /// Time passes until the clock has erased something.
    pub(super) async fn erased_after(&self, time: SignedDuration, gone: impl AsyncFn() -> bool) {
        self.pass(time).await;
        let deadline = Instant::now() + SOON;
        while !gone().await {
            assert!(Instant::now() < deadline, "nothing is erased");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Everything kept of Ann but a blank talk, as text.
    async fn kept(&self) -> String {
        let kept = self.store.kept_of(ANN).await.unwrap();
        let conversation = kept.conversation.unwrap();
        assert_eq!((conversation.topic, conversation.unanswered), (None, None));
        format!("{:?} {:?} {:?} {:?}", kept.requests, kept.unsent, kept.unread, kept.set_aside)
    }
}

#[tokio::test]
async fn customers_read_what_is_kept_why_and_how_long() {
    let house = House::open().await;
    let (ann, wei) = (house.ann(), house.wei());
    house.says(&ann, "/privacy").await;
    house.says(&wei, "/privacy").await;
    assert_snapshot!("privacy", format!("{}\n\n{}", ann.view(), wei.view()));
    house.close().await;
}

#[tokio::test]
async fn a_customer_has_everything_erased_and_only_the_record_of_the_call_stays() {
    let house = House::open().await;
    let ann = house.claimed().await;
    house.presses(&house.lin, "Note").await;
    house.says(&house.lin, "Speaks slowly, be patient.").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "✅ Resolved").await;
    house.says(&house.lin, "The withdrawal is released.").await;
    let asked = house.says(&ann, "/privacy").await;
    house.presses(&ann, "Erase my data").await;
    house.presses(&ann, "No, keep it").await;
    assert!(house.store.request(RequestId::FIRST).await.unwrap().is_some());
    house.says(&ann, "/forget").await;
    house.presses(&ann, "Yes, erase it").await;
    assert_snapshot!("forgotten", ann.view().since(asked));

    assert_eq!(house.store.request(RequestId::FIRST).await.unwrap(), None);
    let record = house.store.call_record(RequestId::FIRST).await.unwrap().unwrap();
    assert_eq!(record.state, State::Resolved);
    let record = serde_json::to_string(&record).unwrap();
    assert!(record.contains("resolved") && record.contains("1001"), "what and who did it is told: {record}");
    for identity in ["Ann", "2025550143", "slowly", "released", "\"chat\"", "\"11\""] {
        assert!(!record.contains(identity), "{identity} in {record}");
    }
    assert_eq!(house.kept().await, "[] [] [] []");
    // The talk begins anew, and nothing of the old one comes up.
    house.says(&ann, "/status").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("no open call request"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn a_call_that_is_owed_is_cancelled_with_it() {
    let house = House::open().await;
    let ann = house.claimed().await;
    let asked = house.says(&ann, "/forget").await;
    house.presses(&ann, "Yes, erase it").await;
    assert_snapshot!("forgotten-with-call", format!("{}\n\n{}", ann.view().since(asked), house.lin.view()));
    assert!(!house.lin.view().shows("2025550143"), "the number is still shown: {}", house.lin.view());
    assert_eq!(house.store.queue(1).await.unwrap().open, 0);
    assert_eq!(house.store.call_record(RequestId::FIRST).await.unwrap().unwrap().state, State::Cancelled);
    assert_eq!(house.kept().await, "[] [] [] []");
    house.close().await;
}

#[tokio::test]
async fn what_an_agent_writes_about_a_customer_who_was_forgotten_is_not_kept() {
    let house = House::open().await;
    let ann = house.claimed().await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "✅ Resolved").await;
    house.says(&ann, "/forget").await;
    house.presses(&ann, "Yes, erase it").await;
    let asked = ann.view().messages.last().unwrap().id;
    house.says(&house.lin, "The withdrawal is released.").await;
    let seen = house.lin.view();
    assert!(seen.last_from_bot().unwrap().text.contains("The customer of RB-1001 has had their data erased"), "{seen}");
    assert!(!seen.shows("The withdrawal is released.") && !ann.view().shows("released"), "{seen}");
    assert_eq!(ann.view().messages.last().unwrap().id, asked);
    house.close().await;
}

#[tokio::test]
async fn what_protects_others_is_not_forgotten() {
    let house = House::open().await;
    let ann = house.ann();
    let alerts = || house.maya.view().messages.len();
    let before = alerts();
    for _ in 0..2 {
        house.says(&ann, "+852 5555 0199").await;
        house.presses(&ann, "Report a scam").await;
        house.says(&ann, "/forget").await;
        house.presses(&ann, "Yes, erase it").await;
    }
    assert_eq!(alerts(), before + 1, "the leads are alerted once: {}", house.maya.view());
    let state = house.store.conversation(ANN).await.unwrap().unwrap().value;
    assert!(state.reported_at.is_some() && state.suspects.is_empty() && state.unanswered.is_none(), "{state:?}");
    house.close().await;
}

#[tokio::test]
async fn nothing_is_erased_while_the_customer_is_called() {
    let house = House::open().await;
    let ann = house.claimed().await;
    house.says(&ann, "/forget").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.presses(&ann, "Yes, erase it").await;
    assert!(ann.view().shows("calling you right now"), "{}", ann.view());
    house.says(&ann, "/forget").await;
    assert!(house.store.open_request_of(ANN).await.unwrap().is_some());
    house.close().await;
}

#[tokio::test]
async fn a_call_booked_since_the_question_is_not_cancelled_unasked() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/forget").await;
    let question = ann.view().last_from_bot().unwrap().id;
    house.books_withdrawal(&ann).await;
    ann.presses_data(question, "forgetyes").unwrap();
    house.settle().await;
    assert!(house.store.open_request_of(ANN).await.unwrap().is_some());
    assert!(ann.view().last_from_bot().unwrap().text.contains("also cancels your call RB-1001"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn what_is_over_is_erased_by_the_clock() {
    let house = House::open().await;
    house.claimed().await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "🚫 Declined").await;
    let talk_is_gone = async || house.store.conversation(ANN).await.unwrap().is_none();
    house.erased_after(SignedDuration::from_hours(89 * 24), talk_is_gone).await;
    assert!(house.store.request(RequestId::FIRST).await.unwrap().is_some());
    let customer_is_gone = async || house.store.request(RequestId::FIRST).await.unwrap().is_none();
    house.erased_after(SignedDuration::from_hours(25), customer_is_gone).await;
    assert!(house.store.kept_of(ANN).await.unwrap().is_empty());
    house.close().await;
}
