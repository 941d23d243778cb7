//! Signing in with the number that the page shows, and everybody who must not get in by it.

use jiff::SignedDuration;
use ringback::admission::Happened;
use ringback::callback::{Role, Roster, Surface, UserId};
use ringback::stand_in::NewPerson;
use ringback::text::Language;

use super::Room;
use crate::desk::LIN;

/// Lin alone works here, with this role.
fn lin_as(role: Role) -> Roster {
    Roster::new().with(UserId(LIN), "Lin", &[Language::En], role)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_signs_in_with_the_number_that_the_page_shows() {
    let room = Room::at(Some("https://desk.example.com")).await;
    let mut browser = room.visitor();
    let outside = browser.get("/session").await;
    assert_eq!((outside.status, outside.location()), (303, "/sign-in?next=%2Fsession"));
    let (number, code) = browser.begins("/session").await;
    room.house.says(&room.house.lin, &format!("/start signin_{code}")).await;
    let asked = room.house.lin.view().last_from_bot().unwrap().clone();
    assert!(asked.text_with_links().contains("127.0.0.1"), "{asked:?}");
    let offered: Vec<_> = asked.buttons.iter().flatten().map(|button| button.label.clone()).collect();
    assert!(offered.len() == 4 && offered.contains(&number), "{offered:?}");
    assert!(browser.get("/sign-in/wait").await.text.contains(&number), "it waits");
    room.house.presses(&room.house.lin, &number).await;
    let done = browser.get("/sign-in/wait?next=%2Fsession").await;
    assert_eq!((done.status, done.location()), (303, "/session"));
    let session = done.cookies().into_iter().find(|line| line.starts_with("__Host-ringback=")).unwrap().to_owned();
    for flag in ["Path=/;", "HttpOnly", "Secure", "SameSite=Lax", "Max-Age=43200"] {
        assert!(session.contains(flag), "{session}");
    }
    let page = browser.get("/session").await;
    assert!(page.status == 200 && page.text.contains("Lin"), "{}", page.text);
    assert!(room.house.lin.view().shows("Signed in to the console"));
    let audit = room.audit().await;
    assert_eq!((audit.len(), audit[0].by, audit[0].surface), (1, Some(UserId(LIN)), Surface::Console));
    assert!(matches!(audit[0].what, Happened::SignedIn { .. }));
    // The code can be typed, too.
    let mut second = room.visitor();
    let (number, code) = second.begins("/").await;
    room.house.says(&room.house.lin, &format!("/console {}", code.to_uppercase())).await;
    room.house.presses(&room.house.lin, &number).await;
    assert_eq!(second.get("/sign-in/wait").await.location(), "/");
    assert!(second.is_in().await && browser.is_in().await);
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_is_good_once_for_a_minute_and_for_those_who_asked() {
    let room = Room::open().await;
    let (house, lin) = (&room.house, &room.house.lin);
    let start = |code: &str| format!("/start signin_{code}");

    // A wrong number ends it.
    let mut browser = room.visitor();
    let (number, code) = browser.begins("/").await;
    house.says(lin, &start(&code)).await;
    let buttons = lin.view().last_from_bot().unwrap().buttons.clone();
    let wrong = buttons[0].iter().find(|button| button.label != number).unwrap().label.clone();
    house.presses(lin, &wrong).await;
    assert!(lin.view().shows("That was another number"));
    let denied = browser.get("/sign-in/wait").await;
    assert!(denied.text.contains("That was another number"), "{}", denied.text);
    house.says(lin, &start(&code)).await;
    assert!(!lin.view().offers(&number), "no second guess");

    // Late.
    let mut late = room.visitor();
    let (_, code) = late.begins("/").await;
    house.pass(SignedDuration::from_secs(60)).await;
    house.says(lin, &start(&code)).await;
    assert!(late.get("/sign-in/wait").await.text.contains("The minute is over"));

    // Of two members the one who was asked first.
    let (mut browser, mut thief) = (room.visitor(), room.visitor());
    let (number, code) = browser.begins("/").await;
    house.says(lin, &start(&code)).await;
    house.says(&house.maya, &start(&code)).await;
    assert!(house.maya.view().shows("这是别人的登录请求"), "{}", house.maya.view());

    // Another browser learns nothing from the code, and comes in by nobody's press.
    let other = thief.begins("/").await;
    let cookie = thief.cookies.get_mut("ringback-sign-in").unwrap();
    *cookie = cookie.replace(&other.1, &code);
    house.presses(lin, &number).await;
    assert!(thief.get("/sign-in/wait").await.text.contains("somebody else"));
    assert!(!thief.is_in().await);

    // Once: what the browser knew is worth nothing after it came in.
    let kept = browser.cookies.clone();
    assert_eq!(browser.get("/sign-in/wait").await.status, 303);
    let mut replayed = room.visitor();
    replayed.cookies = kept;
    assert!(replayed.get("/sign-in/wait").await.text.contains("There is no sign-in with this code"));
    assert!(browser.is_in().await && !replayed.is_in().await);
    assert_eq!(room.denials().await, ["wrong number", "wrong number", "late", "somebody else's"]);
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn strangers_and_former_members_stay_outside() {
    let room = Room::open().await;
    let house = &room.house;
    let mallory = house.telegram.person(NewPerson::named("Mallory").id(66).language("en"));
    let mut browser = room.visitor();
    let (number, code) = browser.begins("/").await;
    house.says(&mallory, &format!("/start signin_{code}")).await;
    assert!(mallory.view().shows("Only those who work at this desk"), "{}", mallory.view());
    assert!(!mallory.view().offers(&number));
    // Who leaves the roster between the press and the page does not come in.
    house.says(&house.lin, &format!("/start signin_{code}")).await;
    house.presses(&house.lin, &number).await;
    house.desk.employ(Roster::new().with(UserId(1), "Nobody", &[Language::En], Role::Lead)).await.unwrap();
    assert!(browser.get("/sign-in/wait").await.text.contains("Only those who work"));
    assert!(!browser.is_in().await);
    assert_eq!(room.denials().await, ["not on the roster"]);
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_ends_with_the_role_by_rest_and_by_time() {
    let room = Room::open().await;
    let house = &room.house;
    let mut browser = room.signed_in(&house.lin).await;
    for role in [Role::Lead, Role::Viewer] {
        house.desk.employ(lin_as(role)).await.unwrap();
        assert!(!browser.is_in().await, "{role:?}");
        browser = room.signed_in(&house.lin).await;
        assert!(browser.is_in().await, "{role:?}");
    }
    house.pass(SignedDuration::from_mins(29)).await;
    assert!(browser.is_in().await);
    house.pass(SignedDuration::from_mins(30)).await;
    assert!(!browser.is_in().await, "nobody pressed anything for half an hour");

    let mut browser = room.signed_in(&house.lin).await;
    for _ in 0..24 {
        assert!(browser.is_in().await);
        house.pass(SignedDuration::from_mins(29)).await;
    }
    assert!(browser.is_in().await);
    house.pass(SignedDuration::from_mins(25)).await;
    assert!(!browser.is_in().await, "twelve hours are over");
    house.desk.employ(Roster::new().with(UserId(1), "Nobody", &[Language::En], Role::Lead)).await.unwrap();
    assert!(house.store.sessions_of(UserId(LIN)).await.unwrap().len() <= 1, "what is over goes");
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_did_not_ask_closes_everything_and_the_leads_hear_of_it() {
    let room = Room::open().await;
    let house = &room.house;
    let mut own = room.signed_in(&house.lin).await;
    let mut stranger = room.visitor();
    let (number, code) = stranger.begins("/").await;
    house.says(&house.lin, &format!("/start signin_{code}")).await;
    house.presses(&house.lin, "🚫 That is not me").await;
    assert!(house.lin.view().shows("every console that was open in your name"), "{}", house.lin.view());
    assert!(house.maya.view().shows("Lin 收到了控制台登录请求"), "{}", house.maya.view());
    assert!(!house.lin.view().offers(&number));
    assert!(!own.is_in().await);
    assert!(stranger.get("/sign-in/wait").await.text.contains("The person asked in Telegram"));
    // Also after the browser came in.
    let mut own = room.signed_in(&house.lin).await;
    assert!(own.is_in().await);
    house.presses(&house.lin, "🚫 That is not me").await;
    assert!(!own.is_in().await);
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_are_listed_and_ended() {
    let room = Room::open().await;
    let (mut here, mut there) = (room.signed_in(&room.house.lin).await, room.signed_in(&room.house.lin).await);
    let mut maya = room.signed_in(&room.house.maya).await;
    let page = here.get("/session").await;
    assert_eq!(page.text.matches("name=\"id\"").count(), 2, "{}", page.text);
    let form = here.form().await;
    // Somebody else's session cannot be ended by its name.
    let theirs = maya.get("/session").await.between("name=\"id\" value=\"", "\"");
    assert_eq!(here.posts("/session/end", &[("form", &form), ("id", &theirs)]).await.status, 303);
    assert!(maya.is_in().await);
    assert_eq!(here.posts("/session/end-all", &[("form", &form)]).await.location(), "/sign-in");
    assert!(!here.is_in().await && !there.is_in().await && maya.is_in().await);
    let form = maya.form().await;
    let out = maya.posts("/sign-out", &[("form", &form)]).await;
    assert_eq!((out.status, out.location()), (303, "/sign-in"));
    assert!(maya.cookies.is_empty() && !maya.is_in().await);
    let happened = room.audit().await.into_iter().map(|record| record.what);
    let ended: Vec<_> = happened.filter(|what| !matches!(what, Happened::SignedIn { .. })).collect();
    assert_eq!(ended, [Happened::SignedOutEverywhere, Happened::SignedOut]);
    // The ninth browser ends the first.
    let mut browsers = Vec::new();
    for _ in 0..9 {
        browsers.push(room.signed_in(&room.house.lin).await);
        room.house.pass(SignedDuration::from_secs(61)).await;
    }
    assert!(!browsers[0].is_in().await && browsers[1].is_in().await);
    room.close().await;
}
