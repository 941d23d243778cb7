//! Applies one change set: every version is compared first, and then all of it is written.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::planned::{Planned, Stop, remove_raw};
use super::{erase, note_ended};
use crate::admission::{Attempt, AttemptCode, Session, SessionId};
use crate::callback::{CallbackRequest, ChatId, RequestId};
use crate::conversation::Recipient;
use crate::safety::secrets::SecretKind;
use crate::store::sled::board::{self, Parts, VERSIONS_KEY};
use crate::store::sled::draft::{Draft, Effect};
use crate::store::sled::keys;
use crate::store::sled::memory::Facts;
use crate::store::sled::records::{
    BoardRecord, GroupRecord, InboxRecord, IncidentsRecord, NextRecord, Record, TallyRecord, UnreachableRecord,
    ValueRecord, VersionRecord,
};
use crate::store::sled::trees::{GROUP_KEY, INCIDENTS_KEY, NEXT_REQUEST_KEY, Name, damaged};
use crate::store::{Changes, Commit, Put, PutBoard, ReliedOn, Replace, ServiceClass, StoreFault, WorkId};

/// Applies the changes and ends the work.
pub fn commit(draft: &mut Draft<'_>, work: Option<WorkId>, changes: Changes, now: Timestamp) -> Planned<Commit> {
    let mut cause = None;
    // The first row, which holds their lane, is finished last.
    for WorkId(row) in changes.also_done.iter().rev().copied().chain(work) {
        let Some(record) = draft.get::<InboxRecord>(Name::Inbox, &keys::row(row))? else {
            return Err(Stop::Answer(Commit::Conflict));
        };
        draft.remove(Name::Inbox, keys::row(row));
        remove_raw(draft, row, record.parts);
        draft.effect(Effect::Finished { row, lane: record.lane });
        let class = cause.map_or(record.class, |(_, class): (ChatId, ServiceClass)| class.min(record.class));
        cause = Some((ChatId(record.lane), class));
    }
    if let Some((chat, _)) = cause {
        welcome_back(draft, chat.0, &changes)?;
    }
    if !still_so(draft, &changes.relied_on) {
        return Err(Stop::Answer(Commit::Conflict));
    }
    for (chat, put) in changes.conversations {
        let key = keys::signed(chat.0);
        let found = draft.get::<VersionRecord>(Name::Conversations, &key)?;
        let v = next_version(found, put.expect).ok_or(Stop::Answer(Commit::Conflict))?;
        draft.put(Name::Conversations, key, &ValueRecord { v, value: put.value })?;
    }
    for (id, put) in changes.requests {
        write_request(draft, id, put)?;
    }
    if let Some(group) = changes.group {
        draft.put(Name::Meta, GROUP_KEY.to_vec(), &GroupRecord(group))?;
    }
    if let Some(put) = changes.board {
        write_board(draft, &put)?;
    }
    if changes.roster {
        let version = draft.roster().saturating_add(1);
        draft.set_roster(version)?;
    }
    for (key, added) in changes.tally {
        let at = keys::tally(&key);
        let count = draft.get::<TallyRecord>(Name::Tally, &at)?.map_or(0, |record| record.count).saturating_add(added);
        draft.put(Name::Tally, at, &TallyRecord { key, count })?;
    }
    if let Some(customer) = changes.erase {
        erase(draft, customer)?;
    }
    for look in changes.looks {
        let row = draft.take_rows(1)?;
        draft.put(Name::Looks, keys::look(look.request, look.at, row), &look)?;
    }
    admit(draft, changes.attempts, changes.sessions)?;
    for record in changes.audit {
        let row = draft.take_rows(1)?;
        draft.put(Name::Audit, keys::moment(record.at, row), &record)?;
    }
    count(draft, changes.incidents)?;
    draft.send(changes.outbox, cause, now)?;
    Ok(Commit::Done)
}

/// Writes who may come in by a browser.
fn admit(
    draft: &mut Draft<'_>,
    attempts: Vec<(AttemptCode, Replace<Attempt>)>,
    sessions: Vec<(SessionId, Replace<Session>)>,
) -> Result<(), Stop<Commit>> {
    for (code, replace) in attempts {
        replace_value(draft, Name::Attempts, keys::attempt(code), replace)?;
    }
    for (id, replace) in sessions {
        replace_value(draft, Name::Sessions, keys::session(&id), replace)?;
    }
    Ok(())
}

/// Writes or removes a value, if what was found is what was expected.
fn replace_value<T>(
    draft: &mut Draft<'_>,
    name: Name,
    key: Vec<u8>,
    Replace { expect, value }: Replace<T>,
) -> Result<(), Stop<Commit>>
where
    ValueRecord<T>: Record,
{
    let found = draft.get::<VersionRecord>(name, &key)?;
    let v = next_version(found, expect).ok_or(Stop::Answer(Commit::Conflict))?;
    match value {
        Some(value) => draft.put(name, key, &ValueRecord { v, value })?,
        None => draft.remove(name, key),
    }
    Ok(())
}

/// Whether what a decision was made from is as it was.
fn still_so(draft: &Draft<'_>, relied_on: &ReliedOn) -> bool {
    let board = draft.board();
    relied_on.promised.is_none_or(|promised| promised == draft.promises_made())
        && relied_on.roster.is_none_or(|roster| roster == draft.roster())
        && relied_on.board.iter().all(|(part, version)| board.versions.get(part) == version.as_ref())
}

/// Writes the rows of the parts of the board that are another now.
fn write_board(draft: &mut Draft<'_>, put: &PutBoard) -> Result<(), Stop<Commit>> {
    let mut board = Parts::clone(&draft.board());
    if put.parts.iter().any(|(part, expect)| board.versions.get(part) != expect.as_ref()) {
        return Err(Stop::Answer(Commit::Conflict));
    }
    let wrong = |reason: String| damaged(Name::Board, VERSIONS_KEY, reason);
    for part in put.parts.keys() {
        for (key, row) in board::changed(&board.value, &put.value, *part).map_err(wrong)? {
            match row {
                Some(row) => draft.put(Name::Board, key.into_bytes(), &row)?,
                None => draft.remove(Name::Board, key.into_bytes()),
            }
        }
        board.value.take(*part, &put.value);
        let version = board.versions.entry(*part).or_default();
        *version = version.saturating_add(1);
    }
    let versions = serde_json::to_value(&board.versions).map_err(|error| wrong(error.to_string()))?;
    draft.put(Name::Board, VERSIONS_KEY.to_vec(), &BoardRecord(versions))?;
    draft.set_board(board);
    Ok(())
}

/// Counts secrets that were sent.
fn count(draft: &mut Draft<'_>, incidents: BTreeSet<SecretKind>) -> Result<(), StoreFault> {
    if incidents.is_empty() {
        return Ok(());
    }
    let mut counts = draft.get::<IncidentsRecord>(Name::Meta, INCIDENTS_KEY)?.unwrap_or_default();
    for kind in incidents {
        let count = counts.0.entry(kind).or_default();
        *count = count.saturating_add(1);
    }
    draft.put(Name::Meta, INCIDENTS_KEY.to_vec(), &counts)
}

/// The version to write, if what was found is what was expected.
fn next_version(found: Option<VersionRecord>, expect: Option<u64>) -> Option<u64> {
    let found = found.map(|record| record.v);
    (found == expect).then(|| found.unwrap_or_default().saturating_add(1))
}

/// A person whose update led to something in their own chat reads us again. A lane is a private chat if its number is
/// one; that their blocking and leaving lead to nothing there is the conversation's part.
fn welcome_back(draft: &mut Draft<'_>, lane: i64, changes: &Changes) -> Result<(), StoreFault> {
    let chat = ChatId(lane);
    let wrote = changes.conversations.iter().any(|(written, _)| *written == chat)
        || changes.outbox.iter().any(|message| message.to == Recipient::Chat(chat));
    let key = keys::signed(lane);
    if wrote && draft.get::<UnreachableRecord>(Name::Unreachable, &key)?.is_some() {
        draft.remove(Name::Unreachable, key);
    }
    Ok(())
}

fn write_request(draft: &mut Draft<'_>, id: RequestId, put: Put<CallbackRequest>) -> Result<(), Stop<Commit>> {
    let key = keys::row(id.0);
    let request = put.value;
    if request.id != id {
        return Err(damaged(Name::Open, &key, format!("it says that it is {}", request.id)).into());
    }
    let open = draft.get::<VersionRecord>(Name::Open, &key)?;
    let found = match open {
        None => draft.get::<VersionRecord>(Name::Ended, &key)?,
        found => found,
    };
    let v = next_version(found, put.expect).ok_or(Stop::Answer(Commit::Conflict))?;

    let customer = request.customer.chat;
    let is_open = request.state.is_open();
    let other = draft.open_request_of(customer).filter(|other| *other != id);
    if is_open && other.is_some() {
        return Err(Stop::Answer(Commit::Conflict));
    }
    draft.set_open_request(customer, if is_open { Some(id) } else { other });

    note_ended(draft, customer, id, !is_open)?;
    let (to, from) = if is_open { (Name::Open, Name::Ended) } else { (Name::Ended, Name::Open) };
    let facts = Facts::of(&request);
    draft.put(to, key.clone(), &ValueRecord { v, value: request })?;
    if found.is_some() && open.is_some() != is_open {
        draft.remove(from, key);
    }
    draft.promise(&facts, id);
    draft.effect(Effect::Request(facts));

    let next = draft.get::<NextRecord>(Name::Meta, NEXT_REQUEST_KEY)?.map_or(RequestId::FIRST.0, |next| next.0);
    if id.0 >= next {
        draft.put(Name::Meta, NEXT_REQUEST_KEY.to_vec(), &NextRecord(id.0.saturating_add(1)))?;
        draft.effect(Effect::RequestTaken(id));
    }
    Ok(())
}
