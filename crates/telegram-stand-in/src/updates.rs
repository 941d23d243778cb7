//! The queue of updates with Telegram's offset rules: what is confirmed, what comes again, what is never queued.

use std::collections::{BTreeSet, VecDeque};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// Most updates in one answer (Bot API, getUpdates).
const BATCH: usize = 100;
/// Telegram forgets an update after this long.
const KEPT_SECONDS: i64 = 24 * 60 * 60;
/// An offset further than this beyond the newest update is read as "from the start" (tdlib, `TQueue::get`).
const OFFSET_AHEAD: i64 = 10;
/// Kinds that are only sent when asked for by name (Bot API, getUpdates `allowed_updates`).
const ONLY_BY_NAME: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

struct Pending {
    id: i64,
    at: Timestamp,
    body: Value,
}

/// Updates that the bot has not confirmed.
pub(super) struct UpdateQueue {
    next_id: i64,
    pending: VecDeque<Pending>,
    allowed: BTreeSet<String>,
    /// Confirmations still to be forgotten.
    redeliveries: u32,
    /// How many updates were confirmed.
    pub(super) confirmed: u64,
    /// The poll that is running or ran last; a higher one ends it.
    pub(super) poll: u64,
    /// How many polls run.
    pub(super) running: usize,
}

impl UpdateQueue {
    pub(super) fn new(first_id: i64) -> Self {
        Self {
            next_id: first_id,
            pending: VecDeque::new(),
            allowed: BTreeSet::new(),
            redeliveries: 0,
            confirmed: 0,
            poll: 0,
            running: 0,
        }
    }

    /// Queues an update of `kind` unless the bot did not ask for that kind.
    pub(super) fn push(&mut self, kind: &str, payload: Value, now: Timestamp) -> Option<i64> {
        let wanted = if self.allowed.is_empty() { !ONLY_BY_NAME.contains(&kind) } else { self.allowed.contains(kind) };
        if !wanted {
            return None;
        }
        let id = self.take_id();
        self.pending.push_back(Pending { id, at: now, body: json!({"update_id": id, kind: payload}) });
        Some(id)
    }

    /// Queues `fields` as they are, under their own `update_id` if they have one.
    pub(super) fn inject(&mut self, mut fields: Map<String, Value>, now: Timestamp) -> i64 {
        if let Some(id) = fields.get("update_id").and_then(Value::as_i64) {
            self.next_id = id;
        }
        let id = self.take_id();
        fields.insert("update_id".to_owned(), json!(id));
        self.pending.push_back(Pending { id, at: now, body: Value::Object(fields) });
        id
    }

    fn take_id(&mut self) -> i64 {
        let id = self.next_id;
        self.next_id = self.next_id.saturating_add(1);
        id
    }

    /// Leaves a hole of `ids` in the numbering; a negative jump goes back, as after a quiet week.
    pub(super) fn jump(&mut self, ids: i64) {
        self.next_id = self.next_id.saturating_add(ids).max(1);
    }

    /// The next `times` confirmations have no effect, so that updates come twice.
    pub(super) fn redeliver(&mut self, times: u32) {
        self.redeliveries += times;
    }

    /// Remembers `allowed_updates`; an empty list means the default again.
    pub(super) fn allow(&mut self, kinds: &[Value]) {
        self.allowed = kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }

    pub(super) fn allowed(&self) -> &BTreeSet<String> {
        &self.allowed
    }

    pub(super) fn len(&self) -> usize {
        self.pending.len()
    }

    /// The new messages among the unconfirmed, as chat and message ids.
    pub(super) fn messages(&self) -> BTreeSet<(i64, i64)> {
        let ids =
            |message: &Value| Some((message.get("chat")?.get("id")?.as_i64()?, message.get("message_id")?.as_i64()?));
        self.pending.iter().filter_map(|pending| ids(pending.body.get("message")?)).collect()
    }

    pub(super) fn clear(&mut self) {
        self.pending.clear();
    }

    /// Confirms everything before `offset` (a negative one keeps only that many from the end).
    pub(super) fn confirm(&mut self, offset: i64, now: Timestamp) {
        while self.pending.front().is_some_and(|first| first.at.as_second() + KEPT_SECONDS < now.as_second()) {
            self.pending.pop_front();
        }
        if offset < 0 {
            let kept = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
            while self.pending.len() > kept {
                self.pending.pop_front();
                self.confirmed += 1;
            }
            return;
        }
        if offset > self.next_id.saturating_add(OFFSET_AHEAD) {
            return;
        }
        let confirms = self.pending.front().is_some_and(|first| first.id < offset);
        if confirms && self.redeliveries > 0 {
            self.redeliveries -= 1;
            return;
        }
        while self.pending.front().is_some_and(|first| first.id < offset) {
            self.pending.pop_front();
            self.confirmed += 1;
        }
    }

    /// The earliest updates, at most `limit` (1 to 100, otherwise 100). They stay until they are confirmed.
    pub(super) fn first(&self, limit: Option<i64>) -> Vec<Value> {
        let limit = limit.and_then(|limit| usize::try_from(limit).ok()).filter(|limit| (1..=BATCH).contains(limit));
        self.pending.iter().take(limit.unwrap_or(BATCH)).map(|pending| pending.body.clone()).collect()
    }
}
