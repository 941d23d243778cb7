//! What one decision changes: applied as a whole or not at all.

use std::collections::BTreeSet;

use crate::callback::{Board, CallbackRequest, ChatId, Look, RequestId, Tally};
use crate::conversation::{Conversation, Outgoing};
use crate::safety::secrets::SecretKind;

/// One atomic change set. Everything in it is on disk when `commit` says so, or nothing is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// States of chats.
    pub conversations: Vec<(ChatId, Put<Conversation>)>,
    /// Requests, new or changed. A new one of a customer who has an open one already is a conflict.
    pub requests: Vec<(RequestId, Put<CallbackRequest>)>,
    /// What is to be sent, in this order.
    pub outbox: Vec<Outgoing>,
    /// The calls promised were these when the decision was made: anybody's promise since then is a conflict.
    pub promised: Option<u64>,
    /// The desk's board.
    pub board: Option<Put<Board>>,
    /// Who saw whose details.
    pub looks: Vec<Look>,
    /// What is added to the counts.
    pub tally: Tally,
    /// Whatever is kept of this customer is erased once the rest is written: their ended requests but for the records without
    /// identity, what waits to be sent to them from before, their dead letters.
    pub erase: Option<ChatId>,
    /// Secrets that were sent and taken out; each kind counts one more.
    pub incidents: BTreeSet<SecretKind>,
    /// The agents' group has this number from now on.
    pub group: Option<ChatId>,
}

/// A value to write if nobody wrote in between.
#[derive(Clone, Debug, PartialEq)]
pub struct Put<T> {
    /// The version that was read; `None` when there was none.
    pub expect: Option<u64>,
    /// The new value.
    pub value: T,
}

/// How a commit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commit {
    /// All of it is on disk.
    Done,
    /// Something was changed by somebody else since it was read, or the work was done already: nothing was written.
    Conflict,
}
