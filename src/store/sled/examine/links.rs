//! What records say of each other: which others they name, and which numbers were given out. The rules of
//! [`crate::store::sled::load`], and those of the indices that no start reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::callback::{CallbackRequest, RequestId};
use crate::store::sled::board::{self, Rows};
use crate::store::sled::keys;
use crate::store::sled::name::{Name, Place};
use crate::store::sled::records::{BoardRecord, InboxRecord};
use crate::store::sled::seen::{self, Known, NO_MARK, Page};
use crate::store::{BoardVersions, Examination, Finding};

/// Where in the key of a slot its request stands: behind the recipient, the chat and the kind.
const SLOT_KIND: usize = 1 + size_of::<i64>();
/// The kind of slots that belong to no request.
const NOTICE: u8 = 5;

/// An update that waits or was given up.
struct Update {
    name: Name,
    row: u64,
    id: i64,
    parts: u16,
}

/// What was said so far.
#[derive(Default)]
pub struct Links {
    updates: Vec<Update>,
    raw: BTreeSet<(u64, u16)>,
    /// Keys that are no numbers.
    odd: Vec<(Name, Vec<u8>)>,
    messages: BTreeSet<u64>,
    pages: BTreeMap<i64, Option<Page>>,
    times: Vec<i64>,
    open: BTreeMap<u64, i64>,
    ended: BTreeMap<u64, i64>,
    past: BTreeSet<u64>,
    customers: BTreeMap<i64, BTreeSet<RequestId>>,
    looks: BTreeSet<u64>,
    slots: BTreeSet<u64>,
    board: Rows,
    versions: Option<BoardRecord>,
}

impl Links {
    /// A request among the open or the ended ones.
    pub fn request(&mut self, key: &[u8], request: &CallbackRequest, open: bool, to: &mut Examination) {
        let name = if open { Name::Open } else { Name::Ended };
        let mut wrong = |reason: &str| to.find(Finding::Contradiction, 1, format!("{}: {reason}", Place(name, key)));
        if keys::read_row(key) != Some(request.id.0) {
            wrong(&format!("it says that it is {}", request.id));
        }
        match (open, request.state.is_open()) {
            (true, false) => wrong("it has ended"),
            (false, true) => wrong("it has not ended"),
            _ => {}
        }
        let chats = if open { &mut self.open } else { &mut self.ended };
        chats.insert(request.id.0, request.customer.chat.0);
    }

    /// A request that has lost its customer.
    pub fn past(&mut self, key: &[u8], id: u64, to: &mut Examination) {
        if keys::read_row(key) != Some(id) {
            let reason = format!("{}: it says that it is {}", Place(Name::Past, key), RequestId(id));
            to.find(Finding::Contradiction, 1, reason);
        }
        self.past.insert(id);
    }

    /// The ended requests of a customer.
    pub fn customer(&mut self, key: &[u8], ended: BTreeSet<RequestId>) {
        match keys::read_signed(key) {
            Some(chat) => drop(self.customers.insert(chat, ended)),
            None => self.odd.push((Name::Customers, key.to_vec())),
        }
    }

    /// A look at a request.
    pub fn look(&mut self, key: &[u8], request: u64, to: &mut Examination) {
        if key.first_chunk::<8>().copied().map(u64::from_be_bytes) != Some(request) {
            let reason = format!("{}: it is of {}", Place(Name::Looks, key), RequestId(request));
            to.find(Finding::Contradiction, 1, reason);
        }
        self.looks.insert(request);
    }

    /// A row of the board.
    pub fn board(&mut self, key: &[u8], record: BoardRecord, versions: bool) {
        if versions {
            self.versions = Some(record);
        } else {
            match String::from_utf8(key.to_vec()) {
                Ok(key) => drop(self.board.insert(key, record)),
                Err(_) => self.odd.push((Name::Board, key.to_vec())),
            }
        }
    }

    /// An update that waits or was given up.
    pub fn update(&mut self, name: Name, key: &[u8], record: &InboxRecord) {
        match keys::read_row(key) {
            Some(row) => {
                if name == Name::Inbox {
                    self.pages.entry(seen::place(record.update_id).0).or_default();
                }
                self.updates.push(Update { name, row, id: record.update_id, parts: record.parts });
            }
            None => self.odd.push((name, key.to_vec())),
        }
    }

    /// A piece of an update's JSON.
    pub fn piece_of_update(&mut self, key: &[u8]) {
        let place = key.split_last_chunk::<2>();
        match place.and_then(|(row, index)| Some((keys::read_row(row)?, u16::from_be_bytes(*index)))) {
            Some(place) => drop(self.raw.insert(place)),
            None => self.odd.push((Name::Raw, key.to_vec())),
        }
    }

    /// A message that waits.
    pub fn message(&mut self, key: &[u8]) {
        match keys::read_row(key) {
            Some(row) => drop(self.messages.insert(row)),
            None => self.odd.push((Name::Outbox, key.to_vec())),
        }
    }

    /// Known updates. What is in them is only kept of those that something waits of: these came before.
    pub fn known(&mut self, key: &[u8], page: Page) {
        match keys::read_signed(key) {
            Some(run) => {
                let kept = self.pages.get(&run).map(|_| page);
                self.pages.insert(run, kept.or(Some(Page::new(jiff::Timestamp::UNIX_EPOCH))));
            }
            None => self.odd.push((Name::SeenPages, key.to_vec())),
        }
    }

    /// When to look at a run again.
    pub fn known_since(&mut self, key: &[u8]) {
        match keys::read_moment(key) {
            Some((_, run)) => self.times.push(run.cast_signed()),
            None => self.odd.push((Name::SeenTimes, key.to_vec())),
        }
    }

    /// A message that is remembered.
    pub fn slot(&mut self, key: &[u8]) {
        let Some((kind, rest)) = key.get(SLOT_KIND..).and_then(|rest| rest.split_first()) else {
            return self.odd.push((Name::Slots, key.to_vec()));
        };
        if *kind != NOTICE
            && let Some(request) = rest.first_chunk::<8>()
        {
            self.slots.insert(u64::from_be_bytes(*request));
        }
    }

    /// Holds all of it together.
    pub fn check(self, next_row: Option<u64>, next_request: Option<u64>, to: &mut Examination) {
        for (name, key) in &self.odd {
            to.find(Finding::Contradiction, 1, format!("{}: its key is no number", Place(*name, key)));
        }
        self.check_numbers(next_row.unwrap_or(u64::MAX), next_request.unwrap_or(u64::MAX), to);
        self.check_updates(to);
        self.check_requests(to);
        self.check_board(to);
    }

    fn check_numbers(&self, next_row: u64, next_request: u64, to: &mut Examination) {
        let rows = self.updates.iter().map(|update| (update.name, update.row));
        let rows = rows.chain(self.messages.iter().map(|row| (Name::Outbox, *row)));
        for (name, row) in rows.filter(|(_, row)| *row >= next_row) {
            let place = format!("{}: the next number to give out is {next_row}", Place(name, &keys::row(row)));
            to.find(Finding::NumberAhead, 1, place);
        }
        let requests = [
            (Name::Open, self.open.keys().copied().collect::<BTreeSet<_>>()),
            (Name::Ended, self.ended.keys().copied().collect()),
            (Name::Past, self.past.clone()),
            (Name::Slots, self.slots.clone()),
        ];
        for (name, ids) in requests {
            for id in ids.range(next_request..) {
                let next = RequestId(next_request);
                let place = format!("{}: the next number to give out is {next}", Place(name, &keys::row(*id)));
                to.find(Finding::NumberAhead, 1, place);
            }
        }
    }

    fn check_updates(&self, to: &mut Examination) {
        let mut owned = BTreeSet::new();
        for Update { name, row, id, parts } in &self.updates {
            let mut missing = |reason: String| {
                to.find(Finding::NamesMissing, 1, format!("{}: {reason}", Place(*name, &keys::row(*row))));
            };
            if let Some(part) = (0..*parts).find(|part| !self.raw.contains(&(*row, *part))) {
                missing(format!("piece {part} of its {parts} is missing"));
            }
            owned.extend((0..*parts).map(|part| (*row, part)));
            let (run, place) = seen::place(*id);
            let page = self.pages.get(&run).and_then(Option::as_ref);
            if *name == Name::Inbox && page.is_none_or(|page| page.knows(place, NO_MARK) == Known::No) {
                missing(format!("update {id} is not among those known"));
            }
        }
        for (row, part) in self.raw.difference(&owned) {
            let place = Place(Name::Raw, &keys::part(*row, *part)).to_string();
            to.find(Finding::Contradiction, 1, format!("{place}: it is of no update"));
        }
        for run in self.times.iter().filter(|run| self.pages.get(run).is_none_or(Option::is_none)) {
            let place = Place(Name::SeenPages, &keys::signed(*run)).to_string();
            to.find(Finding::NamesMissing, 1, format!("{place}: it is missing, and its time is there"));
        }
    }

    fn check_requests(&self, to: &mut Examination) {
        let place = |name: Name, id: u64| Place(name, &keys::row(id)).to_string();
        let mut customers: BTreeMap<i64, u64> = BTreeMap::new();
        for (id, chat) in &self.open {
            if self.ended.contains_key(id) || self.past.contains(id) {
                let reason = "it stands with the ended ones too";
                to.find(Finding::Contradiction, 1, format!("{}: {reason}", place(Name::Open, *id)));
            }
            if let Some(other) = customers.insert(*chat, *id) {
                let reason = format!("its customer has {} open too", RequestId(other));
                to.find(Finding::Contradiction, 1, format!("{}: {reason}", place(Name::Open, *id)));
            }
        }
        for (id, chat) in &self.ended {
            if self.past.contains(id) {
                let reason = "it stands with those that lost their customers too";
                to.find(Finding::Contradiction, 1, format!("{}: {reason}", place(Name::Ended, *id)));
            }
            if !self.customers.get(chat).is_some_and(|ended| ended.contains(&RequestId(*id))) {
                let reason = "it is not among the ended ones of its customer";
                to.find(Finding::NamesMissing, 1, format!("{}: {reason}", place(Name::Ended, *id)));
            }
        }
        for (chat, ended) in &self.customers {
            for id in ended.iter().filter(|id| self.ended.get(&id.0) != Some(chat)) {
                let place = Place(Name::Customers, &keys::signed(*chat)).to_string();
                to.find(Finding::NamesMissing, 1, format!("{place}: {id} is no ended request of theirs"));
            }
        }
        let known = |id: &u64| self.open.contains_key(id) || self.ended.contains_key(id) || self.past.contains(id);
        for id in self.looks.iter().filter(|id| !known(id)) {
            to.find(Finding::NamesMissing, 1, format!("looks: {} is not there", RequestId(*id)));
        }
    }

    fn check_board(self, to: &mut Examination) {
        let wrong = match self.versions {
            None if self.board.is_empty() => None,
            None => Some("it is missing".to_owned()),
            Some(versions) => serde_json::from_value::<BoardVersions>(versions.0).err().map(|error| error.to_string()),
        };
        for reason in wrong.into_iter().chain(board::board(self.board).err()) {
            to.find(Finding::Unreadable, 1, format!("board/versions: {reason}"));
        }
    }
}
