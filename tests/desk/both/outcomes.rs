//! Every outcome of the sample `dispositions.toml`: what the agent is asked, what the customer reads, what the card says.

use ringback::config::Settings;

use super::{Stage, Tongue, in_both};

in_both!(every_outcome, reached_and_put_off);

/// Reached, handed on and then put off: nobody says that the customer could not be reached.
async fn reached_and_put_off(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-note").await;
    stage.tells(&stage.agent, "要问技术同事。", "A matter for the engineers.").await;
    stage.taps(&stage.agent, "button-calling").await;
    stage.outcome(&stage.agent, "transferred").await;
    stage.claims().await;
    stage.begin();
    stage.says(&stage.customer, "/status").await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-snooze").await;
    stage.taps_what_says(&stage.agent, "10:15").await;
    stage.says(&stage.customer, "/status").await;
    stage.minutes(15).await;
    stage.says(&stage.customer, "/status").await;
    stage.keep("reached-and-put-off", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

async fn every_outcome(tongue: Tongue) {
    let outcomes = Settings::default().dispositions;
    let mut kept = 0;
    for outcome in outcomes.iter() {
        let stage = Stage::open(tongue).await;
        stage.books("withdraw").await;
        stage.begin();
        stage.claims().await;
        stage.taps(&stage.agent, "button-calling").await;
        stage.minutes(3).await;
        stage.outcome(&stage.agent, outcome.code.as_str()).await;
        if outcome.note {
            stage.tells(&stage.agent, "对不上注册信息。", "Could not name any trade.").await;
            stage.undo_is_over().await;
        }
        stage.says(&stage.customer, "/status").await;
        stage.says(&stage.agent, "/find RB-1001").await;
        let name = format!("outcome-{}", outcome.code);
        stage.keep(&name, &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
        kept += 1;
        stage.close().await;
    }
    assert_eq!(kept, 10, "an outcome more or less has to be read here, too");
}
