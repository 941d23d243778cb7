//! Gives updates back that could not be worked off, and buries them after the last try.

use super::{Failure, Planned, Stop, remove_raw};
use crate::store::sled::draft::{Draft, Effect};
use crate::store::sled::keys;
use crate::store::sled::records::{DeadRecord, InboxRecord};
use crate::store::sled::trees::Name;
use crate::store::{Failed, StoreFault, WorkId};

/// Dead letters kept for somebody to look at; the oldest go first. A desk that has more has one fault many times.
const DEAD_KEPT: usize = 1000;
/// Characters kept of a reason: an error with its causes, not a whole back-trace.
const REASON_CHARS: usize = 2000;

/// Gives an update back, or buries it. One that is done already is left alone.
pub fn fail(draft: &mut Draft<'_>, failure: Failure) -> Planned<Failed> {
    let WorkId(row) = failure.work;
    let key = keys::row(row);
    let Some(mut record) = draft.get::<InboxRecord>(Name::Inbox, &key)? else {
        return Err(Stop::Answer(Failed::Again));
    };
    let lane = record.lane;
    record.tries = draft.memory().inbox().tries_with_this(row, lane);
    if record.tries < failure.max_tries {
        let tries = record.tries;
        draft.put(Name::Inbox, key, &record)?;
        draft.effect(Effect::GivenBack { row, lane, tries });
        return Ok(Failed::Again);
    }
    tracing::error!(
        update = record.update_id,
        tries = record.tries,
        "an update could not be worked off and lies with the dead letters"
    );
    draft.remove(Name::Inbox, key.clone());
    let reason = failure.reason.chars().take(REASON_CHARS).collect();
    draft.put(Name::Dead, key, &DeadRecord { update: record, reason, died_at: failure.now })?;
    draft.effect(Effect::Finished { row, lane });
    let dead = draft.dead() + 1;
    draft.set_dead(dead);
    forget_oldest(draft, dead)?;
    draft.send(failure.alarm, None, failure.now)?;
    Ok(Failed::Dead)
}

fn forget_oldest(draft: &mut Draft<'_>, dead: usize) -> Result<(), StoreFault> {
    for key in draft.first_keys(Name::Dead, dead.saturating_sub(DEAD_KEPT))? {
        let Some(oldest) = draft.get::<DeadRecord>(Name::Dead, &key)? else { continue };
        if let Some(row) = keys::read_row(&key) {
            remove_raw(draft, row, oldest.update.parts);
        }
        draft.remove(Name::Dead, key);
        let dead = draft.dead().saturating_sub(1);
        draft.set_dead(dead);
    }
    Ok(())
}

/// Writes a try down before it is made. `false` when the update is done already.
pub fn count_try(draft: &mut Draft<'_>, work: WorkId, tries: u32) -> Planned<()> {
    let WorkId(row) = work;
    let key = keys::row(row);
    let Some(mut record) = draft.get::<InboxRecord>(Name::Inbox, &key)? else { return Err(Stop::Answer(())) };
    record.tries = tries;
    let lane = record.lane;
    draft.put(Name::Inbox, key, &record)?;
    draft.effect(Effect::Counted { row, lane, tries });
    Ok(())
}
