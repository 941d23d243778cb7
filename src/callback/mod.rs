//! The callback request: a phone call that an agent owes, its states, promises and order. Never I/O; time is a parameter.

mod attached;
mod attachment;
mod board;
mod calendar;
mod capacity;
mod disposition;
mod hours;
mod party;
mod promise;
mod reported;
mod request;
mod rules;
mod state;
mod stats;
mod tally;
mod transition;
mod zones;

pub use attached::{CheckKind, IdentityCheck, Prepared, Rating};
pub use attachment::{FileKind, FileRef};
pub use board::{Board, Shift};
pub use calendar::{HORIZON_DAYS, Opening};
pub use capacity::{Capacity, Promised, estimated_wait};
pub use disposition::{Disposition, DispositionCode, Dispositions, MAX_CODE_BYTES, Next};
pub use hours::{HoursError, OpenSpan, ServiceHours};
pub use party::{Agent, ChatId, Customer, Role, Roster, UserId};
pub use promise::Promise;
pub use reported::Reported;
pub use request::{AgentNote, CallbackRequest, CustomerNote, LONG_AGO, Rank, RequestId};
pub use rules::{AT_RISK, CLAIM_WARNING, NUMBER_WAIT, REOPEN_WITHIN, RETRY_GRACE, Rules};
pub use state::{Actor, Alarm, Cause, State, Surface, Transition};
pub use stats::{Counts, Oldest, Report, Standing};
pub use tally::{Measure, Tally, TallyKey};
pub use transition::{Finish, NewRequest, Outcome, Refused, Woke};
pub use zones::{CountryZones, all_zones, zone_named, zones_of};
