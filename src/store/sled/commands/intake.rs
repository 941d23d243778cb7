//! Takes updates in and forgets, a few at a time, which ones were seen long ago.

use std::time::Duration;

use jiff::Timestamp;

use super::Planned;
use crate::callback::ChatId;
use crate::conversation::Conversation;
use crate::store::sled::draft::{Draft, Effect};
use crate::store::sled::keys;
use crate::store::sled::records::{BatchRecord, InboxRecord, SeenRecord, ValueRecord};
use crate::store::sled::trees::Name;
use crate::store::{Intake, RawUpdate, ServiceClass, StoreFault};

/// How long an update is known after it was taken in. Telegram itself forgets an update after 24 hours.
const SEEN_FOR: Duration = Duration::from_hours(48);
/// Updates remembered under one row: as JSON of at most 21 bytes each well below the largest value.
const BATCH_UPDATES: usize = 500;
/// Batches forgotten with each intake. Two, so that forgetting gains on remembering.
const FORGET_BATCHES: usize = 2;
/// The raw JSON is cut into pieces of this many bytes, so that none is too large a value, whatever Telegram sends.
const PART_BYTES: usize = 60 * 1024;

/// So much may wait before the further messages of those who flood are left out: at Telegram's thirty a second it takes
/// four and a half hours to answer, and about a gibibyte to keep. What others write is never left out: of each of them
/// little waits.
const CEILING: usize = 500_000;

/// Takes the updates in that are not known yet.
pub fn intake(draft: &mut Draft<'_>, updates: &[RawUpdate], now: Timestamp) -> Planned<Intake> {
    let mut done = Intake::default();
    let waiting = draft.memory().waiting();
    for batch in updates.chunks(BATCH_UPDATES) {
        let mut fresh = Vec::new();
        let mut first_row = None;
        for update in batch {
            if draft.has(Name::Seen, &keys::signed(update.update_id))? {
                done.known += 1;
                continue;
            }
            let class = class_of(draft, update, now)?;
            if is_shed(class, waiting.saturating_add(done.fresh).saturating_add(fresh.len())) {
                done.shed += 1;
                continue;
            }
            let row = add(draft, update, class, now)?;
            first_row.get_or_insert(row);
            fresh.push(update.update_id);
        }
        done.fresh += fresh.len();
        if let Some(row) = first_row {
            draft.put(Name::SeenBatches, keys::moment(now, row), &BatchRecord { updates: fresh })?;
        }
    }
    forget(draft, now)?;
    Ok(done)
}

/// Whether an update of this class is left out while so much waits.
fn is_shed(class: ServiceClass, waiting: usize) -> bool {
    class == ServiceClass::Flood && waiting >= CEILING
}

/// What an update is when it comes. Who is an agent, and who is owed a call, is asked when its turn is given.
fn class_of(draft: &Draft<'_>, update: &RawUpdate, now: Timestamp) -> Result<ServiceClass, StoreFault> {
    let (known, urgent) = match draft.get::<ValueRecord<Conversation>>(Name::Conversations, &keys::signed(update.lane))
    {
        Ok(found) => (found.is_some(), found.is_some_and(|found| found.value.is_urgent(now))),
        // Whoever works the update off says so; what others wrote must come in.
        Err(StoreFault::Damaged { .. }) => (true, false),
        Err(fault) => return Err(fault),
    };
    let urgent = urgent || update.urgent;
    let class = match (urgent, known) {
        (true, _) => ServiceClass::Urgent,
        (false, true) => ServiceClass::Known,
        (false, false) => ServiceClass::Stranger,
    };
    let owed = draft.open_request_of(ChatId(update.lane)).is_some();
    let pace = if owed { ServiceClass::Owed } else { class };
    let flood = draft.memory().paces().is_flood(update.lane, pace, now);
    Ok(if flood { ServiceClass::Flood } else { class })
}

fn add(draft: &mut Draft<'_>, update: &RawUpdate, class: ServiceClass, now: Timestamp) -> Result<u64, StoreFault> {
    let row = draft.take_rows(1)?;
    let mut parts = 0_u16;
    for piece in update.json.as_bytes().chunks(PART_BYTES) {
        draft.put_bytes(Name::Raw, keys::part(row, parts), piece.to_vec())?;
        parts = parts.saturating_add(1);
    }
    let RawUpdate { update_id, lane, .. } = *update;
    let record = InboxRecord { update_id, lane, received_at: now, tries: 0, parts, class };
    draft.put(Name::Inbox, keys::row(row), &record)?;
    draft.put(Name::Seen, keys::signed(update.update_id), &SeenRecord { row })?;
    draft.effect(Effect::Arrived { row, lane, class });
    Ok(row)
}

/// Forgets the oldest batches if their time is over; what still waits in the inbox is remembered anew.
fn forget(draft: &mut Draft<'_>, now: Timestamp) -> Result<(), StoreFault> {
    let Ok(before) = now.checked_sub(SEEN_FOR) else { return Ok(()) };
    for key in draft.first_keys(Name::SeenBatches, FORGET_BATCHES)? {
        let Some((_, row)) = keys::read_moment(&key).filter(|(at, _)| *at < before) else { break };
        let batch = draft.get::<BatchRecord>(Name::SeenBatches, &key)?;
        let mut waiting = Vec::new();
        for update in batch.map_or_else(Vec::new, |batch| batch.updates) {
            let update_key = keys::signed(update);
            let Some(seen) = draft.get::<SeenRecord>(Name::Seen, &update_key)? else { continue };
            if draft.has(Name::Inbox, &keys::row(seen.row))? {
                waiting.push(update);
            } else {
                draft.remove(Name::Seen, update_key);
            }
        }
        draft.remove(Name::SeenBatches, key);
        if !waiting.is_empty() {
            draft.put(Name::SeenBatches, keys::moment(now, row), &BatchRecord { updates: waiting })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_alone_is_left_out_and_only_when_hours_of_work_wait() {
        let shed: Vec<ServiceClass> =
            ServiceClass::ALL.into_iter().filter(|class| is_shed(*class, usize::MAX)).collect();
        assert_eq!(shed, [ServiceClass::Flood]);
        assert!(!is_shed(ServiceClass::Flood, CEILING - 1) && is_shed(ServiceClass::Flood, CEILING));
    }
}
