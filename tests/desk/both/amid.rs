//! A booking is a talk: questions, stories in pieces, edits, changes of mind, words that leave.

use super::{Stage, Tongue, in_both};

in_both!(asks_amid, told_in_pieces, edited, other_topic, gone_back, left_in_words, no_story);

/// A sure question is answered in a line or two, and the open question asked again in one.
async fn asks_amid(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.says(&stage.customer, "/call").await;
    stage.tells(&stage.customer, "我的提币没到账", "my withdrawal is pending").await;
    stage.tells(&stage.customer, "等等，手续费是多少", "wait, what are your fees?").await;
    stage.tells(&stage.customer, "我要人工客服", "I want to talk to a human").await;
    stage.tells(&stage.customer, "你好", "hello").await;
    stage.taps(&stage.customer, "button-share-contact").await;
    stage.tells(&stage.customer, "交易手续费怎么算", "how much do you charge?").await;
    stage.keep("asks-amid", &[stage.customer_view()]);
    stage.close().await;
}

/// Words that answer nothing belong to the story, at every step, and are said to.
async fn told_in_pieces(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.tells(&stage.customer, "提币没到账怎么办", "when does my withdrawal arrive").await;
    stage.taps(&stage.customer, "button-human").await;
    stage.tells(&stage.customer, "两天没到账", "it has been two days").await;
    stage.tells(&stage.customer, "金额 500 U，TRC20 网络", "500 USDT over TRC20").await;
    stage.taps(&stage.customer, "button-share-contact").await;
    stage.tells(&stage.customer, "截图我也有", "there is a screenshot too").await;
    stage.taps_first(&stage.customer).await;
    stage.claims().await;
    stage.keep("told-in-pieces", &[stage.customer_view(), stage.agent_view()]);
    stage.close().await;
}

/// What is changed counts, and is said to.
async fn edited(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.asks_for_a_call(&stage.customer, Some("withdraw")).await;
    stage.begin();
    let told = stage.says(&stage.customer, stage.tongue.says("金额是五百", "the amount is five hundred")).await;
    stage.customer.edits(told, stage.tongue.says("金额是五千", "the amount is five thousand")).unwrap();
    stage.settle().await;
    stage.taps_first(&stage.customer).await;
    stage.claims().await;
    stage.keep("edited-amid", &[stage.customer_view(), stage.agent_view()]);
    stage.close().await;
}

/// Something else is told than the call was to be about: asked, and changed.
async fn other_topic(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.says(&stage.customer, "/call").await;
    stage.presses(&stage.customer, stage.tongue.says("手续费", "Fees")).await;
    stage.tells(&stage.customer, "不对，是提币没到账", "no, my withdrawal is pending").await;
    stage.taps_with(&stage.customer, "button-topic-change", "topic", stage.tongue.says("提现", "Withdrawals")).await;
    stage.taps(&stage.customer, "button-share-contact").await;
    stage.taps_first(&stage.customer).await;
    stage.keep("other-topic", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// One step back at a time, by a button and in words.
async fn gone_back(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.says(&stage.customer, "/call").await;
    stage.presses(&stage.customer, stage.tongue.says("手续费", "Fees")).await;
    stage.says(&stage.customer, "+44 20 7946 0018").await;
    stage.taps(&stage.customer, "button-back").await;
    stage.tells(&stage.customer, "返回", "go back").await;
    stage.presses(&stage.customer, stage.tongue.says("提现", "Withdrawals")).await;
    stage.taps(&stage.customer, "button-share-contact").await;
    stage.keep("gone-back", &[stage.customer_view()]);
    stage.close().await;
}

/// Whoever says that they want no call has none.
async fn left_in_words(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    for (zh, en) in [("算了", "never mind"), ("我不需要回电了", "I no longer need a call back")] {
        stage.says(&stage.customer, "/call").await;
        stage.tells(&stage.customer, zh, en).await;
        let left = stage.label("booking-abandoned", &[]);
        assert_eq!(stage.customer.view().last_from_bot().unwrap().text, left);
    }
    stage.close().await;
}

/// Words like "never mind" never begin a story.
async fn no_story(tongue: Tongue) {
    for (zh, en) in
        [("算了", "never mind"), ("不是这个", "none of these"), ("你好", "hello"), ("转人工", "human please")]
    {
        let stage = Stage::open(tongue).await;
        stage.tells(&stage.customer, zh, en).await;
        stage.says(&stage.customer, "/call").await;
        stage.taps(&stage.customer, "button-other-topic").await;
        stage.taps(&stage.customer, "button-share-contact").await;
        stage.taps_first(&stage.customer).await;
        let chat = ringback::callback::ChatId(stage.customer.chat_id());
        let story = stage.store.open_request_of(chat).await.unwrap().map(|request| request.value.story);
        assert_eq!(story, Some(vec![]), "{zh} / {en}: {}", stage.customer.view());
        stage.close().await;
    }
}
