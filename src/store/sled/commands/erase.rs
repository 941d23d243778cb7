//! Erases what people told: when its time is over, and when they ask for it. Of a call the record without identity stays.

use jiff::Timestamp;

use super::planned::{Planned, remove_raw};
use crate::admission::{Attempt, Record, Session};
use crate::callback::{CallbackRequest, ChatId, Look, RequestId};
use crate::conversation::{Conversation, Recipient, Retention};
use crate::store::sled::draft::{Draft, Effect};
use crate::store::sled::keys;
use crate::store::sled::memory::LineKey;
use crate::store::sled::records::{CustomerRecord, DeadRecord, OutboxRecord, UnreachableRecord, ValueRecord};
use crate::store::sled::trees::Name;
use crate::store::{StoreFault, past_record};

/// A row whose time seemed over when it was looked at.
pub struct Overdue {
    /// Its tree.
    pub name: Name,
    /// Its key.
    pub key: Vec<u8>,
}

/// Erases those of these rows whose time is over.
pub fn purge(draft: &mut Draft<'_>, overdue: Vec<Overdue>, keep: Retention, now: Timestamp) -> Planned<usize> {
    let mut erased = 0;
    for overdue in overdue {
        // One that cannot be read stays; the others go.
        erased += usize::from(past_record(purge_one(draft, overdue, keep, now))?);
    }
    Ok(erased)
}

fn purge_one(
    draft: &mut Draft<'_>,
    Overdue { name, key }: Overdue,
    keep: Retention,
    now: Timestamp,
) -> Result<bool, StoreFault> {
    let is_over = match name {
        Name::Ended => {
            let found = draft.get::<ValueRecord<CallbackRequest>>(name, &key)?;
            found.is_some_and(|found| keep.ends_request(&found.value, now))
        }
        Name::Conversations => {
            let found = draft.get::<ValueRecord<Conversation>>(name, &key)?;
            found.is_some_and(|found| keep.ends_conversation(&found.value, now))
        }
        Name::Unreachable => {
            let found = draft.get::<UnreachableRecord>(name, &key)?;
            found.is_some_and(|found| keep.ends_mark(found.since, now))
        }
        Name::Dead => {
            let found = draft.get::<DeadRecord>(name, &key)?;
            found.is_some_and(|found| keep.ends_dead_letter(found.died_at, now))
        }
        Name::Attempts => {
            let found = draft.get::<ValueRecord<Attempt>>(name, &key)?;
            found.is_some_and(|found| found.value.is_over(now))
        }
        Name::Sessions => {
            let found = draft.get::<ValueRecord<Session>>(name, &key)?;
            found.is_some_and(|found| found.value.is_over(now))
        }
        Name::Audit => {
            let found = draft.get::<Record>(name, &key)?;
            found.is_some_and(|found| keep.ends_audit(found.at, now))
        }
        _ => false,
    };
    match name {
        _ if !is_over => {}
        Name::Ended => erase_request(draft, &key)?,
        Name::Dead => forget_dead(draft, key)?,
        name => draft.remove(name, key),
    }
    Ok(is_over)
}

/// Erases what is kept of a customer. Their talk is blank already, and an open request of theirs stays.
pub fn erase(draft: &mut Draft<'_>, customer: ChatId) -> Result<(), StoreFault> {
    let found = draft.get::<CustomerRecord>(Name::Customers, &keys::signed(customer.0))?;
    for id in found.unwrap_or_default().ended {
        erase_request(draft, &keys::row(id.0))?;
    }
    let waiting = [Recipient::Chat(customer), Recipient::Mailbox(customer)];
    let waiting = waiting.map(|recipient| draft.memory().outbox().rows_to(recipient));
    for row in waiting.into_iter().flatten() {
        if let Some(record) = draft.get::<OutboxRecord>(Name::Outbox, &keys::row(row))? {
            draft.remove(Name::Outbox, keys::row(row));
            draft.effect(Effect::Removed { line: LineKey::of(row, &record.message), row });
        }
    }
    for key in draft.first_keys(Name::Dead, usize::MAX)? {
        let found = past_record(draft.get::<DeadRecord>(Name::Dead, &key))?;
        if found.is_some_and(|found| found.update.lane == customer.0) {
            forget_dead(draft, key)?;
        }
    }
    Ok(())
}

/// Remembers whose an ended request is, or that it has not ended any more.
pub fn note_ended(draft: &mut Draft<'_>, customer: ChatId, id: RequestId, ended: bool) -> Result<(), StoreFault> {
    let key = keys::signed(customer.0);
    let found = draft.get::<CustomerRecord>(Name::Customers, &key)?.unwrap_or_default();
    let mut record = found.clone();
    if ended {
        record.ended.insert(id);
    } else {
        record.ended.remove(&id);
    }
    if record == found {
        return Ok(());
    }
    if record.ended.is_empty() {
        draft.remove(Name::Customers, key);
        return Ok(());
    }
    draft.put(Name::Customers, key, &record)
}

/// Takes the customer out of an ended request.
fn erase_request(draft: &mut Draft<'_>, key: &[u8]) -> Result<(), StoreFault> {
    let Some(found) = draft.get::<ValueRecord<CallbackRequest>>(Name::Ended, key)? else { return Ok(()) };
    let (customer, id) = (found.value.customer.chat, found.value.id);
    draft.remove(Name::Ended, key.to_vec());
    draft.put(Name::Past, key.to_vec(), &found.value.without_identity())?;
    for (key, look) in draft.range::<Look>(Name::Looks, &keys::looks(id))? {
        draft.put(Name::Looks, key, &look.without_identity())?;
    }
    note_ended(draft, customer, id, false)
}

fn forget_dead(draft: &mut Draft<'_>, key: Vec<u8>) -> Result<(), StoreFault> {
    let Some(dead) = draft.get::<DeadRecord>(Name::Dead, &key)? else { return Ok(()) };
    if let Some(row) = keys::read_row(&key) {
        remove_raw(draft, row, dead.update.parts);
    }
    draft.remove(Name::Dead, key);
    let left = draft.dead().saturating_sub(1);
    draft.set_dead(left);
    Ok(())
}
