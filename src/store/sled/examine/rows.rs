//! Looks at rows one by one: whether they open and hold what their place says, and counts them. What they say of each other
//! goes to [`super::links`].

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links::Links;
use crate::admission::{self as audit, Attempt, Session};
use crate::callback::{CallRecord, CallbackRequest, Look, RequestId};
use crate::conversation::Conversation;
use crate::store::census::Counts;
use crate::store::sled::board::VERSIONS_KEY;
use crate::store::sled::census::Census;
use crate::store::sled::keys;
use crate::store::sled::long::Head;
use crate::store::sled::name::{
    CENSUS_KEY, GROUP_KEY, INCIDENTS_KEY, NEXT_REQUEST_KEY, NEXT_ROW_KEY, Name, Place, ROSTER_KEY, RUN_KEY,
};
use crate::store::sled::records::{
    BoardRecord, CustomerRecord, DeadRecord, GroupRecord, InboxRecord, IncidentsRecord, NextRecord, OutboxRecord,
    Record, RosterRecord, RunRecord, SlotRecord, TallyRecord, UnreachableRecord, ValueRecord, decode,
};
use crate::store::sled::seen::Page;
use crate::store::sled::vault::Vault;
use crate::store::{Examination, Finding, Portion, StoredRow};

/// Takes rows in, and tells what was found in the end.
pub struct Examiner {
    vault: Arc<Vault>,
    counts: Counts,
    census: Option<Census>,
    next_row: Option<u64>,
    next_request: Option<u64>,
    links: Links,
    /// Records in pieces, by the place of their heads.
    long: BTreeMap<(Name, Vec<u8>), Long>,
    pieces: Vec<(Vec<u8>, Vec<u8>)>,
    examination: Examination,
}

/// The head of a record in pieces, and those of them that came.
type Long = (Head, BTreeMap<u16, Vec<u8>>);

/// What was found in rows, and what they say of the whole.
pub struct Examined {
    /// What was found.
    pub examination: Examination,
    /// The census that lies among them.
    pub census: Option<Census>,
    /// The next numbers of a row and of a request.
    pub next: (Option<u64>, Option<u64>),
}

impl Examiner {
    /// Opens rows by this vault.
    pub fn new(vault: Arc<Vault>) -> Self {
        Self {
            vault,
            counts: Counts::new(),
            census: None,
            next_row: None,
            next_request: None,
            links: Links::default(),
            long: BTreeMap::new(),
            pieces: Vec::new(),
            examination: Examination::default(),
        }
    }

    /// Looks at a row as it lies there.
    pub fn row(&mut self, name: Name, StoredRow { key, value }: &StoredRow) {
        let is_census = name == Name::Meta && key == CENSUS_KEY;
        if !is_census {
            self.counts.entry(name.as_str().to_owned()).or_default().add(self.vault.witness(name, key, value));
        }
        *self.examination.rows.entry(name.as_str().to_owned()).or_default() += 1;
        let row = match self.vault.open(name, key, value) {
            Ok(row) => row,
            Err(reason) => return self.find(Finding::Sealed, name, key, &reason),
        };
        if name == Name::Pieces {
            self.pieces.push((row.key, row.value));
        } else if let Some(head) = Head::read(&row.value) {
            self.long.insert((name, row.key), (head, BTreeMap::new()));
        } else {
            self.record(name, &row.key, &row.value);
        }
    }

    /// Rows of a tree that is none of this program's.
    pub fn stranger(&mut self, portion: &Portion) {
        let rows = u64::try_from(portion.rows.len()).unwrap_or(u64::MAX);
        self.examination.find(Finding::ExtraRows, rows, format!("{} is no tree of this program", portion.tree));
    }

    /// What was found in all of them.
    pub fn finish(mut self) -> Examined {
        self.put_together();
        let next = (self.next_row, self.next_request);
        let Self { census, counts, mut examination, links, .. } = self;
        examination.next_request = next.1.map(RequestId);
        links.check(next.0, next.1, &mut examination);
        match &census {
            None => examination.find(Finding::Unreadable, 1, "meta/census: it is missing"),
            Some(census) => {
                for difference in census.differences(&counts) {
                    let (written, found) = (difference.written, difference.found);
                    let (finding, count) = match found.cmp(&written) {
                        std::cmp::Ordering::Less => (Finding::MissingRows, written - found),
                        std::cmp::Ordering::Greater => (Finding::ExtraRows, found - written),
                        std::cmp::Ordering::Equal => (Finding::OtherRows, 1),
                    };
                    examination.find(finding, count, difference.to_string());
                }
            }
        }
        for (number, key) in [(next.0, NEXT_ROW_KEY), (next.1, NEXT_REQUEST_KEY)] {
            if number.is_none() {
                let place = Place(Name::Meta, key);
                examination.find(Finding::Unreadable, 1, format!("{place}: it is missing"));
            }
        }
        Examined { examination, census, next }
    }

    fn find(&mut self, finding: Finding, name: Name, key: &[u8], reason: &str) {
        self.examination.find(finding, 1, format!("{}: {reason}", Place(name, key)));
    }

    fn read<R: Record>(&mut self, name: Name, key: &[u8], value: &[u8]) -> Option<R> {
        match decode(value) {
            Ok(record) => Some(record),
            Err(reason) => {
                self.find(Finding::Unreadable, name, key, &reason);
                None
            }
        }
    }

    /// Reads the records that lie in pieces.
    fn put_together(&mut self) {
        for (piece_key, value) in std::mem::take(&mut self.pieces) {
            let owner = owner_of(&piece_key).and_then(|(name, key, index)| {
                let (head, pieces) = self.long.get_mut(&(name, key))?;
                let piece = head.own(&value).filter(|_| index < head.pieces)?;
                pieces.insert(index, piece.to_vec()).map_or(Some(()), |_| None)
            });
            if owner.is_none() {
                self.find(Finding::Contradiction, Name::Pieces, &piece_key, "it belongs to no record");
            }
        }
        for ((name, key), (head, pieces)) in std::mem::take(&mut self.long) {
            if pieces.len() == usize::from(head.pieces) {
                let whole: Vec<u8> = pieces.into_values().flatten().collect();
                self.record(name, &key, &whole);
            } else {
                let reason = format!("{} of its {} pieces are there", pieces.len(), head.pieces);
                self.find(Finding::NamesMissing, name, &key, &reason);
            }
        }
    }

    /// Reads a whole record and hands on what it says of others.
    fn record(&mut self, name: Name, key: &[u8], value: &[u8]) {
        match name {
            Name::Meta => self.single(key, value),
            Name::Open => {
                if let Some(record) = self.read::<ValueRecord<CallbackRequest>>(name, key, value) {
                    self.links.request(key, &record.value, true, &mut self.examination);
                }
            }
            Name::Ended => {
                if let Some(record) = self.read::<ValueRecord<CallbackRequest>>(name, key, value) {
                    self.links.request(key, &record.value, false, &mut self.examination);
                }
            }
            Name::Past => {
                if let Some(record) = self.read::<CallRecord>(name, key, value) {
                    self.links.past(key, record.id.0, &mut self.examination);
                }
            }
            Name::Customers => {
                if let Some(record) = self.read::<CustomerRecord>(name, key, value) {
                    self.links.customer(key, record.ended);
                }
            }
            Name::Looks => {
                if let Some(look) = self.read::<Look>(name, key, value) {
                    self.links.look(key, look.request.0, &mut self.examination);
                }
            }
            Name::Board => {
                if let Some(record) = self.read::<BoardRecord>(name, key, value) {
                    self.links.board(key, record, key == VERSIONS_KEY);
                }
            }
            _ => self.passing(name, key, value),
        }
    }

    /// Reads what comes and goes.
    fn passing(&mut self, name: Name, key: &[u8], value: &[u8]) {
        match name {
            Name::Inbox => {
                if let Some(record) = self.read::<InboxRecord>(name, key, value) {
                    self.links.update(name, key, &record);
                }
            }
            Name::Dead => {
                if let Some(record) = self.read::<DeadRecord>(name, key, value) {
                    self.links.update(name, key, &record.update);
                }
            }
            Name::Raw => self.links.piece_of_update(key),
            Name::Outbox => {
                if self.read::<OutboxRecord>(name, key, value).is_some() {
                    self.links.message(key);
                }
            }
            Name::SeenPages => match Page::read(value) {
                Ok(page) => self.links.known(key, page),
                Err(reason) => self.find(Finding::Unreadable, name, key, &reason),
            },
            Name::SeenTimes => self.links.known_since(key),
            Name::Slots => {
                if self.read::<SlotRecord>(name, key, value).is_some() {
                    self.links.slot(key);
                }
            }
            Name::Conversations => drop(self.read::<ValueRecord<Conversation>>(name, key, value)),
            Name::Unreachable => drop(self.read::<UnreachableRecord>(name, key, value)),
            Name::Attempts => drop(self.read::<ValueRecord<Attempt>>(name, key, value)),
            Name::Sessions => drop(self.read::<ValueRecord<Session>>(name, key, value)),
            Name::Audit => {
                let record = self.read::<audit::Record>(name, key, value);
                let at = record.map(|record| record.at.as_millisecond());
                if at.is_some() && at != keys::read_moment(key).map(|(at, _)| at.as_millisecond()) {
                    self.find(Finding::Contradiction, name, key, "it tells of another time than its key says");
                }
            }
            Name::Tally => {
                let record = self.read::<TallyRecord>(name, key, value);
                if record.is_some_and(|record| keys::tally(&record.key) != key) {
                    self.find(Finding::Contradiction, name, key, "it counts something else than its key says");
                }
            }
            Name::Seen | Name::SeenBatches => {
                self.find(Finding::Contradiction, name, key, "no program of today writes such rows");
            }
            Name::Meta
            | Name::Open
            | Name::Ended
            | Name::Past
            | Name::Customers
            | Name::Looks
            | Name::Board
            | Name::Pieces => {}
        }
    }

    /// Reads a single value. Unknown ones are a later program's.
    fn single(&mut self, key: &[u8], value: &[u8]) {
        match key {
            CENSUS_KEY => self.census = self.read(Name::Meta, key, value),
            NEXT_ROW_KEY => self.next_row = self.read::<NextRecord>(Name::Meta, key, value).map(|next| next.0),
            NEXT_REQUEST_KEY => {
                self.next_request = self.read::<NextRecord>(Name::Meta, key, value).map(|next| next.0);
            }
            GROUP_KEY => drop(self.read::<GroupRecord>(Name::Meta, key, value)),
            INCIDENTS_KEY => drop(self.read::<IncidentsRecord>(Name::Meta, key, value)),
            ROSTER_KEY => drop(self.read::<RosterRecord>(Name::Meta, key, value)),
            RUN_KEY => drop(self.read::<RunRecord>(Name::Meta, key, value)),
            _ => {}
        }
    }
}

/// Of which record a piece is, and the how manieth.
fn owner_of(piece_key: &[u8]) -> Option<(Name, Vec<u8>, u16)> {
    let (place, index) = piece_key.split_last_chunk::<2>()?;
    let end = place.iter().position(|byte| *byte == 0)?;
    let (tree, key) = place.split_at_checked(end)?;
    let name = Name::ALL.into_iter().find(|name| name.as_str().as_bytes() == tree)?;
    Some((name, key.get(1..)?.to_vec(), u16::from_be_bytes(*index)))
}
