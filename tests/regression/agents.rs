//! A dishonest agent: questions that fish for secrets, outcomes without calls, proofs that prove nothing (S1, S3, S6). What
//! agents may write stands in `tests/safety/free_text.rs`, which answers are taken out in `src/safety/answers/`.

use jiff::SignedDuration;
use ringback::callback::{MAX_UNCALLED, RequestId, SHORTEST_CALL, State, UserId};
use ringback::stand_in::Person;

use crate::desk::{House, LIN};

impl House {
    /// Ann's call is Lin's.
    async fn lin_has_a_call(&self) -> Person {
        let ann = self.ann_books().await;
        self.presses(&self.lin.in_group(self.group.as_ref().unwrap()), "认领").await;
        ann
    }

    /// Lin asks the customer something.
    async fn lin_asks(&self, question: &str) {
        self.presses(&self.lin, "More…").await;
        self.presses(&self.lin, "❓ Ask customer").await;
        self.says(&self.lin, question).await;
    }

    /// Presses the last button in a person's chat that carries this.
    async fn pushes(&self, person: &Person, data: &str) {
        let message = person.view().messages.last().unwrap().id;
        person.presses_data(message, data).unwrap();
        self.settle().await;
    }

    async fn call(&self) -> ringback::callback::CallbackRequest {
        self.store.request(RequestId(1001)).await.unwrap().unwrap().value
    }
}

/// Everything that the store and the agents' chats hold of what a customer wrote.
async fn held(house: &House) -> String {
    let stored = serde_json::to_string(&house.call().await).unwrap();
    format!("{stored}\n{}\n{}", house.lin.view(), house.group_view())
}

#[tokio::test]
async fn s1_an_answer_with_a_code_never_reaches_the_agent() {
    let house = House::open().await;
    let ann = house.lin_has_a_call().await;
    house.lin_asks("What does the app show?").await;
    for answer in ["it says 604128", "六零四一二八", "604 128", "604128", "six zero four one two eight"] {
        house.says(&ann, answer).await;
        assert!(!ann.view().shows(answer), "{answer} is still in the chat: {}", ann.view());
        let held = held(&house).await;
        assert!(!held.contains("604128") && !held.contains("六零四") && !held.contains("604 128"), "{answer}: {held}");
    }
    assert!(ann.view().shows("with the word “order” before it"), "{}", ann.view());
    assert!(house.lin.view().shows("looks like a code"), "{}", house.lin.view());
    // The question is open still, and what harms nobody comes through.
    house.says(&ann, "order 604128, about 3500 usdt").await;
    assert!(house.lin.view().shows("order 604128, about 3500 usdt"), "{}", house.lin.view());
    // What follows within a while is held to the same.
    house.says(&ann, "604128").await;
    assert!(!ann.view().shows("604128\n") && house.call().await.story.iter().all(|note| note.text != "604128"));
    house.close().await;
}

#[tokio::test]
async fn s1_a_phrase_in_two_halves_over_two_questions_is_taken_out() {
    let house = House::open().await;
    let ann = house.lin_has_a_call().await;
    house.lin_asks("What is written there?").await;
    house.says(&ann, "ozone drill grab").await;
    house.lin_asks("What else is written there?").await;
    house.says(&ann, "fiber curtain grace").await;
    house.says(&ann, "pudding").await;
    let held = held(&house).await;
    for word in ["fiber", "curtain", "grace", "pudding"] {
        assert!(!held.contains(word), "{word}: {held}");
        assert!(!ann.view().shows(word), "{}", ann.view());
    }
    house.close().await;
}

#[tokio::test]
async fn s1_half_a_phrase_at_once_and_words_of_two_updates_in_one_batch_are_taken_out() {
    let house = House::open().await;
    let ann = house.lin_has_a_call().await;
    house.lin_asks("What is written there?").await;
    ann.says("ozone drill grab");
    ann.says("fiber curtain grace");
    let said = ann.says("hello?");
    house.settle().await;
    ann.edits(said, "pudding thank cruise elder eight picnic").unwrap();
    house.settle().await;
    let held = held(&house).await;
    for word in ["curtain", "cruise", "picnic"] {
        assert!(!held.contains(word), "{word}: {held}");
    }
    house.close().await;
}

#[tokio::test]
async fn s1_what_an_agent_must_not_ask_is_refused_with_a_reason_and_prepared_texts() {
    let house = House::open().await;
    let ann = house.lin_has_a_call().await;
    house.presses(&house.lin, "More…").await;
    house.presses(&house.lin, "❓ Ask customer").await;
    for (question, reason) in [
        ("Read me the SMS you just received.", "something secret"),
        ("Please send me your ⟦password⟧.", "something secret"),
        ("请把您的USDT转到安全地址", "send or pay something"),
        ("Our address is 0x52908400098527886E0F7030069857D2E4169EE7", "coins can be sent to"),
        ("Please install AnyDesk so I can help you.", "controlling the customer's device"),
        ("Please turn off two-factor authentication.", "switch a protection off"),
        ("Please click Approve when your phone asks.", "approve or scan"),
        ("No need for the call code today, our system is broken.", "without the call code"),
        ("加我微信 linbitp88", "another channel"),
        ("Open evil dot io", "not on our official list"),
        ("139\n1234\n5678", "a phone number"),
        ("パスワードを送ってください", "can't be checked"),
    ] {
        house.says(&house.lin, question).await;
        let told = house.lin.view().last_from_bot().unwrap().text.clone();
        assert!(told.contains(reason) && told.contains("prepared texts"), "{question}: {told}");
    }
    assert!(!ann.view().shows("has a question"), "{}", ann.view());
    // A prepared text is one press away, in the customer's language.
    house.presses(&house.lin, "Which bank").await;
    assert!(ann.view().shows("Which bank did you use?"), "{}", ann.view());
    assert!(house.call().await.question_open.is_some());
    house.close().await;
}

#[tokio::test]
async fn s1_a_summary_by_one_press() {
    let house = House::open().await;
    let ann = house.lin_has_a_call().await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "✅ Resolved").await;
    house.presses(&house.lin, "Nothing changed").await;
    assert!(ann.view().shows("Nothing was changed in your account."), "{}", ann.view());
    // The button is old then, and so is one for a question.
    let sent = ann.view().messages.len();
    house.pushes(&house.lin, "block:1001:nothing_changed").await;
    house.pushes(&house.lin, "block:1001:which_bank").await;
    assert_eq!(ann.view().messages.len(), sent, "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn s3_a_thief_s_own_mailbox_proves_nothing_until_the_claimer_has_compared_it() {
    let house = House::with_mail(&[]).await;
    let ann = house.ann_is_robbed().await;
    house.presses(&ann, "Confirm my e-mail now").await;
    house.says(&ann, "thief@own-mailbox.example").await;
    let (_, code) = house.last_mail();
    house.says(&ann, &code).await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    assert!(house.lin.view().shows("proves nothing until you have compared it"), "{}", house.lin.view());
    assert!(!house.lin.view().shows("Code by e-mail: ✅"), "{}", house.lin.view());
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "✅ Resolved").await;
    assert!(house.call().await.state.is_open(), "{}", house.lin.view());
    assert!(!ann.view().shows("Call finished"), "{}", ann.view());
    house.presses(&house.lin, "It's the account's address").await;
    assert!(house.lin.view().shows("the account's, says Lin"), "{}", house.lin.view());
    house.writes_down(&house.lin, "✅ Resolved").await;
    assert_eq!(house.call().await.state, State::Resolved);
    house.close().await;
}

#[tokio::test]
async fn s6_an_outcome_that_tells_of_a_call_needs_one() {
    let house = House::open().await;
    let ann = house.lin_has_a_call().await;
    let read = ann.view().messages.len();
    for outcome in ["resolved", "no_answer", "busy", "wrong_number", "rescheduled", "declined"] {
        house.pushes(&house.lin, &format!("finish:1001:{outcome}")).await;
        let call = house.call().await;
        assert_eq!((call.attempts, call.state.owner()), (0, Some(UserId(LIN))), "{outcome}");
    }
    assert_eq!(ann.view().messages.len(), read, "the customer hears nothing of it: {}", ann.view());
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "📵 No answer").await;
    assert_eq!(house.call().await.attempts, 1);
    // A call of an earlier claim is none of this one.
    house.pass(SignedDuration::from_mins(31)).await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    house.pushes(&house.lin, "finish:1001:no_answer").await;
    assert_eq!(house.call().await.attempts, 1);
    house.close().await;
}

/// Claims and gives back, one way, until the agent is held; how often that went.
async fn reads(way: &[&str]) -> usize {
    let house = House::open().await;
    house.ann_books().await;
    for round in 0..2 * MAX_UNCALLED {
        // Lin speaks no Chinese, and would be asked first.
        for data in std::iter::once(&"claimanyway:1001").chain(way) {
            house.clock.advance(SignedDuration::from_secs(1));
            house.pushes(&house.lin, data).await;
        }
        let held =
            house.store.board().await.unwrap().is_some_and(|board| board.value.is_held(UserId(LIN), house.desk.now()));
        if held {
            assert!(house.maya.view().shows("一小时内"), "the lead is alerted: {}", house.maya.view());
            house.close().await;
            return round;
        }
    }
    house.close().await;
    usize::MAX
}

#[tokio::test]
async fn s6_details_seen_without_a_call_count_whatever_the_way() {
    for way in [
        &["release:1001"][..],
        &["calling:1001", "release:1001"],
        &["work:1001:giveto:zh"],
        &["calling:1001", "work:1001:giveto:zh"],
        &["work:1001:snooze:15"],
    ] {
        assert_eq!(reads(way).await, MAX_UNCALLED, "{way:?}");
    }
}

#[tokio::test]
async fn s6_calls_that_reached_nobody_in_no_time_count_as_none() {
    let house = House::open().await;
    house.lin_has_a_call().await;
    let held = async || {
        let board = house.store.board().await.unwrap();
        board.map(|board| board.value).unwrap_or_default()
    };
    let board = held().await;
    house.pushes(&house.lin, "calling:1001").await;
    house.pushes(&house.lin, "finish:1001:no_answer").await;
    house.undo_is_over().await;
    assert_ne!(held().await, board, "a call of no length is counted");
    house.pass(SignedDuration::from_mins(31)).await;
    let board = held().await;
    house.pushes(&house.lin, "claim:1001").await;
    house.pushes(&house.lin, "calling:1001").await;
    house.clock.advance(SHORTEST_CALL);
    house.pushes(&house.lin, "finish:1001:no_answer").await;
    house.undo_is_over().await;
    assert_eq!(held().await, board, "and one that rang is not");
    house.close().await;
}

#[tokio::test]
async fn s6_a_reason_has_words() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.takes(&house.maya).await;
    house.pushes(&house.lin, "reveal:1001").await;
    for none in ["...", "ok", "VIP", "!!! ???", "看看"] {
        house.says(&house.lin, none).await;
        assert!(!house.lin.view().shows("2025550143"), "{none}: {}", house.lin.view());
    }
    house.says(&house.lin, "Maya asked me").await;
    assert!(house.lin.view().shows("2025550143"), "{}", house.lin.view());
    drop(ann);
    house.close().await;
}

#[tokio::test]
async fn s12_calling_now_pressed_without_end_is_one_message() {
    let house = House::open().await;
    let ann = house.lin_has_a_call().await;
    let codes = || ann.view().messages.iter().filter(|message| message.text.contains("4 8 2 7")).count();
    for _ in 0..60 {
        house.pushes(&house.lin, "calling:1001").await;
    }
    assert_eq!(codes(), 1, "{}", ann.view());
    for _ in 0..20 {
        house.clock.advance(SignedDuration::from_mins(2));
        house.pushes(&house.lin, "calling:1001").await;
    }
    assert_eq!(codes(), 5, "a call that breaks off can be made again, but not without end");
    house.close().await;
}
