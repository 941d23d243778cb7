//! What a decision was made from, so that its commit can tell whether that still holds. Reads nothing.

use super::today::Today;
use crate::admission::{Attempt, AttemptCode, Session, SessionId};
use crate::callback::{Board, BoardPart, CallbackRequest, RequestId};
use crate::conversation::Decision;
use crate::store::{ReliedOn, Replace, Versioned};

/// The versions at which a decision read its records, and what was true of the desk then.
#[derive(Default)]
pub(super) struct Versions {
    pub(super) conversation: Option<u64>,
    pub(super) requests: Vec<(RequestId, u64)>,
    pub(super) promised: Option<u64>,
    pub(super) today: Option<Today>,
    pub(super) attempt: Option<u64>,
    pub(super) sessions: Vec<(SessionId, u64)>,
    /// An agent's event is decided on.
    pub(super) by_agent: bool,
}

impl Versions {
    /// Of nothing but what is true of the desk.
    pub(super) fn of(today: Today) -> Self {
        Self { today: Some(today), ..Self::default() }
    }

    /// That of one request, which was read alone.
    pub(super) fn of_request(id: RequestId, version: u64, today: Today) -> Self {
        Self { requests: vec![(id, version)], ..Self::of(today) }
    }

    /// Remembers at which version a request was read, and hands it out.
    pub(super) fn read(&mut self, request: Versioned<CallbackRequest>) -> CallbackRequest {
        let Versioned { version, value } = request;
        if self.of_one(value.id).is_none() {
            self.requests.push((value.id, version));
        }
        value
    }

    /// The version of a request that was read; `None` for a new one.
    pub(super) fn of_one(&self, id: RequestId) -> Option<u64> {
        self.requests.iter().find(|(read, _)| *read == id).map(|(_, version)| *version)
    }

    /// A sign-in as it is to be written.
    pub(super) fn of_attempt(&self, code: AttemptCode, attempt: Attempt) -> (AttemptCode, Replace<Attempt>) {
        (code, Replace { expect: self.attempt, value: Some(attempt) })
    }

    /// A session that was read, and is to end.
    pub(super) fn ends(&self, id: SessionId) -> Option<(SessionId, Replace<Session>)> {
        let version = self.sessions.iter().find(|(read, _)| *read == id).map(|(_, version)| *version)?;
        Some((id, Replace { expect: Some(version), value: None }))
    }

    /// What a decision stands and falls with. Talk relies on nothing; whatever is done about a request or the desk, and
    /// all that agents do, on who works here, who is blocked or held, and when the desk is open. Promises rely on one
    /// another, and on a change of when the desk is open.
    pub(super) fn relied_on(&self, decision: &Decision) -> ReliedOn {
        let acts = self.by_agent || decision.is_deed();
        let Some(today) = self.today.as_ref().filter(|_| acts) else { return ReliedOn::default() };
        let blank = Board::default();
        let before = today.read.as_ref().map_or(&blank, |read| &read.value);
        let service = decision.board.as_ref().is_some_and(|board| !board.agrees(BoardPart::Service, before));
        let version = |part| (part, today.read.as_ref().and_then(|read| read.versions.get(&part).copied()));
        ReliedOn {
            promised: self.promised.filter(|_| decision.promises || service),
            board: [BoardPart::Service, BoardPart::Access, BoardPart::Blocks].map(version).into(),
            roster: Some(today.roster_version),
        }
    }
}
