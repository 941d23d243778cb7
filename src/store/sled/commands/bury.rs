//! Gives updates back that could not be worked off, and buries them after the last try.

use jiff::Timestamp;

use super::planned::{Failure, Planned, Stop, remove_raw};
use crate::store::sled::draft::{Draft, Effect};
use crate::store::sled::keys;
use crate::store::sled::records::{DeadRecord, InboxRecord};
use crate::store::sled::trees::Name;
use crate::store::{Failed, ServiceClass, StoreFault, WorkId, past_record};

/// Dead letters kept for somebody to look at; the oldest go first. A desk that has more has one fault many times.
const DEAD_KEPT: usize = 1000;
/// Characters kept of a reason: an error with its causes, not a whole back-trace.
const REASON_CHARS: usize = 2000;

/// Gives an update back, or buries it. One that is done already is left alone. One whose row cannot be read is buried at once,
/// with what is known of it.
pub fn fail(draft: &mut Draft<'_>, failure: Failure) -> Planned<Failed> {
    let WorkId(row) = failure.work;
    let key = keys::row(row);
    let mut record = match draft.get::<InboxRecord>(Name::Inbox, &key) {
        Ok(None) => return Err(Stop::Answer(Failed::Again)),
        Ok(Some(record)) => record,
        Err(StoreFault::Damaged { .. }) => return bury(draft, unreadable(draft, row, failure.now)?, failure),
        Err(fault) => return Err(fault.into()),
    };
    let lane = record.lane;
    (record.tries, record.deaths) = draft.memory().inbox().tries_with_this(row, lane);
    if record.tries < failure.max_tries {
        let tries = record.tries;
        draft.put(Name::Inbox, key, &record)?;
        draft.effect(Effect::GivenBack { row, lane, tries });
        return Ok(Failed::Again);
    }
    bury(draft, record, failure)
}

fn bury(draft: &mut Draft<'_>, record: InboxRecord, failure: Failure) -> Planned<Failed> {
    tracing::error!(
        update = record.update_id,
        tries = record.tries,
        "an update could not be worked off and lies with the dead letters"
    );
    let (WorkId(row), lane) = (failure.work, record.lane);
    draft.remove(Name::Inbox, keys::row(row));
    let reason = failure.reason.chars().take(REASON_CHARS).collect();
    draft.put(Name::Dead, keys::row(row), &DeadRecord { update: record, reason, died_at: failure.now })?;
    draft.effect(Effect::Finished { row, lane });
    let dead = draft.dead() + 1;
    draft.set_dead(dead);
    forget_oldest(draft, dead)?;
    draft.send(failure.alarm, None, failure.now)?;
    Ok(Failed::Dead)
}

/// What is known of an update whose row cannot be read: its lane, and the pieces of its JSON.
fn unreadable(draft: &Draft<'_>, row: u64, now: Timestamp) -> Result<InboxRecord, StoreFault> {
    let lane = draft.memory().inbox().lane_of(row).unwrap_or_default();
    let mut parts = 0;
    while parts < u16::MAX && draft.has(Name::Raw, &keys::part(row, parts))? {
        parts += 1;
    }
    let class = ServiceClass::default();
    Ok(InboxRecord { update_id: 0, lane, received_at: now, tries: 1, deaths: 0, parts, class, piece: None })
}

fn forget_oldest(draft: &mut Draft<'_>, dead: usize) -> Result<(), StoreFault> {
    for key in draft.first_keys(Name::Dead, dead.saturating_sub(DEAD_KEPT))? {
        let oldest = past_record(draft.get::<DeadRecord>(Name::Dead, &key))?;
        if let (Some(row), Some(oldest)) = (keys::read_row(&key), oldest) {
            remove_raw(draft, row, oldest.update.parts);
        }
        draft.remove(Name::Dead, key);
        let dead = draft.dead().saturating_sub(1);
        draft.set_dead(dead);
    }
    Ok(())
}

/// Writes a try on trial down before it is made. An update that is done already, or cannot be read, is left alone.
pub fn count_trial(draft: &mut Draft<'_>, work: WorkId, deaths: u32) -> Planned<()> {
    let WorkId(row) = work;
    let key = keys::row(row);
    let Some(mut record) = past_record(draft.get::<InboxRecord>(Name::Inbox, &key))? else {
        return Err(Stop::Answer(()));
    };
    record.deaths = deaths;
    draft.put(Name::Inbox, key, &record)?;
    Ok(())
}
