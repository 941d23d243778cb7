//! The rules of the queue: random days against small models, and the whole desk under a crowd.

mod calendar;
mod capacity;
pub mod crowd;
mod day;
mod forward;
mod machine;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use ringback::callback::{
    CallbackRequest, ChatId, Customer, NewRequest, OpenSpan, Promise, RequestId, Role, Roster, ServiceHours, UserId,
};
use ringback::intents::Priority;
use ringback::safety::Phone;
use ringback::text::{Language, Locale};

/// Monday 23 November 2026, 09:00 in Shanghai.
pub fn monday() -> Timestamp {
    "2026-11-23T01:00:00Z".parse().unwrap()
}

/// Open from nine to six, Monday to Friday, in Shanghai.
pub fn office_hours() -> ServiceHours {
    let day = vec![OpenSpan::new(9 * 60, 18 * 60).unwrap()];
    ServiceHours {
        zone: TimeZone::get("Asia/Shanghai").unwrap(),
        week: [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]],
        holidays: [].into(),
        extra: [].into(),
    }
}

/// So many agents who speak both languages; the first one leads.
fn roster(agents: i64) -> Roster {
    (0..agents).fold(Roster::new(), |roster, index| {
        let role = if index == 0 { Role::Lead } else { Role::Agent };
        roster.with(UserId(index + 1), "Agent", &[Language::Zh, Language::En], role)
    })
}

fn phone() -> Phone {
    serde_json::from_value(serde_json::json!({ "e164": "+12025550143", "verified": true })).unwrap()
}

fn booked(id: u64, priority: Priority, promise: Promise, now: Timestamp) -> CallbackRequest {
    let chat = ChatId(i64::try_from(id).unwrap());
    let new = NewRequest {
        id: RequestId(id),
        customer: Customer { chat, name: "Sample".into(), locale: Locale::En, zone: None },
        topic: None,
        priority,
        phone: phone(),
        story: None,
        promise,
    };
    CallbackRequest::book(new, now)
}
