//! Where the customer is: guessed, asked, changed; and times said there, over midnight and when clocks change.

use insta::assert_snapshot;
use jiff::tz::TimeZone;
use ringback::callback::{OpenSpan, Rules, ServiceHours};
use ringback::stand_in::{NewPerson, Person};

use super::House;

/// Open around the clock on weekdays, as the exchange's own desk would be.
pub fn all_day(zone: &str) -> ServiceHours {
    let day = vec![OpenSpan::ALL_DAY];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
    ServiceHours { zone: TimeZone::get(zone).unwrap(), week, holidays: [].into(), extra: [].into() }
}

/// Up to the question for a time.
async fn asks_for_a_call(house: &House, person: &Person) {
    house.says(person, "/call").await;
    let topic = if person.id() == 12 { "其他问题" } else { "Something else" };
    house.presses(person, topic).await;
    person.shares_contact().unwrap();
    house.settle().await;
}

#[tokio::test]
async fn a_number_of_a_country_with_one_zone_tells_it() {
    let house = House::open().await;
    let ben = house.telegram.person(NewPerson::named("Ben").id(13).language("en").phone("+442079460018"));
    asks_for_a_call(&house, &ben).await;
    let asked = ben.view().messages.last().unwrap().id - 1;
    assert_snapshot!("zone-guessed", ben.view().since(asked));
    house.presses(&ben, "As soon as possible (today 02:00–03:00)").await;
    let request = house.store.open_request_of(ringback::callback::ChatId(13)).await.unwrap().unwrap().value;
    assert_eq!(request.customer.zone.as_deref(), Some("Europe/London"));
    // The agents read their own time.
    assert!(house.group_view().contains("今天 10:00–11:00"), "{}", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn a_zone_is_asked_for_found_by_a_citys_name_and_changed() {
    let house = House::open().await;
    let ann = house.ann();
    asks_for_a_call(&house, &ann).await;
    let asked = ann.view().messages.last().unwrap().id - 1;
    house.presses(&ann, "At another time").await;
    house.says(&ann, "the moon").await;
    house.says(&ann, "I'm in san francisco").await;
    house.presses(&ann, "Another time zone").await;
    house.says(&ann, "london").await;
    house.presses(&ann, "As soon as possible (today 02:00–03:00)").await;
    house.says(&ann, "/status").await;
    house.presses(&ann, "Another time").await;
    house.presses(&ann, "Another time zone").await;
    house.presses(&ann, "Honolulu · 16:00").await;
    assert_snapshot!("zone-changed", ann.view().since(asked));
    let request = house.store.open_request_of(ringback::callback::ChatId(11)).await.unwrap().unwrap().value;
    assert_eq!(request.customer.zone.as_deref(), Some("Pacific/Honolulu"));
    house.close().await;
}

#[tokio::test]
async fn a_zone_is_asked_for_in_chinese() {
    let house = House::open().await;
    let wei = house.telegram.person(NewPerson::named("小伟").id(12).language("zh-hans").phone("+12025550178"));
    asks_for_a_call(&house, &wei).await;
    let asked = wei.view().messages.last().unwrap().id - 1;
    house.presses(&wei, "选其他时间").await;
    house.says(&wei, "我在深圳").await;
    house.presses(&wei, "选其他日期").await;
    house.presses(&wei, "明天").await;
    house.presses(&wei, "09:00–10:00").await;
    assert_snapshot!("zone-chinese", wei.view().since(asked));
    house.close().await;
}

#[tokio::test]
async fn windows_are_the_customers_over_midnight() {
    // Monday 23:20 in Shanghai, where the desk is open around the clock; 15:20 in London.
    let house = House::with_hours("2026-11-23T15:20:00Z", all_day("Asia/Shanghai"), Rules::default()).await;
    let wei = house.wei();
    asks_for_a_call(&house, &wei).await;
    let asked = wei.view().messages.last().unwrap().id - 1;
    assert_snapshot!("midnight-chinese", wei.view().since(asked));
    let ben = house.telegram.person(NewPerson::named("Ben").id(13).language("en").phone("+442079460018"));
    asks_for_a_call(&house, &ben).await;
    let asked = ben.view().messages.last().unwrap().id - 1;
    assert_snapshot!("midnight-english", ben.view().since(asked));
    house.close().await;
}
