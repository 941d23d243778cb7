//! One story in a real browser: signing in with the script, the frame, the keys, and out again.

use thirtyfour::prelude::*;

use super::Room;
use crate::sandbox::browser::{Browser, Screen};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_signs_in_looks_around_and_out() {
    let room = Room::open().await;
    let browser = Browser::open(&format!("{}/session", room.visitor().origin), Screen::Desktop, "en").await;
    browser.shows("h1", "Sign in").await;
    browser.is_accessible("the way in").await;
    browser.picture("console-sign-in.png").await;
    browser.press_css("form[action='/sign-in'] button").await;
    browser.shows("h1", "Your number").await;
    browser.is_accessible("the number").await;
    browser.picture("console-number.png").await;
    let text = async |selector: &str| {
        let found = browser.driver.find(By::Css(selector.to_owned())).await.unwrap();
        found.text().await.unwrap()
    };
    let (number, code) = (text("[data-number]").await, text("code").await);
    room.house.says(&room.house.lin, &code).await;
    room.house.presses(&room.house.lin, &number).await;
    // The page goes on by itself.
    browser.shows("h1", "My session").await;
    browser.shows("#sessions", "Chrome · Linux").await;
    browser.shows("#live", "Live").await;
    browser.is_accessible("my session").await;
    browser.picture("console-session.png").await;

    // Another browser signs in, and the list shows it without a reload.
    let _other = room.signed_in(&room.house.lin).await;
    browser.shows("#sessions", "? · ?").await;

    browser.driver.find(By::Tag("body")).await.unwrap().send_keys("?").await.unwrap();
    browser.shows("#keys", "Keys").await;
    browser.is_accessible("the keys").await;
    browser.press_css("#keys button").await;
    browser.press_css(".me summary").await;
    let theme = browser.driver.find(By::Css("select[name=theme] option[value=contrast]")).await.unwrap();
    theme.click().await.unwrap();
    browser.shows("h1", "My session").await;
    browser.is_accessible("my session in high contrast").await;
    browser.press_css(".me summary").await;
    browser.press_css("form[action='/sign-out'] button").await;
    browser.shows("h1", "Sign in").await;
    browser.close().await;
    room.close().await;
}
