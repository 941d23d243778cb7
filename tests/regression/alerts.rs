//! Alerts and cards under pressure: what strangers and bursts do to the agents' group (S2).

use jiff::SignedDuration;
use ringback::desk::Whom;
use ringback::stand_in::{ChatView, NewPerson, Person};

use crate::desk::House;

const STRANGERS: i64 = 40;

fn stranger(house: &House, number: i64) -> Person {
    house.telegram.person(NewPerson::named(&format!("S{number}")).id(700 + number).language("en"))
}

fn group(house: &House) -> ChatView {
    house.group.as_ref().unwrap().view()
}

/// What the bot wrote in the group, in order.
fn said_in_group(house: &House) -> Vec<String> {
    group(house).messages.into_iter().filter(|message| message.from_bot).map(|message| message.text).collect()
}

/// How many messages with these words a chat has from the bot.
fn count(view: &ChatView, words: &str) -> usize {
    view.messages.iter().filter(|message| message.from_bot && message.text.contains(words)).count()
}

impl House {
    /// Time passes in the group until something is so, at most three minutes.
    async fn group_moves(&self, what: &str, mut until: impl FnMut() -> bool) {
        for _ in 0..180 {
            if until() {
                return;
            }
            self.pass(SignedDuration::from_secs(1)).await;
            self.desk.outbox().notify_one();
            self.settle().await;
        }
        panic!("never came: {what}\n{}", group(self));
    }
}

#[tokio::test]
async fn s2_forty_strangers_who_report_delay_no_card() {
    let mut house = House::with_slow_group().await;
    house.spares_group = true;
    for number in 0..STRANGERS {
        let stranger = stranger(&house, number);
        house.says(&stranger, &format!("+852 5555 01{:02}", number % 3)).await;
        house.presses(&stranger, "Report a scam").await;
        let asked = stranger.view().last_from_bot().unwrap().id;
        stranger.presses_data(asked, "told:money").unwrap();
    }
    house.settle().await;
    assert_eq!(count(&group(&house), "冒充"), 1, "{}", group(&house));
    assert_eq!(count(&house.maya.view(), "冒充"), 1, "{}", house.maya.view());
    let ann = house.ann_books().await;
    house.until("the card of a real booking", || group(&house).shows("RB-1001")).await;
    assert!(ann.view().shows("RB-1001"));
    house.spares_group = false;
    house.pass(SignedDuration::from_mins(1)).await;
    assert!(house.maya.view().shows("2 分钟内收到 40 条举报"), "{}", house.maya.view());
    assert!(house.maya.view().shows("已经转了钱或币：40 人"), "{}", house.maya.view());
    assert!(group(&house).shows("2 分钟内收到 40 条"), "{}", group(&house));
    assert_eq!(count(&house.maya.view(), "冒充"), 1, "the same line says so");
    house.close().await;
}

#[tokio::test]
async fn s2_a_report_of_nothing_is_counted_and_not_announced() {
    let house = House::open_with_samples().await;
    let first = stranger(&house, 1);
    let hello = house.says(&first, "hello").await;
    first.presses_data(hello + 1, "report").unwrap();
    house.settle().await;
    assert_eq!(count(&group(&house), "冒充") + count(&house.maya.view(), "冒充"), 0, "{}", group(&house));
    let second = stranger(&house, 2);
    house.says(&second, "+852 5555 0199").await;
    house.presses(&second, "Report a scam").await;
    let third = stranger(&house, 3);
    let hello = house.says(&third, "hello").await;
    third.presses_data(hello + 1, "report").unwrap();
    house.settle().await;
    let fourth = stranger(&house, 4);
    house.says(&fourth, "+852 5555 0199").await;
    house.presses(&fourth, "Report a scam").await;
    house.pass(SignedDuration::from_mins(1)).await;
    let told = house.maya.view();
    assert!(told.shows("2 条举报") && told.shows("另有 1 条举报没有提供"), "{told}");
    house.close().await;
}

#[tokio::test]
async fn s2_in_a_burst_urgent_cards_go_first_and_ordinary_ones_become_a_digest() {
    let mut house = House::with_slow_group().await;
    house.spares_group = true;
    for number in 0..25 {
        let person = NewPerson::named(&format!("C{number}")).id(800 + number).language("en");
        let person = house.telegram.person(person.phone(&format!("+120255501{number:02}")));
        house.books_withdrawal(&person).await;
    }
    let before = said_in_group(&house).len();
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Stolen account").await;
    house.says(&ann, "Somebody changed my password").await;
    house.presses(&ann, "📱 Call me now").await;
    assert!(house.lin.view().shows("RB-1026") && house.lin.view().shows("URGENT"), "{}", house.lin.view());
    house.group_moves("the urgent card", || group(&house).shows("RB-1026")).await;
    let said = said_in_group(&house);
    let urgent = said.iter().position(|text| text.contains("RB-1026")).unwrap();
    // One that was on its way already may come before it.
    assert!(urgent <= before + 1, "{urgent} {before} {said:#?}");
    house.group_moves("the digest", || group(&house).shows("在等待")).await;
    let said = said_in_group(&house);
    assert!(said.len() <= 16, "a digest stands for the rest: {said:#?}");
    let some = || said_in_group(&house).iter().any(|text| text.contains("个回电请求在等待") && text.contains("提现："));
    house.group_moves("the digest with its numbers", some).await;
    let lin = house.lin.in_group(house.group.as_ref().unwrap());
    house.presses(&lin, "▶️ 下一个").await;
    assert!(house.lin.view().shows("RB-1026"), "{}", house.lin.view());
    assert_eq!(house.telegram.flood_peaks().refused, 0);
    house.spares_group = false;
    house.pass(SignedDuration::from_mins(3)).await;
    house.close().await;
}

#[tokio::test]
async fn fault_17_a_thousand_dead_letters_are_one_alarm_and_then_a_count() {
    let house = House::open().await;
    for _ in 0..50 {
        house.telegram.inject(serde_json::json!({"message": {"message_id": "none", "chat": 5}}));
    }
    house.settle().await;
    assert_eq!(house.store.dead_letters().await.unwrap(), 50);
    assert_eq!(count(&group(&house), "无法处理"), 1, "{}", group(&house));
    house.clock.advance(SignedDuration::from_mins(10));
    house.until("the count", || group(&house).shows("又有 49 条客户消息无法处理")).await;
    house.close().await;
}

#[tokio::test]
async fn fault_17_a_rush_of_changed_files_is_one_message_and_then_a_count() {
    let house = House::open().await;
    for _ in 0..20 {
        house.desk.news(Whom::Leads, "intents-reloaded").await.unwrap();
    }
    house.settle().await;
    assert_eq!(count(&house.maya.view(), "意图文件"), 1, "{}", house.maya.view());
    house.clock.advance(SignedDuration::from_mins(10));
    house.until("the count", || house.maya.view().shows("十分钟内意图文件又修改了 19 次")).await;
    assert_eq!(count(&house.maya.view(), "意图文件"), 2, "{}", house.maya.view());
    assert_eq!(count(&house.lin.view(), "意图文件"), 0, "Lin is no lead: {}", house.lin.view());
    house.close().await;
}
