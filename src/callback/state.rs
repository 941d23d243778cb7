//! Where a request stands, and who did what to it. Data only; what may happen stands in `transition`.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{DispositionCode, UserId};
use crate::text::Language;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum State {
    /// Waits to be claimed.
    New,
    /// Waits for its window to begin; may be claimed before.
    Scheduled,
    /// An agent has taken it.
    Claimed {
        /// The agent.
        by: UserId,
        /// Since when.
        since: Timestamp,
    },
    /// An agent is calling now.
    Calling {
        /// The agent.
        by: UserId,
        /// Since when.
        since: Timestamp,
    },
    /// Put off: comes back to the queue by itself.
    Snoozed {
        /// When it comes back.
        until: Timestamp,
    },
    /// The call was made and its outcome is written down.
    Resolved,
    /// The customer no longer wants it.
    Cancelled,
    /// Ended without being settled: nobody was reached, no right number came, or an outcome closed it.
    Expired,
}

impl State {
    /// Whether the desk still owes the call.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Resolved | Self::Cancelled | Self::Expired)
    }

    /// Whether it waits for an agent.
    pub fn waits(self) -> bool {
        matches!(self, Self::New | Self::Scheduled | Self::Snoozed { .. })
    }

    /// Whether it waits for its time.
    pub fn waits_for_its_time(self) -> bool {
        matches!(self, Self::Scheduled | Self::Snoozed { .. })
    }

    /// The agent who has it.
    pub fn owner(self) -> Option<UserId> {
        match self {
            Self::Claimed { by, .. } | Self::Calling { by, .. } => Some(by),
            _ => None,
        }
    }
}

/// How much alarm was raised about the present deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alarm {
    /// None.
    #[default]
    None,
    /// Agents and leads were told that it is at risk.
    AtRisk,
    /// They were told that it is breached.
    Breached,
}

/// Who did something to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The customer who waits.
    Customer,
    /// An agent.
    Agent(UserId),
    /// The desk itself, by the clock.
    Desk,
}

/// Where it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// In a Telegram chat.
    Telegram,
    /// On the agents' console.
    Console,
    /// By the clock.
    Clock,
}

/// Why something was done: what was pressed, or what the clock saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The customer asked for the call.
    Booked,
    /// An agent took it.
    Claimed,
    /// Its agent needs more time.
    ClaimExtended,
    /// Its agent, or a lead, gave it back.
    Released,
    /// Its agent could not be written to.
    AgentUnreachable,
    /// Its agent no longer works here.
    AgentLeft,
    /// Nobody wrote an outcome down in time.
    ClaimLapsed,
    /// The agent was warned that the claim ends.
    ClaimWarned,
    /// The agent told the customer that the call comes within minutes.
    HeadsUp,
    /// The agent dials.
    Calling,
    /// The agent asked the customer something in writing.
    Asked,
    /// An outcome was written down.
    Outcome(DispositionCode),
    /// Its agent took this outcome back before it counted.
    Undone(DispositionCode),
    /// Its agent put it off.
    Snoozed,
    /// Handed to a colleague.
    TransferredTo(UserId),
    /// Handed to those who speak this language.
    TransferredToLanguage(Language),
    /// The time of its window, or of the next try, has come.
    TimeCame,
    /// Agents have time before its window, and its customer wanted it as soon as possible: it can be called now.
    CalledSooner,
    /// That time is over, and nobody called it.
    WaitsAgain,
    /// Its customer was offered an earlier call.
    OfferedSooner,
    /// It gets near to the end of its promise.
    AtRisk,
    /// Its promise is broken.
    Breached,
    /// No right number came.
    NumberNeverCame,
    /// The desk's hours were changed, and with them the promise.
    HoursChanged,
    /// The customer chose another time.
    Moved,
    /// The customer told of something that must not wait: it goes first.
    Raised,
    /// The customer complained.
    Complained,
    /// The customer, or its agent, gave another number.
    Renumbered,
    /// The customer cancelled it.
    Cancelled,
    /// A lead has blocked the customer.
    CustomerBlocked,
    /// The customer opened it again.
    Reopened,
    /// Not told: written by an earlier version of the program.
    Untold,
}

impl Cause {
    /// The cause of lines that an earlier version wrote.
    pub(super) fn untold() -> Self {
        Self::Untold
    }
}

/// One line of a request's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: Actor,
    /// Where.
    pub from: Surface,
    /// The state after it.
    pub to: State,
    /// Why.
    #[serde(default = "Cause::untold")]
    pub why: Cause,
}

impl Transition {
    /// The outcome that this line wrote down.
    pub fn disposition(&self) -> Option<&DispositionCode> {
        match &self.why {
            Cause::Outcome(code) => Some(code),
            _ => None,
        }
    }
}
