//! Somebody in danger: the first steps, and a call that asks for nothing but the number; at night; in the midst of something else.

use jiff::SignedDuration;
use ringback::callback::{Role, Roster, Rules, UserId};
use ringback::desk::Profile;

use super::calendar::nine_to_six;
use super::{LIN, MAYA, Stage, Tongue, desk_of, in_both};

in_both!(
    robbed,
    robbed_again,
    robbed_later,
    robbed_at_night,
    robbed_with_somebody_on_call,
    turned_urgent,
    turned_urgent_with_a_number
);

/// Monday, 23:30 in Shanghai.
const NIGHT: &str = "2026-11-23T15:30:00Z";

async fn is_robbed(stage: &Stage) {
    stage.tells(&stage.customer, "我的账户被盗了", "my account was stolen").await;
}

/// One message and two taps: the button and Telegram's own.
async fn robbed(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    is_robbed(&stage).await;
    stage.taps(&stage.customer, "button-share-and-call").await;
    stage.tells(&stage.customer, "昨晚被转走三笔", "three transfers last night").await;
    stage.claims().await;
    stage.keep("robbed", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// A call that has just ended is opened again with one tap, and is urgent then.
async fn robbed_again(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.calls("resolved").await;
    stage.taps(&stage.agent, "button-no-summary").await;
    stage.begin();
    is_robbed(&stage).await;
    stage.taps(&stage.customer, "button-urgent-call").await;
    stage.keep("robbed-again", &[stage.customer_view()]);
    stage.close().await;
}

/// The number of a call from long ago is one tap; another can be given all the same.
async fn robbed_later(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.calls("resolved").await;
    stage.taps(&stage.agent, "button-no-summary").await;
    stage.pass(SignedDuration::from_hours(8 * 24)).await;
    stage.begin();
    is_robbed(&stage).await;
    stage.taps(&stage.customer, "button-type-number").await;
    stage.taps(&stage.customer, "button-not-now").await;
    is_robbed(&stage).await;
    stage.taps_first(&stage.customer).await;
    stage.keep("robbed-later", &[stage.customer_view()]);
    stage.close().await;
}

/// Nobody is there: when the call comes, and what to do until then.
async fn robbed_at_night(tongue: Tongue) {
    let stage = Stage::with_hours(tongue, NIGHT, nine_to_six(), Rules::default()).await;
    is_robbed(&stage).await;
    stage.taps(&stage.customer, "button-share-and-call").await;
    stage.keep("robbed-at-night", &[stage.customer_view()]);
    stage.close().await;
}

/// Agents on call are alerted in private and can claim; the others hear nothing.
async fn robbed_with_somebody_on_call(tongue: Tongue) {
    let (own, other) = (tongue.language(), tongue.other());
    let (agent, colleague) = if tongue == Tongue::Zh { (MAYA, LIN) } else { (LIN, MAYA) };
    let roster = Roster::new().with(UserId(agent), "Lin", &[own, other], Role::Lead);
    let roster = roster.with(UserId(colleague), "Maya", &[other, own], Role::Agent).with_on_call(&[UserId(agent)]);
    let profile = Profile { hours: nine_to_six(), roster, ..desk_of(tongue) };
    let stage = Stage::build(tongue, NIGHT, profile, None).await;
    for who in [&stage.agent, &stage.colleague] {
        stage.says(who, "/off").await;
    }
    stage.begin();
    is_robbed(&stage).await;
    stage.taps(&stage.customer, "button-share-and-call").await;
    stage.taps(&stage.agent, "button-claim").await;
    stage.keep("robbed-on-call", &[stage.customer_view(), stage.agent_view(), stage.colleague_view()]);
    stage.close().await;
}

/// Told in the midst of an ordinary booking.
async fn turned_urgent(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.tells(&stage.customer, "手续费是多少", "What are the fees?").await;
    stage.taps(&stage.customer, "button-human").await;
    stage.tells(&stage.customer, "等等，有人登录了我的账号", "wait, someone logged into my account").await;
    stage.taps(&stage.customer, "button-share-and-call").await;
    stage.keep("turned-urgent", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// Told when the number is known already: nothing more is asked.
async fn turned_urgent_with_a_number(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.asks_for_a_call(&stage.customer, Some("fees")).await;
    stage.begin();
    stage.tells(&stage.customer, "我的币被偷了", "my coins were stolen").await;
    stage.keep("turned-urgent-with-a-number", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}
