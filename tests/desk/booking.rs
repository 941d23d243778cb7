//! Booking a call, and what can be done with it until it is made.

use insta::assert_snapshot;

use super::House;

#[tokio::test]
async fn a_call_is_booked_with_the_own_contact() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    assert_snapshot!("booked-customer", ann.view());
    assert_snapshot!("booked-group", house.group_view());
    house.says(&ann, "/status").await;
    assert_snapshot!("booked-status", ann.view().last_from_bot().unwrap().text);
    house.close().await;
}

#[tokio::test]
async fn a_call_is_booked_in_chinese_with_a_typed_number_and_a_window() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, "提币没到账怎么办").await;
    house.presses(&wei, "转人工").await;
    house.says(&wei, "是昨天的那一笔").await;
    let typed = house.says(&wei, "138 0013 8000").await;
    assert!(wei.view().messages.iter().all(|message| message.id != typed), "the typed number is still shown");
    house.presses(&wei, "今天 14:00–15:00").await;
    assert_snapshot!("booked-chinese", wei.view());
    assert_snapshot!("booked-chinese-group", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn another_persons_contact_is_taken_but_not_as_verified() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Something else").await;
    ann.shares_contact_of("Bob", "+12025550199", Some(99));
    house.settle().await;
    house.presses_what_begins(&ann, "As soon as possible").await;
    assert!(house.group_view().contains("+1 ••• 99（未验证）"), "{}", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn a_booking_can_be_left_and_its_old_buttons_do_nothing() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    let first = ann.view().messages.last().unwrap().clone();
    house.presses(&ann, "Not now").await;
    let data = format!("book:1:about:{}", "fees");
    ann.presses_data(first.id, &data).unwrap();
    house.settle().await;
    house.says(&ann, "/call").await;
    house.presses(&ann, "Fees").await;
    house.says(&ann, "12345").await;
    house.says(&ann, "+86 12").await;
    house.says(&ann, "+1 202 555 01").await;
    house.presses(&ann, "Not now").await;
    assert_snapshot!("left", ann.view());
    house.close().await;
}
