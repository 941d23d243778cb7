//! What to have ready, and proving who one is by a code that comes by mail.

use super::{Stage, Tongue, in_both};

in_both!(proven, not_proven);

/// The checklist is answered before the call, and a code by mail proves the customer; only then is it settled.
async fn proven(tongue: Tongue) {
    let stage = Stage::with_mail(tongue).await;
    stage.books("account-stolen").await;
    stage.begin();
    stage.taps_with(&stage.customer, "button-prepare", "left", 3_u64).await;
    stage.says(&stage.customer, "me@example.com").await;
    stage.taps(&stage.customer, "button-skip").await;
    stage.tells(&stage.customer, "昨天的三笔转账", "three transfers of yesterday").await;
    stage.claims().await;
    stage.taps(&stage.agent, "button-calling").await;
    stage.outcome(&stage.agent, "resolved").await;
    stage.taps(&stage.agent, "button-mail-check").await;
    stage.taps(&stage.agent, "button-ask-address").await;
    stage.says(&stage.customer, "me@example.com").await;
    let (mail, code) = stage.last_mail();
    stage.says(&stage.customer, super::super::identity::another(&code)).await;
    stage.says(&stage.customer, &code).await;
    // The customer named the address, so it proves nothing until the agent has compared it.
    stage.outcome(&stage.agent, "resolved").await;
    stage.taps(&stage.agent, "button-address-right").await;
    stage.outcome(&stage.agent, "resolved").await;
    stage.taps(&stage.agent, "button-no-summary").await;
    stage.keep("proven", &[stage.customer_view(), stage.agent_view()]);
    stage.keep_text("proven-mail", &mail);
    stage.close().await;
}

/// Five wrong codes fail the check; the agent's own does, too, and the call ends so.
async fn not_proven(tongue: Tongue) {
    let stage = Stage::with_mail(tongue).await;
    stage.books("account-stolen").await;
    stage.begin();
    stage.taps(&stage.customer, "button-prove").await;
    stage.says(&stage.customer, "me@example.com").await;
    let (_, code) = stage.last_mail();
    stage.claims().await;
    for _ in 0..5 {
        stage.says(&stage.customer, super::super::identity::another(&code)).await;
    }
    stage.taps(&stage.agent, "button-calling").await;
    stage.taps(&stage.agent, "button-check-failed").await;
    stage.outcome(&stage.agent, "resolved").await;
    stage.outcome(&stage.agent, "identity_failed").await;
    stage.tells(&stage.agent, "说不出任何一笔交易。", "Could not name any trade.").await;
    stage.undo_is_over().await;
    stage.keep("not-proven", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}
