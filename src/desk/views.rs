//! What the console reads: the queue and one request, as an agent may see them. Changes nothing.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use jiff::{SignedDuration, Timestamp};

use super::Desk;
use crate::callback::{CallbackRequest, Place, RequestId, Standing, State, UserId};
use crate::conversation::{RequestPage, Row, page, row};
use crate::store::{StoreFault, Versioned};
use crate::text::{Language, Locale};

/// Requests read of each part of the queue for a page of it: more than a lead looks through. The rest are counted.
const READ: usize = 500;

/// Earlier requests of a customer that are shown with a request, as in a chat.
const EARLIER: usize = 5;

/// The open queue, as an agent sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct QueueRead {
    /// What was read of it: what can be called now, what agents have, what waits for its time, each in the queue's order.
    pub rows: Vec<Row>,
    /// What can be called now, in all.
    pub ready: usize,
    /// What agents have, in all.
    pub with_agents: usize,
    /// What waits for its time, in all.
    pub later: usize,
}

/// What stands in the frame of every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Duty {
    /// Whether the agent is at work, and since when they said so.
    pub on: bool,
    /// Since when; `None` if they never said.
    pub since: Option<Timestamp>,
    /// What they have; those that are being called first.
    pub mine: Vec<Held>,
    /// The languages in which they may call.
    pub languages: Vec<Language>,
    /// What they took last.
    pub latest: Option<RequestId>,
    /// The call that they are making.
    pub call: Option<RequestPage>,
    /// How the queue stands, for everybody.
    pub standing: Standing,
    /// Until when the desk is open.
    pub open: Option<Timestamp>,
    /// When it opens, while it is closed.
    pub opens: Option<Timestamp>,
}

/// A request that an agent has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub id: RequestId,
    /// Since when it is being called, if it is.
    pub calling: Option<Timestamp>,
}

/// How long what was read of the queue is shown while nothing changes: what is late follows from the clock.
const TRUE_FOR: SignedDuration = SignedDuration::from_secs(5);

/// What was read of the queue last, for each locale: fifty pages that hear of one change read it once.
#[derive(Debug, Default)]
pub(super) struct LastRead(BTreeMap<Locale, Kept>);

/// One reading of the queue.
#[derive(Debug)]
struct Kept {
    /// How many changes there had been.
    change: u64,
    /// When it began, by the machine and by the desk.
    began: Instant,
    at: Timestamp,
    read: Arc<QueueRead>,
}

impl LastRead {
    /// The last reading, if it holds for whoever came then: it began after they came, or nothing has changed since.
    fn good(&self, locale: Locale, came: Instant, change: u64, now: Timestamp) -> Option<Arc<QueueRead>> {
        let kept = self.0.get(&locale)?;
        let unchanged = kept.change == change && now.duration_since(kept.at).abs() < TRUE_FOR;
        (kept.began >= came || unchanged).then(|| Arc::clone(&kept.read))
    }
}

impl Desk {
    /// The open queue, as this agent sees it; `None` for somebody who does not work here.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read_queue(&self, agent: UserId, locale: Locale) -> Result<Option<Arc<QueueRead>>, StoreFault> {
        if self.roster().agent(agent).is_none() {
            return Ok(None);
        }
        let came = Instant::now();
        let mut last = self.last_read.lock().await;
        let (change, at) = (*self.changes.borrow(), self.now());
        if let Some(read) = last.good(locale, came, change, at) {
            return Ok(Some(read));
        }
        let began = Instant::now();
        let read = Arc::new(self.read_whole_queue(locale).await?);
        last.0.insert(locale, Kept { change, began, at, read: Arc::clone(&read) });
        Ok(Some(read))
    }

    async fn read_whole_queue(&self, locale: Locale) -> Result<QueueRead, StoreFault> {
        let now = self.now();
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        let facts = self.facts(&knowledge, &today, now);
        let with = |place: &Place| matches!(place, Place::With(_));
        let with: Vec<Place> = self.store.places().await?.into_iter().filter(with).collect();
        let ready = self.store.queue_at(&Language::ALL.map(Place::Ready), READ).await?;
        let worked = self.store.queue_at(&with, READ).await?;
        let later = self.store.queue_at(&[Place::Later], READ).await?;
        let counts = (ready.open, worked.open, later.open);
        let words = facts.words(locale);
        let all = [ready, worked, later].into_iter().flat_map(|part| part.requests);
        let rows = all.map(|request| row(&facts, words, &request.value)).collect();
        Ok(QueueRead { rows, ready: counts.0, with_agents: counts.1, later: counts.2 })
    }

    /// One request, as this agent may see it; `None` when there is none with this reference, or they do not work here.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read_request(
        &self,
        agent: UserId,
        id: RequestId,
        locale: Locale,
    ) -> Result<Option<RequestPage>, StoreFault> {
        let now = self.now();
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        let facts = self.facts(&knowledge, &today, now);
        let Some(agent) = facts.roster.agent(agent) else { return Ok(None) };
        let Some(request) = self.store.request(id).await?.map(|request| request.value) else { return Ok(None) };
        let mut before = self.store.ended_of(request.customer.chat, EARLIER).await?;
        before.retain(|other| other.id != id);
        let reachable = self.store.reachable(request.customer.chat).await?;
        Ok(Some(page(&facts, facts.words(locale), agent, &request, &before, reachable)))
    }

    /// What stands in the frame of every page of this agent's; `None` for somebody who does not work here.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read_duty(&self, agent: UserId, locale: Locale) -> Result<Option<Duty>, StoreFault> {
        let now = self.now();
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        let facts = self.facts(&knowledge, &today, now);
        let Some(who) = facts.roster.agent(agent) else { return Ok(None) };
        let shift = today.board.shifts.get(&agent);
        let held = self.store.queue_at(&[Place::With(agent)], READ).await?.requests;
        let calls = |request: &&Versioned<CallbackRequest>| matches!(request.value.state, State::Calling { .. });
        let call = held.iter().find(calls);
        let call = call.map(|request| page(&facts, facts.words(locale), who, &request.value, &[], true));
        let mut mine: Vec<Held> = held.iter().map(|request| Held::of(&request.value)).collect();
        mine.sort_by_key(|held| held.calling.is_none());
        let latest = held.iter().max_by_key(|request| request.value.taken_at()).map(|request| request.value.id);
        Ok(Some(Duty {
            on: today.board.is_on(agent),
            since: shift.map(|shift| shift.since),
            mine,
            languages: Language::ALL.into_iter().filter(|language| facts.roster.may_call(who, *language)).collect(),
            latest,
            call,
            standing: self.store.standing(now).await?,
            open: today.hours.open_now(now).map(|opening| opening.to),
            opens: today.hours.open_from(now).filter(|at| *at > now),
        }))
    }
}

impl Held {
    fn of(request: &CallbackRequest) -> Self {
        let calling = match request.state {
            State::Calling { since, .. } => Some(since),
            _ => None,
        };
        Self { id: request.id, calling }
    }
}
