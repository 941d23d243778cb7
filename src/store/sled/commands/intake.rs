//! Takes updates in and forgets, a few at a time, which ones were seen long ago.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::planned::Planned;
use crate::callback::ChatId;
use crate::conversation::Conversation;
use crate::store::sled::draft::{Draft, Effect};
use crate::store::sled::keys;
use crate::store::sled::records::{InboxRecord, ValueRecord};
use crate::store::sled::seen::{Known, Page, place};
use crate::store::sled::trees::{Name, damaged};
use crate::store::{Intake, RawUpdate, ServiceClass, StoreFault};

/// How long an update is known after it was taken in. Telegram itself forgets an update after 24 hours.
const SEEN_FOR: Duration = Duration::from_hours(48);
/// Runs looked at with each intake for whether they can be forgotten, beyond as many as it began: so forgetting gains on
/// remembering.
const FORGET_RUNS: usize = 2;
/// Updates that have waited for more than two days are looked at up to this many; a desk where more do has stopped, and
/// forgets nothing.
const LONG_WAITING: usize = 100;
/// The raw JSON is cut into pieces of this many bytes, so that none is too large a value, whatever Telegram sends.
const PART_BYTES: usize = 60 * 1024;

/// What the row of a run's time says: all is in its key.
const TIME: [u8; 1] = [1];

/// So much may wait before the further messages of those who flood are left out: at Telegram's thirty a second it takes
/// four and a half hours to answer, and about a gibibyte to keep. What others write is never left out: of each of them
/// little waits.
const CEILING: usize = 500_000;

/// Takes the updates in that are not known yet.
pub fn intake(draft: &mut Draft<'_>, updates: &[RawUpdate], now: Timestamp) -> Planned<Intake> {
    let mut done = Intake::default();
    let waiting = draft.memory().waiting();
    let mut pages = BTreeMap::new();
    let mut begun = 0;
    for update in updates {
        let (run, place) = place(update.update_id);
        if let std::collections::btree_map::Entry::Vacant(new) = pages.entry(run) {
            new.insert((page(draft, run)?, false));
        }
        let Some((page, changed)) = pages.get_mut(&run) else { continue };
        match page.as_ref().map_or(Known::No, |page| page.knows(place, update.mark)) {
            Known::Yes => {
                done.known += 1;
                continue;
            }
            Known::Other => tracing::warn!(
                update = update.update_id,
                "another update came under a known number, as after a move to another Bot API server; it is taken in"
            ),
            Known::No => {}
        }
        let class = class_of(draft, update, now)?;
        if is_shed(class, waiting.saturating_add(done.fresh)) {
            done.shed += 1;
            continue;
        }
        add(draft, update, class, now)?;
        done.fresh += 1;
        if page.is_none() {
            draft.put_bytes(Name::SeenTimes, keys::moment(now, run.cast_unsigned()), TIME.to_vec())?;
            begun += 1;
        }
        page.get_or_insert_with(|| Page::new(now)).add(place, update.mark, now);
        *changed = true;
    }
    for (run, (page, changed)) in pages {
        if let Some(page) = page.filter(|_| changed) {
            draft.put_bytes(Name::SeenPages, keys::signed(run), page.bytes())?;
        }
    }
    forget(draft, FORGET_RUNS + begun, now)?;
    Ok(done)
}

/// What is known of a run. One that cannot be read is begun anew: what it knew may be taken in twice, which is better than
/// not at all.
fn page(draft: &Draft<'_>, run: i64) -> Result<Option<Page>, StoreFault> {
    let key = keys::signed(run);
    let Some(bytes) = draft.bytes(Name::SeenPages, &key)? else { return Ok(None) };
    match Page::read(&bytes) {
        Ok(page) => Ok(Some(page)),
        Err(reason) => {
            tracing::error!(fault = %damaged(Name::SeenPages, &key, reason), "ALARM: known updates cannot be read");
            Ok(None)
        }
    }
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

fn add(draft: &mut Draft<'_>, update: &RawUpdate, class: ServiceClass, now: Timestamp) -> Result<(), StoreFault> {
    let row = draft.take_rows(1)?;
    let mut parts = 0_u16;
    for piece in update.json.as_bytes().chunks(PART_BYTES) {
        draft.put_bytes(Name::Raw, keys::part(row, parts), piece.to_vec())?;
        parts = parts.saturating_add(1);
    }
    let RawUpdate { update_id, lane, piece, .. } = *update;
    let record = InboxRecord { update_id, lane, received_at: now, tries: 0, deaths: 0, parts, class, piece };
    draft.put(Name::Inbox, keys::row(row), &record)?;
    draft.effect(Effect::Arrived { row, lane, class, piece, now });
    Ok(())
}

/// Forgets the runs that nothing was added to for long; one of which something waits still is looked at later again.
fn forget(draft: &mut Draft<'_>, count: usize, now: Timestamp) -> Result<(), StoreFault> {
    let Ok(before) = now.checked_sub(SEEN_FOR) else { return Ok(()) };
    let mut waiting = None;
    for key in draft.first_keys(Name::SeenTimes, count)? {
        let Some((_, run)) = keys::read_moment(&key).filter(|(at, _)| *at < before) else { break };
        if waiting.is_none() {
            waiting = Some(waiting_since(draft, before)?);
        }
        let Some(Some(waiting)) = &waiting else { break };
        let page_key = keys::signed(run.cast_signed());
        let last = page(draft, run.cast_signed())?.map(|page| page.last);
        draft.remove(Name::SeenTimes, key);
        if waiting.contains(&run.cast_signed()) {
            draft.put_bytes(Name::SeenTimes, keys::moment(now, run), TIME.to_vec())?;
        } else if let Some(last) = last.filter(|last| *last >= before) {
            draft.put_bytes(Name::SeenTimes, keys::moment(last, run), TIME.to_vec())?;
        } else {
            draft.remove(Name::SeenPages, page_key);
        }
    }
    Ok(())
}

/// The runs of updates that have waited since before then; `None` when they are too many to look at.
fn waiting_since(draft: &Draft<'_>, before: Timestamp) -> Result<Option<Vec<i64>>, StoreFault> {
    let mut runs = Vec::new();
    for key in draft.first_keys(Name::Inbox, LONG_WAITING)? {
        let Some(record) = draft.get::<InboxRecord>(Name::Inbox, &key)? else { continue };
        if record.received_at >= before {
            return Ok(Some(runs));
        }
        runs.push(place(record.update_id).0);
    }
    Ok((runs.len() < LONG_WAITING).then_some(runs))
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
