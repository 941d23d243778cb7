//! What a lead does and sees: longer and shorter days, alerts, the day in numbers.

use jiff::SignedDuration;

use ringback::callback::Rules;

use super::calendar::nine_to_six;
use super::{MONDAY_MORNING, Stage, Tongue, in_both};

in_both!(hours, closing_moves_promises, alerts, digest, stats);

/// Today's hours are shown, changed and refused.
async fn hours(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    for order in [
        "/hours",
        "/extend",
        "/extend 17:00",
        "/extend 08:30",
        "/close",
        "/close 20:00",
        "/close 08:00",
        "/close 09:30",
        "/extend 02:00",
        "/close 17:00",
    ] {
        stage.says(&stage.agent, order).await;
    }
    stage.pass(SignedDuration::from_hours(8)).await;
    stage.says(&stage.agent, "/hours").await;
    stage.pass(SignedDuration::from_hours(4 * 24 + 16)).await;
    for order in ["/hours", "/close 16:00", "/extend 14:00", "/extend 10:00-14:00"] {
        stage.says(&stage.agent, order).await;
    }
    stage.keep("hours", &[stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// Closing early moves a promise, which the customer moves again with one tap; opening longer offers today.
async fn closing_moves_promises(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books_at("withdraw", "15:00").await;
    stage.begin();
    stage.says(&stage.agent, "/close 14:30").await;
    stage.taps_what_says(&stage.customer, "12:00–").await;
    stage.says(&stage.agent, "/close 12:30").await;
    stage.says(&stage.agent, "/extend 20:00").await;
    stage.taps_what_says(&stage.customer, tongue.says("改到今天", "Call me today")).await;
    stage.says(&stage.customer, "/status").await;
    stage.keep("closing-moves-promises", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// A promise at risk, and then broken, is told to the group and to the leads.
async fn alerts(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.minutes(50).await;
    stage.minutes(10).await;
    stage.says(&stage.agent, "/off").await;
    stage.minutes(30).await;
    stage.keep("alerts", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// Many promises at risk are one message.
async fn digest(tongue: Tongue) {
    // Short calls, so that all of them fit into the same hour.
    let rules = Rules { handling: SignedDuration::from_secs(30), ..Rules::default() };
    let stage = Stage::with_hours(tongue, MONDAY_MORNING, nine_to_six(), rules).await;
    for id in 0..12 {
        let phone = format!("+4420794600{id:02}");
        let person = stage.another(100 + id, "Kim", &phone);
        stage.asks_for_a_call(&person, Some("withdraw")).await;
        stage.taps_first(&person).await;
    }
    stage.begin();
    stage.minutes(50).await;
    stage.minutes(1).await;
    stage.keep("digest", &[stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// The day in numbers.
async fn stats(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    let other = stage.another(50, "Pat", "+442079460030");
    stage.tells(&other, "怎么提现", "how do I withdraw my money").await;
    stage.says(&other, "qwpoeiru").await;
    stage.books("withdraw").await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-calling").await;
    stage.minutes(7).await;
    stage.outcome(&stage.agent, "resolved").await;
    stage.taps(&stage.agent, "button-no-summary").await;
    stage.begin();
    for order in ["/stats", "/stats yesterday", "/stats week", "/stats soon"] {
        stage.says(&stage.agent, order).await;
    }
    stage.keep("stats", &[stage.agent_view()]);
    stage.close().await;
}
