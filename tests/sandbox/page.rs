//! The page's own manners: explaining an answer, adding people, editing, commands, both languages, the keyboard alone.

use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::{Browser, Screen};
use super::program::Running;

#[tokio::test]
async fn everything_on_the_page_can_be_reached_and_read() {
    let sandbox = Running::start(&["--language", "en"]);
    sandbox.desk_is("running").await;
    let browser = Browser::open(&sandbox.page, Screen::Desktop, "en").await;

    // A new customer.
    browser.press_css("#add-customer").await;
    browser.is_accessible("the dialog for a new customer").await;
    browser.driver.find(By::Css("#new-name")).await.unwrap().send_keys("Zoe").await.unwrap();
    browser.press_over("Add").await;
    browser.shows("#customers .chat-head h3", "Zoe").await;

    // Why an answer was given.
    browser.write("customers", "how do i withdrawl mony").await;
    browser.sees("customers", "✓✓").await;
    browser.press("customers", "Why?").await;
    browser.shows("dialog", "withdraw").await;
    browser.is_accessible("the explanation").await;
    browser.picture("sandbox-why.png").await;
    browser.press_over("Close").await;

    // Commands come from the bot, for this person.
    browser.press_css("#customers .slash").await;
    browser.shows(".menu", "/call").await;
    browser.is_accessible("the menu of commands").await;
    browser.press_over("/status").await;
    browser.sees("customers", "You have no open call request").await;
    browser.press_css("#agents .entry[title='Lin']").await;
    browser.press_css("#agents .slash").await;
    browser.shows(".menu", "/queue").await;
    browser.press_over("/queue").await;
    browser.sees("agents", "Nobody is waiting").await;

    // The desk's console opens in a tab of its own, signed in as the agent whose chat is open.
    browser.press_css("#agents .console").await;
    let page = browser.driver.window().await.unwrap();
    let tabs = browser.driver.windows().await.unwrap();
    let console = tabs.into_iter().find(|tab| *tab != page).expect("a new tab");
    browser.driver.switch_to_window(console).await.unwrap();
    browser.shows("h1", "Queue").await;
    browser.shows(".me-name", "Lin").await;
    browser.shows("#live", "Live").await;
    browser.driver.close_window().await.unwrap();
    browser.driver.switch_to_window(page).await.unwrap();

    // An own message is edited, another deleted.
    browser.write("customers", "helo there").await;
    browser.sees("customers", "helo there").await;
    let own = browser.driver.find_all(By::Css("#customers .message.own .message-menu")).await.unwrap();
    own.last().unwrap().click().await.unwrap();
    browser.press_over("Edit").await;
    browser.driver.find(By::Css("#customers textarea")).await.unwrap().clear().await.unwrap();
    browser.write("customers", "hello there").await;
    browser.sees("customers", "edited").await;
    let own = browser.driver.find_all(By::Css("#customers .message.own .message-menu")).await.unwrap();
    own.last().unwrap().click().await.unwrap();
    browser.press_over("Delete").await;

    // The page speaks Chinese as well, and starts over when asked.
    browser.press_css("#language").await;
    browser.shows("#customers h2", "客户").await;
    browser.is_accessible("the page in Chinese").await;
    browser.press_css("#reset").await;
    browser.press_over("重新开始").await;
    sandbox.desk_is("running").await;
    browser.shows("#customers .entry-last", "还没有消息").await;
    browser.close().await;
}

#[tokio::test]
async fn the_keyboard_is_enough() {
    let sandbox = Running::start(&["--language", "en"]);
    sandbox.desk_is("running").await;
    sandbox.act(json!({"deed": "clock", "to": "open"})).await;
    let browser = Browser::open(&sandbox.page, Screen::Desktop, "en").await;
    browser.shows("#customers .entry-last", "Nothing yet").await;

    // Tab reaches the text field, Enter sends, Tab reaches the answer's button, Enter presses it.
    let reach = async |wanted: &str| {
        for _ in 0..60 {
            let script = format!("return document.activeElement.matches(\"{wanted}\")");
            if browser.driver.execute(script, vec![]).await.unwrap().json() == &json!(true) {
                return;
            }
            browser.driver.active_element().await.unwrap().send_keys(Key::Tab + "").await.unwrap();
        }
        panic!("the keyboard does not reach {wanted}");
    };
    reach("#customers textarea").await;
    let field = browser.driver.active_element().await.unwrap();
    field.send_keys("how do I withdraw my money").await.unwrap();
    field.send_keys(Key::Enter + "").await.unwrap();
    browser.sees("customers", "withdraw").await;
    browser.shows("#customers .inline-keyboard", "Talk to a person").await;
    reach("#customers .log").await;
    reach("#customers .key-row:last-child .key:last-child").await;
    browser.driver.active_element().await.unwrap().send_keys(Key::Enter + "").await.unwrap();
    browser.sees("customers", "Which number may we call?").await;
    browser.close().await;
}

#[tokio::test]
async fn the_story_plays_to_its_end() {
    // Both at once, because a story is mostly pauses to read in; one desk after the other, because opening is work.
    let english = Running::start(&["--language", "en", "--demo"]);
    english.desk_is("running").await;
    let chinese = Running::start(&["--language", "zh", "--demo"]);
    tokio::join!(
        is_played(&english, "en", "That is the story", "Withdrawals are held for 24 hours"),
        is_played(&chinese, "zh", "演示到此结束", "提现暂停 24 小时"),
    );
}

/// The page shows the story from its beginning to its `end`, and what came of it.
async fn is_played(sandbox: &Running, language: &str, end: &str, summary: &str) {
    let browser = Browser::open(&sandbox.page, Screen::Desktop, language).await;
    browser.shows("#caption", end).await;
    let customer = browser.sees("customers", summary).await;
    assert!(customer.contains("RB-1001"), "{customer}");
    browser.press_css("#agents .entry").await;
    let group = browser.sees("agents", "RB-1001").await;
    assert!(group.contains("🔴"), "{group}");
    let shown = browser.driver.find_all(By::Css("#agents .notice")).await.unwrap();
    assert_eq!(shown.len(), 2, "each agent is told what the press did: {group}");
    browser.close().await;
}
