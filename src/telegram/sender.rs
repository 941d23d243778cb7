//! Empties the outbox as fast as Telegram allows: each chat in order, no chat waiting for another, agents before all. Never
//! reorders a chat. Its time is the desk's steady one, so that no clock stops it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep_until, timeout_at};

use super::api::Bot;
use super::buckets::{Buckets, Rates, Wait};
use super::fault::TelegramFault;
use super::flight::{Back, Held, fly};
use super::front::{FrontDesk, past_damage};
use super::places::{Full, Places};
use super::post::{Outcome, Post};
use super::stage::Stop;
use crate::callback::{ChatId, Silence};
use crate::conversation::{Outlet, Recipient};
use crate::store::{Delivery, OutboxRow, ServiceClass, StoreFault};

/// Rows in our hands at most: more than can be under way at once, so that chats that do not answer leave room for others.
const MAX_HELD: usize = 1024;

/// Those of them that wait for their turn last this long at the overall pace. The store knows whose turn it is, so that what
/// it gives out early must be little: who comes next stands behind it.
const HELD_SECONDS: f64 = 0.4;

/// A chat whose answers are slow and that finds no place comes again after this.
const SLOW_AGAIN: Duration = Duration::from_secs(5);

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

struct Sender<D> {
    desk: Arc<D>,
    post: Arc<Post>,
    patient: Arc<Post>, // for chats whose answers are slow
    group: Option<ChatId>,
    /// Whether the group could be written to when it was last tried.
    group_works: Option<bool>,
    buckets: Buckets,
    places: Places,
    max_waiting: usize,
    /// Rows that wait for their turn, by when it comes and then by age; agents' apart.
    waiting_first: BTreeMap<(Duration, u64), Held>,
    waiting: BTreeMap<(Duration, u64), Held>,
    flying: JoinSet<Back>,
    finished: Vec<(OutboxRow, Delivery)>,
    /// That the group can no longer be written to, or can again, until the desk knows.
    news_of_group: Option<Option<Silence>>,
    /// One write to the store at a time; what finishes meanwhile goes into the next.
    settling: JoinSet<Result<(), StoreFault>>,
    /// When the next row that the store holds back is due.
    next_due: Option<Timestamp>,
}

impl<D: FrontDesk> Sender<D> {
    fn new(desk: Arc<D>, bot: Arc<Bot>, rates: Rates, group: Option<ChatId>) -> Self {
        let patient = Arc::new(Post { bot: Arc::new(bot.patient()), store: Arc::clone(desk.store()) });
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
            patient,
            group,
            group_works: None,
            buckets: Buckets::new(rates),
            places: Places::default(),
            max_waiting,
            waiting_first: BTreeMap::new(),
            waiting: BTreeMap::new(),
            flying: JoinSet::new(),
            finished: Vec::new(),
            news_of_group: None,
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
        let waiting = self.waiting_first.len() + self.waiting.len();
        let held = waiting + self.flying.len() + self.finished.len();
        let room = self.max_waiting.saturating_sub(waiting).min(MAX_HELD.saturating_sub(held));
        if room == 0 {
            self.next_due = None; // the next settlement makes room and looks again
            return Ok(());
        }
        let leased = past_damage(self.desk.store().lease_outbox(Outlet::Telegram, self.desk.now(), room, LEASE).await)?;
        self.next_due = leased.next_due;
        let to_group = leased.rows.iter().any(|row| row.message.to == Recipient::AgentsGroup);
        let group = if to_group { past_damage(self.desk.store().group().await)?.or(self.group) } else { None };
        let now = self.desk.steady();
        for row in leased.rows {
            let chat = match row.message.to {
                Recipient::Chat(chat) | Recipient::Topic(chat, _) => Some(chat),
                Recipient::AgentsGroup => group,
                // The store gives none of these to this outlet.
                Recipient::Mailbox(_) => None,
            };
            match chat {
                Some(chat) => {
                    // Before all that waits: what the store gives out for the others meanwhile is little.
                    let turn = if row.class <= ServiceClass::Urgent { Duration::ZERO } else { now };
                    let first = row.class == ServiceClass::Agent;
                    self.wait(turn, Held { row, chat, first });
                }
                None => {
                    tracing::debug!(row = row.id, "there is no chat for a message; it was dropped");
                    self.finished.push((row, Delivery::Dropped));
                }
            }
        }
        Ok(())
    }

    fn wait(&mut self, until: Duration, held: Held) {
        let waiting = if held.first { &mut self.waiting_first } else { &mut self.waiting };
        waiting.insert((until, held.row.id), held);
    }

    /// Sends what may go now; returns when the next may.
    fn start(&mut self) -> Option<Instant> {
        let now = self.desk.steady();
        let next = [self.start_among(true, now), self.start_among(false, now)];
        next.into_iter().flatten().min().map(|at| Instant::now() + at.saturating_sub(now))
    }

    fn start_among(&mut self, first: bool, now: Duration) -> Option<Duration> {
        loop {
            let waiting = if first { &mut self.waiting_first } else { &mut self.waiting };
            let next = waiting.first_entry()?;
            let (at, _) = *next.key();
            if at > now {
                return Some(at);
            }
            let held = next.remove();
            let seat = match self.places.take(held.chat, first) {
                Ok(seat) => seat,
                Err(Full::All) => {
                    self.wait(at, held); // whoever comes back makes room
                    return None;
                }
                Err(Full::Slow) => {
                    self.put_off(held, SLOW_AGAIN);
                    continue;
                }
            };
            match self.buckets.take(held.paced_by(), now) {
                Ok(()) => {
                    let post = if self.places.is_slow(held.chat) { &self.patient } else { &self.post };
                    self.flying.spawn(fly(Arc::clone(post), held, seat, self.desk.now()));
                    continue;
                }
                Err(Wait::Chat(until) | Wait::Everybody(until)) if until > now + MAX_HOLD => {
                    self.put_off(held, until - now);
                }
                Err(Wait::Chat(until)) => self.wait(until, held),
                Err(Wait::Everybody(until)) => {
                    self.wait(at, held);
                    self.places.free(seat);
                    return Some(until);
                }
            }
            self.places.free(seat);
        }
    }

    /// Gives a row back to the store that was not tried.
    fn put_off(&mut self, held: Held, pause: Duration) {
        let at = self.desk.now().saturating_add(pause).unwrap_or(Timestamp::MAX);
        self.finished.push((held.row, Delivery::NotYet(at)));
    }

    /// Writes down what became of rows, when no such write is under way.
    fn settle(&mut self) {
        if self.finished.is_empty() || !self.settling.is_empty() {
            return;
        }
        let finished = std::mem::take(&mut self.finished);
        let desk = Arc::clone(&self.desk);
        let news = self.news_of_group.take();
        self.settling.spawn(async move {
            // The consequences first: after a crash between the two the row is sent again, and they are drawn once more.
            for (row, delivery) in &finished {
                if *delivery == Delivery::Unreachable {
                    past_damage(desk.undeliverable(row).await)?;
                }
            }
            if let Some(silence) = news {
                past_damage(desk.group_answers(silence).await)?;
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
        let Back { held, seat, outcome } = match back {
            Ok(back) => back,
            Err(error) => {
                tracing::error!(%error, "a send ended early; its message comes again when the lease ends");
                return Ok(());
            }
        };
        self.places.free(seat);
        let Outcome { delivery, pause, late, refused } = outcome?;
        let now = self.desk.steady();
        self.places.answered(held.chat, !late, now);
        match pause {
            Some(pause) => self.buckets.slow_down(held.paced_by(), pause, now),
            None => self.buckets.went_well(held.paced_by()),
        }
        if held.row.message.to == Recipient::AgentsGroup && held.paced_by().is_some() {
            self.note_group(refused, &delivery);
        }
        self.finished.push((held.row, delivery));
        Ok(())
    }

    /// Has the desk told when the agents' group can no longer be written to, or can again.
    fn note_group(&mut self, refused: Option<Silence>, delivery: &Delivery) {
        let works = match (refused, delivery) {
            (Some(_), _) => false,
            (None, Delivery::Sent { .. }) => true,
            (None, _) => return,
        };
        if self.group_works.replace(works) != Some(works) {
            self.news_of_group = Some(refused);
        }
    }

    /// Whether nothing is in our hands.
    fn rests(&self) -> bool {
        self.waiting_first.is_empty()
            && self.waiting.is_empty()
            && self.flying.is_empty()
            && self.finished.is_empty()
            && self.settling.is_empty()
    }

    /// Waits for what is under way and writes down what became of it; nothing new is begun.
    async fn land(mut self, until: Instant) -> Result<(), TelegramFault> {
        self.waiting_first.clear();
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
