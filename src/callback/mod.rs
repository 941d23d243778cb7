//! The callback request: a phone call that an agent owes, its states, promises and order. Never I/O; time is a parameter.

mod attachment;
mod calendar;
mod disposition;
mod hours;
mod party;
mod promise;
mod request;
mod transition;
mod zones;

pub use attachment::{FileKind, FileRef};
pub use calendar::{HORIZON_DAYS, Opening};
pub use disposition::Disposition;
pub use hours::{HoursError, OpenSpan, ServiceHours};
pub use party::{Agent, ChatId, Customer, Role, Roster, UserId};
pub use promise::{Promise, WINDOW, soonest, window_at, windows};
pub use request::{Actor, AgentNote, CallbackRequest, CustomerNote, Rank, RequestId, State, Surface, Transition};
pub use transition::{MAX_ATTEMPTS, MAX_NOTES, MAX_STORY, NUMBER_WAIT, Outcome, Refused};
pub use zones::{CountryZones, all_zones, zone_named, zones_of};
