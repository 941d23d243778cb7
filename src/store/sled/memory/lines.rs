//! What is to be sent next: one row a recipient at a time, in the order of writing, between recipients by class and in
//! turn; answers to presses wait for no message. Knows rows by number only; what is durable stands in the trees.

use std::collections::hash_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Duration;

use jiff::Timestamp;

use super::after;
use super::turns::Turns;
use crate::conversation::{Body, MessageRef, Outgoing, Outlet, Recipient, Slot};
use crate::store::ServiceClass;

/// The rows of the outbox, by recipient.
#[derive(Default)]
pub struct Lines {
    lines: HashMap<LineKey, Line>,
    telegram: Way,
    mail: Way,
    people: People,
    /// The last row that edits a slot and that nothing about the same slot follows.
    edits: HashMap<(LineKey, Slot), u64>,
}

/// Who the recipients are.
#[derive(Default)]
struct People {
    /// The agents' chats.
    agents: BTreeSet<i64>,
    /// Those who are owed a call.
    owed: HashSet<i64>,
}

/// One way out.
#[derive(Default)]
struct Way {
    /// Lines to lease from.
    ready: Turns<LineKey>,
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
    /// How many of the rows are urgent.
    urgent: usize,
}

struct Entry {
    class: ServiceClass,
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
    /// Lines in which nothing waits yet, of those who are owed a call.
    pub fn of_owed(owed: HashSet<i64>) -> Self {
        Self { people: People { owed, ..People::default() }, ..Self::default() }
    }

    /// A row has been written.
    pub fn written(&mut self, row: u64, message: &Outgoing, class: ServiceClass, not_before: Option<Timestamp>) {
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
        let entry = Entry { class, edit, not_before, taken: false, frozen: false };
        let urgent = class == ServiceClass::Urgent;
        match self.lines.entry(key) {
            MapEntry::Occupied(mut known) => {
                let known = known.get_mut();
                known.rows.insert(row, entry);
                known.urgent += usize::from(urgent);
                if urgent && known.urgent == 1 && known.turn == Turn::Ready {
                    self.forget_turn(key);
                    self.queue_up(key);
                }
            }
            MapEntry::Vacant(new) => {
                let (rows, recipient) = ([(row, entry)].into(), message.to);
                new.insert(Line { rows, turn: Turn::Frozen, recipient, urgent: usize::from(urgent) });
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
        let gone = line.rows.remove(&row);
        line.urgent = line.urgent.saturating_sub(usize::from(gone.as_ref().is_some_and(Entry::is_urgent)));
        if let Some(slot) = gone.and_then(|entry| entry.edit)
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
    ) -> (Vec<(u64, ServiceClass)>, Option<Timestamp>) {
        let way = match outlet {
            Outlet::Telegram => &mut self.telegram,
            Outlet::Mail => &mut self.mail,
        };
        while let Some((at, key)) = way.timers.first().copied().filter(|(at, _)| *at <= now) {
            way.timers.remove(&(at, key));
            let Some(line) = self.lines.get_mut(&key) else { continue };
            line.turn = Turn::Ready;
            way.ready.push(self.people.class_of(line), key);
        }
        let mut picked = Vec::new();
        while picked.len() < limit {
            let Some(key) = way.ready.pop() else { break };
            let Some(line) = self.lines.get_mut(&key) else { continue };
            let class = self.people.class_of(line);
            let Some((&row, entry)) = line.rows.iter_mut().next() else { continue };
            if entry.frozen {
                line.turn = Turn::Frozen;
                continue;
            }
            entry.taken = true;
            let until = after(now, ttl);
            line.turn = Turn::Leased { row, until };
            way.timers.insert((until, key));
            picked.push((row, class));
        }
        (picked, way.timers.first().map(|(at, _)| *at))
    }

    fn way(&mut self, key: LineKey) -> &mut Way {
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
                self.way(key).ready.remove(&key);
            }
            Turn::Waiting(at) | Turn::Leased { until: at, .. } => {
                self.way(key).timers.remove(&(at, key));
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
        let class = self.people.class_of(line);
        let way = self.way(key);
        match not_before {
            Some(at) => {
                way.timers.insert((at, key));
            }
            None => way.ready.push(class, key),
        }
    }

    /// These are the agents' chats from now on.
    pub fn prefer(&mut self, chats: BTreeSet<i64>) {
        self.people.agents = chats;
        (self.telegram.ready, self.mail.ready) = (Turns::default(), Turns::default());
        let ready = self.lines.iter().filter(|(_, line)| line.turn == Turn::Ready);
        let mut ready: Vec<(Option<u64>, LineKey)> =
            ready.map(|(key, line)| (line.rows.keys().next().copied(), *key)).collect();
        ready.sort_unstable();
        ready.into_iter().for_each(|(_, key)| self.queue_up(key));
    }

    /// Whether this person is owed a call.
    pub fn owe(&mut self, chat: i64, owed: bool) {
        if owed {
            self.people.owed.insert(chat)
        } else {
            self.people.owed.remove(&chat)
        };
    }
}

impl Entry {
    fn is_urgent(&self) -> bool {
        self.class == ServiceClass::Urgent
    }
}

impl People {
    /// What a line is by its recipient, its head, and what is urgent behind it.
    fn class_of(&self, line: &Line) -> ServiceClass {
        let chat = match line.recipient {
            Recipient::AgentsGroup if self.agents.is_empty() => return ServiceClass::default(),
            Recipient::AgentsGroup => return ServiceClass::Agent,
            Recipient::Chat(chat) | Recipient::Mailbox(chat) => chat.0,
        };
        let head = line.rows.first_key_value().map(|(_, entry)| entry.class).unwrap_or_default();
        match (line.urgent > 0, head) {
            _ if self.agents.contains(&chat) => ServiceClass::Agent,
            (false, ServiceClass::Flood) => ServiceClass::Flood,
            _ if self.owed.contains(&chat) => ServiceClass::Owed,
            (true, _) => ServiceClass::Urgent,
            (false, head) => head,
        }
    }
}
