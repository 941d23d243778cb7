//! What each reading command reads. Changes nothing. A reader may see what is written but not yet durable: decisions
//! made on it are compared by version when they are committed, and become durable after it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::commands::Overdue;
use super::keys;
use super::records::{
    CustomerRecord, DeadRecord, GroupRecord, InboxRecord, IncidentsRecord, OutboxRecord, Record, SlotRecord,
    TallyRecord, UnreachableRecord, ValueRecord, decode,
};
use super::seen::NO_MARK;
use super::trees::{GROUP_KEY, INCIDENTS_KEY, Name, Trees, damaged};
use super::vault::Row;
use crate::admission::{self as audit, Attempt, AttemptCode, Session, SessionId};
use crate::callback::{Board, CallRecord, CallbackRequest, ChatId, Look, Place, RequestId, Tally, UserId};
use crate::conversation::{Conversation, Recipient, Retention, Slot};
use crate::safety::secrets::SecretKind;
use crate::store::{Further, Kept, OutboxRow, RawUpdate, ServiceClass, StoreFault, Versioned, WorkId, past_record};

/// An update that waits and when it was taken in; `None` when it is done.
///
/// # Errors
/// [`StoreFault::Damaged`] when it cannot be read: then it is to be set aside.
pub fn update(trees: &Trees, row: u64) -> Result<Option<(RawUpdate, Timestamp)>, StoreFault> {
    let key = keys::row(row);
    let Some(record) = trees.get::<InboxRecord>(Name::Inbox, &key)? else { return Ok(None) };
    let Some(json) = json_of(trees, Name::Inbox, &key, &record)? else { return Ok(None) };
    let urgent = record.class == ServiceClass::Urgent;
    let InboxRecord { update_id, lane, piece, .. } = record;
    let update = RawUpdate { update_id, lane, json, mark: NO_MARK, urgent, piece };
    Ok(Some((update, record.received_at)))
}

/// The further pieces in these rows, up to the first that cannot be read: that one is found when its turn comes.
pub fn further(trees: &Trees, rows: Vec<u64>) -> Result<Vec<Further>, StoreFault> {
    let mut further = Vec::new();
    for row in rows {
        let Some((update, _)) = past_record(update(trees, row))? else { break };
        further.push(Further { id: WorkId(row), update });
    }
    Ok(further)
}

/// The state of a chat.
pub fn conversation(trees: &Trees, chat: ChatId) -> Result<Option<Versioned<Conversation>>, StoreFault> {
    value(trees, Name::Conversations, &keys::signed(chat.0))
}

/// A request, open or ended. One that is just being moved is looked for again where it may have come to stand.
pub fn request(trees: &Trees, id: RequestId) -> Result<Option<Versioned<CallbackRequest>>, StoreFault> {
    let key = keys::row(id.0);
    for name in [Name::Open, Name::Ended, Name::Open] {
        let found = value(trees, name, &key)?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The requests of a customer that have ended, the newest first.
pub fn ended_of(trees: &Trees, customer: ChatId, limit: usize) -> Result<Vec<CallbackRequest>, StoreFault> {
    let record = trees.get::<CustomerRecord>(Name::Customers, &keys::signed(customer.0))?.unwrap_or_default();
    let newest = record.ended.into_iter().rev().take(limit);
    let found = newest.filter_map(|id| past_record(request(trees, id)).transpose());
    found.map(|found| found.map(|found| found.value)).collect()
}

/// Every request that can be read and has this number, the newest first.
pub fn with_number(trees: &Trees, number: &str, limit: usize) -> Result<Vec<CallbackRequest>, StoreFault> {
    let mut found = BTreeMap::new();
    for name in [Name::Open, Name::Ended] {
        for row in trees.each::<ValueRecord<CallbackRequest>>(name) {
            let Some((_, ValueRecord { value, .. })) = past_record(row.map(Some))? else { continue };
            if value.phone.reveal() == number {
                found.insert(value.id, value);
            }
        }
    }
    Ok(found.into_values().rev().take(limit).collect())
}

/// Those of these requests that are open and can be read, in the same order.
pub fn open_requests(
    trees: &Trees,
    ids: impl IntoIterator<Item = RequestId>,
) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault> {
    ids.into_iter().filter_map(|id| past_record(value(trees, Name::Open, &keys::row(id.0))).transpose()).collect()
}

/// Those of these requests that stand at one of the places, in the same order, at most `limit`.
pub fn standing_at(
    trees: &Trees,
    ids: impl IntoIterator<Item = RequestId>,
    places: &[Place],
    limit: usize,
) -> Result<Vec<Versioned<CallbackRequest>>, StoreFault> {
    let there = |request: &CallbackRequest| request.place().is_some_and(|place| places.contains(&place));
    let mut requests = Vec::new();
    for id in ids {
        if requests.len() == limit {
            break;
        }
        requests.extend(open_requests(trees, [id])?.into_iter().filter(|found| there(&found.value)));
    }
    Ok(requests)
}

/// Those of these rows of the outbox that are still there, in the same order, and those that cannot be read.
pub fn outgoing(
    trees: &Trees,
    rows: impl IntoIterator<Item = (u64, ServiceClass)>,
) -> Result<(Vec<OutboxRow>, Vec<u64>), StoreFault> {
    let (mut found, mut unreadable) = (Vec::new(), Vec::new());
    for (id, class) in rows {
        match trees.get::<OutboxRecord>(Name::Outbox, &keys::row(id)) {
            Ok(None) => {}
            Ok(Some(OutboxRecord { message, tries, written_at, .. })) => {
                found.push(OutboxRow { id, message, tries, written_at, class });
            }
            Err(fault) if fault.is_of_a_record() => {
                tracing::error!(%fault, "ALARM: a message cannot be read; it is dropped");
                unreadable.push(id);
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok((found, unreadable))
}

/// The message under a slot, unless the group it was in has moved since.
pub fn message_in(trees: &Trees, recipient: Recipient, slot: Slot) -> Result<Option<i64>, StoreFault> {
    let Some(record) = trees.get::<SlotRecord>(Name::Slots, &keys::slot(recipient, slot))? else { return Ok(None) };
    let stale = recipient == Recipient::AgentsGroup && record.group != group(trees)?;
    Ok((!stale).then_some(record.message))
}

/// Every message under a slot, oldest first, unless the group they were in has moved since.
pub fn messages_in(trees: &Trees, recipient: Recipient, slot: Slot) -> Result<Vec<i64>, StoreFault> {
    let Some(last) = message_in(trees, recipient, slot)? else { return Ok(Vec::new()) };
    let record = trees.get::<SlotRecord>(Name::Slots, &keys::slot(recipient, slot))?;
    let mut messages = record.map(|record| record.earlier).unwrap_or_default();
    messages.push(last);
    Ok(messages)
}

/// Whether a chat can be written to.
pub fn reachable(trees: &Trees, chat: ChatId) -> Result<bool, StoreFault> {
    Ok(trees.get::<UnreachableRecord>(Name::Unreachable, &keys::signed(chat.0))?.is_none())
}

/// The agents' group, if it moved.
pub fn group(trees: &Trees) -> Result<Option<ChatId>, StoreFault> {
    Ok(trees.get::<GroupRecord>(Name::Meta, GROUP_KEY)?.map(|group| group.0))
}

/// How many messages held a secret of each kind.
pub fn incidents(trees: &Trees) -> Result<BTreeMap<SecretKind, u64>, StoreFault> {
    Ok(trees.get::<IncidentsRecord>(Name::Meta, INCIDENTS_KEY)?.unwrap_or_default().0)
}

/// What was counted in these days.
pub fn tally(trees: &Trees, from: Date, to: Date) -> Result<Tally, StoreFault> {
    let rows = trees.range::<TallyRecord>(Name::Tally, keys::tally_days(from, to));
    rows.map(|row| row.map(|(_, TallyRecord { key, count })| (key, count))).collect()
}

/// What stayed of a request that lost its identity.
pub fn call_record(trees: &Trees, id: RequestId) -> Result<Option<CallRecord>, StoreFault> {
    trees.get(Name::Past, &keys::row(id.0))
}

/// The trees whose rows have an end by time.
const ENDING: [Name; 7] =
    [Name::Ended, Name::Conversations, Name::Unreachable, Name::Dead, Name::Attempts, Name::Sessions, Name::Audit];

/// Where to go on in each of the trees.
pub type Rounds = BTreeMap<Name, Vec<u8>>;

/// The next rows of each of them whose time seems over, and the places to go on from.
pub fn all_overdue(
    trees: &Trees,
    rounds: &Rounds,
    portion: usize,
    keep: Retention,
    now: Timestamp,
) -> Result<(Vec<Overdue>, Rounds), StoreFault> {
    let (mut overdue, mut next) = (Vec::new(), Rounds::new());
    for name in ENDING {
        let place = rounds.get(&name).map(Vec::as_slice).unwrap_or_default();
        let (found, place) = self::overdue(trees, name, place, portion, keep, now)?;
        overdue.extend(found);
        next.insert(name, place);
    }
    Ok((overdue, next))
}

/// The next rows of a tree whose time seems over, and the place to go on from; an empty one is the beginning.
fn overdue(
    trees: &Trees,
    name: Name,
    place: &[u8],
    portion: usize,
    keep: Retention,
    now: Timestamp,
) -> Result<(Vec<Overdue>, Vec<u8>), StoreFault> {
    let (rows, next) = trees.after(name, place, portion)?;
    let is_over = |Row { value, .. }: &Row| match name {
        Name::Ended => {
            decode::<ValueRecord<CallbackRequest>>(value).is_ok_and(|found| keep.ends_request(&found.value, now))
        }
        Name::Conversations => {
            decode::<ValueRecord<Conversation>>(value).is_ok_and(|found| keep.ends_conversation(&found.value, now))
        }
        Name::Unreachable => decode::<UnreachableRecord>(value).is_ok_and(|found| keep.ends_mark(found.since, now)),
        Name::Dead => decode::<DeadRecord>(value).is_ok_and(|found| keep.ends_dead_letter(found.died_at, now)),
        Name::Attempts => decode::<ValueRecord<Attempt>>(value).is_ok_and(|found| found.value.is_over(now)),
        Name::Sessions => decode::<ValueRecord<Session>>(value).is_ok_and(|found| found.value.is_over(now)),
        Name::Audit => decode::<audit::Record>(value).is_ok_and(|found| keep.ends_audit(found.at, now)),
        _ => false,
    };
    let over = rows.into_iter().filter(is_over).map(|row| Overdue { name, key: row.key });
    Ok((over.collect(), next))
}

/// Everything that is kept of a customer, whose open request is this one.
pub fn kept_of(trees: &Trees, customer: ChatId, open: Option<RequestId>, board: &Board) -> Result<Kept, StoreFault> {
    let key = keys::signed(customer.0);
    let ended = trees.get::<CustomerRecord>(Name::Customers, &key)?.unwrap_or_default().ended;
    let mut kept = Kept {
        conversation: conversation(trees, customer)?.map(|found| found.value),
        unreachable_since: trees.get::<UnreachableRecord>(Name::Unreachable, &key)?.map(|found| found.since),
        ..Kept::default()
    };
    for id in ended.into_iter().chain(open) {
        kept.requests.extend(request(trees, id)?.map(|found| found.value));
        kept.looks.extend(looks(trees, Some(id))?);
    }
    // One that has ended stands there until the next.
    kept.block = board.blocks.of(customer, Timestamp::MIN).cloned();
    for row in trees.each::<OutboxRecord>(Name::Outbox) {
        let (_, OutboxRecord { message, .. }) = row?;
        if [Recipient::Chat(customer), Recipient::Mailbox(customer)].contains(&message.to) {
            kept.unsent.push(message);
        }
    }
    for row in trees.each::<InboxRecord>(Name::Inbox) {
        let (key, record) = row?;
        if record.lane == customer.0 {
            kept.unread.extend(json_of(trees, Name::Inbox, &key, &record)?);
        }
    }
    for row in trees.each::<DeadRecord>(Name::Dead) {
        let (key, record) = row?;
        if record.update.lane == customer.0 {
            kept.set_aside.extend(json_of(trees, Name::Dead, &key, &record.update)?);
        }
    }
    Ok(kept)
}

/// An update's JSON from its pieces; `None` when it was done between the reads.
fn json_of(trees: &Trees, name: Name, key: &[u8], record: &InboxRecord) -> Result<Option<String>, StoreFault> {
    let row = keys::read_row(key).ok_or_else(|| damaged(name, key, "its key is no number"))?;
    let mut json = Vec::new();
    for part in 0..record.parts {
        let Some(piece) = trees.bytes(Name::Raw, &keys::part(row, part))? else {
            // Done between the two reads, else damaged.
            let missing = || damaged(name, key, format!("piece {part} of its {} is missing", record.parts));
            return if trees.has(name, key)? { Err(missing()) } else { Ok(None) };
        };
        json.extend(piece);
    }
    String::from_utf8(json).map(Some).map_err(|error| damaged(name, key, error.to_string()))
}

/// Who saw the details of one request, or of any.
pub fn looks(trees: &Trees, of: Option<RequestId>) -> Result<Vec<Look>, StoreFault> {
    match of {
        Some(id) => trees.range(Name::Looks, keys::looks(id)).map(|row| row.map(|(_, look)| look)).collect(),
        None => trees.each(Name::Looks).map(|row| row.map(|(_, look)| look)).collect(),
    }
}

/// A try to sign in.
pub fn attempt(trees: &Trees, code: AttemptCode) -> Result<Option<Versioned<Attempt>>, StoreFault> {
    value(trees, Name::Attempts, &keys::attempt(code))
}

/// A browser that is signed in.
pub fn session(trees: &Trees, id: &SessionId) -> Result<Option<Versioned<Session>>, StoreFault> {
    value(trees, Name::Sessions, &keys::session(id))
}

/// The sessions of a member. One that cannot be read is left out: nobody comes in by it.
pub fn sessions_of(trees: &Trees, who: UserId) -> Result<Vec<(SessionId, Versioned<Session>)>, StoreFault> {
    let mut found = Vec::new();
    for row in trees.each::<ValueRecord<Session>>(Name::Sessions) {
        if let Some((key, ValueRecord { v, value })) = past_record(row.map(Some))?
            && value.who == who
        {
            found.push((SessionId::of(&String::from_utf8_lossy(&key)), Versioned { version: v, value }));
        }
    }
    Ok(found)
}

/// What members of the desk did before a time, the newest first.
pub fn audit(trees: &Trees, before: Timestamp, limit: usize) -> Result<Vec<audit::Record>, StoreFault> {
    let end = keys::moment(before, 0);
    let keys = trees.keys(Name::Audit).rev().filter(|key| key.as_ref().is_ok_and(|key| *key < end));
    let found = keys.take(limit).map(|key| past_record(trees.get(Name::Audit, &key?)));
    found.filter_map(Result::transpose).collect()
}

fn value<T>(trees: &Trees, name: Name, key: &[u8]) -> Result<Option<Versioned<T>>, StoreFault>
where
    ValueRecord<T>: Record,
{
    let record = trees.get::<ValueRecord<T>>(name, key)?;
    Ok(record.map(|ValueRecord { v, value }| Versioned { version: v, value }))
}
