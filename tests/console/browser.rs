//! One story in a real browser: signing in with the script, the frame, a whole call by its keys, and out again.

use ringback::stand_in::NewPerson;
use serde_json::json;
use thirtyfour::prelude::*;

use super::Room;
use crate::sandbox::browser::{Browser, Screen};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_signs_in_makes_a_call_and_leaves() {
    let room = Room::open().await;
    let browser = Browser::open(&format!("{}/session", room.visitor().origin), Screen::Desktop, "en").await;
    signs_in(&room, &browser).await;
    takes_the_next(&room, &browser).await;
    calls(&browser).await;
    leaves(&browser).await;
    browser.close().await;
    room.close().await;
}

async fn signs_in(room: &Room, browser: &Browser) {
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
}

/// The queue fills by itself, and its first is taken.
async fn takes_the_next(room: &Room, browser: &Browser) {
    browser.press_css(".rail a[href='/']").await;
    browser.shows("#rows", "Nobody is waiting").await;
    room.house.ann_books().await;
    browser.shows("#rows", "RB-1001").await;
    for (id, name, phone) in [(501, "Bob", "+12025550119"), (502, "Cy", "+12025550178")] {
        let person = room.house.telegram.person(NewPerson::named(name).id(id).language("en").phone(phone));
        room.house.books_withdrawal(&person).await;
    }
    browser.shows("#rows", "RB-1003").await;
    browser.picture("console-queue.png").await;
    looks_well(browser, "the queue").await;
    browser.shows("#live", "Live").await;
    presses_key(browser, "n").await;
    browser.shows("h1", "RB-1001").await;
    browser.shows(".who", "Ann").await;
}

/// A call from its beginning to its summary, by keys alone.
async fn calls(browser: &Browser) {
    browser.shows("#live", "Live").await;
    presses_key(browser, "c").await;
    browser.shows(".call-bar", "4 8 2 7").await;
    browser.shows("#live", "Live").await;
    presses_key(browser, "e").await;
    browser.shows("#text-note:focus", "").await;
    writes(browser, "speaks slowly").await;
    browser.shows(".line", "speaks slowly").await;
    browser.picture("console-request.png").await;
    looks_well(browser, "a call").await;
    browser.shows("#live", "Live").await;
    presses_key(browser, "1").await;
    browser.shows(".undo", "Undo").await;
    browser.is_accessible("an outcome that can be taken back").await;
    // The keyboard stands in the summary; Escape leaves it.
    browser.shows("#text-summary:focus", "").await;
    browser.driver.active_element().await.unwrap().send_keys(Key::Escape + "").await.unwrap();
    browser.shows("#live", "Live").await;
    presses_key(browser, "u").await;
    browser.shows(".sub", "Lin is calling").await;
    browser.shows("#live", "Live").await;
    presses_key(browser, "1").await;
    browser.shows(".undo", "Undo").await;
    browser.shows("#text-summary:focus", "").await;
    writes(browser, "Your coins arrive within an hour.").await;
    browser.shows(".sub", "Resolved").await;
}

async fn presses_key(browser: &Browser, key: &str) {
    browser.driver.find(By::Tag("body")).await.unwrap().send_keys(key).await.unwrap();
}

/// Types into the field that has the focus, and sends with the button after it.
async fn writes(browser: &Browser, text: &str) {
    let field = browser.driver.active_element().await.unwrap();
    field.send_keys(text).await.unwrap();
    field.send_keys(Key::Tab + "").await.unwrap();
    browser.driver.active_element().await.unwrap().send_keys(Key::Enter + "").await.unwrap();
}

/// The page that is shown, in both languages, light and dark, at three widths: accessible, and never wider than the screen.
async fn looks_well(browser: &Browser, what: &str) {
    for language in ["zh-Hans", "en"] {
        let mut cookie = Cookie::new("ringback-look", format!("{language}.system"));
        cookie.set_path("/");
        browser.driver.add_cookie(cookie).await.unwrap();
        browser.driver.refresh().await.unwrap();
        browser.shows("#live", if language == "en" { "Live" } else { "实时" }).await;
        for (width, theme) in [1440, 1024, 390].into_iter().flat_map(|width| [(width, "light"), (width, "dark")]) {
            browser.is_wide(width).await;
            let dress = format!("document.documentElement.dataset.theme = '{theme}'");
            browser.driver.execute(dress, vec![]).await.unwrap();
            let here = format!("{what}, {language}, {theme}, {width}");
            browser.is_accessible(&here).await;
            let wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            let wider = browser.driver.execute(wider, vec![]).await.unwrap();
            assert_eq!(wider.json(), &json!(0), "{here}: wider than the screen");
        }
    }
    browser.is_wide(1440).await;
    browser.driver.delete_cookie("ringback-look").await.unwrap();
    browser.driver.refresh().await.unwrap();
}

async fn leaves(browser: &Browser) {
    browser.press_css(".rail a[href='/session']").await;
    browser.shows("h1", "My session").await;
    presses_key(browser, "?").await;
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
}
