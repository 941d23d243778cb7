//! What is to be sent next: one row a recipient at a time, by rank and then in the order of writing, between recipients by
//! class and in turn; answers to presses wait for no message. A clock that goes back takes the pauses along. Knows rows by
//! number only; what is durable stands in the trees.

use std::collections::hash_map::Entry as MapEntry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::lease::after;
use super::line_key::{LineKey, Touch};
use super::turns::Turns;
use crate::conversation::{Outgoing, Outlet, Rank, Recipient, Slot};
use crate::store::ServiceClass;

/// A clock that goes back further than this takes pauses along; by less, they last that much longer.
const BACK: SignedDuration = SignedDuration::from_secs(10);

/// The rows of the outbox, by recipient.
#[derive(Default)]
pub struct Lines {
    lines: HashMap<LineKey, Line>,
    telegram: Way,
    mail: Way,
    people: People,
    /// The last row that fills or edits a slot and that nothing about the same slot follows.
    edits: HashMap<(LineKey, Slot), u64>,
    /// The latest time that was shown.
    latest: Option<Timestamp>,
    /// How long the pauses are that were read from the disk; the clock may have been another then.
    read: Vec<(LineKey, u64, Duration)>,
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

struct Line {
    rows: BTreeMap<u64, Entry>,
    /// The same rows in the order in which they go.
    order: BTreeSet<(Rank, u64)>,
    turn: Turn,
    /// To whom it goes.
    recipient: Recipient,
    /// How many of the rows are urgent.
    urgent: usize,
}

impl Line {
    fn head(&self) -> Option<u64> {
        self.order.first().map(|(_, row)| *row)
    }

    /// Whether what becomes of this row says whose turn is next.
    fn has_turn(&self, row: u64) -> bool {
        match self.turn {
            Turn::Leased { row: leased, .. } => leased == row,
            Turn::Ready | Turn::Frozen | Turn::Waiting(_) => self.head() == Some(row),
        }
    }
}

struct Entry {
    rank: Rank,
    class: ServiceClass,
    /// The slot that it fills or edits.
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
            Touch::Edit(slot) | Touch::Fill(slot) => {
                self.edits.insert((key, slot), row);
                Some(slot)
            }
            Touch::Bar(slot) | Touch::Clear(slot) => {
                self.edits.remove(&(key, slot));
                None
            }
            Touch::None => None,
        };
        let rank = message.body.rank();
        let entry = Entry { rank, class, edit, not_before, taken: false, frozen: false };
        let urgent = class == ServiceClass::Urgent;
        match self.lines.entry(key) {
            MapEntry::Occupied(mut known) => {
                let line = known.get_mut();
                line.rows.insert(row, entry);
                line.order.insert((rank, row));
                line.urgent += usize::from(urgent);
                let overtakes = urgent && line.urgent == 1 && line.turn == Turn::Ready;
                // It need not wait for the time of the one that stood before it.
                if overtakes || line.head() == Some(row) && matches!(line.turn, Turn::Waiting(_)) {
                    self.forget_turn(key);
                    self.queue_up(key);
                }
            }
            MapEntry::Vacant(new) => {
                let (rows, order) = ([(row, entry)].into(), [(rank, row)].into());
                let (recipient, urgent) = (message.to, usize::from(urgent));
                new.insert(Line { rows, order, turn: Turn::Frozen, recipient, urgent });
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
        let had_turn = line.has_turn(row);
        let removed = line.rows.remove(&row);
        if let Some(entry) = &removed {
            line.order.remove(&(entry.rank, row));
            line.urgent = line.urgent.saturating_sub(usize::from(entry.class == ServiceClass::Urgent));
        }
        if let Some(slot) = removed.and_then(|entry| entry.edit)
            && self.edits.get(&(key, slot)) == Some(&row)
        {
            self.edits.remove(&(key, slot));
        }
        if had_turn {
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
        if line.has_turn(row) {
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
        self.follow_clock(now);
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
            let Some(row) = line.head() else { continue };
            let Some(entry) = line.rows.get_mut(&row) else { continue };
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
        let Some(head) = line.head().and_then(|row| line.rows.get(&row)) else {
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

    /// How long the pause of a row is that was read from the disk.
    pub fn keep_pause(&mut self, key: LineKey, row: u64, pause: Duration) {
        self.read.push((key, row, pause));
    }

    /// Pauses last as long as they were meant to, whatever the clock does.
    fn follow_clock(&mut self, now: Timestamp) {
        for (key, row, pause) in std::mem::take(&mut self.read) {
            let most = after(now, pause);
            let until = self.lines.get(&key).and_then(|line| line.rows.get(&row)?.not_before);
            if until.is_some_and(|until| until > most) {
                self.postponed(key, row, Some(most));
            }
        }
        let back = self.latest.map_or(SignedDuration::ZERO, |latest| latest.duration_since(now));
        if back > BACK {
            self.shift(back);
        }
        self.latest = if back > BACK { Some(now) } else { self.latest.max(Some(now)) };
    }

    /// Brings every time forward by so much.
    fn shift(&mut self, back: SignedDuration) {
        let sooner = |at: Timestamp| at.saturating_sub(back).unwrap_or(Timestamp::MIN);
        for way in [&mut self.telegram, &mut self.mail] {
            way.timers = std::mem::take(&mut way.timers).into_iter().map(|(at, key)| (sooner(at), key)).collect();
        }
        for line in self.lines.values_mut() {
            match &mut line.turn {
                Turn::Waiting(at) | Turn::Leased { until: at, .. } => *at = sooner(*at),
                Turn::Ready | Turn::Frozen => {}
            }
            for entry in line.rows.values_mut() {
                entry.not_before = entry.not_before.map(sooner);
            }
        }
    }

    /// How many rows wait for the recipient with the most of them.
    pub fn most_waiting(&self, recipients: &[Recipient]) -> usize {
        let waiting =
            |recipient: &Recipient| self.lines.get(&LineKey::to(*recipient)).map_or(0, |line| line.rows.len());
        recipients.iter().map(waiting).max().unwrap_or_default()
    }

    /// These are the agents' chats from now on.
    pub fn prefer(&mut self, chats: BTreeSet<i64>) {
        self.people.agents = chats;
        (self.telegram.ready, self.mail.ready) = (Turns::default(), Turns::default());
        let ready = self.lines.iter().filter(|(_, line)| line.turn == Turn::Ready);
        let mut ready: Vec<(Option<u64>, LineKey)> = ready.map(|(key, line)| (line.head(), *key)).collect();
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

impl People {
    /// What a line is by its recipient, its head, and what is urgent behind it.
    fn class_of(&self, line: &Line) -> ServiceClass {
        let chat = match line.recipient {
            Recipient::AgentsGroup if self.agents.is_empty() => return ServiceClass::default(),
            Recipient::AgentsGroup => return ServiceClass::Agent,
            Recipient::Chat(chat) | Recipient::Topic(chat, _) | Recipient::Mailbox(chat) => chat.0,
        };
        let head = line.head().and_then(|row| line.rows.get(&row)).map(|entry| entry.class).unwrap_or_default();
        match (line.urgent > 0, head) {
            _ if self.agents.contains(&chat) => ServiceClass::Agent,
            (false, ServiceClass::Flood) => ServiceClass::Flood,
            _ if self.owed.contains(&chat) => ServiceClass::Owed,
            (true, _) => ServiceClass::Urgent,
            (false, head) => head,
        }
    }
}
