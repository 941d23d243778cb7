//! What customers do with their own request: booking it with a picture, moving, cancelling, calling it nearer, adding.

use jiff::SignedDuration;

use super::{Stage, Tongue, in_both};

in_both!(booked, moved_and_cancelled, called_nearer, added, renumbered, status);

/// A booking with a picture among the story and a number that is typed.
async fn booked(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.tells(&stage.customer, "怎么提现", "How do I withdraw my money?").await;
    stage.taps(&stage.customer, "button-human").await;
    stage.customer.sends_photo("");
    stage.settle().await;
    stage.tells(&stage.customer, "提现三天没到账", "My withdrawal is pending for three days").await;
    stage.says(&stage.customer, "12345").await;
    stage.says(&stage.customer, "+44 20 7946 0018").await;
    stage.taps(&stage.customer, "button-other-day").await;
    stage.taps(&stage.customer, "button-back").await;
    stage.taps(&stage.customer, "button-not-now").await;
    stage.taps(&stage.customer, "button-human").await;
    stage.says(&stage.customer, "+44 20 7946 0018").await;
    stage.taps_what_says(&stage.customer, "04:00–").await;
    stage.claims().await;
    stage.keep("booked", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// Moved to another day, kept when asked, and cancelled; a claimer is told of both.
async fn moved_and_cancelled(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.claims().await;
    // Whoever asks for a call has one already.
    stage.says(&stage.customer, "/call").await;
    stage.taps(&stage.customer, "button-move").await;
    stage.taps(&stage.customer, "button-other-day").await;
    stage.taps(&stage.customer, "tomorrow").await;
    stage.taps_what_says(&stage.customer, "09:00–").await;
    stage.says(&stage.customer, "/cancel").await;
    stage.taps(&stage.customer, "button-cancel-no").await;
    stage.claims().await;
    stage.tells(&stage.customer, "订单号是 77", "it is order number 77").await;
    stage.tells(&stage.customer, "取消回电", "cancel my call").await;
    stage.taps(&stage.customer, "button-cancel-yes").await;
    stage.says(&stage.customer, "/cancel").await;
    stage.says(&stage.customer, "/status").await;
    stage.keep("moved-and-cancelled", &[stage.customer_view(), stage.agent_view(), stage.group_chat()]);
    stage.close().await;
}

/// A call for the afternoon is had now instead.
async fn called_nearer(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books_at("withdraw", "15:00").await;
    stage.begin();
    stage.says(&stage.customer, "/status").await;
    let status = stage.customer.view().messages.last().unwrap().id;
    stage.taps(&stage.customer, "button-call-now").await;
    stage.says(&stage.customer, "/status").await;
    // The button of a message that an old app still shows does nothing once the desk has closed.
    stage.taps(&stage.customer, "button-move").await;
    stage.taps(&stage.customer, "button-other-day").await;
    stage.taps(&stage.customer, "tomorrow").await;
    stage.taps_what_says(&stage.customer, "09:00–").await;
    stage.clock.advance(SignedDuration::from_hours(9));
    stage.customer.presses_data(status, "move:1001:now").unwrap();
    stage.settle().await;
    stage.keep("called-nearer", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// Words, a picture and a correction reach who claims it, at once or later.
async fn added(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.begin();
    stage.says(&stage.customer, "/status").await;
    stage.taps(&stage.customer, "button-add-info").await;
    stage.tells(&stage.customer, "订单是星期一的", "the order is from Monday").await;
    stage.taps(&stage.customer, "button-status").await;
    stage.taps(&stage.customer, "button-add-info").await;
    stage.customer.sends_photo("");
    stage.settle().await;
    stage.claims().await;
    stage.minutes(1).await;
    stage.customer.sends_document("trade.pdf", "application/pdf", stage.tongue.says("就是这笔", "this is the trade"));
    stage.settle().await;
    stage.taps(&stage.customer, "button-status").await;
    stage.taps(&stage.customer, "button-add-info").await;
    let typed = stage.says(&stage.customer, stage.tongue.says("订单号 77", "the order is no. 77")).await;
    stage.customer.edits(typed, stage.tongue.says("订单号 78", "the order is no. 78")).unwrap();
    stage.settle().await;
    stage.keep("added", &[stage.customer_view(), stage.agent_view()]);
    stage.close().await;
}

/// Another number is given after a call that nobody answered.
async fn renumbered(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    stage.books("withdraw").await;
    stage.calls("busy").await;
    stage.begin();
    stage.taps(&stage.customer, "button-new-number").await;
    stage.says(&stage.customer, "12345").await;
    stage.says(&stage.customer, "+44 20 7946 0018").await;
    stage.says(&stage.customer, "/status").await;
    stage.keep("renumbered", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// `/status` in each state tells the truth of that moment.
async fn status(tongue: Tongue) {
    let stage = Stage::open(tongue).await;
    let asks = async || {
        stage.says(&stage.customer, "/status").await;
    };
    asks().await;
    stage.books_at("withdraw", "14:00").await;
    stage.begin();
    asks().await;
    stage.minutes(4 * 60).await;
    asks().await;
    stage.claims().await;
    asks().await;
    stage.taps(&stage.agent, "button-calling").await;
    asks().await;
    stage.outcome(&stage.agent, "no_answer").await;
    asks().await;
    stage.minutes(31).await;
    asks().await;
    stage.claims().await;
    asks().await;
    stage.taps(&stage.agent, "button-calling").await;
    stage.outcome(&stage.agent, "wrong_number").await;
    asks().await;
    stage.clock.advance(SignedDuration::from_mins(5));
    stage.says(&stage.customer, "+44 20 7946 0018").await;
    asks().await;
    // Promised for this afternoon, and nobody calls.
    stage.taps(&stage.customer, "button-move").await;
    stage.taps_what_says(&stage.customer, "16:00–").await;
    stage.minutes(3 * 60).await;
    asks().await;
    stage.keep("status", &[stage.customer_view()]);
    stage.close().await;
}
