//! The callback request: a phone call that an agent owes, its states, promises and order. Never I/O; time is a parameter.

mod attached;
mod block;
mod board;
mod calendar;
mod capacity;
mod disposition;
mod file;
mod forward;
mod gathered;
mod hours;
mod look;
mod mail_check;
mod party;
mod place;
mod promise;
mod record;
mod reported;
mod request;
mod rules;
mod said;
mod size;
mod sooner;
mod state;
mod stats;
mod tally;
mod today;
mod transition;
mod wait;
mod watch;
mod workload;
mod zones;

pub use attached::{CheckKind, IdentityCheck, Prepared, Rating, Written};
pub use block::{BLOCK_DAYS, Block, Blocks, MAX_BLOCK_DAYS, MAX_BLOCK_REASON, MAX_BLOCKS, block_end};
pub use board::{Board, BoardPart, Shift};
pub use calendar::{HORIZON_DAYS, Opening};
pub use capacity::{Capacity, Promised};
pub use disposition::{Disposition, DispositionCode, Dispositions, MAX_CODE_BYTES, Next};
pub use file::{FileKind, FileRef};
pub use gathered::{Digest, Gathered, Lines as OpenLines, Silence};
pub use hours::{HoursError, OpenSpan, ServiceHours};
pub use look::{Look, Why, is_reason};
pub use mail_check::{MailCheck, NamedAddress};
pub use party::{Agent, ChatId, Customer, Member, Role, Roster, UserId};
pub use place::Place;
pub use promise::Promise;
pub use record::CallRecord;
pub use reported::Reported;
pub use request::{AgentNote, CallbackRequest, CustomerNote, LONG_AGO, Rank, RequestId};
pub use rules::{
    AT_RISK, CLAIM_WARNING, HEADS_UP, MAX_CODES, NEW_CODE_AFTER, NUMBER_WAIT, REOPEN_WITHIN, RETRY_GRACE, Rules,
    SHORTEST_CALL, UNPROVED_BEHIND, UNPROVED_LATELY, UNUSUALLY_MANY,
};
pub use said::{Nearest, nearest};
pub use said_time::{Part, SaidPlace, SaidTime, Stretch, When, said_place, said_time};
pub use size::{MAX_NOTES_BYTES, MAX_PREPARED_BYTES, MAX_STORY_BYTES};
pub use sooner::{OFFER_STANDS, Spare, is_by_day};
pub use state::{Actor, Alarm, Cause, State, Surface, Transition};
pub use stats::{Counts, Oldest, Report, Standing};
pub use tally::{Measure, Tally, TallyKey};
pub use today::{ChangedDay, ClockTime, HoursRefused};
pub use transition::{Finish, NewRequest, NoCode, Outcome, Raised, Refused, Woke};
pub use wait::{Ahead, Line, Wait};
pub use watch::{MAX_REVEALS, MAX_UNCALLED, SHOWN_FOR, Shown, Watch, Watched};
pub use zones::{CountryZones, all_zones, countries_in, zone_named, zones_of};
