//! Writes down what became of messages that were leased to be sent. Rows that are gone by now are left alone.

use jiff::Timestamp;

use super::planned::Planned;
use crate::conversation::{Body, MessageRef, Outgoing, Recipient};
use crate::store::sled::draft::{Draft, Effect};
use crate::store::sled::keys;
use crate::store::sled::memory::LineKey;
use crate::store::sled::records::{GroupRecord, OutboxRecord, SlotRecord, UnreachableRecord};
use crate::store::sled::trees::{GROUP_KEY, Name};
use crate::store::{Delivery, StoreFault, past_record};

/// Messages remembered under one slot that gathers: as many as can be deleted at once (Bot API, deleteMessages).
const MAX_GATHERED: usize = 100;

/// Writes all of them down. One that cannot be written down holds up no other.
pub fn settle(draft: &mut Draft<'_>, deliveries: Vec<(u64, Delivery)>, now: Timestamp) -> Planned<()> {
    for (row, delivery) in deliveries {
        past_record(settle_one(draft, row, delivery, now))?;
    }
    Ok(())
}

fn settle_one(draft: &mut Draft<'_>, row: u64, delivery: Delivery, now: Timestamp) -> Result<(), StoreFault> {
    let Some(record) = draft.get::<OutboxRecord>(Name::Outbox, &keys::row(row))? else { return Ok(()) };
    match delivery {
        Delivery::Sent { message } => {
            // Sent it was, whether it can be remembered or not.
            past_record(remember(draft, &record.message, message))?;
            remove(draft, row, &record.message);
        }
        Delivery::Dropped => remove(draft, row, &record.message),
        Delivery::Unreachable => unreachable(draft, row, &record.message, now)?,
        Delivery::RetryAt(at) => retry(draft, row, record, Some(at), now)?,
        Delivery::NotYet(at) => put_off(draft, row, record, Some(at), now)?,
        Delivery::Migrated(group) => {
            draft.put(Name::Meta, GROUP_KEY.to_vec(), &GroupRecord(group))?;
            retry(draft, row, record, None, now)?;
        }
    }
    Ok(())
}

/// Removes rows that cannot be read, so that those behind them are sent.
pub fn discard(draft: &mut Draft<'_>, rows: &[u64]) -> Planned<()> {
    for row in rows {
        draft.remove(Name::Outbox, keys::row(*row));
        let line = draft.memory().outbox().line_of(*row);
        if let Some(line) = line {
            draft.effect(Effect::Removed { line, row: *row });
        }
    }
    Ok(())
}

/// Remembers a new message under its slot, or forgets one that was deleted.
fn remember(draft: &mut Draft<'_>, sent: &Outgoing, message: Option<i64>) -> Result<(), StoreFault> {
    match (&sent.body, sent.body.fills().zip(message)) {
        (_, Some((slot, message))) => {
            let (key, group) = (keys::slot(sent.to, slot), group_of(draft, sent.to)?);
            let before = if slot.gathers() { draft.get::<SlotRecord>(Name::Slots, &key)? } else { None };
            let mut earlier = before.map(|SlotRecord { message, earlier, .. }| [earlier, vec![message]].concat());
            if let Some(earlier) = earlier.as_mut() {
                earlier.drain(..earlier.len().saturating_sub(MAX_GATHERED - 1));
            }
            draft.put(Name::Slots, key, &SlotRecord { message, earlier: earlier.unwrap_or_default(), group })
        }
        (Body::Delete { message: MessageRef::Slot(slot) }, _) => {
            draft.remove(Name::Slots, keys::slot(sent.to, *slot));
            Ok(())
        }
        _ => Ok(()),
    }
}

fn group_of(draft: &Draft<'_>, recipient: Recipient) -> Result<Option<crate::callback::ChatId>, StoreFault> {
    match recipient {
        Recipient::AgentsGroup => draft.group(),
        Recipient::Chat(_) | Recipient::Topic(..) | Recipient::Mailbox(_) => Ok(None),
    }
}

fn remove(draft: &mut Draft<'_>, row: u64, message: &Outgoing) {
    draft.remove(Name::Outbox, keys::row(row));
    draft.effect(Effect::Removed { line: LineKey::of(row, message), row });
}

/// Drops everything to a chat and marks it. The agents' group has no mark: the bot may be let in again at any time,
/// and nobody writes there to tell.
fn unreachable(draft: &mut Draft<'_>, row: u64, message: &Outgoing, now: Timestamp) -> Result<(), StoreFault> {
    remove(draft, row, message);
    let Recipient::Chat(chat) = message.to else { return Ok(()) };
    draft.put(Name::Unreachable, keys::signed(chat.0), &UnreachableRecord { since: now })?;
    let others = draft.memory().outbox().rows_to(message.to);
    for other in others {
        if let Some(record) = past_record(draft.get::<OutboxRecord>(Name::Outbox, &keys::row(other)))? {
            remove(draft, other, &record.message);
        }
    }
    Ok(())
}

fn retry(
    draft: &mut Draft<'_>,
    row: u64,
    mut record: OutboxRecord,
    not_before: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreFault> {
    record.tries = record.tries.saturating_add(1);
    put_off(draft, row, record, not_before, now)
}

fn put_off(
    draft: &mut Draft<'_>,
    row: u64,
    mut record: OutboxRecord,
    not_before: Option<Timestamp>,
    now: Timestamp,
) -> Result<(), StoreFault> {
    record.not_before = not_before;
    record.put_off_at = Some(now);
    draft.put(Name::Outbox, keys::row(row), &record)?;
    draft.effect(Effect::Postponed { line: LineKey::of(row, &record.message), row, not_before });
    Ok(())
}
