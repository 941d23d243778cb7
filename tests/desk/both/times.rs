//! Times in the customer's own words: in the first sentence, at the question, outside of hours, where they live.

use ringback::stand_in::Person;

use super::{Stage, Tongue, in_both};

in_both!(said_first, said_when_asked, outside_hours, a_stretch, soon, elsewhere);

/// What the desk proposes last.
fn last(person: &Person) -> String {
    let view = person.view();
    let last = view.last_from_bot().unwrap();
    let buttons: Vec<String> = last.buttons.iter().flatten().map(|button| button.label.clone()).collect();
    format!("{}\n{}", last.text, buttons.join("\n"))
}

/// Topic and time in the first message: one message and three taps.
async fn said_first(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    let first = ("明天下午三点打给我，提币没到账", "call me at 3pm tomorrow about my withdrawal, it is pending");
    stage.tells(&stage.customer, first.0, first.1).await;
    let ben = &stage.customer;
    stage.says(ben, "+86 138 0013 8000").await;
    stage.taps(ben, "button-time-yes").await;
    stage.keep("said-first", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// The question is answered in words, again and again.
async fn said_when_asked(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.asks_for_a_call(&stage.customer, Some("withdraw")).await;
    for (zh, en) in [("下午3点", "3 pm"), ("明天下午三点", "tomorrow 3pm"), ("明天15点", "tomorrow at 15:00")]
    {
        stage.tells(&stage.customer, zh, en).await;
        assert!(last(&stage.customer).contains("15:00–16:00"), "{zh} / {en}: {}", last(&stage.customer));
        stage.taps(&stage.customer, "button-other-time").await;
    }
    stage.close().await;
}

/// Closed then: the nearest times before and after.
async fn outside_hours(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.asks_for_a_call(&stage.customer, Some("withdraw")).await;
    stage.begin();
    stage.tells(&stage.customer, "明晚十点", "tomorrow at 10pm").await;
    stage.taps_first(&stage.customer).await;
    stage.keep("outside-hours", &[stage.customer_view()]);
    stage.close().await;
}

/// A part of a day: the windows in it.
async fn a_stretch(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.asks_for_a_call(&stage.customer, Some("withdraw")).await;
    stage.begin();
    stage.tells(&stage.customer, "明天上午", "tomorrow morning").await;
    stage.taps_first(&stage.customer).await;
    stage.keep("a-stretch", &[stage.customer_view()]);
    stage.close().await;
}

/// "As soon as possible" is an answer.
async fn soon(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.asks_for_a_call(&stage.customer, Some("withdraw")).await;
    stage.tells(&stage.customer, "越快越好", "as soon as possible").await;
    let booked = stage.label("button-cancel-request", &[]);
    assert!(stage.customer.view().offers(&booked), "{}", stage.customer.view());
    stage.close().await;
}

/// A time is the customer's own, wherever they are.
async fn elsewhere(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    let person = stage.another(40, "Pat", "+442079460018");
    stage.tells(&person, "明天早上五点打给我", "call me tomorrow at 5 am").await;
    stage.taps(&person, "button-other-topic").await;
    stage.taps(&person, "button-share-contact").await;
    assert!(last(&person).contains("05:00–06:00"), "{}", last(&person));
    stage.close().await;
}
