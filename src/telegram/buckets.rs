//! How fast we may send: a bucket a chat, one for each group and one for everything. Pure; time is a parameter.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use crate::callback::ChatId;

/// Telegram's limits, or what a load test lifts them to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Requests a second over all chats.
    pub overall_per_second: f64,
    /// Messages a second in one private chat, on average.
    pub chat_per_second: f64,
    /// Messages a minute in a group, edits included.
    pub group_per_minute: f64,
}

impl Default for Rates {
    /// Telegram's own numbers (core.telegram.org/bots/faq, "My bot is hitting limits").
    fn default() -> Self {
        Self { overall_per_second: 30.0, chat_per_second: 1.0, group_per_minute: 20.0 }
    }
}

/// Messages that may go to a private chat at once: an answer, what follows it, and a changed button.
const CHAT_BURST: u32 = 3;

/// The part of a group's minute that may go at once: cards come in bursts, but one must not use up the whole minute.
const GROUP_BURST_SHARE: f64 = 0.25;

/// The part of everybody's second that may go at once.
const OVERALL_BURST_SHARE: f64 = 0.1;

/// Chats whose pace is remembered before those at rest are forgotten; at 30 a second this many are never busy at once.
const MAX_CHATS: usize = 10_000;

/// So many chats told to slow down within this time may mean that the bot is, not the chats: it is tried out.
const GLOBAL_SIGNS: usize = 5;
const GLOBAL_SIGN_WINDOW: Duration = Duration::from_secs(10);

/// Everybody pauses this long before one request is let go to see; it doubles each time that one is refused as well.
const FIRST_PROBE_AFTER: Duration = Duration::from_secs(1);

/// How long the others wait for the answer to that request: most come within a tenth of this.
const PROBE_LIMIT: Duration = Duration::from_secs(2);

/// When a message may go at the earliest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// This chat has to wait until then; others need not.
    Chat(Duration),
    /// Everybody has to wait until then.
    Everybody(Duration),
}

/// A limit as a pace: one every `interval`, `burst` of them at once after a rest. (Generic cell rate algorithm, ITU-T
/// I.371: a single time says how full the bucket is, and no fraction is ever rounded in our favour.)
#[derive(Clone, Copy, Debug)]
struct Limit {
    interval: Duration,
    burst: u32,
}

impl Limit {
    /// `count` a `window` on average, so and so many at once.
    fn average(count: f64, window: Duration, burst: u32) -> Self {
        let seconds = window.as_secs_f64() / count.max(f64::MIN_POSITIVE);
        Self { interval: Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX / 1024), burst }
    }

    /// At most `count` in any `window`, `share` of them at once: burst and pace together never exceed it.
    fn ceiling(count: f64, window: Duration, share: f64) -> Self {
        let burst = (count * share).floor().clamp(1.0, f64::from(u32::MAX));
        let steady = (count - burst).max(count / 2.0);
        // `as` saturates, and the value is a small whole number.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of u32")]
        Self::average(steady, window, burst as u32)
    }

    fn tolerance(self) -> Duration {
        self.interval.saturating_mul(self.burst.saturating_sub(1))
    }
}

/// How far ahead of its pace a chat is.
#[derive(Clone, Copy, Debug, Default)]
struct Pace {
    /// When the bucket is full again.
    full_at: Duration,
    /// Telegram's own word: nothing before this.
    not_before: Duration,
}

impl Pace {
    fn ready_at(self, limit: Limit) -> Duration {
        self.full_at.saturating_sub(limit.tolerance()).max(self.not_before)
    }

    fn take(&mut self, limit: Limit, now: Duration) {
        self.full_at = self.full_at.max(now).saturating_add(limit.interval);
    }

    fn rests(self, now: Duration) -> bool {
        self.full_at <= now && self.not_before <= now
    }
}

/// Whether the bot as a whole may be told to slow down.
#[derive(Clone, Copy, Debug, Default)]
enum Suspicion {
    #[default]
    None,
    /// Nothing goes before `until`; the first request after it is the probe.
    Pausing { pause: Duration, until: Duration },
    /// The probe is on its way; the others wait for its answer, until `until` at the latest.
    Probing { pause: Duration, until: Duration, chat: Option<ChatId> },
}

/// All buckets. Times are since any fixed moment and never go back.
#[derive(Debug)]
pub struct Buckets {
    overall_limit: Limit,
    chat_limit: Limit,
    group_limit: Limit,
    overall: Pace,
    chats: HashMap<ChatId, Pace>,
    /// Who was told to slow down of late, and for how long.
    signs: VecDeque<(Duration, Option<ChatId>, Duration)>,
    suspicion: Suspicion,
    /// The longest pause that was asked for while there is suspicion.
    told: Duration,
}

impl Buckets {
    /// Full buckets.
    pub fn new(rates: Rates) -> Self {
        let (second, minute) = (Duration::from_secs(1), Duration::from_secs(60));
        Self {
            overall_limit: Limit::ceiling(rates.overall_per_second, second, OVERALL_BURST_SHARE),
            chat_limit: Limit::average(rates.chat_per_second, second, CHAT_BURST),
            group_limit: Limit::ceiling(rates.group_per_minute, minute, GROUP_BURST_SHARE),
            overall: Pace::default(),
            chats: HashMap::new(),
            signs: VecDeque::new(),
            suspicion: Suspicion::None,
            told: Duration::ZERO,
        }
    }

    /// Takes leave to send one request now; to a chat, or to none (the answer to a press).
    ///
    /// # Errors
    /// When it has to wait; nothing is taken then.
    pub fn take(&mut self, chat: Option<ChatId>, now: Duration) -> Result<(), Wait> {
        let own = chat.map(|chat| (chat, self.limit_of(chat), self.chats.get(&chat).copied().unwrap_or_default()));
        if let Some((_, limit, pace)) = own
            && pace.ready_at(limit) > now
        {
            return Err(Wait::Chat(pace.ready_at(limit)));
        }
        let ready_at = self.overall.ready_at(self.overall_limit);
        if ready_at > now {
            return Err(Wait::Everybody(ready_at));
        }
        match self.suspicion {
            Suspicion::Pausing { until, .. } | Suspicion::Probing { until, .. } if until > now => {
                return Err(Wait::Everybody(until));
            }
            Suspicion::Pausing { pause, .. } => {
                self.suspicion = Suspicion::Probing { pause, until: now.saturating_add(PROBE_LIMIT), chat };
            }
            Suspicion::Probing { .. } => self.suspicion = Suspicion::None,
            Suspicion::None => {}
        }
        self.overall.take(self.overall_limit, now);
        if let Some((chat, limit, mut pace)) = own {
            pace.take(limit, now);
            self.remember(chat, pace, now);
        }
        Ok(())
    }

    /// Telegram said to pause (429). It means the chat; where it says so of many at once, everybody pauses for a moment, and
    /// one request tells whether the bot is meant.
    pub fn slow_down(&mut self, chat: Option<ChatId>, pause: Duration, now: Duration) {
        if let Some(chat) = chat {
            let mut pace = self.chats.get(&chat).copied().unwrap_or_default();
            pace.not_before = pace.not_before.max(now.saturating_add(pause));
            self.remember(chat, pace, now);
        }
        self.signs.retain(|(at, other, _)| *other != chat && at.saturating_add(GLOBAL_SIGN_WINDOW) > now);
        self.signs.push_back((now, chat, pause));
        let told = self.signs.iter().map(|(_, _, pause)| *pause).max().unwrap_or(pause);
        self.told = if matches!(self.suspicion, Suspicion::None) { told } else { told.max(self.told) };
        let wait = match self.suspicion {
            Suspicion::Probing { pause, chat: probe, .. } if probe == chat => pause.saturating_mul(2).min(self.told),
            Suspicion::None if self.signs.len() >= GLOBAL_SIGNS => FIRST_PROBE_AFTER,
            _ => return,
        };
        self.suspicion = Suspicion::Pausing { pause: wait, until: now.saturating_add(wait) };
    }

    /// A request was answered and not told to slow down.
    pub fn went_well(&mut self, chat: Option<ChatId>) {
        if matches!(self.suspicion, Suspicion::Probing { chat: probe, .. } if probe == chat) {
            self.suspicion = Suspicion::None;
            self.signs.clear();
        }
    }

    /// Chats remembered at present.
    pub fn remembered(&self) -> usize {
        self.chats.len()
    }

    fn limit_of(&self, chat: ChatId) -> Limit {
        // Groups have negative numbers.
        if chat.0 < 0 { self.group_limit } else { self.chat_limit }
    }

    fn remember(&mut self, chat: ChatId, pace: Pace, now: Duration) {
        if self.chats.len() >= MAX_CHATS {
            self.chats.retain(|_, pace| !pace.rests(now));
        }
        self.chats.insert(chat, pace);
    }
}
