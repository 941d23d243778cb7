//! What agents do besides claiming and calling: the next one, their own, the queue, finding, shifts, and the second page
//! of buttons below the details.

use std::time::Instant;

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::callback::{ChatId, Role, State, UserId};
use ringback::stand_in::{NewPerson, Person};
use ringback::store::{Changes, Put};
use ringback::text::Language;

use super::{House, SOON, roster};

const SAM: i64 = 1003;

impl House {
    /// A desk with a second agent who speaks English.
    async fn with_sam() -> (Self, Person) {
        let house = Self::with_roster(roster().with(UserId(SAM), "Sam", &[Language::En], Role::Agent)).await;
        let sam = house.telegram.person(NewPerson::named("Sam").id(SAM).language("en"));
        house.says(&sam, "/start").await;
        (house, sam)
    }

    fn bob(&self) -> Person {
        self.telegram.person(NewPerson::named("Bob").id(21).language("en").phone("+12025550177"))
    }

    /// Books an urgent call for Wei in Chinese.
    async fn wei_books(&self) -> Person {
        let wei = self.wei();
        self.says(&wei, "号被盗了").await;
        wei.shares_contact().unwrap();
        self.settle().await;
        wei
    }

    /// The agent whose claim a customer's open request is.
    async fn owner_of(&self, customer: &Person) -> Option<UserId> {
        let request = self.store.open_request_of(ChatId(customer.chat_id())).await.unwrap().unwrap().value;
        request.state.owner()
    }
}

/// The last message the bot wrote to somebody.
fn last(person: &Person) -> String {
    person.view().last_from_bot().unwrap().text.clone()
}

/// What the bot wrote to somebody after the message with this number.
fn mark(person: &Person) -> i64 {
    person.view().messages.last().unwrap().id
}

#[tokio::test]
async fn next_gives_the_best_one_in_the_agents_own_language() {
    let house = House::open().await;
    house.ann_books().await;
    let wei = house.wei_books().await;
    let (lin, maya) = (mark(&house.lin), mark(&house.maya));
    // Wei's is urgent, but Lin speaks no Chinese.
    house.says(&house.lin, "/next").await;
    house.says(&house.lin, "/next").await;
    house.says(&house.maya.in_group(house.group.as_ref().unwrap()), "/next").await;
    assert_eq!(house.owner_of(&wei).await, Some(UserId(house.maya.id())));
    assert_snapshot!("next-english", house.lin.view().since(lin));
    assert_snapshot!("next-chinese", house.maya.view().since(maya));
    assert_snapshot!("next-group", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn what_nobody_speaks_is_everybodys_next() {
    let english = ringback::callback::Roster::new().with(UserId(super::LIN), "Lin", &[Language::En], Role::Agent);
    let house = House::with_roster(english).await;
    let wei = house.wei_books().await;
    house.says(&house.lin, "/next").await;
    assert_eq!(house.owner_of(&wei).await, Some(UserId(house.lin.id())));
    house.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_agents_who_ask_for_the_next_at_once_get_different_ones() {
    let (house, sam) = House::with_sam().await;
    let ann = house.ann_books().await;
    let bob = house.bob();
    house.books_withdrawal(&bob).await;
    for round in 0..10 {
        let agents = [&house.lin, &sam];
        agents[round % 2].says("/next");
        agents[(round + 1) % 2].says("/next");
        house.settle().await;
        let owners = [house.owner_of(&ann).await.unwrap(), house.owner_of(&bob).await.unwrap()];
        assert_ne!(owners[0], owners[1], "round {round}");
        for (agent, id) in [(owners[0], 1001), (owners[1], 1002)] {
            let agent = if agent == UserId(SAM) { &sam } else { &house.lin };
            let details = agent.view().messages.iter().rfind(|message| message.protected).unwrap().id;
            agent.presses_data(details, &format!("release:{id}")).unwrap();
        }
        house.settle().await;
    }
    house.close().await;
}

#[tokio::test]
async fn the_queue_has_three_parts_and_tells_what_is_late() {
    let house = House::open().await;
    house.says(&house.lin, "/queue").await;
    assert_eq!(last(&house.lin), "Nobody is waiting.");
    house.ann_books().await;
    let bob = house.bob();
    house.books_withdrawal(&bob).await;
    house.says(&house.lin, "/next").await;
    let carl = house.telegram.person(NewPerson::named("Carl").id(22).language("en").phone("+12025550178"));
    house.books_withdrawal(&carl).await;
    house.presses(&carl, "Another time").await;
    house.presses_what_begins(&carl, "today 14:00").await;
    house.wei_books().await;
    house.pass(SignedDuration::from_mins(52)).await;
    house.says(&house.lin, "/queue").await;
    assert_snapshot!("queue-at-risk", last(&house.lin));
    house.pass(SignedDuration::from_mins(10)).await;
    house.says(&house.maya, "/queue").await;
    let view = house.maya.view();
    assert_snapshot!("queue-late", view.last_from_bot().unwrap().text);
    let buttons = view.last_from_bot().unwrap().buttons.iter().flatten();
    let buttons: Vec<_> = buttons.map(|button| button.label.as_str()).collect();
    assert_eq!(buttons, ["认领 RB-1004", "认领 RB-1001", "认领 RB-1002", "认领 RB-1003"]);
    house.close().await;
}

#[tokio::test]
async fn agents_see_what_is_theirs_and_find_the_rest_without_personal_data() {
    let house = House::open().await;
    let before = (mark(&house.lin), mark(&house.maya));
    house.says(&house.lin, "/mine").await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.says(&house.lin, "/mine").await;
    house.presses(&house.lin, "RB-1001").await;
    for find in ["/find RB-1001", "/find", "/find Ann", "/find RB-9"] {
        house.says(&house.lin, find).await;
    }
    assert_snapshot!("mine-english", house.lin.view().since(before.0));
    house.says(&house.maya, "/find rb1001").await;
    let view = house.maya.view().since(before.1);
    assert!(!view.shows("Ann") && !view.shows("2025550143") && !view.shows("USDT"), "{view}");
    // A lead gives it back for Lin, who is told.
    let told = mark(&house.lin);
    house.presses(&house.maya, "释放").await;
    assert_snapshot!("find-chinese", house.maya.view().since(before.1));
    assert_snapshot!("released-by-lead", house.lin.view().since(told));
    assert!(!house.lin.view().shows("+12025550143"), "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn a_shift_ends_with_a_question_about_what_is_left() {
    let (house, sam) = House::with_sam().await;
    let start = (mark(&house.lin), mark(&house.maya));
    let ann = house.ann_books().await;
    house.says(&house.lin, "/on").await;
    house.says(&house.lin, "/on").await;
    house.says(&house.lin, "/next").await;
    house.says(&house.lin, "/off").await;
    // The claim is theirs until they say otherwise.
    assert_eq!(house.owner_of(&ann).await, Some(UserId(house.lin.id())));
    house.presses(&house.lin, "Release them all").await;
    assert_eq!(house.owner_of(&ann).await, None);
    house.says(&house.lin, "/off").await;
    assert_snapshot!("shift-english", house.lin.view().since(start.0));
    house.says(&house.maya, "/off").await;
    house.says(&house.maya, "/on").await;
    assert_snapshot!("shift-chinese", house.maya.view().since(start.1));
    // Who has gone home is not handed anything.
    house.says(&sam, "/next").await;
    house.presses(&sam, "More…").await;
    house.presses(&sam, "👥 Hand over").await;
    assert!(!sam.view().offers("Lin"), "{}", sam.view());
    let details = sam.view().messages.iter().rfind(|message| message.protected).unwrap().id;
    sam.presses_data(details, &format!("work:1001:give:{}", house.lin.id())).unwrap();
    house.settle().await;
    assert!(sam.view().notices.iter().any(|notice| notice.text.contains("Lin is off work")), "{}", sam.view());
    house.close().await;
}

#[tokio::test]
async fn without_a_group_nobody_is_woken_by_a_card_while_a_colleague_is_at_work() {
    let house = House::without_group().await;
    house.says(&house.lin, "/off").await;
    let off = mark(&house.lin);
    let ann = house.ann_books().await;
    assert!(!house.lin.view().since(off).shows("RB-1001"), "{}", house.lin.view());
    assert!(house.maya.view().shows("RB-1001"), "{}", house.maya.view());
    // When all have gone home, a card still reaches somebody.
    house.says(&house.maya, "/off").await;
    house.presses(&ann, "Cancel the call").await;
    house.presses(&ann, "Yes, cancel").await;
    house.books_withdrawal(&ann).await;
    assert!(house.lin.view().shows("RB-1002"), "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn a_request_is_handed_to_a_colleague_or_to_a_language() {
    let (house, sam) = House::with_sam().await;
    let ann = house.ann_books().await;
    let (lin, maya, colleague) = (mark(&house.lin), mark(&house.maya), mark(&sam));
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "More…").await;
    house.presses(&house.lin, "👥 Hand over").await;
    // Maya speaks no English, so she is not offered.
    assert!(!house.lin.view().offers("Maya"), "{}", house.lin.view());
    house.presses(&house.lin, "Sam").await;
    assert_eq!(house.owner_of(&ann).await, Some(UserId(SAM)));
    assert_snapshot!("handed-from", house.lin.view().since(lin));
    assert_snapshot!("handed-to", sam.view().since(colleague));
    house.presses(&sam, "More…").await;
    house.presses(&sam, "👥 Hand over").await;
    house.presses(&sam, "To those who speak Chinese").await;
    assert_eq!(house.owner_of(&ann).await, None);
    house.says(&house.lin, "/next").await;
    assert!(house.lin.view().shows("Nothing is waiting that you could call now"), "{}", house.lin.view());
    house.says(&house.maya, "/next").await;
    assert_snapshot!("handed-to-language", house.maya.view().since(maya));
    house.close().await;
}

#[tokio::test]
async fn what_is_typed_half_an_hour_later_is_no_note() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "Note").await;
    house.pass(SignedDuration::from_mins(31)).await;
    let late = house.says(&house.lin, "buy milk on the way home").await;
    let request = house.store.open_request_of(ChatId(ann.chat_id())).await.unwrap().unwrap().value;
    assert_eq!(request.notes, []);
    assert_snapshot!("too-late", house.lin.view().since(late));
    house.close().await;
}

#[tokio::test]
async fn what_an_agent_had_who_left_goes_back_to_the_queue() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let found = house.store.open_request_of(ChatId(ann.chat_id())).await.unwrap().unwrap();
    let mut request = found.value;
    let since = request.asked_at;
    request.state = State::Calling { by: UserId(77), since };
    let changes = Changes {
        requests: vec![(request.id, Put { expect: Some(found.version), value: request })],
        ..Changes::default()
    };
    house.store.commit(None, changes, since).await.unwrap();
    let deadline = Instant::now() + SOON;
    while house.owner_of(&ann).await.is_some() {
        assert!(Instant::now() < deadline, "the request stays with somebody who left");
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    // A record may be seen before its commit is acknowledged; this commit comes after it.
    house.store.commit(None, Changes::default(), since).await.unwrap();
    house.settle().await;
    assert!(house.group_view().contains("🔔 RB-1001"), "{}", house.group_view());
    assert!(!ann.view().shows("77"), "{}", ann.view());
    house.says(&house.lin, "/find RB-1001").await;
    assert!(last(&house.lin).contains("because the agent left"), "{}", last(&house.lin));
    house.close().await;
}

#[tokio::test]
async fn customers_are_told_that_commands_of_agents_are_not_for_them() {
    let house = House::open().await;
    let ann = house.ann();
    for command in
        ["/next", "/mine", "/queue", "/find RB-1001", "/on", "/off", "/hours", "/extend 23:00", "/close 16:00"]
    {
        house.says(&ann, command).await;
        assert_eq!(last(&ann), "This is for our agents only.", "{command}");
    }
    assert_eq!(house.store.board().await.unwrap(), None);
    house.close().await;
}
