//! The callback request: a phone call that an agent owes, its states, promises and order. Never I/O; time is a parameter.

mod hours;
mod party;
mod promise;
mod request;
mod transition;

pub use hours::{HoursError, OpenSpan, ServiceHours};
pub use party::{Agent, ChatId, Customer, Role, Roster, UserId};
pub use promise::Promise;
pub use request::{Actor, AgentNote, CallbackRequest, CustomerNote, Rank, RequestId, State, Surface, Transition};
pub use transition::{Disposition, MAX_ATTEMPTS, Refused};
