//! The numbers that a desk's queue goes by, from `[callbacks]` in its settings.

use jiff::SignedDuration;

/// How a queue is run. The defaults are what call-centre suites ship, and fit a small desk.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// How long a promised window is: short enough to wait by the phone, long enough to finish other calls before it.
    pub window: SignedDuration,
    /// How long a claim lasts without an outcome before the request returns to the queue.
    pub claim: SignedDuration,
    /// The same of an urgent one, until its agent dials: money may be leaving an account meanwhile.
    pub urgent_claim: SignedDuration,
    /// How many requests an agent may have that they are not calling: one, or they lie in hands that are busy elsewhere.
    pub claims: u8,
    /// How long an outcome can be taken back; the customer hears of it after that. Long enough to see the slip, too short for
    /// the customer to miss anything.
    pub undo: SignedDuration,
    /// Attempts that reach nobody before the desk gives up (call-centre suites ship 2 or 3).
    pub max_attempts: u8,
    /// How long a call takes with its paperwork, until enough calls were made to measure it.
    pub handling: SignedDuration,
    /// Calls promised for one window at most; `None` works it out from the agents and `handling`.
    pub calls_per_window: Option<u32>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            window: SignedDuration::from_hours(1),
            claim: SignedDuration::from_mins(60),
            urgent_claim: SignedDuration::from_mins(15),
            claims: 1,
            undo: SignedDuration::from_secs(10),
            max_attempts: 3,
            handling: SignedDuration::from_mins(10),
            calls_per_window: None,
        }
    }
}

/// An agent is warned so long before a claim ends.
pub const CLAIM_WARNING: SignedDuration = SignedDuration::from_mins(10);

/// An agent who gives a heads-up calls within this: time to find a quiet place, not to forget it.
pub const HEADS_UP: SignedDuration = SignedDuration::from_mins(10);

/// A call shorter than this was none, when nobody was reached: dialling and one ring take longer.
pub const SHORTEST_CALL: SignedDuration = SignedDuration::from_secs(10);

/// A customer who was told of a call gets no other code for it before this: time to find the message with the first.
pub const NEW_CODE_AFTER: SignedDuration = SignedDuration::from_mins(2);

/// Codes within one claim, at most: a call that breaks off is made again once or twice.
pub const MAX_CODES: usize = 5;

/// What a customer writes so long after an agent's question may still answer it.
pub const ANSWERS_FOLLOW: SignedDuration = SignedDuration::from_mins(30);

/// An opened-again request is kept so long for the agent who had it: they know the story. It goes to anybody sooner when its
/// deadline comes near.
pub const KEPT_FOR_FORMER: SignedDuration = SignedDuration::from_mins(15);

/// A promise is at risk so long before it breaks: time for a lead to find somebody.
pub const AT_RISK: SignedDuration = SignedDuration::from_mins(10);

/// A call that is not urgent, to an unproved number, comes after the proved ones that are promised within this of it.
///
/// It is promised like any other, so it stands back only while all that is promised until then can still be called
/// (`forward.rs`), and never once it is at risk ([`AT_RISK`]).
pub const UNPROVED_BEHIND: SignedDuration = SignedDuration::from_mins(45);

/// So many open calls of the last hour to unproved numbers are unusual: most people press the button that shares theirs.
pub const UNUSUALLY_MANY: u64 = 10;

/// What is meant by lately when these are counted, and how long after an alert about them the next may come.
pub const UNPROVED_LATELY: SignedDuration = SignedDuration::from_hours(1);

/// After a time that was named for another try, the call must begin within this.
pub const RETRY_GRACE: SignedDuration = SignedDuration::from_mins(30);

/// How long a request with a wrong number waits for a right one: a day, so that everybody looks at the phone once.
pub const NUMBER_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// How long a settled request can be opened again under the same reference.
pub const REOPEN_WITHIN: SignedDuration = SignedDuration::from_hours(7 * 24);
