//! What one decision changes: applied as a whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::admission::{Attempt, AttemptCode, Record, Session, SessionId};
use crate::callback::{Board, BoardPart, CallbackRequest, ChatId, Look, RequestId, Tally};
use crate::conversation::{Conversation, Outgoing};
use crate::safety::secrets::SecretKind;

/// Names a row of the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkId(pub u64);

/// One atomic change set. Everything in it is on disk when `commit` says so, or nothing is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// Further rows of the inbox that end with the work: the pieces that were worked off with it.
    pub also_done: Vec<WorkId>,
    /// States of chats.
    pub conversations: Vec<(ChatId, Put<Conversation>)>,
    /// Requests, new or changed. A new one of a customer who has an open one already is a conflict.
    pub requests: Vec<(RequestId, Put<CallbackRequest>)>,
    /// What is to be sent, in this order.
    pub outbox: Vec<Outgoing>,
    /// What the decision was made from and does not write: a change of it since then is a conflict.
    pub relied_on: ReliedOn,
    /// The desk's board.
    pub board: Option<PutBoard>,
    /// The roster is another from now on: its version rises.
    pub roster: bool,
    /// Who saw whose details.
    pub looks: Vec<Look>,
    /// Tries to sign in.
    pub attempts: Vec<(AttemptCode, Replace<Attempt>)>,
    /// Browsers that are signed in, or no longer.
    pub sessions: Vec<(SessionId, Replace<Session>)>,
    /// What members of the desk did.
    pub audit: Vec<Record>,
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

/// A value to write or to remove if nobody wrote in between.
#[derive(Clone, Debug, PartialEq)]
pub struct Replace<T> {
    /// The version that was read; `None` when there was none.
    pub expect: Option<u64>,
    /// The new value; `None` to remove it.
    pub value: Option<T>,
}

/// The versions at which a decision read what it does not write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReliedOn {
    /// The promises made ([`super::Store::promised`]): anybody's promise since then is a conflict.
    pub promised: Option<u64>,
    /// Parts of the board; `None` for one that was never written.
    pub board: BTreeMap<BoardPart, Option<u64>>,
    /// The roster ([`super::Store::roster`]).
    pub roster: Option<u64>,
}

/// The versions of the parts of the board that were ever written.
pub type BoardVersions = BTreeMap<BoardPart, u64>;

/// The board as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRead {
    /// Each part's.
    pub versions: BoardVersions,
    /// The board.
    pub value: Board,
}

/// A board to write, by its changed parts, if nobody wrote these in between.
#[derive(Clone, Debug, PartialEq)]
pub struct PutBoard {
    /// The parts that are written, with the versions that were read; `None` where there was none.
    pub parts: BTreeMap<BoardPart, Option<u64>>,
    /// The new board. Of it only these parts count.
    pub value: Board,
}

impl PutBoard {
    /// What has changed since the board was read; `None` for a board that was never written.
    pub fn over(read: Option<&BoardRead>, value: Board) -> Self {
        let blank = Board::default();
        let before = read.map_or(&blank, |read| &read.value);
        let parts = BoardPart::ALL.into_iter().filter(|part| !before.agrees(*part, &value));
        let version = |part| (part, read.and_then(|read| read.versions.get(&part).copied()));
        Self { parts: parts.map(version).collect(), value }
    }
}

/// How a commit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commit {
    /// All of it is on disk.
    Done,
    /// Something was changed by somebody else since it was read, or the work was done already: nothing was written.
    Conflict,
}
