//! What one command would write, on top of what the group wrote before it. Dropped as a whole when the command cannot be
//! done, so that one conflict spoils nobody else's work.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::sync::Arc;

use jiff::Timestamp;

use super::board::Parts;
use super::keys;
use super::load::FIRST_ROW;
use super::long::MAX_RECORD_BYTES;
use super::memory::{Facts, LineKey, Memory, Touch};
use super::records::{GroupRecord, NextRecord, OutboxRecord, Record, RosterRecord, UnreachableRecord, encode};
use super::trees::{GROUP_KEY, NEXT_ROW_KEY, Name, Place, ROSTER_KEY, Trees, Writes, damaged, read};
use crate::callback::{ChatId, RequestId};
use crate::conversation::{Outgoing, Recipient, Slot};
use crate::store::{Piece, ServiceClass, StoreFault};

/// What memory learns once the group is durable.
pub enum Effect {
    /// An update has arrived.
    Arrived { row: u64, lane: i64, class: ServiceClass, piece: Option<Piece>, now: Timestamp },
    /// An update is to be tried again.
    GivenBack { row: u64, lane: i64, tries: u32 },
    /// An update is done or dead.
    Finished { row: u64, lane: i64 },
    /// So many updates are dead now.
    Dead(usize),
    /// A request was written.
    Request(Facts),
    /// A promise was made.
    PromiseMade,
    /// The board was written.
    Board(Arc<Parts>),
    /// The roster has this version.
    Roster(u64),
    /// The numbers up to this one are taken.
    RequestTaken(RequestId),
    /// Something is to be sent.
    Written { row: u64, message: Outgoing, class: ServiceClass },
    /// What is to be sent has been replaced in its place.
    Replaced { line: LineKey, row: u64 },
    /// Something is no longer to be sent.
    Removed { line: LineKey, row: u64 },
    /// Something is to be sent again, not before this time.
    Postponed { line: LineKey, row: u64, not_before: Option<Timestamp> },
}

/// What a group writes.
#[derive(Default)]
pub struct Staged {
    /// The rows.
    pub writes: Writes,
    /// What memory learns, in order.
    pub effects: Vec<Effect>,
    /// The open request of customers whose requests were written.
    open_of: HashMap<ChatId, Option<RequestId>>,
    /// The row of a waiting edit of slots that were written about; none where a later edit must not take its place.
    edits: HashMap<(LineKey, Slot), Option<u64>>,
    /// How many updates are dead, if that changed.
    dead: Option<usize>,
    /// Promises made.
    promises: u64,
    /// The board, if it was written.
    board: Option<Arc<Parts>>,
    /// The roster's version, if it rose.
    roster: Option<u64>,
}

/// What one command writes.
pub struct Draft<'a> {
    trees: &'a Trees,
    memory: &'a Memory,
    group: &'a Staged,
    own: Staged,
    frozen: Vec<(LineKey, u64)>,
}

impl<'a> Draft<'a> {
    /// An empty draft on top of a group.
    pub fn new(trees: &'a Trees, memory: &'a Memory, group: &'a Staged) -> Self {
        Self { trees, memory, group, own: Staged::default(), frozen: Vec::new() }
    }

    /// What was written, to be joined to the group.
    pub fn finish(self) -> Staged {
        self.own
    }

    /// Gives up, and lets go of what was held for it.
    pub fn discard(self) {
        let mut outbox = self.memory.outbox();
        for (line, row) in self.frozen {
            outbox.thaw(line, row);
        }
    }

    /// What is kept in memory. It knows nothing of what this group writes.
    pub fn memory(&self) -> &'a Memory {
        self.memory
    }

    /// The bytes under a key, as of this command.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] or [`StoreFault::Damaged`].
    pub fn bytes(&self, name: Name, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        let place = (name, key.to_vec());
        match self.own.writes.get(&place).or_else(|| self.group.writes.get(&place)) {
            Some(staged) => Ok(staged.clone()),
            None => self.trees.bytes(name, key),
        }
    }

    /// The record under a key, as of this command.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] or [`StoreFault::Damaged`].
    pub fn get<R: Record>(&self, name: Name, key: &[u8]) -> Result<Option<R>, StoreFault> {
        let place = (name, key.to_vec());
        match self.own.writes.get(&place).or_else(|| self.group.writes.get(&place)) {
            Some(staged) => staged.as_ref().map(|bytes| read(name, key, bytes)).transpose(),
            None => self.trees.get(name, key),
        }
    }

    /// Whether there is anything under a key, as of this command.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn has(&self, name: Name, key: &[u8]) -> Result<bool, StoreFault> {
        let place = (name, key.to_vec());
        match self.own.writes.get(&place).or_else(|| self.group.writes.get(&place)) {
            Some(staged) => Ok(staged.is_some()),
            None => self.trees.has(name, key),
        }
    }

    /// The first keys on disk that this group has not removed.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the engine fails.
    pub fn first_keys(&self, name: Name, count: usize) -> Result<Vec<Vec<u8>>, StoreFault> {
        let removed = |key: &Vec<u8>| {
            let place = (name, key.clone());
            matches!(self.own.writes.get(&place).or_else(|| self.group.writes.get(&place)), Some(None))
        };
        self.trees.keys(name).filter(|key| !key.as_ref().is_ok_and(removed)).take(count).collect()
    }

    /// The records under a range of keys, as of this command. Only for trees that hide no keys.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] or [`StoreFault::Damaged`].
    pub fn range<R: Record>(
        &self,
        name: Name,
        keys: &RangeInclusive<Vec<u8>>,
    ) -> Result<BTreeMap<Vec<u8>, R>, StoreFault> {
        let mut found: BTreeMap<Vec<u8>, R> = self.trees.range(name, keys.clone()).collect::<Result<_, _>>()?;
        let (first, last) = ((name, keys.start().clone()), (name, keys.end().clone()));
        for writes in [&self.group.writes, &self.own.writes] {
            for ((_, key), staged) in writes.range(&first..=&last) {
                match staged {
                    Some(bytes) => found.insert(key.clone(), read(name, key, bytes)?),
                    None => found.remove(key),
                };
            }
        }
        Ok(found)
    }

    /// Writes a record.
    ///
    /// # Errors
    /// [`StoreFault::TooLarge`].
    pub fn put<R: Record>(&mut self, name: Name, key: Vec<u8>, record: &R) -> Result<(), StoreFault> {
        let bytes = encode(record).map_err(|reason| damaged(name, &key, reason))?;
        self.put_bytes(name, key, bytes)
    }

    /// Writes bytes that are no record.
    ///
    /// # Errors
    /// [`StoreFault::TooLarge`].
    pub fn put_bytes(&mut self, name: Name, key: Vec<u8>, bytes: Vec<u8>) -> Result<(), StoreFault> {
        if bytes.len() > MAX_RECORD_BYTES {
            let key = Place(name, &key).to_string();
            return Err(StoreFault::TooLarge { key, bytes: bytes.len(), limit: MAX_RECORD_BYTES });
        }
        self.own.writes.insert((name, key), Some(bytes));
        Ok(())
    }

    /// Removes what is under a key.
    pub fn remove(&mut self, name: Name, key: Vec<u8>) {
        self.own.writes.insert((name, key), None);
    }

    /// Has memory learn something once this is durable.
    pub fn effect(&mut self, effect: Effect) {
        self.own.effects.push(effect);
    }

    /// Takes numbers for rows; the first of so many.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] or [`StoreFault::Damaged`].
    pub fn take_rows(&mut self, count: usize) -> Result<u64, StoreFault> {
        let first = self.get::<NextRecord>(Name::Meta, NEXT_ROW_KEY)?.map_or(FIRST_ROW, |next| next.0);
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        self.put(Name::Meta, NEXT_ROW_KEY.to_vec(), &NextRecord(first.saturating_add(count)))?;
        Ok(first)
    }

    /// The open request of a customer.
    pub fn open_request_of(&self, customer: ChatId) -> Option<RequestId> {
        match self.own.open_of.get(&customer).or_else(|| self.group.open_of.get(&customer)) {
            Some(known) => *known,
            None => self.memory.queue().of(customer),
        }
    }

    /// A request of this customer was written, and is open or not.
    pub fn set_open_request(&mut self, customer: ChatId, open: Option<RequestId>) {
        self.own.open_of.insert(customer, open);
    }

    /// How many promises were made since the start, as of this command.
    pub fn promises_made(&self) -> u64 {
        self.memory.queue().promises_made().saturating_add(self.group.promises).saturating_add(self.own.promises)
    }

    /// The board, as of this command.
    pub fn board(&self) -> Arc<Parts> {
        self.own.board.clone().or_else(|| self.group.board.clone()).unwrap_or_else(|| self.memory.board())
    }

    /// The board is this one from now on; its rows are written apart.
    pub fn set_board(&mut self, board: Parts) {
        let board = Arc::new(board);
        self.own.board = Some(Arc::clone(&board));
        self.effect(Effect::Board(board));
    }

    /// The roster's version, as of this command.
    pub fn roster(&self) -> u64 {
        self.own.roster.or(self.group.roster).unwrap_or_else(|| self.memory.roster())
    }

    /// The roster has this version from now on.
    ///
    /// # Errors
    /// Never in practice: a number has JSON.
    pub fn set_roster(&mut self, version: u64) -> Result<(), StoreFault> {
        self.own.roster = Some(version);
        self.effect(Effect::Roster(version));
        self.put(Name::Meta, ROSTER_KEY.to_vec(), &RosterRecord(version))
    }

    /// A request carries this promise from now on; a new one is counted.
    pub fn promise(&mut self, facts: &Facts, id: RequestId) {
        let before = self.memory.queue().promise_of(id);
        if facts.promised().is_some() && facts.promised() != before {
            self.own.promises = self.own.promises.saturating_add(1);
            self.effect(Effect::PromiseMade);
        }
    }

    /// How many updates are dead.
    pub fn dead(&self) -> usize {
        self.own.dead.or(self.group.dead).unwrap_or_else(|| self.memory.dead())
    }

    /// Changes how many updates are dead.
    pub fn set_dead(&mut self, dead: usize) {
        self.own.dead = Some(dead);
        self.effect(Effect::Dead(dead));
    }

    /// The agents' group's number, if it moved.
    ///
    /// # Errors
    /// [`StoreFault::Broken`] or [`StoreFault::Damaged`].
    pub fn group(&self) -> Result<Option<ChatId>, StoreFault> {
        Ok(self.get::<GroupRecord>(Name::Meta, GROUP_KEY)?.map(|group| group.0))
    }

    /// Puts messages into the outbox; those to the chat that an update came from are of its class. Those to a chat that cannot
    /// be written to are left out; an edit changes the words of what waits to fill or to edit the same slot; a message that is
    /// deleted before it was sent is not sent at all.
    ///
    /// # Errors
    /// Any fault but [`StoreFault::Closed`].
    pub fn send(
        &mut self,
        messages: Vec<Outgoing>,
        cause: Option<(ChatId, ServiceClass)>,
        now: Timestamp,
    ) -> Result<(), StoreFault> {
        for message in messages {
            if let Recipient::Chat(chat) = message.to
                && self.get::<UnreachableRecord>(Name::Unreachable, &keys::signed(chat.0))?.is_some()
            {
                tracing::debug!("left a message out: its chat cannot be written to");
                continue;
            }
            let line = LineKey::to(message.to);
            let touch = Touch::of(&message.body);
            if let Touch::Clear(slot) = touch {
                self.withdraw(line, slot)?;
            }
            if let Touch::Edit(slot) = touch
                && self.replace(line, slot, &message, now)?
            {
                continue;
            }
            let row = self.take_rows(1)?;
            match touch {
                Touch::Edit(slot) | Touch::Fill(slot) => self.own.edits.insert((line, slot), Some(row)),
                Touch::Bar(slot) | Touch::Clear(slot) => self.own.edits.insert((line, slot), None),
                Touch::None => None,
            };
            let class = cause.filter(|(chat, _)| message.to == Recipient::Chat(*chat)).map(|(_, class)| class);
            let class = class.unwrap_or_default();
            let record = OutboxRecord { message, tries: 0, written_at: now, not_before: None, class, put_off_at: None };
            self.put(Name::Outbox, keys::row(row), &record)?;
            self.effect(Effect::Written { row, message: record.message, class });
        }
        Ok(())
    }

    fn replace(&mut self, line: LineKey, slot: Slot, edit: &Outgoing, now: Timestamp) -> Result<bool, StoreFault> {
        let place = (line, slot);
        let Some(row) = self.hold(line, slot) else { return Ok(false) };
        let key = keys::row(row);
        let Some(old) = self.get::<OutboxRecord>(Name::Outbox, &key)? else { return Ok(false) };
        let Some(body) = old.message.body.edited(&edit.body) else { return Ok(false) };
        let message = Outgoing { to: old.message.to, body };
        let record = OutboxRecord { message, written_at: now, ..old };
        self.put(Name::Outbox, key, &record)?;
        self.own.edits.insert(place, Some(row));
        Ok(true)
    }

    /// Takes a message back that still waits to fill this slot.
    fn withdraw(&mut self, line: LineKey, slot: Slot) -> Result<(), StoreFault> {
        let Some(row) = self.hold(line, slot) else { return Ok(()) };
        let key = keys::row(row);
        let Some(old) = self.get::<OutboxRecord>(Name::Outbox, &key)? else { return Ok(()) };
        if old.message.body.fills() == Some(slot) {
            self.remove(Name::Outbox, key);
            self.effect(Effect::Removed { line, row });
        }
        Ok(())
    }

    /// The waiting row that fills or edits this slot and may be changed; nobody leases it until this group is written.
    fn hold(&mut self, line: LineKey, slot: Slot) -> Option<u64> {
        let place = (line, slot);
        if let Some(known) = self.own.edits.get(&place).or_else(|| self.group.edits.get(&place)) {
            return *known;
        }
        let row = self.memory.outbox().freeze(line, slot)?;
        self.frozen.push((line, row));
        self.effect(Effect::Replaced { line, row });
        Some(row)
    }
}

impl Staged {
    /// Adds what a command wrote.
    pub fn join(&mut self, command: Self) {
        self.writes.extend(command.writes);
        self.effects.extend(command.effects);
        self.open_of.extend(command.open_of);
        self.edits.extend(command.edits);
        self.dead = command.dead.or(self.dead);
        self.promises = self.promises.saturating_add(command.promises);
        self.board = command.board.or_else(|| self.board.take());
        self.roster = command.roster.or(self.roster);
    }
}
