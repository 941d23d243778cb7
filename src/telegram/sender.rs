//! Empties the outbox as fast as Telegram allows: each chat in order, no chat waiting for another. Never reorders a chat.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::{SignedDuration, Timestamp};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::api::Bot;
use super::buckets::{Buckets, Rates, Wait};
use super::fault::TelegramFault;
use super::front::{FrontDesk, past_damage};
use super::post::{Outcome, Post};
use super::stage::Stop;
use crate::callback::ChatId;
use crate::conversation::{Body, Outlet, Recipient};
use crate::store::{Delivery, OutboxRow, ServiceClass, StoreFault};

/// Requests under way at once: at 30 a second and half a second each, twice what is needed.
const REQUESTS: usize = 32;

/// Rows in our hands at most; and those of them that wait for their turn last this long at the overall pace. The store
/// knows whose turn it is, so that what it gives out early must be little: who comes next stands behind it.
const MAX_HELD: usize = 512;
const HELD_SECONDS: f64 = 0.4;

/// A row that has to wait longer than this for its chat goes back to the store, so that it holds no place.
const MAX_HOLD: Duration = Duration::from_secs(5);

/// A lease outlives holding and sending by far, so that it ends only with its process.
const LEASE: Duration = Duration::from_secs(120);

/// How often to look without being woken: for rows whose lease ran out.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Rows that are due but cannot be had yet are not asked for more often than this.
const SHORTEST_NAP: Duration = Duration::from_millis(20);

/// When told to stop: how long new sends are begun for what is due, and how long those under way may take after that.
const DRAIN: Duration = Duration::from_millis(1500);
const LANDING: Duration = Duration::from_secs(1);

/// The longest that stopping takes.
pub const STOP_LIMIT: Duration = Duration::from_secs(3);

/// Sends until it is told to stop; then what is due by then, for a bounded time.
///
/// # Errors
/// When the store fails.
pub async fn run<D: FrontDesk>(
    desk: Arc<D>,
    bot: Arc<Bot>,
    rates: Rates,
    group: Option<ChatId>,
    mut stop: Stop,
) -> Result<(), TelegramFault> {
    let mut sender = Sender::new(Arc::clone(&desk), bot, rates, group);
    let mut look = true;
    while !stop.is_set() {
        // Listening begins before looking: a row that is written in between wakes us.
        let woken = desk.outbox().notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        let wake_at = sender.round(look).await?;
        look = tokio::select! {
            biased;
            () = stop.wait() => break,
            () = &mut woken => true,
            news = sender.news() => news?,
            () = sleep_until(wake_at) => true,
        };
    }
    let began = Instant::now();
    look = true; // what was finished last wrote its answers last
    while began.elapsed() < DRAIN {
        let wake_at = sender.round(look).await?;
        if sender.rests() {
            break;
        }
        look = match timeout_at(wake_at.min(began + DRAIN), sender.news()).await {
            Ok(news) => news?,
            Err(_) => true,
        };
    }
    sender.land(began + DRAIN + LANDING).await
}

/// A row in our hands.
struct Held {
    row: OutboxRow,
    chat: ChatId,
}

/// A row that was sent, or was not.
struct Back {
    held: Held,
    outcome: Result<Outcome, StoreFault>,
}

struct Sender<D> {
    desk: Arc<D>,
    post: Arc<Post>,
    group: Option<ChatId>,
    buckets: Buckets,
    /// The zero of the buckets' time.
    started: Instant,
    max_waiting: usize,
    /// Rows that wait for their turn, by when it comes and then by age.
    waiting: BTreeMap<(Duration, u64), Held>,
    flying: JoinSet<Back>,
    finished: Vec<(OutboxRow, Delivery)>,
    /// One write to the store at a time; what finishes meanwhile goes into the next.
    settling: JoinSet<Result<(), StoreFault>>,
    /// When the next row that the store holds back is due.
    next_due: Option<Timestamp>,
}

impl<D: FrontDesk> Sender<D> {
    fn new(desk: Arc<D>, bot: Arc<Bot>, rates: Rates, group: Option<ChatId>) -> Self {
        let post = Arc::new(Post { bot, store: Arc::clone(desk.store()) });
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to a small positive range"
        )]
        let max_waiting = (rates.overall_per_second * HELD_SECONDS).clamp(1.0, MAX_HELD as f64) as usize;
        Self {
            desk,
            post,
            group,
            buckets: Buckets::new(rates),
            started: Instant::now(),
            max_waiting,
            waiting: BTreeMap::new(),
            flying: JoinSet::new(),
            finished: Vec::new(),
            settling: JoinSet::new(),
            next_due: None,
        }
    }

    /// Settles what came back, takes new rows if told to look, sends what may go. Returns when to come again.
    async fn round(&mut self, look: bool) -> Result<Instant, TelegramFault> {
        if look {
            self.lease().await?;
        }
        let turn = self.start();
        self.settle();
        let now = Instant::now();
        let due = self.next_due.map(|due| now + waiting_time(self.desk.now(), due).max(SHORTEST_NAP));
        Ok([turn, due].into_iter().flatten().fold(now + LOOK_EVERY, Instant::min))
    }

    async fn lease(&mut self) -> Result<(), StoreFault> {
        let held = self.waiting.len() + self.flying.len() + self.finished.len();
        let room = self.max_waiting.saturating_sub(self.waiting.len()).min(MAX_HELD.saturating_sub(held));
        if room == 0 {
            self.next_due = None; // the next settlement makes room and looks again
            return Ok(());
        }
        let leased = past_damage(self.desk.store().lease_outbox(Outlet::Telegram, self.desk.now(), room, LEASE).await)?;
        self.next_due = leased.next_due;
        let to_group = leased.rows.iter().any(|row| row.message.to == Recipient::AgentsGroup);
        let group = if to_group { past_damage(self.desk.store().group().await)?.or(self.group) } else { None };
        let now = self.started.elapsed();
        for row in leased.rows {
            let chat = match row.message.to {
                Recipient::Chat(chat) => Some(chat),
                Recipient::AgentsGroup => group,
                // The store gives none of these to this outlet.
                Recipient::Mailbox(_) => None,
            };
            match chat {
                Some(chat) => {
                    // Before all that waits: what the store gives out for the others meanwhile is little.
                    let first = row.class <= ServiceClass::Urgent;
                    self.waiting.insert((if first { Duration::ZERO } else { now }, row.id), Held { row, chat });
                }
                None => {
                    tracing::debug!(row = row.id, "there is no chat for a message; it was dropped");
                    self.finished.push((row, Delivery::Dropped));
                }
            }
        }
        Ok(())
    }

    /// Sends what may go now; returns when the next may.
    fn start(&mut self) -> Option<Instant> {
        let now = self.started.elapsed();
        while self.flying.len() < REQUESTS
            && let Some(first) = self.waiting.first_entry()
        {
            let (at, id) = *first.key();
            if at > now {
                return Some(self.started + at);
            }
            let held = first.remove();
            let chat = (!matches!(held.row.message.body, Body::AnswerClick { .. })).then_some(held.chat);
            match self.buckets.take(chat, now) {
                Ok(()) => {
                    let post = Arc::clone(&self.post);
                    self.flying.spawn(fly(post, held, self.desk.now()));
                }
                Err(Wait::Chat(until) | Wait::Everybody(until)) if until > now + MAX_HOLD => {
                    let at = self.desk.now().saturating_add(until - now).unwrap_or(Timestamp::MAX);
                    self.finished.push((held.row, Delivery::RetryAt(at)));
                }
                Err(Wait::Chat(until)) => {
                    self.waiting.insert((until, id), held);
                }
                Err(Wait::Everybody(until)) => {
                    self.waiting.insert((at, id), held);
                    return Some(self.started + until);
                }
            }
        }
        None
    }

    /// Writes down what became of rows, when no such write is under way.
    fn settle(&mut self) {
        if self.finished.is_empty() || !self.settling.is_empty() {
            return;
        }
        let finished = std::mem::take(&mut self.finished);
        let desk = Arc::clone(&self.desk);
        self.settling.spawn(async move {
            // The consequences first: after a crash between the two the row is sent again, and they are drawn once more.
            for (row, delivery) in &finished {
                if *delivery == Delivery::Unreachable {
                    past_damage(desk.undeliverable(row).await)?;
                }
            }
            let deliveries = finished.iter().map(|(row, delivery)| (row.id, delivery.clone())).collect();
            desk.store().settle(deliveries, desk.now()).await
        });
    }

    /// Waits until something came back. Returns whether there may be new rows to take: a settled row frees its chat.
    async fn news(&mut self) -> Result<bool, TelegramFault> {
        if self.flying.is_empty() && self.settling.is_empty() {
            return std::future::pending().await;
        }
        tokio::select! {
            Some(back) = self.flying.join_next() => {
                self.take_back(back)?;
                while let Some(back) = self.flying.try_join_next() {
                    self.take_back(back)?;
                }
                Ok(false)
            }
            Some(settled) = self.settling.join_next() => settled_well(settled).map(|()| true),
        }
    }

    fn take_back(&mut self, back: Result<Back, JoinError>) -> Result<(), TelegramFault> {
        let Back { held, outcome } = match back {
            Ok(back) => back,
            Err(error) => {
                tracing::error!(%error, "a send ended early; its message comes again when the lease ends");
                return Ok(());
            }
        };
        let Outcome { delivery, pause } = outcome?;
        if let Some(pause) = pause {
            let chat = (!matches!(held.row.message.body, Body::AnswerClick { .. })).then_some(held.chat);
            self.buckets.slow_down(chat, pause, self.started.elapsed());
        }
        self.finished.push((held.row, delivery));
        Ok(())
    }

    /// Whether nothing is in our hands.
    fn rests(&self) -> bool {
        self.waiting.is_empty() && self.flying.is_empty() && self.finished.is_empty() && self.settling.is_empty()
    }

    /// Waits for what is under way and writes down what became of it; nothing new is begun.
    async fn land(mut self, until: Instant) -> Result<(), TelegramFault> {
        self.waiting.clear();
        while !self.rests() {
            self.settle();
            match timeout_at(until, self.news()).await {
                Ok(news) => news?,
                Err(_) => {
                    tracing::warn!(count = self.flying.len(), "sends were cut off by the stop; they are sent again");
                    return Ok(());
                }
            };
        }
        Ok(())
    }
}

async fn fly(post: Arc<Post>, held: Held, now: Timestamp) -> Back {
    let sending = AssertUnwindSafe(post.deliver(&held.row, held.chat, now)).catch_unwind();
    let outcome = sending.await.unwrap_or_else(|_| {
        tracing::error!(row = held.row.id, "sending a message panicked; the message was dropped");
        Ok(Delivery::Dropped.into())
    });
    Back { held, outcome }
}

fn settled_well(settled: Result<Result<(), StoreFault>, JoinError>) -> Result<(), TelegramFault> {
    match settled {
        Ok(result) => Ok(past_damage(result)?),
        Err(error) => {
            tracing::error!(%error, "writing down what was sent ended early; those messages may be sent again");
            Ok(())
        }
    }
}

/// Real time until `due`, at the desk's own pace.
fn waiting_time(now: Timestamp, due: Timestamp) -> Duration {
    Duration::try_from(due.duration_since(now).max(SignedDuration::ZERO)).unwrap_or(LOOK_EVERY)
}
