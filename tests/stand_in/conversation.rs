//! People and the bot in one chat, and what the chat then shows.

use insta::assert_snapshot;
use ringback::stand_in::{NewPerson, Pressed};
use serde_json::json;

use super::Bench;

#[tokio::test]
async fn a_conversation_reads_as_people_see_it() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    ana.says("/start");
    let menu = json!({"inline_keyboard": [
        [{"text": "Fees", "callback_data": "fees"}, {"text": "Withdraw", "callback_data": "withdraw"}],
        [{"text": "Site", "url": "https://example.com"}],
    ]});
    let text = "<b>Hello</b>\nWhat is it about? See <a href=\"https://example.com/help\">help</a>.";
    let sent = json!({"chat_id": 11, "text": text, "parse_mode": "HTML", "reply_markup": menu});
    let id = bench.call("sendMessage", sent).await["message_id"].as_i64().unwrap();
    let Pressed::Click(click) = ana.presses("Fees").unwrap() else { panic!("an inline button sends a click") };
    bench.call("answerCallbackQuery", json!({"callback_query_id": click, "text": "One moment"})).await;
    bench.call("editMessageText", json!({"chat_id": 11, "message_id": id, "text": "The fee is 0.1%"})).await;
    let ask = json!({"keyboard": [[{"text": "Share my number", "request_contact": true}], [{"text": "Cancel"}]],
        "one_time_keyboard": true, "resize_keyboard": true});
    bench.call("sendMessage", json!({"chat_id": 11, "text": "Your number?", "reply_markup": ask})).await;
    bench.call("sendChatAction", json!({"chat_id": 11, "action": "typing"})).await;
    assert_snapshot!(ana.view(), @r"
    Ana: /start
    bot (edited): The fee is 0.1%
    (toast to Ana) One moment
    bot: Your number?
    keyboard: [Share my number → contact]
              [Cancel]
    bot is typing…
    ");
    ana.presses("Share my number").unwrap();
    bench.pass(5);
    assert_snapshot!(ana.view(), @r"
    Ana: /start
    bot (edited): The fee is 0.1%
    (toast to Ana) One moment
    bot: Your number?
    Ana: ‹contact +12025550143 Ana›
    ");
    assert_eq!(bench.telegram.violations(), Vec::<String>::new());
}

#[tokio::test]
async fn links_buttons_and_quotes_are_shown() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    let asked = ana.says("How much is it to take out a larger sum?");
    let menu = json!({"inline_keyboard": [[{"text": "Site", "url": "https://example.com"}, {"text": "No", "callback_data": "n"}]]});
    bench
        .call(
            "sendMessage",
            json!({"chat_id": 11, "text": "See <a href=\"https://example.com/fees\">the fees</a>.\n\n1. one\n2. two",
                "parse_mode": "HTML", "reply_markup": menu, "protect_content": true,
                "reply_parameters": {"message_id": asked}}),
        )
        .await;
    assert_snapshot!(ana.view(), @r#"
    Ana: How much is it to take out a larger sum?
    bot (to "How much is it to take o…") (protected): See the fees <https://example.com/fees>.

        1. one
        2. two
        [Site → https://example.com] [No]
    "#);
}

#[tokio::test]
async fn a_person_cannot_press_what_is_not_there() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    ana.says("hello");
    assert_snapshot!(ana.presses("Fees").unwrap_err(), @r#"
    there is no button "Fees"; the chat shows:
    Ana: hello
    "#);
    let nobody = bench.telegram.person(NewPerson::named("Bo"));
    assert_snapshot!(nobody.shares_contact().unwrap_err(), @"Bo has no phone number");
}
