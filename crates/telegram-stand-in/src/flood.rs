//! Telegram's flood limits: counted always, enforced on request. Reactions to a limit are the bot's business.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60_000;
/// A call that comes so much too early is let pass: the bot's own clock and the network are not exact.
const JITTER_MS: i64 = 50;
/// When more chats than this are known, the idle ones are forgotten.
const CHATS_KEPT: usize = 4096;

/// Methods that count as sending (Bot FAQ; edits share the limit by tdlib/td#2592).
const COUNTED: [&str; 10] = [
    "sendMessage",
    "sendPhoto",
    "sendDocument",
    "sendVideo",
    "sendVoice",
    "sendAudio",
    "copyMessage",
    "forwardMessage",
    "editMessageText",
    "editMessageReplyMarkup",
];

/// Limits to enforce; the default is what Telegram documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloodLimits {
    /// Messages to all chats within any second.
    pub overall_per_second: u32,
    /// Messages to one private chat at once, when it has been quiet.
    pub chat_burst: u32,
    /// Messages to one private chat a second, in the long run.
    pub chat_per_second: u32,
    /// Messages to one group within any minute.
    pub group_per_minute: u32,
}

impl Default for FloodLimits {
    fn default() -> Self {
        Self { overall_per_second: 30, chat_burst: 5, chat_per_second: 1, group_per_minute: 20 }
    }
}

/// The most that was ever accepted within a window, by the stand-in's clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FloodPeaks {
    /// Within one second, all chats together.
    pub overall_in_second: u32,
    /// Within one second, in the busiest private chat.
    pub chat_in_second: u32,
    /// Within one minute, in the busiest group.
    pub group_in_minute: u32,
    /// Calls refused with 429 because a limit was enforced.
    pub refused: u64,
}

/// Times of recent calls, in milliseconds.
#[derive(Default)]
struct Window(VecDeque<i64>);

impl Window {
    /// How many calls were made within the last `length` milliseconds; forgets the others.
    fn count(&mut self, now: i64, length: i64) -> u32 {
        while self.0.front().is_some_and(|at| now - at >= length) {
            self.0.pop_front();
        }
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Milliseconds until the oldest call leaves the window.
    fn free_in(&self, now: i64, length: i64) -> i64 {
        self.0.front().map_or(0, |at| at + length - now)
    }
}

/// Calls in one chat.
#[derive(Default)]
struct Meter {
    recent: Window,
    /// When a private chat's allowance would be whole again; at most `chat_burst` calls may be ahead of it.
    whole_at: i64,
}

pub(super) struct Flood {
    limits: Option<FloodLimits>,
    overall: Window,
    chats: BTreeMap<i64, Meter>,
    peaks: FloodPeaks,
}

impl Flood {
    pub(super) fn new(limits: Option<FloodLimits>) -> Self {
        Self { limits, overall: Window::default(), chats: BTreeMap::new(), peaks: FloodPeaks::default() }
    }

    pub(super) fn peaks(&self) -> FloodPeaks {
        self.peaks
    }

    /// Counts one call; `Err` is the `retry_after` in seconds when an enforced limit is reached.
    pub(super) fn admit(&mut self, method: &str, chat: Option<i64>, now: Timestamp) -> Result<(), u32> {
        let Some(chat) = chat.filter(|_| COUNTED.contains(&method)) else { return Ok(()) };
        let now = now.as_millisecond();
        let is_group = chat < 0;
        let length = if is_group { MINUTE_MS } else { SECOND_MS };
        if self.chats.len() > CHATS_KEPT {
            self.chats.retain(|_, meter| meter.recent.count(now, MINUTE_MS) > 0);
        }
        let meter = self.chats.entry(chat).or_default();
        let overall = self.overall.count(now, SECOND_MS);
        let here = meter.recent.count(now, length);
        if let Some(limits) = self.limits {
            let interval = SECOND_MS / i64::from(limits.chat_per_second.max(1));
            let allowance = interval * (i64::from(limits.chat_burst) - 1);
            let ahead = meter.whole_at - now - allowance;
            let wait = if overall >= limits.overall_per_second {
                Some(self.overall.free_in(now, SECOND_MS))
            } else if is_group {
                (here >= limits.group_per_minute).then(|| meter.recent.free_in(now, MINUTE_MS))
            } else {
                (ahead > 0).then_some(ahead)
            };
            if let Some(wait) = wait.filter(|wait| *wait > JITTER_MS) {
                self.peaks.refused += 1;
                return Err(u32::try_from((wait + SECOND_MS - 1) / SECOND_MS).unwrap_or(u32::MAX));
            }
            meter.whole_at = meter.whole_at.max(now) + interval;
        }
        meter.recent.0.push_back(now);
        self.overall.0.push_back(now);
        self.peaks.overall_in_second = self.peaks.overall_in_second.max(overall + 1);
        let busiest = if is_group { &mut self.peaks.group_in_minute } else { &mut self.peaks.chat_in_second };
        *busiest = (*busiest).max(here + 1);
        Ok(())
    }
}
