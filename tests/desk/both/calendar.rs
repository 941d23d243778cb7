//! Times: outside hours, holidays, special days, midnight, both changes of the clocks, an empty calendar, full windows.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use ringback::callback::{OpenSpan, Rules, ServiceHours};

use super::{Stage, Tongue, in_both};
use crate::desk::places::all_day;

in_both!(closed, holiday_and_special_day, midnight, clocks_change, never_open, fully_booked, filled_meanwhile);

pub fn nine_to_six() -> ServiceHours {
    let day = || vec![OpenSpan::new(9 * 60, 18 * 60).unwrap()];
    let week = [day(), day(), day(), day(), day(), vec![], vec![]];
    ServiceHours { zone: TimeZone::get("Asia/Shanghai").unwrap(), week, holidays: [].into(), extra: [].into() }
}

/// On Saturday the customer is told when the desk opens, and may be called then.
async fn closed(tongue: Tongue) {
    let stage = Stage::with_hours(tongue, "2026-11-28T02:00:00Z", nine_to_six(), Rules::default()).await;
    stage.asks_for_a_call(&stage.customer, None).await;
    stage.taps_first(&stage.customer).await;
    stage.says(&stage.customer, "/status").await;
    stage.keep("closed", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// Thursday 31 December: New Year is a holiday, the Saturday after it a special day.
async fn holiday_and_special_day(tongue: Tongue) {
    let hours = ServiceHours {
        holidays: [Date::constant(2027, 1, 1)].into(),
        extra: [(Date::constant(2027, 1, 2), vec![OpenSpan::new(10 * 60, 14 * 60).unwrap()])].into(),
        ..nine_to_six()
    };
    let stage = Stage::with_hours(tongue, "2026-12-31T09:30:00Z", hours, Rules::default()).await;
    stage.asks_for_a_call(&stage.customer, None).await;
    stage.taps(&stage.customer, "button-other-day").await;
    let saturday = stage.tongue.says("1月2日周六", "Sat 2 Jan");
    stage.presses(&stage.customer, saturday).await;
    stage.taps_what_says(&stage.customer, "10:00–").await;
    stage.keep("holiday-and-special-day", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// Monday 23:20 at a desk that never closes: windows run into tomorrow, and one begins today and ends tomorrow.
async fn midnight(tongue: Tongue) {
    let stage = Stage::with_hours(tongue, "2026-11-23T15:20:00Z", all_day("Asia/Shanghai"), Rules::default()).await;
    stage.asks_for_a_call(&stage.customer, None).await;
    stage.taps_first(&stage.customer).await;
    stage.minutes(45).await;
    stage.says(&stage.customer, "/status").await;
    stage.taps(&stage.customer, "button-move").await;
    stage.keep("midnight", &[stage.customer_view(), stage.group_chat()]);
    stage.close().await;
}

/// In New York an hour comes twice in autumn, and one is left out in spring.
async fn clocks_change(tongue: Tongue) {
    let hours = ServiceHours { week: std::array::from_fn(|_| vec![OpenSpan::ALL_DAY]), ..all_day("Asia/Shanghai") };
    for (name, start) in [("clocks-back", "2026-11-01T03:40:00Z"), ("clocks-forward", "2027-03-14T05:40:00Z")] {
        let stage = Stage::with_hours(tongue, start, hours.clone(), Rules::default()).await;
        let person = stage.another(30, "Pat", "+12025550178");
        stage.says(&person, "/call").await;
        stage.taps(&person, "button-other-topic").await;
        stage.taps(&person, "button-share-contact").await;
        stage.taps(&person, "button-choose-time").await;
        stage.tells(&person, "纽约", "New York").await;
        let from = person.view().messages.last().unwrap().id - 1;
        stage.taps_what_says(&person, "03:00–").await;
        stage.keep(name, &[person.view().since(from), stage.group_chat()]);
        stage.close().await;
    }
}

/// A desk that is never open promises nothing.
async fn never_open(tongue: Tongue) {
    let hours = ServiceHours { week: Default::default(), ..nine_to_six() };
    let stage = Stage::with_hours(tongue, "2026-11-23T02:00:00Z", hours, Rules::default()).await;
    stage.says(&stage.customer, "/call").await;
    stage.says(&stage.customer, "/status").await;
    stage.says(&stage.agent, "/hours").await;
    stage.keep("never-open", &[stage.customer_view(), stage.agent_view()]);
    stage.close().await;
}

/// Every time of the one day that has any is taken while the customer looks at them.
async fn fully_booked(tongue: Tongue) {
    let hours = ServiceHours {
        week: Default::default(),
        extra: [(Date::constant(2026, 11, 23), vec![OpenSpan::new(9 * 60, 12 * 60).unwrap()])].into(),
        ..nine_to_six()
    };
    let rules = Rules { calls_per_window: Some(1), ..Rules::default() };
    let stage = Stage::with_hours(tongue, "2026-11-23T02:00:00Z", hours, rules).await;
    stage.asks_for_a_call(&stage.customer, None).await;
    for id in 0..2 {
        let phone = format!("+4420794600{id:02}");
        let person = stage.another(100 + id, "Kim", &phone);
        stage.asks_for_a_call(&person, None).await;
        stage.taps_first(&person).await;
    }
    stage.taps_first(&stage.customer).await;
    stage.keep("fully-booked", &[stage.customer_view()]);
    stage.close().await;
}

/// A window is taken while the customer looks at it, and another while they look at those that are left.
async fn filled_meanwhile(tongue: Tongue) {
    let rules = Rules { calls_per_window: Some(1), ..Rules::default() };
    let stage = Stage::with_hours(tongue, "2026-11-23T02:00:00Z", nine_to_six(), rules).await;
    let other = stage.another(100, "Kim", "+442079460018");
    stage.asks_for_a_call(&stage.customer, None).await;
    stage.asks_for_a_call(&other, None).await;
    stage.taps_what_says(&other, "06:00–").await;
    stage.begin();
    stage.taps_what_says(&stage.customer, "14:00–").await;
    stage.taps(&other, "button-move").await;
    stage.taps_what_says(&other, "07:00–").await;
    stage.taps_what_says(&stage.customer, "15:00–").await;
    stage.taps_what_says(&stage.customer, "16:00–").await;
    stage.keep("filled-meanwhile", &[stage.customer_view()]);
    stage.close().await;
}
