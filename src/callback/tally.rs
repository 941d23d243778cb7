//! What is counted for those who lead the desk: by hour, topic and agent. Holds no personal data of customers.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::UserId;
use crate::matching::IntentId;

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A question the bot answered.
    Answered,
    /// A question back: several topics came near.
    Unsure,
    /// A message that nothing matched.
    NoMatch,
    /// A call was asked for.
    Booked,
    /// A promise was made: with a booking, a move or a reopening.
    Promised,
    /// A promise was kept: the call began in time.
    Kept,
    /// A promise was broken.
    Breached,
    /// An attempt to reach a customer.
    Attempt,
    /// A request was settled.
    Resolved,
    /// A request was settled with its first attempt, never opened again until then.
    ResolvedAtFirst,
    /// A request ended without being settled.
    Closed,
    /// A customer cancelled.
    Cancelled,
    /// A settled request was opened again.
    Reopened,
    /// A customer gave a rating.
    Rated,
    /// The stars of all ratings together.
    Stars,
    /// A call with an outcome that was timed.
    Timed,
    /// The seconds of all timed calls, from the claim to the outcome.
    Seconds,
    /// The seconds between asking and the first call, of all first calls.
    WaitedSeconds,
    /// First calls.
    FirstCall,
    /// Somebody who poses as the desk was reported.
    ScamReport,
    /// A message that was not read because its chat had written more than one person may.
    LeftUnread,
    /// A message of a chat that floods, left out because far more waited than can be answered.
    LeftOut,
}

/// Where a count belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TallyKey {
    /// The day, on the desk's clock.
    pub day: Date,
    /// The hour of it, 0 to 23.
    pub hour: i8,
    /// What.
    pub measure: Measure,
    /// About what.
    pub topic: Option<IntentId>,
    /// By whom.
    pub agent: Option<UserId>,
}

/// Counts by key.
pub type Tally = std::collections::BTreeMap<TallyKey, u64>;
