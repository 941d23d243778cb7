//! The callback request: a phone call that an agent owes, its states, promises and order. Never I/O; time is a parameter.

mod attached;
mod attachment;
mod block;
mod board;
mod calendar;
mod capacity;
mod disposition;
mod hours;
mod look;
mod party;
mod promise;
mod request;
mod rules;
mod state;
mod tally;
mod transition;
mod watch;
mod zones;

pub use attached::{CheckKind, IdentityCheck, Prepared, Rating};
pub use attachment::{FileKind, FileRef};
pub use block::{BLOCK_DAYS, Block, Blocks, MAX_BLOCK_DAYS, MAX_BLOCK_REASON, MAX_BLOCKS, block_end};
pub use board::{Board, Shift};
pub use calendar::{HORIZON_DAYS, Opening};
pub use capacity::{Capacity, Promised, estimated_wait};
pub use disposition::{Disposition, DispositionCode, Dispositions, MAX_CODE_BYTES, Next};
pub use hours::{HoursError, OpenSpan, ServiceHours};
pub use look::{Look, Why};
pub use party::{Agent, ChatId, Customer, Role, Roster, UserId};
pub use promise::Promise;
pub use request::{AgentNote, CallbackRequest, CustomerNote, Rank, RequestId};
pub use rules::{AT_RISK, CLAIM_WARNING, NUMBER_WAIT, REOPEN_WITHIN, RETRY_GRACE, Rules};
pub use state::{Actor, Alarm, Cause, State, Surface, Transition};
pub use tally::{Measure, Tally, TallyKey};
pub use transition::{Finish, NewRequest, Outcome, Refused, Woke};
pub use watch::{MAX_REVEALS, MAX_UNCALLED, SHOWN_FOR, Shown, Watch, Watched};
pub use zones::{CountryZones, all_zones, zone_named, zones_of};
