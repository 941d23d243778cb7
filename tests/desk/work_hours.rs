//! Longer and shorter days: who may change them, what is refused, and what customers hear of it.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::stand_in::Person;

use super::House;

fn mark(person: &Person) -> i64 {
    person.view().messages.last().unwrap().id
}

#[tokio::test]
async fn only_a_lead_changes_the_hours_and_wrong_times_are_refused() {
    let house = House::open().await;
    let (lin, maya) = (mark(&house.lin), mark(&house.maya));
    for order in ["/hours", "/extend 23:00", "/close 12:00"] {
        house.says(&house.lin, order).await;
    }
    assert_snapshot!("hours-agent", house.lin.view().since(lin));
    assert_eq!(house.store.board().await.unwrap(), None);
    for order in [
        "/extend",
        "/extend late",
        "/extend 17:00",
        "/extend 08:30",
        "/extend 10:00-12:00",
        "/close",
        "/close 20:00",
        "/close 08:00",
        "/close 09:30",
        "/close 10:00-12:00",
    ] {
        house.says(&house.maya, order).await;
    }
    assert_snapshot!("hours-refused", house.maya.view().since(maya));
    assert_eq!(house.store.board().await.unwrap(), None);
    house.close().await;
}

#[tokio::test]
async fn a_longer_day_is_told_to_the_agents_and_lasts_past_midnight() {
    let house = House::open().await;
    let maya = mark(&house.maya);
    house.says(&house.maya, "/extend 02:00").await;
    house.says(&house.maya, "/hours").await;
    assert_snapshot!("longer-lead", house.maya.view().since(maya));
    assert_snapshot!("longer-group", house.group_view());
    // 01:00 of the next day is still today's opening; it can be made shorter, and longer.
    house.pass(SignedDuration::from_hours(15)).await;
    let night = mark(&house.maya);
    for order in ["/hours", "/extend 03:00", "/close 01:30", "/close 00:30"] {
        house.says(&house.maya, order).await;
    }
    assert_snapshot!("longer-night", house.maya.view().since(night));
    // 10:00 of the next day: as the settings have it.
    house.pass(SignedDuration::from_hours(9)).await;
    house.says(&house.lin, "/hours").await;
    let shown = house.lin.view().last_from_bot().unwrap().text.clone();
    assert_snapshot!(shown, @r"
    Today: 09:00–18:00 (Beijing time)

    Open now; closes today at 18:00.
    ");
    house.close().await;
}

#[tokio::test]
async fn a_promise_that_can_still_be_kept_is_left_alone() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let booked = mark(&ann);
    house.says(&house.maya.in_group(house.group.as_ref().unwrap()), "/close 16:00").await;
    assert_eq!(ann.view().since(booked).messages.len(), 0, "{}", ann.view());
    assert_snapshot!("closed-early-group", house.group_view());
    house.close().await;
}
