//! The records that a decision is made from: those of the chat, of a request, of the queue. Loads none of them.

use super::Conversation;
use crate::admission::{Attempt, AttemptCode, Session, SessionId};
use crate::callback::{Ahead, CallbackRequest, Look, Promised, Report, RequestId};
use crate::safety::CodeSeed;

/// The records that an event is about.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// The state of the chat.
    pub conversation: Option<Conversation>,
    /// The open request of the person who wrote.
    pub own: Option<CallbackRequest>,
    /// Who stands before it in line.
    pub ahead: Ahead,
    /// The calls that are promised and not made yet, the writer's own left out.
    pub promised: Promised,
    /// How many open calls were booked lately with unproved numbers, when somebody books.
    pub unproved: u64,
    /// Whether the event comes from the agents' own group.
    pub in_agents_group: bool,
    /// Whether the agent who pressed can be written to in private.
    pub agent_reachable: bool,
    /// The request that the pressed button, or the text an agent is asked for, is about.
    pub named: Option<CallbackRequest>,
    /// What its customer asked for before, the newest first.
    pub earlier: Vec<CallbackRequest>,
    /// Whether the customer of the named request can be written to.
    pub named_reachable: bool,
    /// The open request of the named request's customer, when a lead blocks them.
    pub named_open: Option<CallbackRequest>,
    /// Who saw the details of the named request, when a lead asks.
    pub looks: Vec<Look>,
    /// A guest gave a command in a group, and more of them did than get a hint.
    pub crowded: bool,
    /// What can be called now.
    pub ready: Part,
    /// What agents have.
    pub worked: Part,
    /// What waits for its time.
    pub later: Part,
    /// The requests with the number that a lead looks for, the newest first.
    pub found: Vec<CallbackRequest>,
    /// What the agent who wrote has.
    pub mine: Part,
    /// What was promised for the time that changed hours concern.
    pub concerned: Vec<CallbackRequest>,
    /// The numbers of the days that a lead asked for.
    pub report: Option<Report>,
    /// The sign-in that the event is about.
    pub attempt: Option<(AttemptCode, Attempt)>,
    /// The sessions of the person who wrote.
    pub sessions: Vec<(SessionId, Session)>,
    /// A number for a request, should one be booked now.
    pub fresh: Option<RequestId>,
    /// Random bytes for a one-time code, should one be sent now.
    pub seed: Option<CodeSeed>,
}

/// The head of a part of the queue.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The first of it, in the queue's order.
    pub requests: Vec<CallbackRequest>,
    /// How many there are in all.
    pub count: usize,
}
