//! The record of sign-ins: whole, in pages, read only, for leads alone.

use ringback::admission::{Browser, Happened, Record};
use ringback::callback::{Role, Roster, Surface, UserId};
use ringback::store::Changes;
use ringback::text::Language;

use super::Room;
use crate::desk::LIN;

/// More than a page.
const MANY: i64 = 70;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leads_read_who_came_and_went_and_nobody_else_does() {
    let room = Room::open().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    assert_eq!(lin.get("/record").await.status, 404, "agents do not find it");
    assert!(!lin.get("/").await.text.contains("href=\"/record\""));
    let form = lin.form().await;
    lin.posts("/sign-out", &[("form", &form)]).await;
    // A wrong number, pressed by Lin.
    let mut browser = room.visitor();
    let (number, code) = browser.begins("/").await;
    room.house.says(&room.house.lin, &format!("/start signin_{code}")).await;
    let asked = room.house.lin.view().last_from_bot().unwrap().clone();
    let wrong = asked.buttons.iter().flatten().map(|button| button.label.clone()).find(|label| *label != number);
    room.house.presses(&room.house.lin, &wrong.unwrap()).await;

    let roster = Roster::new().with(UserId(LIN), "Lin", &[Language::En], Role::Lead).with(
        UserId(77),
        "Wendy",
        &[Language::En],
        Role::Writer,
    );
    room.house.desk.employ(roster).await.unwrap();
    let mut lead = room.signed_in(&room.house.lin).await;
    let page = lead.get("/record").await;
    assert_eq!(page.status, 200, "{}", page.text);
    let mut rest = page.text.as_str();
    // The newest first.
    for line in ["Signed in", "Refused: wrong number", "Signed out", "Signed in"] {
        rest = rest.split_once(&format!(">{line}<")).unwrap_or_else(|| panic!("no {line} in {rest}")).1;
    }
    assert!(page.text.contains("Lin") && page.text.contains("Console · ? · ? · 127.0.0.1"), "{}", page.text);
    assert!(page.text.contains("aria-current=\"page\">Record") && !page.text.contains("rel=\"next\""));
    for form in ["/record", "/record?before=1"] {
        assert_eq!(lead.posts(form, &[("form", "x")]).await.status, 400, "it is only read");
    }

    // More than a page, by somebody who is not on the roster; the last two of the first page in one millisecond with the next.
    let now = room.house.desk.now();
    let moment =
        |number: i64| now + jiff::SignedDuration::from_secs(if (19..=21).contains(&number) { 20 } else { number });
    let denied = |number: i64| Record {
        at: moment(number),
        by: Some(UserId(999)),
        surface: Surface::Telegram,
        what: Happened::Disowned { browser: Browser { name: format!("n{number}n"), address: None } },
    };
    let audit = (1..=MANY).map(denied).collect();
    room.house.store.commit(None, Changes { audit, ..Changes::default() }, now).await.unwrap();
    let first = lead.get("/record").await;
    assert!(first.text.contains("Former member 999") && first.text.contains("n70n"), "{}", first.text);
    let next = first.between("rel=\"next\" href=\"", "\"");
    let second = lead.get(&next).await;
    for number in 1..=MANY {
        let name = format!("n{number}n");
        let on = [&first, &second].map(|page| page.text.matches(&name).count());
        assert_eq!(on.iter().sum::<usize>(), 1, "{name} stands once, on one page: {on:?}");
    }
    assert!(second.text.contains("href=\"/record\">Newest"), "{}", second.text);
    assert_eq!(lead.get("/record?before=nonsense").await.status, 400);
    room.close().await;
}
