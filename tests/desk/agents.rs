//! The agents' side: one owner, the call, its outcomes, the queue, and nobody else.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::callback::{ChatId, SHORTEST_CALL, State, UserId};
use ringback::stand_in::{NewPerson, Person};

use super::House;

impl House {
    pub async fn lin_claims(&self) -> Person {
        let lin = self.lin.in_group(self.group.as_ref().unwrap());
        self.presses(&lin, "认领").await;
        self.lin.clone()
    }
}

#[tokio::test]
async fn one_agent_claims_calls_and_resolves_and_the_customer_reads_it() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let booked = ann.view().messages.last().unwrap().id;
    let lin = house.lin_claims().await;
    assert_snapshot!("claimed-details", lin.view());
    // The card's button is gone, so Maya presses what she still sees of it.
    let card = house.group.as_ref().unwrap().view().messages.last().unwrap().id;
    house.maya.in_group(house.group.as_ref().unwrap()).presses_data(card, "claim:1001").unwrap();
    house.settle().await;
    house.says(&ann, "the order is from Monday").await;
    house.presses(&lin, "📞 Calling now").await;
    house.writes_down(&lin, "✅ Resolved").await;
    house.says(&lin, "The withdrawal is released and arrives today.").await;
    assert_snapshot!("resolved-customer", ann.view().since(booked));
    assert_snapshot!("resolved-agent", lin.view());
    assert_snapshot!("resolved-group", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn a_released_request_waits_again_and_notes_stay_with_it() {
    let house = House::open().await;
    house.ann_books().await;
    let lin = house.lin_claims().await;
    house.presses(&lin, "Note").await;
    house.says(&lin, "Speaks slowly, be patient.").await;
    house.presses(&lin, "Release").await;
    assert!(!lin.view().shows("202555"), "the number is still shown:\n{}", lin.view());
    house.takes(&house.maya).await;
    assert_snapshot!("released-next-agent", house.maya.view());
    house.close().await;
}

#[tokio::test]
async fn nobody_else_can_touch_a_request() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let mallory = house.telegram.person(NewPerson::named("Mallory").id(66).language("en"));
    house.says(&mallory, "/queue").await;
    house.says(&mallory, "hello").await;
    let message = mallory.view().messages.last().unwrap().id;
    for forged in ["claim:1001", "details:1001", "finish:1001:resolved", "cancelyes:1001", "moveto:1001:0", "nonsense"]
    {
        mallory.presses_data(message, forged).unwrap();
        house.settle().await;
    }
    assert_snapshot!("forged", mallory.view());
    house.says(&ann, "/status").await;
    assert!(ann.view().shows("You are next in line"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn the_queue_shows_urgent_requests_first() {
    let house = House::open().await;
    house.ann_books().await;
    house.clock.advance(SignedDuration::from_mins(5));
    let wei = house.wei();
    house.says(&wei, "号被盗了").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.says(&house.lin, "/queue").await;
    assert_snapshot!("queue", house.lin.view().last_from_bot().unwrap().text);
    house.close().await;
}

#[tokio::test]
async fn without_a_group_every_agent_gets_the_card() {
    let house = House::without_group().await;
    let ann = house.ann_books().await;
    house.presses(&house.lin, "Claim").await;
    assert!(house.maya.view().shows("Lin 已认领"), "{}", house.maya.view());
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "🚫 Declined").await;
    assert!(ann.view().shows("As you told us on the phone"), "{}", ann.view());
    assert_snapshot!("no-group", house.lin.view());
    house.close().await;
}

/// Presses in two private chats run in parallel; presses in one group come one after the other. Both have one winner.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_agents_who_press_at_once_exactly_one_has_it() {
    for house in [House::without_group().await, House::open().await] {
        let ann = house.ann_books().await;
        let (lin, maya) = match &house.group {
            Some(group) => (house.lin.in_group(group), house.maya.in_group(group)),
            None => (house.lin.clone(), house.maya.clone()),
        };
        let card =
            |agent: &Person| agent.view().messages.iter().rfind(|message| message.text.contains("RB-1001")).unwrap().id;
        let cards = [(&lin, card(&lin)), (&maya, card(&maya))];
        for round in 1..=30 {
            for index in [round % 2, (round + 1) % 2] {
                let (agent, card) = cards[index];
                // Maya speaks no English and would be asked first.
                agent.presses_data(card, "claimanyway:1001").unwrap();
            }
            house.settle().await;
            let request = house.store.open_request_of(ChatId(ann.chat_id())).await.unwrap().unwrap().value;
            let claims = request.history.iter().filter(|line| matches!(line.to, State::Claimed { .. })).count();
            assert_eq!(claims, round, "one claim a round");
            let owner = if request.state.owner() == Some(UserId(house.lin.id())) { &house.lin } else { &house.maya };
            let details = owner.view().messages.iter().rfind(|message| message.protected).unwrap().id;
            // Who claims and gives back without calling, again and again, is held back; that is another test's matter.
            owner.presses_data(details, "calling:1001").unwrap();
            house.settle().await;
            house.clock.advance(SHORTEST_CALL);
            owner.presses_data(details, "release:1001").unwrap();
            house.settle().await;
        }
        let alerts = |agent: &Person| agent.view().notices.iter().filter(|notice| notice.alert).count();
        let all = if house.group.is_some() { alerts(&lin) } else { alerts(&lin) + alerts(&maya) };
        assert_eq!(all, 30, "each round, exactly one was told that the other has it");
        house.close().await;
    }
}

#[tokio::test]
async fn a_customer_who_blocked_the_bot_is_still_called() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    ann.blocks();
    house.settle().await;
    let lin = house.lin_claims().await;
    // The first message that cannot be delivered tells it.
    house.presses(&lin, "📞 Calling now").await;
    house.presses(&lin, "Release").await;
    house.takes(&house.maya).await;
    assert!(house.maya.view().shows("已无法在 Telegram 上联系到该客户，电话仍可拨打"), "{}", house.maya.view());
    ann.unblocks();
    house.says(&ann, "/status").await;
    assert!(ann.view().shows("Maya has your request"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn an_agent_who_never_opened_the_bot_cannot_keep_a_request() {
    let house = House::open().await;
    house.ann_books().await;
    house.lin.blocks();
    house.settle().await;
    house.lin_claims().await;
    assert_snapshot!("agent-unreachable", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn a_group_that_became_a_supergroup_goes_on() {
    let house = House::open().await;
    house.ann_books().await;
    let supergroup = house.group.as_ref().unwrap().becomes_supergroup(&house.lin);
    house.settle().await;
    let wei = house.wei();
    house.says(&wei, "/call").await;
    house.presses(&wei, "其他问题").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses(&wei, "尽快（今天 10:00–11:15）").await;
    house.presses(&house.maya.in_group(&supergroup), "认领").await;
    house.says(&house.lin.in_group(&supergroup), "/queue").await;
    assert_snapshot!("supergroup", supergroup.view());
    house.close().await;
}

/// Anybody can make a group, add the bot and upgrade it: that must not move the desk's own group.
#[tokio::test]
async fn a_strangers_group_can_neither_steal_the_cards_nor_see_the_queue() {
    let house = House::open().await;
    let mallory = house.telegram.person(NewPerson::named("Mallory").id(66).language("en"));
    let trap = house.telegram.group("Trap", Some(-777), &[&mallory, &house.lin]);
    let trap = trap.becomes_supergroup(&mallory);
    house.settle().await;
    house.ann_books().await;
    house.says(&house.lin.in_group(&trap), "/queue").await;
    assert!(!trap.view().shows("RB-1001"), "{}", trap.view());
    assert!(house.group_view().contains("RB-1001"), "{}", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn a_request_with_a_wrong_number_ends_when_no_other_comes_even_if_it_was_moved() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let booked = ann.view().messages.last().unwrap().id;
    let lin = house.lin_claims().await;
    house.presses(&lin, "📞 Calling now").await;
    house.writes_down(&lin, "❌ Wrong number").await;
    ann.presses_data(booked, "moveto:1001:0").unwrap();
    house.settle().await;
    house.says(&ann, "/status").await;
    assert!(ann.view().shows("The number we have is wrong"), "{}", ann.view());
    house.pass(SignedDuration::from_hours(25)).await;
    assert!(ann.view().shows("We had no right number for RB-1001"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn the_agents_hear_when_a_booked_window_begins() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.presses(&ann, "Another time").await;
    house.presses(&ann, "today 14:00–15:00").await;
    assert!(!house.group_view().contains('🔔'), "{}", house.group_view());
    house.pass(SignedDuration::from_hours(4)).await;
    assert!(house.group_view().contains("🔔 RB-1001"), "{}", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn an_agent_who_blocked_the_bot_is_refused_before_the_claim() {
    let house = House::open().await;
    house.ann_books().await;
    house.lin.blocks();
    house.settle().await;
    house.lin_claims().await; // the details come back undelivered, and with them the request
    let lin = house.lin.in_group(house.group.as_ref().unwrap());
    house.presses(&lin, "认领").await;
    assert!(house.group_view().contains("Open a chat with me"), "{}", house.group_view());
    assert!(house.group_view().contains("待认领"), "{}", house.group_view());
    house.close().await;
}
