//! The agent's day: next, mine, queue, find, a question to the customer, a note, a claim that ends, a shift.

use super::{Stage, Tongue, in_both};

in_both!(next_mine_queue_find, asked_and_answered, asked_amid_the_questions, claim_ending, shift);

/// The best one is given, the lists tell where each stands, and nothing personal is in them.
async fn next_mine_queue_find(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    for order in ["/queue", "/mine", "/next"] {
        stage.says(&stage.agent, order).await;
    }
    stage.books("withdraw").await;
    for (id, name, phone) in [(21, "Bo", "+442079460018"), (22, "Kim", "+442079460019"), (23, "Lee", "+442079460020")] {
        let person = stage.another(id, name, phone);
        let topic = if id == 21 { "account-stolen" } else { "fees" };
        stage.asks_for_a_call(&person, Some(topic)).await;
        if id == 23 {
            stage.taps_what_says(&person, "06:00–").await;
        } else {
            stage.takes_soonest(&person).await;
        }
    }
    stage.says(&stage.agent, "/next").await;
    // An urgent one is theirs for long only while they call.
    stage.taps(&stage.agent, "button-calling").await;
    stage.minutes(52).await;
    for order in ["/mine", "/queue", "/find RB-1002", "/find RB-1001", "/find", "/find Bo", "/find RB-9"] {
        stage.says(&stage.agent, order).await;
    }
    stage.minutes(4).await;
    // With the colleague, who then gives it back for somebody else.
    stage.says(&stage.colleague, "/next").await;
    stage.says(&stage.agent, "/queue").await;
    stage.says(&stage.agent, "/find RB-1001").await;
    stage.taps(&stage.agent, "button-release").await;
    stage.keep("next-mine-queue-find", &[stage.agent_view(), stage.colleague_view(), stage.group_chat()]);
    stage.close().await;
}

/// A question goes to the customer under the agent's name, and the answer comes back; a note stays among agents.
async fn asked_and_answered(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.claims().await;
    stage.taps(&stage.agent, "button-note").await;
    stage.tells(&stage.agent, "语速放慢一点。", "Speak slowly.").await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-question").await;
    stage.tells(&stage.agent, "请把密码发给我", "Please send me your password").await;
    stage.tells(&stage.agent, "您选的是哪个网络？", "Which network did you choose?").await;
    stage.minutes(1).await;
    stage.says(&stage.customer, "/status").await;
    stage.tells(&stage.customer, "TRC20 网络", "it was TRC20").await;
    stage.tells(&stage.customer, "手续费多少", "what are the fees?").await;
    stage.keep("asked-and-answered", &[stage.customer_view(), stage.agent_view()]);
    stage.close().await;
}

/// The agent asks while the customer answers what to have ready: the answer goes to the question that was asked last.
async fn asked_amid_the_questions(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.claims().await;
    stage.taps_with(&stage.customer, "button-prepare", "left", 2_u64).await;
    stage.minutes(1).await;
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-question").await;
    stage.tells(&stage.agent, "您选的是哪个网络？", "Which network did you choose?").await;
    stage.minutes(1).await;
    stage.tells(&stage.customer, "TRC20 网络", "it was TRC20").await;
    stage.minutes(1).await;
    stage.says(&stage.customer, "me@example.com").await;
    stage.taps(&stage.customer, "button-skip").await;
    // The other way round: the customer goes on with the questions after having been asked, and is reminded at the end.
    stage.taps(&stage.agent, "button-more").await;
    stage.taps(&stage.agent, "button-question").await;
    stage.tells(&stage.agent, "是哪一天提的？", "Which day was it?").await;
    stage.minutes(1).await;
    stage.taps_with(&stage.customer, "button-prepare-on", "left", 1_u64).await;
    stage.says(&stage.customer, "No. 4711").await;
    stage.tells(&stage.customer, "星期一", "on Monday").await;
    stage.keep("asked-amid-the-questions", &[stage.customer_view(), stage.agent_view()]);
    stage.close().await;
}

/// The agent is warned, keeps the claim, is warned again and lets it lapse; nothing was counted.
async fn claim_ending(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books_at("withdraw", "14:00").await;
    stage.begin();
    stage.claims().await;
    stage.minutes(51).await;
    stage.taps(&stage.agent, "button-keep-claim").await;
    stage.minutes(51).await;
    stage.minutes(10).await;
    stage.says(&stage.agent, "/find RB-1001").await;
    stage.keep("claim-ending", &[stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// A shift begins, and ends with a question about what is left.
async fn shift(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.says(&stage.agent, "/on").await;
    stage.says(&stage.agent, "/on").await;
    stage.says(&stage.agent, "/next").await;
    stage.says(&stage.agent, "/off").await;
    stage.taps(&stage.agent, "button-release-mine").await;
    stage.says(&stage.agent, "/off").await;
    stage.keep("shift", &[stage.agent_view()]);
    stage.close().await;
}
