//! What an agent does with a request instead of calling: putting it off, handing it to a colleague or to a language.

use super::{Stage, Tongue, in_both};

in_both!(put_off, handed_over);

/// Put off with a button and with a typed time; the customer who had a heads-up hears of it.
async fn put_off(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.claims().await;
    stage.taps(&stage.agent, "button-heads-up").await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-snooze").await;
    stage.taps_what_says(&stage.agent, "10:15").await;
    stage.taps(&stage.agent, "button-no-note").await;
    stage.says(&stage.customer, "/status").await;
    stage.minutes(16).await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-snooze").await;
    stage.taps(&stage.agent, "button-snooze-own").await;
    // Read as a time, past, beyond the promise, and at last a good one.
    stage.tells(&stage.agent, "过一会儿", "soon").await;
    stage.says(&stage.agent, "9:00").await;
    stage.tells(&stage.agent, "明天 9:30", "tomorrow 9:30").await;
    stage.says(&stage.agent, "10:40").await;
    stage.tells(&stage.agent, "开会", "In a meeting until then").await;
    stage.says(&stage.agent, "/queue").await;
    stage.minutes(25).await;
    stage.claims().await;
    stage.keep("put-off", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// Handed to the colleague, who hands it on to a language.
async fn handed_over(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.claims().await;
    stage.taps(&stage.agent, "button-heads-up").await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-transfer").await;
    stage.presses(&stage.agent, stage.tongue.says("Lin", "Maya")).await;
    stage.minutes(1).await;
    // The colleague gives it back, so that the agent can hand it to a language.
    stage.presses(&stage.colleague, stage.tongue.says("Release", "释放")).await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-transfer").await;
    let language = stage.label("language-spoken", &[("language", stage.tongue.other().code().into())]);
    stage.taps_with(&stage.agent, "button-transfer-language", "language", language).await;
    stage.says(&stage.customer, "/status").await;
    stage.keep("handed-over", &[stage.customer_view(), stage.agent_view(), stage.colleague_view(), stage.group_chat()]);
    stage.close().await;
}
