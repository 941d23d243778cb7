//! Reads what waits when the store opens, and proves that its parts fit together. Changes nothing but a new store.

use std::collections::HashSet;
use std::time::Duration;

use super::board::{self, Parts, Rows, VERSIONS_KEY};
use super::keys;
use super::memory::{Facts, FoundRow, Lanes, LineKey, Lines, Memory, Queue};
use super::records::{
    BoardRecord, InboxRecord, NextRecord, OutboxRecord, RosterRecord, RunRecord, ValueRecord, decode, encode,
};
use super::seen::{self, Known, NO_MARK, Page};
use super::trees::{
    NEXT_REQUEST_KEY, NEXT_ROW_KEY, Name, ROSTER_KEY, RUN_KEY, SCHEMA_KEY, SEALED_KEY, Trees, Writes, damaged,
};
use crate::callback::{CallbackRequest, RequestId};
use crate::store::seal::Scheme;
use crate::store::{KeyId, StoreFault};

/// The layout of the trees that this program writes.
pub const SCHEMA: u32 = 3;
/// The first layout: nothing is sealed, and nobody knows which ended requests are whose. The second has no census, a row for
/// each known update and the board in one.
pub const FIRST_SCHEMA: u32 = 1;

/// The longest pause of a row that does not say when its pause began.
const USUAL_PAUSE: Duration = Duration::from_secs(60);

/// The first number of a row.
pub const FIRST_ROW: u64 = 1;

/// The first byte of the row that names the key: how the folder's keys follow from it.
const SCHEMES: [(u8, Scheme); 2] = [(1, Scheme::Labels), (2, Scheme::Hkdf)];

/// What the schema says about a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing is in it yet.
    New,
    /// It can be read.
    Known,
    /// It can be read once `migrate` has brought it up.
    Older(u32),
    /// A newer program wrote it.
    Newer(u32),
}

/// Looks at the schema, before anything else is read.
///
/// # Errors
/// When the engine fails, or what is there is no store of ours.
pub fn schema(trees: &Trees) -> Result<Found, StoreFault> {
    let Some(bytes) = trees.bytes(Name::Meta, SCHEMA_KEY)? else {
        let empty = trees.keys(Name::Meta).next().is_none() && trees.keys(Name::Inbox).next().is_none();
        return if empty { Ok(Found::New) } else { Err(damaged(Name::Meta, SCHEMA_KEY, "it is missing")) };
    };
    let bytes = <[u8; 4]>::try_from(bytes.as_slice())
        .map_err(|_| damaged(Name::Meta, SCHEMA_KEY, format!("it has {} bytes, not 4", bytes.len())))?;
    match u32::from_be_bytes(bytes) {
        SCHEMA => Ok(Found::Known),
        older @ FIRST_SCHEMA..SCHEMA => Ok(Found::Older(older)),
        newer if newer > SCHEMA => Ok(Found::Newer(newer)),
        other => Err(damaged(Name::Meta, SCHEMA_KEY, format!("no program ever wrote schema {other}"))),
    }
}

/// The id of the key that the rows are sealed with, if they are, and how.
///
/// # Errors
/// When the engine fails, or what is there is no id.
pub fn sealed_with(trees: &Trees) -> Result<Option<(KeyId, Scheme)>, StoreFault> {
    let Some(bytes) = trees.bytes(Name::Meta, SEALED_KEY)? else { return Ok(None) };
    seal_in(&bytes).map(Some).ok_or_else(|| damaged(Name::Meta, SEALED_KEY, "it is no id of a key"))
}

/// The id of a key in the row that tells it, and how the rows are sealed with it.
pub fn seal_in(row: &[u8]) -> Option<(KeyId, Scheme)> {
    SCHEMES.into_iter().find_map(|(version, scheme)| {
        let id = row.strip_prefix(&[version]).and_then(KeyId::from_bytes)?;
        Some((id, scheme))
    })
}

/// The row that tells which key the others are sealed with, in the way of today.
pub fn seal_row(id: KeyId) -> Vec<u8> {
    let version = SCHEMES.into_iter().find(|(_, scheme)| *scheme == Scheme::Hkdf).map(|(version, _)| version);
    version.into_iter().chain(id.bytes()).collect()
}

/// The rows to write when a run begins; `crashes` as [`Loaded::crashes`] has it.
///
/// # Errors
/// Never in practice: these records have JSON.
pub fn first_writes(crashes: u32) -> Result<Writes, StoreFault> {
    let run = RunRecord { open: true, crashes };
    let run = encode(&run).map_err(|reason| damaged(Name::Meta, RUN_KEY, reason))?;
    Ok([
        ((Name::Meta, SCHEMA_KEY.to_vec()), Some(SCHEMA.to_be_bytes().to_vec())),
        ((Name::Meta, RUN_KEY.to_vec()), Some(run)),
    ]
    .into())
}

/// What was read.
pub struct Loaded {
    /// What is kept in memory.
    pub memory: Memory,
    /// How many runs ended without being closed, in a row, with updates waiting.
    pub crashes: u32,
    /// The next numbers to give out.
    pub next: Next,
}

/// The next numbers to give out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Of a row.
    pub row: u64,
    /// Of a request.
    pub request: RequestId,
}

impl Next {
    /// Of a store that has given out none.
    pub const FIRST: Self = Self { row: FIRST_ROW, request: RequestId::FIRST };

    /// The later ones of both.
    pub fn or_later(self, other: Self) -> Self {
        Self { row: self.row.max(other.row), request: self.request.max(other.request) }
    }

    /// The rows that keep them.
    ///
    /// # Errors
    /// Never in practice: these records have JSON.
    pub fn writes(self) -> Result<Writes, StoreFault> {
        let row = |key: &[u8], next: u64| {
            let bytes = encode(&NextRecord(next)).map_err(|reason| damaged(Name::Meta, key, reason))?;
            Ok(((Name::Meta, key.to_vec()), Some(bytes)))
        };
        [row(NEXT_ROW_KEY, self.row), row(NEXT_REQUEST_KEY, self.request.0)].into_iter().collect()
    }
}

/// The next numbers that these rows keep, where they keep any.
pub fn next_in(writes: &Writes) -> (Option<u64>, Option<u64>) {
    let next = |key: &[u8]| {
        let bytes = writes.get(&(Name::Meta, key.to_vec()))?.as_ref()?;
        decode::<NextRecord>(bytes).ok().map(|next| next.0)
    };
    (next(NEXT_ROW_KEY), next(NEXT_REQUEST_KEY))
}

/// Reads everything that waits, and the numbers given out; no number below `floor` is given out any more.
///
/// # Errors
/// [`StoreFault::Damaged`] for the first record that cannot be read or does not fit the others.
pub fn load(trees: &Trees, floor: Next) -> Result<Loaded, StoreFault> {
    let next = |key: &[u8]| trees.get::<NextRecord>(Name::Meta, key);
    let next_row = next(NEXT_ROW_KEY)?.map_or(FIRST_ROW, |next| next.0);
    let next_request = next(NEXT_REQUEST_KEY)?.map_or(RequestId::FIRST, |next| RequestId(next.0));

    let inbox = inbox(trees, next_row)?;
    let run: RunRecord = trees.get(Name::Meta, RUN_KEY)?.unwrap_or_default();
    let crashes = if run.open && !inbox.is_empty() { run.crashes.saturating_add(1) } else { 0 };
    if run.open {
        tracing::warn!(waiting = inbox.len(), crashes, "the last run was not closed; going on where it stopped");
    }

    let next = Next { row: next_row, request: next_request }.or_later(floor);
    let queue = queue(trees, next_request)?;
    let owed: HashSet<i64> = queue.customers().map(|chat| chat.0).collect();
    let memory = Memory::new(
        Lanes::load(inbox, owed.clone(), crashes),
        outbox(trees, owed, next_row)?,
        queue,
        trees.keys(Name::Dead).count(),
        next.request,
        board(trees)?,
    );
    memory.set_roster(trees.get::<RosterRecord>(Name::Meta, ROSTER_KEY)?.map_or(0, |roster| roster.0));
    Ok(Loaded { memory, crashes, next })
}

fn board(trees: &Trees) -> Result<Parts, StoreFault> {
    let wrong = |reason: String| damaged(Name::Board, VERSIONS_KEY, reason);
    let (mut rows, mut versions) = (Rows::new(), None);
    for entry in trees.each::<BoardRecord>(Name::Board) {
        let (key, row) = entry?;
        if key == VERSIONS_KEY {
            versions = Some(serde_json::from_value(row.0).map_err(|error| wrong(error.to_string()))?);
        } else {
            let key = String::from_utf8(key).map_err(|error| wrong(error.to_string()))?;
            rows.insert(key, row);
        }
    }
    match versions {
        Some(versions) => Ok(Parts { versions, value: board::board(rows).map_err(wrong)? }),
        None if rows.is_empty() => Ok(Parts::default()),
        None => Err(wrong("it is missing".to_owned())),
    }
}

fn inbox(trees: &Trees, next_row: u64) -> Result<Vec<FoundRow>, StoreFault> {
    let mut rows = Vec::new();
    for entry in trees.each::<InboxRecord>(Name::Inbox) {
        let (key, record) = entry?;
        let row = row_below(Name::Inbox, &key, next_row)?;
        let (run, place) = seen::place(record.update_id);
        let page = trees.bytes(Name::SeenPages, &keys::signed(run))?;
        let page = page.map(|page| Page::read(&page)).transpose();
        let page = page.map_err(|reason| damaged(Name::SeenPages, &keys::signed(run), reason))?;
        if page.is_none_or(|page| page.knows(place, NO_MARK) == Known::No) {
            return Err(damaged(Name::Inbox, &key, format!("update {} is not among those known", record.update_id)));
        }
        for part in 0..record.parts {
            if !trees.has(Name::Raw, &keys::part(row, part))? {
                return Err(damaged(Name::Inbox, &key, format!("piece {part} of its {} is missing", record.parts)));
            }
        }
        let InboxRecord { lane, tries, deaths, class, piece, received_at, .. } = record;
        rows.push(FoundRow { row, lane, tries, deaths, class, piece, received_at });
    }
    Ok(rows)
}

fn outbox(trees: &Trees, owed: HashSet<i64>, next_row: u64) -> Result<Lines, StoreFault> {
    let mut lines = Lines::of_owed(owed);
    for entry in trees.each::<OutboxRecord>(Name::Outbox) {
        let (key, record) = entry?;
        let row = row_below(Name::Outbox, &key, next_row)?;
        lines.written(row, &record.message, record.class, record.not_before);
        if let Some(until) = record.not_before {
            let pause = record.put_off_at.and_then(|at| Duration::try_from(until.duration_since(at)).ok());
            lines.keep_pause(LineKey::of(row, &record.message), row, pause.unwrap_or(USUAL_PAUSE));
        }
    }
    Ok(lines)
}

fn queue(trees: &Trees, next_request: RequestId) -> Result<Queue, StoreFault> {
    let mut queue = Queue::default();
    for entry in trees.each::<ValueRecord<CallbackRequest>>(Name::Open) {
        let (key, ValueRecord { value: request, .. }) = entry?;
        let wrong = |reason: String| Err(damaged(Name::Open, &key, reason));
        if keys::read_row(&key) != Some(request.id.0) {
            return wrong(format!("it says that it is {}", request.id));
        }
        if !request.state.is_open() {
            return wrong("it has ended".into());
        }
        if request.id >= next_request {
            return wrong(format!("the next number to give out is {next_request}"));
        }
        if trees.has(Name::Ended, &key)? {
            return wrong("it stands with the ended ones too".into());
        }
        if let Some(other) = queue.of(request.customer.chat) {
            return wrong(format!("its customer has {other} open too"));
        }
        queue.written(Facts::of(&request));
    }
    for name in [Name::Ended, Name::Past] {
        if let Some(key) = trees.keys(name).next_back().transpose()? {
            row_below(name, &key, next_request.0)?;
        }
    }
    Ok(queue)
}

/// The number of a row, which must have been given out.
fn row_below(name: Name, key: &[u8], next: u64) -> Result<u64, StoreFault> {
    match keys::read_row(key) {
        Some(row) if row < next => Ok(row),
        Some(_) => Err(damaged(name, key, format!("the next number to give out is {next}"))),
        None => Err(damaged(name, key, "its key is no number")),
    }
}
