//! The call itself: not reached and tried again, a wrong number, the heads-up, the code, what was agreed, and afterwards.

use jiff::SignedDuration;
use ringback::callback::NEW_CODE_AFTER;

use super::{Stage, Tongue, in_both};

in_both!(missed, wrong_number, corrected_number, settled, declined_rating, reopened, announced_and_dropped);

/// Nobody answers; the customer is told so, moves the next try with a tap; busy, voicemail, and the attempts are used up.
async fn missed(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.calls("no_answer").await;
    stage.says(&stage.customer, "/status").await;
    stage.taps(&stage.customer, "button-move").await;
    stage.taps_what_says(&stage.customer, "14:00–").await;
    stage.minutes(4 * 60).await;
    stage.calls("no_answer").await;
    stage.minutes(31).await;
    stage.says(&stage.customer, "/status").await;
    stage.calls("busy").await;
    stage.minutes(6).await;
    stage.calls("voicemail").await;
    stage.says(&stage.customer, "/status").await;
    stage.keep("missed", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// The number is wrong, the customer gives another, and is reached there.
async fn wrong_number(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.calls("wrong_number").await;
    stage.tells(&stage.customer, "不好意思，我再看一下", "sorry, let me look").await;
    stage.says(&stage.customer, "/status").await;
    stage.says(&stage.customer, "12345").await;
    stage.says(&stage.customer, "+44 20 7946 0018").await;
    stage.minutes(2).await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-calling").await;
    stage.keep("wrong-number", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// The agent hears the right number on the phone.
async fn corrected_number(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.claims().await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-number").await;
    stage.tells(&stage.agent, "不知道", "unknown").await;
    stage.says(&stage.agent, "+44 20 7946 0018").await;
    stage.keep("corrected-number", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// A heads-up, the call with its code, a required note, what was agreed, the rating and a word to it.
async fn settled(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.claims().await;
    stage.taps(&stage.agent, "button-heads-up").await;
    stage.taps(&stage.agent, "button-heads-up").await;
    stage.taps(&stage.customer, "button-heads-up-ok").await;
    stage.minutes(4).await;
    stage.taps(&stage.agent, "button-calling").await;
    // Another code comes after a while at the earliest.
    stage.clock.advance(NEW_CODE_AFTER);
    stage.taps(&stage.agent, "button-new-code").await;
    stage.says(&stage.customer, "/status").await;
    stage.taps(&stage.agent, "button-note").await;
    stage.tells(&stage.agent, "链上拥堵，已加急。", "The network is congested; hurried it.").await;
    stage.clock.advance(SignedDuration::from_mins(6) - NEW_CODE_AFTER);
    stage.outcome(&stage.agent, "resolved").await;
    stage.tells(&stage.agent, "提现已放行，今天到账。", "The withdrawal is released and arrives today.").await;
    stage.taps(&stage.customer, "button-helped-yes").await;
    stage.presses(&stage.customer, "4 ★").await;
    stage.tells(&stage.customer, "很有耐心", "very patient").await;
    stage.keep("settled", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// Nothing was agreed in writing, and the customer rates, but has nothing to add.
async fn declined_rating(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("fees").await;
    stage.begin();
    stage.calls("resolved").await;
    stage.taps(&stage.agent, "button-no-summary").await;
    stage.taps(&stage.customer, "button-helped-yes").await;
    let asked = stage.customer.view().messages.last().unwrap().id;
    stage.presses(&stage.customer, "5 ★").await;
    stage.taps(&stage.customer, "button-no-comment").await;
    stage.customer.presses_data(asked, "rate:1001:1").unwrap();
    stage.settle().await;
    stage.keep("declined-rating", &[stage.customer_view(), stage.agent_view()]);
    stage.close().await;
}

/// Not solved: opened again within seven days, solved badly, and after eight days it is too late.
async fn reopened(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.calls("resolved").await;
    stage.taps(&stage.agent, "button-no-summary").await;
    stage.pass(SignedDuration::from_hours(3 * 24)).await;
    stage.taps(&stage.customer, "button-helped-no").await;
    stage.taps_what_says(&stage.customer, "14:00–").await;
    stage.says(&stage.customer, "/status").await;
    stage.minutes(4 * 60).await;
    stage.calls("resolved").await;
    stage.taps(&stage.agent, "button-no-summary").await;
    stage.taps(&stage.customer, "button-helped-yes").await;
    stage.presses(&stage.customer, "2 ★").await;
    stage.pass(SignedDuration::from_hours(8 * 24)).await;
    stage.taps(&stage.customer, "button-helped-no").await;
    stage.keep("reopened", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// The call was announced and does not come: given back after the heads-up, while dialling, and with a claim that runs out.
async fn announced_and_dropped(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books_at("withdraw", "14:00").await;
    stage.begin();
    stage.claims().await;
    stage.taps(&stage.agent, "button-heads-up").await;
    let announced = stage.customer.view().messages.last().unwrap().id;
    stage.taps(&stage.agent, "button-release").await;
    // What the customer still sees of the heads-up is void.
    stage.customer.presses_data(announced, "ready:1001").unwrap();
    stage.settle().await;
    stage.minutes(4 * 60).await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-calling").await;
    stage.taps(&stage.agent, "button-release").await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-heads-up").await;
    stage.minutes(61).await;
    stage.keep("announced-and-dropped", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}
