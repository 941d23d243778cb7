//! Work on the console's pages without a script: the queue, one request, every deed of a call; and what nobody may see there.

use ringback::callback::{Actor, Cause, RequestId, Role, State, Surface, UserId};
use ringback::stand_in::NewPerson;

use super::{Answer, Room, Visitor};
use crate::desk::LIN;

const ONE: RequestId = RequestId(1001);

impl Visitor {
    /// Presses a button of a page, as its form does.
    pub async fn presses(&mut self, press: &str, back: &str) -> Answer {
        let form = self.form().await;
        self.posts("/press", &[("form", &form), ("press", press), ("back", back)]).await
    }

    /// Writes into a field of a request's page.
    async fn writes(&mut self, request: RequestId, to: &str, text: &str) -> Answer {
        let form = self.form().await;
        let request = request.to_string();
        self.posts("/write", &[("form", &form), ("request", &request), ("to", to), ("text", text)]).await
    }
}

impl Room {
    async fn state(&self, id: RequestId) -> State {
        self.house.store.request(id).await.unwrap().unwrap().value.state
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_call_is_made_on_the_pages() {
    let room = Room::open().await;
    let ann = room.house.ann_books().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    let queue = lin.get("/").await;
    assert!(queue.text.contains("RB-1001") && queue.text.contains("Withdrawals"), "{}", queue.text);
    assert!(!queue.text.contains("Ann") && !queue.text.contains("2025550143"), "the queue names nobody");

    let taken = lin.presses("takenext", "/").await;
    assert_eq!((taken.status, taken.location()), (303, "/r/RB-1001"), "{}", taken.text);
    let page = lin.get("/r/RB-1001").await;
    for seen in ["RB-1001 is yours", "Ann", "tel:+12025550143", "pending since yesterday", "value=\"calling:1001\""] {
        assert!(page.text.contains(seen), "{seen} is not in {}", page.text);
    }
    assert!(!lin.get("/r/RB-1001").await.text.contains("RB-1001 is yours"), "it is said once");

    assert_eq!(lin.presses("calling:1001", "/r/RB-1001").await.location(), "/r/RB-1001");
    let calling = lin.get("/r/RB-1001").await;
    assert!(calling.text.contains("4 8 2 7"), "{}", calling.text);
    let elsewhere = lin.get("/").await;
    assert!(elsewhere.text.contains("call-bar") && elsewhere.text.contains("4 8 2 7"), "the call is on every page");

    lin.writes(ONE, "note", "speaks slowly").await;
    let asked = lin.presses("finish:1001:resolved", "/r/RB-1001").await;
    assert_eq!(asked.location(), "/r/RB-1001?ask=summary");
    let field = lin.get("/r/RB-1001?ask=summary").await;
    assert!(field.text.contains("name=\"to\" value=\"summary\"") && field.text.contains("Undo"), "{}", field.text);
    let sent = lin.writes(ONE, "summary", "Your coins arrive within an hour.").await;
    assert_eq!(sent.location(), "/r/RB-1001");
    room.house.settle().await;
    assert_eq!(room.state(ONE).await, State::Resolved);
    assert!(ann.view().to_string().contains("Your coins arrive within an hour."), "{}", ann.view());
    let history = room.house.store.request(ONE).await.unwrap().unwrap().value.history;
    let by_lin = history.iter().filter(|line| line.by == Actor::Agent(UserId(LIN)));
    assert!(by_lin.clone().count() >= 3 && by_lin.clone().all(|line| line.from == Surface::Console), "{history:?}");
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_that_are_not_taken_stay_in_their_field() {
    let room = Room::open().await;
    room.house.ann_books().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    lin.presses("claim:1001", "/").await;
    let refused = lin.writes(ONE, "question", "Please install AnyDesk so that I can help").await;
    assert_eq!(refused.status, 200);
    assert!(refused.text.contains("Please install AnyDesk so that I can help</textarea>"), "{}", refused.text);
    assert!(refused.text.contains("banner bad"), "and why is said: {}", refused.text);
    let number = lin.writes(ONE, "number", "12").await;
    assert_eq!(number.status, 200, "{}", number.text);
    assert!(number.text.contains("banner bad") && number.text.contains("value=\"12\""), "{}", number.text);
    // A note that looks like a command is a note.
    assert_eq!(lin.writes(ONE, "note", "/off until five").await.status, 303);
    let notes = room.house.store.request(ONE).await.unwrap().unwrap().value.notes;
    assert_eq!(notes.last().map(|note| note.text.as_str()), Some("/off until five"));
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_mine_is_covered_everywhere_until_a_reason_is_given() {
    let room = Room::open().await;
    room.house.ann_books().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    let mut maya = room.signed_in(&room.house.maya).await;
    lin.presses("claim:1001", "/").await;
    lin.writes(ONE, "note", "speaks slowly").await;
    let personal = ["Ann", "2025550143", "20255501", "pending since yesterday", "speaks slowly"];
    for path in ["/", "/?tab=all", "/?tab=agents", "/r/RB-1001", "/r/rb-1001?ask=note", "/session"] {
        let page = maya.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for personal in personal {
            assert!(!page.text.contains(personal), "{personal} at {path}: {}", page.text);
        }
    }
    maya.writes(ONE, "reveal", "Lin asked me to help").await;
    let shown = maya.get("/r/RB-1001").await;
    assert!(shown.text.contains("Ann") && shown.text.contains("speaks slowly"), "{}", shown.text);
    room.house.pass(jiff::SignedDuration::from_mins(20)).await;
    let covered = maya.get("/r/RB-1001").await;
    assert!(!covered.text.contains("Ann"), "{}", covered.text);
    let looks = room.house.store.looks(Some(ONE)).await.unwrap();
    assert!(looks.iter().any(|look| look.by != UserId(LIN)), "{looks:?}");
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_writes_to_the_customer_of_a_request_that_is_not_theirs() {
    let room = Room::open().await;
    let ann = room.house.ann_books().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    let mut maya = room.signed_in(&room.house.maya).await;
    lin.presses("claim:1001", "/").await;
    lin.presses("calling:1001", "/").await;
    lin.presses("finish:1001:declined", "/").await;
    room.house.settle().await;
    let (before, request) = (ann.view().to_string(), room.house.store.request(ONE).await.unwrap().unwrap());
    assert!(!maya.get("/r/RB-1001?ask=note").await.text.contains("value=\"note\""), "no field of somebody else's");
    for to in ["summary", "reason", "note", "question", "number", "snooze", "address"] {
        let answer = maya.writes(ONE, to, "Your coins are safe with me now").await;
        assert!(answer.text.contains("banner bad") || answer.status == 303, "{to}: {}", answer.text);
        let form = maya.form().await;
        let block = [("form", form.as_str()), ("press", "block:1001:sorry"), ("back", "/"), ("to", to)];
        maya.posts("/press", &block).await;
    }
    room.house.settle().await;
    assert_eq!(ann.view().to_string(), before, "the customer reads nothing of it");
    let after = room.house.store.request(ONE).await.unwrap().unwrap();
    assert_eq!(after.value.notes, request.value.notes);
    assert!(after.value.written.is_some(), "Lin can still take the outcome back");
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_call_has_no_queue_and_does_no_deed() {
    let room = Room::open().await;
    room.house.ann_books().await;
    for (id, role) in [(1003, Role::Writer), (1004, Role::Viewer)] {
        let person = room.house.telegram.person(NewPerson::named("Nia").id(id).language("en"));
        room.house.employ(&[(LIN, Role::Agent), (id, role)]).await;
        let mut nia = room.signed_in(&person).await;
        assert_eq!(nia.get("/").await.location(), "/session");
        assert_eq!(nia.get("/r/RB-1001").await.status, 404);
        assert_eq!(nia.presses("claim:1001", "/").await.status, 404);
        assert_eq!(nia.writes(ONE, "reveal", "Lin asked me to help").await.status, 404);
        let form = nia.form().await;
        assert_eq!(nia.posts("/shift", &[("form", &form), ("order", "on"), ("back", "/")]).await.status, 404);
    }
    assert_eq!(room.state(ONE).await, State::New);
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_merely_stands_open_keeps_no_session_and_shows_no_notice() {
    let room = Room::open().await;
    room.house.ann_books().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    lin.presses("claim:1001", "/").await;
    let quiet = async |lin: &mut Visitor, path: &str| {
        let request = lin.request(reqwest::Method::GET, path).header("x-ringback-quiet", "1");
        lin.sends(request).await
    };
    let by_itself = quiet(&mut lin, "/r/RB-1001").await;
    assert!(by_itself.status == 200 && !by_itself.text.contains("RB-1001 is yours"), "{}", by_itself.text);
    assert!(lin.get("/r/RB-1001").await.text.contains("RB-1001 is yours"), "it waited for the person");
    for _ in 0..4 {
        room.house.clock.advance(jiff::SignedDuration::from_mins(10));
        quiet(&mut lin, "/").await;
    }
    assert!(!lin.is_in().await, "40 minutes without activity end it");
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_browsers_and_telegram_at_once_have_one_owner() {
    const RACES: u64 = 12;
    let room = Room::open().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    let mut maya = room.signed_in(&room.house.maya).await;
    let (of_lin, of_maya) = (lin.form().await, maya.form().await);
    let group = room.house.group.clone().unwrap();
    for race in 0..RACES {
        let customer =
            NewPerson::named("Ann").id(5000 + race as i64).language("en").phone(&format!("+120255501{race:02}"));
        let customer = room.house.telegram.person(customer);
        room.house.books_withdrawal(&customer).await;
        let id = RequestId(1001 + race);
        let press = format!("claimanyway:{}", id.0);
        let lins = [("form", of_lin.as_str()), ("press", &press), ("back", "/")];
        let mayas = [("form", of_maya.as_str()), ("press", &press), ("back", "/")];
        let third = room.house.lin.in_group(&group);
        let last = third.view().messages.last().unwrap().id;
        let (one, other, _) = tokio::join!(lin.posts("/press", &lins), maya.posts("/press", &mayas), async {
            assert!(third.presses_data(last, &press).is_ok(), "the third is in the race");
        });
        assert!([one.status, other.status].iter().all(|status| *status == 303), "{} {}", one.text, other.text);
        room.house.settle().await;
        let request = room.house.store.request(id).await.unwrap().unwrap().value;
        let claims = request.history.iter().filter(|line| line.why == Cause::Claimed).count();
        assert_eq!(claims, 1, "{:?}", request.history);
        let owner = request.state.owner().unwrap();
        let (winner, loser) = if owner == UserId(LIN) { (&mut lin, &mut maya) } else { (&mut maya, &mut lin) };
        let told = loser.get("/").await;
        assert!(told.text.contains("class=\"notices\""), "who is slower reads who has it: {}", told.text);
        winner.presses(&format!("calling:{}", id.0), "/").await;
        winner.presses(&format!("finish:{}:declined", id.0), "/").await;
        room.house.undo_is_over().await;
    }
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_people_write_becomes_part_of_a_page() {
    let room = Room::open().await;
    let hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'><svg/onload=alert(3)>";
    let ann = room
        .house
        .telegram
        .person(NewPerson::named("\"><script>x</script>").id(11).language("en").phone("+12025550143"));
    room.house.says(&ann, "/call").await;
    room.house.presses(&ann, "Withdrawals").await;
    room.house.says(&ann, hostile).await;
    room.house.presses(&ann, "📱 Share my number").await;
    room.house.presses_what_begins(&ann, "As soon as possible").await;
    let mut lin = room.signed_in(&room.house.lin).await;
    lin.presses("claim:1001", "/").await;
    lin.writes(ONE, "note", &format!("note {hostile}")).await;
    let draft = format!("Please install AnyDesk {hostile}");
    let pages = [lin.get("/r/RB-1001").await, lin.get("/").await, lin.writes(ONE, "question", &draft).await];
    let mut seen = 0;
    for page in pages {
        let own = page.text.matches("<script").count();
        assert_eq!(own, 1, "only the console's own script: {}", page.text);
        assert!(!page.text.contains("<img") && !page.text.contains("<svg"), "{}", page.text);
        assert!(page.header("content-security-policy").contains("script-src 'self'"));
        seen += usize::from(page.text.contains("onerror=alert(1)"));
    }
    assert!(seen >= 2, "the words themselves are shown as they were written");
    for path in ["/r/RB-1001?ask=%3Cscript%3E", "/?find=%22%3E%3Cscript%3E&tab=%3Cscript%3E"] {
        let page = lin.get(path).await;
        assert_eq!(page.text.matches("<script").count(), 1, "{path}");
    }
    room.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn references_that_are_not_there_and_presses_that_are_none_do_nothing() {
    let room = Room::open().await;
    room.house.ann_books().await;
    let mut lin = room.signed_in(&room.house.lin).await;
    for path in ["/r/RB-9999", "/r/RB-0", "/r/nonsense", "/r/RB-99999999999999999999", "/r/..%2F..%2Fetc"] {
        assert_eq!(lin.get(path).await.status, 404, "{path}");
    }
    for press in ["", "claim", "claim:x", "cancelyes:1001", "finish:1001", "assignto:1001", "<script>"] {
        let answer = lin.presses(press, "/").await;
        assert_eq!(answer.status, 400, "{press}: {}", answer.text);
    }
    // A lead's deed by who is none, and a deed on what is not there: refused with a sentence.
    for press in ["assignto:1001:1002", "claim:9999", "finish:1001:resolved", "undo:1001"] {
        assert_eq!(lin.presses(press, "//evil.example").await.location(), "/", "{press}");
        assert!(lin.get("/").await.text.contains("class=\"notices\""), "{press} is answered");
    }
    assert_eq!(room.state(ONE).await, State::New);
    room.close().await;
}
