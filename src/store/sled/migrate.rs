//! Brings a store of an older layout up to the present one, once, before it is loaded. Killed in between, it begins anew; the
//! schema rises with the last step.

use std::collections::BTreeMap;

use super::board::{self, VERSIONS_KEY};
use super::folder::Disk;
use super::keys;
use super::load::{FIRST_SCHEMA, SCHEMA};
use super::records::{BatchRecord, BoardRecord, CustomerRecord, Record, ValueRecord, encode};
use super::seen::{NO_MARK, Page, place};
use super::trees::{BOARD_KEY, Name, SCHEMA_KEY, Trees, Writes, damaged};
use crate::callback::{Board, BoardPart, CallbackRequest};
use crate::store::{BoardVersions, StoreFault};

/// Rows written in one transaction.
const PORTION: usize = 2000;

/// Brings a store with this schema up.
///
/// # Errors
/// [`StoreFault::Damaged`] for the first record that cannot be read; [`StoreFault::Broken`].
pub fn bring_up(trees: &Trees, disk: &Disk, schema: u32) -> Result<(), StoreFault> {
    tracing::info!(from = schema, to = SCHEMA, "bringing the data up to the layout of this version");
    remember_by_runs(trees, disk)?;
    let mut last = board_by_rows(trees)?;
    if schema == FIRST_SCHEMA {
        last.extend(index(trees)?);
    }
    last.insert((Name::Meta, SCHEMA_KEY.to_vec()), Some(SCHEMA.to_be_bytes().to_vec()));
    trees.apply(&last)?;
    disk.sync()
}

/// Known updates, a row each up to schema 2, become runs. The old rows go only when the new ones are on the disk.
fn remember_by_runs(trees: &Trees, disk: &Disk) -> Result<(), StoreFault> {
    let mut pages = BTreeMap::<i64, Page>::new();
    for entry in trees.each::<BatchRecord>(Name::SeenBatches) {
        let (key, batch) = entry?;
        let (at, _) = keys::read_moment(&key).ok_or_else(|| damaged(Name::SeenBatches, &key, "its key is no time"))?;
        for update in batch.updates {
            let (run, place) = place(update);
            pages.entry(run).or_insert_with(|| Page::new(at)).add(place, NO_MARK, at);
        }
    }
    let rows = pages.iter().flat_map(|(run, page)| {
        let time = keys::moment(page.last, run.cast_unsigned());
        [((Name::SeenPages, keys::signed(*run)), Some(page.bytes())), ((Name::SeenTimes, time), Some(vec![1]))]
    });
    in_portions(trees, disk, rows)?;
    for name in [Name::Seen, Name::SeenBatches] {
        // Gathered first: what is walked through must not change under the walk.
        let keys: Vec<Vec<u8>> = trees.keys(name).collect::<Result<_, _>>()?;
        in_portions(trees, disk, keys.into_iter().map(|key| ((name, key), None)))?;
    }
    Ok(())
}

type Write = ((Name, Vec<u8>), Option<Vec<u8>>);

fn in_portions(trees: &Trees, disk: &Disk, rows: impl Iterator<Item = Write>) -> Result<(), StoreFault> {
    let mut portion = Writes::new();
    for (place, value) in rows {
        portion.insert(place, value);
        if portion.len() >= PORTION {
            trees.apply(&std::mem::take(&mut portion))?;
        }
    }
    trees.apply(&portion)?;
    disk.sync()
}

/// The board, one record up to schema 2, as rows.
fn board_by_rows(trees: &Trees) -> Result<Writes, StoreFault> {
    let Some(old) = trees.get::<ValueRecord<Board>>(Name::Meta, BOARD_KEY)? else { return Ok(Writes::new()) };
    let wrong = |reason: String| damaged(Name::Meta, BOARD_KEY, reason);
    let mut writes = Writes::from([((Name::Meta, BOARD_KEY.to_vec()), None)]);
    let mut versions = BoardVersions::new();
    for part in BoardPart::ALL {
        versions.insert(part, old.v);
        for (key, row) in board::rows(&old.value, part).map_err(wrong)? {
            writes.insert((Name::Board, key.into_bytes()), Some(bytes(&row)?));
        }
    }
    let versions = BoardRecord(serde_json::to_value(versions).map_err(|error| wrong(error.to_string()))?);
    writes.insert((Name::Board, VERSIONS_KEY.to_vec()), Some(bytes(&versions)?));
    Ok(writes)
}

/// The rows that tell whose each ended request is, which schema 1 does not have.
fn index(trees: &Trees) -> Result<Writes, StoreFault> {
    let mut customers = BTreeMap::<Vec<u8>, CustomerRecord>::new();
    for entry in trees.each::<ValueRecord<CallbackRequest>>(Name::Ended) {
        let (_, ValueRecord { value: request, .. }) = entry?;
        let key = keys::signed(request.customer.chat.0);
        customers.entry(key).or_default().ended.insert(request.id);
    }
    let row = |(key, record): (Vec<u8>, CustomerRecord)| Ok(((Name::Customers, key), Some(bytes(&record)?)));
    customers.into_iter().map(row).collect()
}

fn bytes<R: Record>(record: &R) -> Result<Vec<u8>, StoreFault> {
    encode(record).map_err(|reason| damaged(Name::Meta, SCHEMA_KEY, reason))
}
