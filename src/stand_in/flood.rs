//! Telegram's flood limits: counted always, enforced on request. Reactions to a limit are the bot's business.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60_000;

/// Methods that count as sending (Bot FAQ; edits share the limit by tdlib/td#2592).
const COUNTED: [&str; 6] =
    ["sendMessage", "sendPhoto", "copyMessage", "forwardMessage", "editMessageText", "editMessageReplyMarkup"];

/// Limits to enforce; the default is what Telegram documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloodLimits {
    /// Messages to all chats within any second.
    pub overall_per_second: u32,
    /// Messages to one private chat at once before `chat_per_second` counts.
    pub chat_burst: u32,
    /// Messages to one private chat a second, on average.
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

/// Times of recent calls in one window.
#[derive(Default)]
struct Window(VecDeque<i64>);

impl Window {
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

    fn add(&mut self, now: i64) {
        self.0.push_back(now);
    }
}

pub(super) struct Flood {
    limits: Option<FloodLimits>,
    overall: Window,
    chats: BTreeMap<i64, Window>,
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
        let group = chat < 0;
        let window = self.chats.entry(chat).or_default();
        let overall = self.overall.count(now, SECOND_MS);
        let kept = match (group, self.limits) {
            (true, _) => MINUTE_MS,
            (false, Some(limits)) => {
                SECOND_MS * i64::from(limits.chat_burst) / i64::from(limits.chat_per_second.max(1))
            }
            (false, None) => SECOND_MS,
        };
        let here = window.count(now, kept);
        if let Some(limits) = self.limits {
            let most_here = if group { limits.group_per_minute } else { limits.chat_burst };
            let wait = if overall >= limits.overall_per_second {
                Some(self.overall.free_in(now, SECOND_MS))
            } else if here >= most_here {
                Some(window.free_in(now, kept))
            } else {
                None
            };
            if let Some(wait) = wait {
                self.peaks.refused += 1;
                return Err(u32::try_from((wait + SECOND_MS - 1) / SECOND_MS).unwrap_or(1).max(1));
            }
        }
        window.add(now);
        self.overall.add(now);
        self.peaks.overall_in_second = self.peaks.overall_in_second.max(overall + 1);
        if group {
            self.peaks.group_in_minute = self.peaks.group_in_minute.max(here + 1);
        } else {
            let second = window.0.iter().filter(|at| now - **at < SECOND_MS).count();
            self.peaks.chat_in_second = self.peaks.chat_in_second.max(u32::try_from(second).unwrap_or(u32::MAX));
        }
        if self.chats.len() > 4096 {
            self.chats.retain(|_, window| window.count(now, MINUTE_MS) > 0);
        }
        Ok(())
    }
}
