//! What is to be sent next: one row a recipient at a time, in the order of writing; answers to presses go at once. Knows
//! rows by number only; what is durable stands in the trees.

use std::collections::hash_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::time::Duration;

use jiff::Timestamp;

use super::after;
use crate::conversation::{Body, MessageRef, Outgoing, Outlet, Recipient, Slot};

/// The rows of the outbox, by recipient.
#[derive(Default)]
pub struct Lines {
    lines: HashMap<LineKey, Line>,
    telegram: Turns,
    mail: Turns,
    /// Chats whose messages go before all others.
    preferred: BTreeSet<i64>,
    /// The last row that edits a slot and that nothing about the same slot follows.
    edits: HashMap<(LineKey, Slot), u64>,
}

/// Whose turn it is among the lines of one way out.
#[derive(Default)]
struct Turns {
    /// Lines to lease from, next first.
    ready: VecDeque<LineKey>,
    /// The same, before all others.
    first: VecDeque<LineKey>,
    /// When leases end and when rows may be tried again.
    timers: BTreeSet<(Timestamp, LineKey)>,
}

/// Rows that keep an order among themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKey {
    /// To the agents' group.
    Group,
    /// To a chat.
    Chat(i64),
    /// The answer to a press: a line of its own, named by its row.
    Press(u64),
    /// To a customer's mailbox.
    Mailbox(i64),
}

impl LineKey {
    /// The line of a message that has this row.
    pub fn of(row: u64, message: &Outgoing) -> Self {
        match (&message.body, message.to) {
            (Body::AnswerClick { .. }, _) => Self::Press(row),
            (_, to) => Self::to(to),
        }
    }

    /// The line of all ordered messages to a recipient.
    pub fn to(recipient: Recipient) -> Self {
        match recipient {
            Recipient::AgentsGroup => Self::Group,
            Recipient::Chat(chat) => Self::Chat(chat.0),
            Recipient::Mailbox(chat) => Self::Mailbox(chat.0),
        }
    }

    fn outlet(self) -> Outlet {
        match self {
            Self::Group | Self::Chat(_) | Self::Press(_) => Outlet::Telegram,
            Self::Mailbox(_) => Outlet::Mail,
        }
    }
}

/// What a message has to do with a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Nothing.
    None,
    /// Changes the message in it: a later change may take its place.
    Edit(Slot),
    /// Fills or clears it, or changes its message in a way that a later edit must come after.
    Bar(Slot),
}

impl Touch {
    /// What this message has to do with a slot.
    pub fn of(body: &Body) -> Self {
        match body {
            Body::Edit { message: MessageRef::Slot(slot), .. } => Self::Edit(*slot),
            Body::Say { slot: Some(slot), .. }
            | Body::Unbutton { message: MessageRef::Slot(slot) }
            | Body::Delete { message: MessageRef::Slot(slot) } => Self::Bar(*slot),
            _ => Self::None,
        }
    }
}

struct Line {
    rows: BTreeMap<u64, Entry>,
    turn: Turn,
    /// To whom it goes.
    recipient: Recipient,
}

struct Entry {
    edit: Option<Slot>,
    not_before: Option<Timestamp>,
    /// Leased since it was last settled; a sender may still hold what it said then.
    taken: bool,
    /// The writer is replacing it.
    frozen: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Ready,
    /// The head is being replaced.
    Frozen,
    Waiting(Timestamp),
    Leased {
        row: u64,
        until: Timestamp,
    },
}

impl Lines {
    /// A row has been written.
    pub fn written(&mut self, row: u64, message: &Outgoing, not_before: Option<Timestamp>) {
        let key = LineKey::of(row, message);
        let edit = match Touch::of(&message.body) {
            Touch::Edit(slot) => {
                self.edits.insert((key, slot), row);
                Some(slot)
            }
            Touch::Bar(slot) => {
                self.edits.remove(&(key, slot));
                None
            }
            Touch::None => None,
        };
        let entry = Entry { edit, not_before, taken: false, frozen: false };
        match self.lines.entry(key) {
            MapEntry::Occupied(mut known) => {
                known.get_mut().rows.insert(row, entry);
            }
            MapEntry::Vacant(new) => {
                new.insert(Line { rows: [(row, entry)].into(), turn: Turn::Frozen, recipient: message.to });
                self.queue_up(key);
            }
        }
    }

    /// The waiting row whose edit of that slot a newer one may replace; until [`Self::thaw`] it is not leased.
    pub fn freeze(&mut self, key: LineKey, slot: Slot) -> Option<u64> {
        let row = *self.edits.get(&(key, slot))?;
        let entry = self.lines.get_mut(&key)?.rows.get_mut(&row)?;
        if entry.taken || entry.frozen {
            return None;
        }
        entry.frozen = true;
        Some(row)
    }

    /// The row has been replaced, or will not be.
    pub fn thaw(&mut self, key: LineKey, row: u64) {
        let Some(line) = self.lines.get_mut(&key) else { return };
        if let Some(entry) = line.rows.get_mut(&row) {
            entry.frozen = false;
        }
        if line.turn == Turn::Frozen {
            self.queue_up(key);
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lines.values().map(|line| line.rows.len()).sum()
    }

    /// A row is gone.
    pub fn removed(&mut self, key: LineKey, row: u64) {
        let Some(line) = self.lines.get_mut(&key) else { return };
        let was_head = line.rows.first_key_value().is_some_and(|(head, _)| *head == row);
        if let Some(slot) = line.rows.remove(&row).and_then(|entry| entry.edit)
            && self.edits.get(&(key, slot)) == Some(&row)
        {
            self.edits.remove(&(key, slot));
        }
        if was_head {
            self.forget_turn(key);
            self.queue_up(key);
        }
    }

    /// A row is to be tried again, not before this time.
    pub fn postponed(&mut self, key: LineKey, row: u64, not_before: Option<Timestamp>) {
        let Some(line) = self.lines.get_mut(&key) else { return };
        let Some(entry) = line.rows.get_mut(&row) else { return };
        entry.not_before = not_before;
        entry.taken = false;
        if line.rows.first_key_value().is_some_and(|(head, _)| *head == row) {
            self.forget_turn(key);
            self.queue_up(key);
        }
    }

    /// The line that a row stands in.
    pub fn line_of(&self, row: u64) -> Option<LineKey> {
        self.lines.iter().find(|(_, line)| line.rows.contains_key(&row)).map(|(key, _)| *key)
    }

    /// The rows to this recipient, presses included.
    pub fn rows_to(&self, recipient: Recipient) -> Vec<u64> {
        let presses =
            self.lines.iter().filter(|(key, line)| matches!(key, LineKey::Press(_)) && line.recipient == recipient);
        let ordered = self.lines.get(&LineKey::to(recipient));
        ordered.into_iter().chain(presses.map(|(_, line)| line)).flat_map(|line| line.rows.keys().copied()).collect()
    }

    /// Leases up to `limit` rows that go out this way, and tells when to look again.
    pub fn pick(
        &mut self,
        outlet: Outlet,
        now: Timestamp,
        limit: usize,
        ttl: Duration,
    ) -> (Vec<u64>, Option<Timestamp>) {
        let turns = match outlet {
            Outlet::Telegram => &mut self.telegram,
            Outlet::Mail => &mut self.mail,
        };
        while let Some((at, key)) = turns.timers.first().copied().filter(|(at, _)| *at <= now) {
            turns.timers.remove(&(at, key));
            let Some(line) = self.lines.get_mut(&key) else { continue };
            line.turn = Turn::Ready;
            turns.stand_in_line(key, goes_first(&self.preferred, line.recipient));
        }
        let mut picked = Vec::new();
        while picked.len() < limit {
            let Some(key) = turns.first.pop_front().or_else(|| turns.ready.pop_front()) else { break };
            let Some(line) = self.lines.get_mut(&key) else { continue };
            let Some((&row, entry)) = line.rows.iter_mut().next() else { continue };
            if entry.frozen {
                line.turn = Turn::Frozen;
                continue;
            }
            entry.taken = true;
            let until = after(now, ttl);
            line.turn = Turn::Leased { row, until };
            turns.timers.insert((until, key));
            picked.push(row);
        }
        (picked, turns.timers.first().map(|(at, _)| *at))
    }

    fn turns(&mut self, key: LineKey) -> &mut Turns {
        match key.outlet() {
            Outlet::Telegram => &mut self.telegram,
            Outlet::Mail => &mut self.mail,
        }
    }

    /// Ends a lease or a wait, wherever it is kept.
    fn forget_turn(&mut self, key: LineKey) {
        let Some(turn) = self.lines.get(&key).map(|line| line.turn) else { return };
        match turn {
            Turn::Ready => {
                let turns = self.turns(key);
                turns.ready.retain(|ready| *ready != key);
                turns.first.retain(|ready| *ready != key);
            }
            Turn::Waiting(at) | Turn::Leased { until: at, .. } => {
                self.turns(key).timers.remove(&(at, key));
            }
            Turn::Frozen => {}
        }
    }

    /// Lets a line that is in nobody's hands wait for its turn, or for its head's time.
    fn queue_up(&mut self, key: LineKey) {
        let Some(line) = self.lines.get_mut(&key) else { return };
        let Some((_, head)) = line.rows.first_key_value() else {
            self.lines.remove(&key);
            return;
        };
        let not_before = head.not_before;
        line.turn = not_before.map_or(Turn::Ready, Turn::Waiting);
        let first = goes_first(&self.preferred, line.recipient);
        let turns = self.turns(key);
        match not_before {
            Some(at) => {
                turns.timers.insert((at, key));
            }
            None => turns.stand_in_line(key, first),
        }
    }

    /// What goes to these chats, and to the agents' group, goes before all else from now on.
    pub fn prefer(&mut self, chats: BTreeSet<i64>) {
        self.preferred = chats;
    }
}

impl Turns {
    fn stand_in_line(&mut self, key: LineKey, first: bool) {
        if first { self.first.push_back(key) } else { self.ready.push_back(key) }
    }
}

fn goes_first(preferred: &BTreeSet<i64>, recipient: Recipient) -> bool {
    match recipient {
        Recipient::AgentsGroup => !preferred.is_empty(),
        Recipient::Chat(chat) => preferred.contains(&chat.0),
        Recipient::Mailbox(_) => false,
    }
}
