//! What a lead sees: alerts about promises at risk, and the day in numbers.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::callback::Rules;
use ringback::stand_in::NewPerson;

use super::House;
use crate::callback::office_hours;

#[tokio::test]
async fn many_promises_at_risk_are_one_message() {
    // Short calls, so that all of them fit into the same hour.
    let rules = Rules { handling: SignedDuration::from_secs(30), ..Rules::default() };
    let house = House::with_hours("2026-11-23T02:00:00Z", office_hours(), rules).await;
    for id in 100..112 {
        let person = house.telegram.person(NewPerson::named("Kim").id(id).language("en").phone("+12025550143"));
        house.books_withdrawal(&person).await;
        house.pass(SignedDuration::from_secs(3)).await;
    }
    let alerts = |view: &str| view.matches("个电话要在 10 分钟内拨打").count();
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
async fn only_a_lead_reads_the_day_in_numbers() {
    let house = House::open().await;
    let from = house.lin.view().messages.last().unwrap().id;
    house.says(&house.lin, "/stats").await;
    assert_snapshot!("stats-agent", house.lin.view().since(from));
    house.close().await;
}
