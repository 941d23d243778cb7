//! What a lead sees: alerts about promises at risk, and the day in numbers.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::stand_in::NewPerson;

use super::House;

#[tokio::test]
async fn a_promise_at_risk_and_then_broken_is_told_to_the_group_and_the_leads() {
    let house = House::open().await;
    house.ann_books().await;
    house.pass(SignedDuration::from_mins(49)).await;
    let before = house.group_view();
    house.pass(SignedDuration::from_mins(1)).await;
    house.pass(SignedDuration::from_mins(10)).await;
    house.pass(SignedDuration::from_mins(30)).await;
    assert_snapshot!("alerts-group", house.group_view().strip_prefix(&before).unwrap());
    assert_snapshot!("alerts-lead", house.maya.view());
    house.close().await;
}

#[tokio::test]
async fn many_promises_at_risk_are_one_message() {
    let house = House::open().await;
    for id in 100..112 {
        let person = house.telegram.person(NewPerson::named("Kim").id(id).language("en").phone("+12025550143"));
        house.books_withdrawal(&person).await;
        house.pass(SignedDuration::from_secs(3)).await;
    }
    let alerts = |view: &str| view.matches("回电请求将在 10 分钟内到期").count();
    house.pass(SignedDuration::from_mins(50)).await;
    for _ in 0..6 {
        house.pass(SignedDuration::from_secs(20)).await;
    }
    let told = house.group_view();
    assert!((1..=3).contains(&alerts(&told)), "{} alerts\n{told}", alerts(&told));
    assert!(told.contains("RB-1012"), "{told}");
    house.close().await;
}

#[tokio::test]
async fn a_lead_reads_the_day_in_numbers_and_others_do_not() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "how do I withdraw my money").await;
    house.says(&ann, "qwpoeiru").await;
    house.ann_books().await;
    let lin = house.lin_claims().await;
    house.presses(&lin, "📞 Calling now").await;
    house.pass(SignedDuration::from_mins(7)).await;
    house.presses(&lin, "✅ Resolved").await;
    house.says(&lin, "Released.").await;
    let from = house.maya.view().messages.last().map_or(0, |message| message.id);
    house.says(&house.maya, "/stats").await;
    house.says(&house.maya, "/stats yesterday").await;
    house.says(&house.maya, "/stats soon").await;
    assert_snapshot!("stats-lead", house.maya.view().since(from));
    let from = lin.view().messages.last().unwrap().id;
    house.says(&lin, "/stats").await;
    assert_snapshot!("stats-agent", lin.view().since(from));
    house.close().await;
}
