//! What a load found: figures, and every answer that was lost, doubled or wrong.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use jiff::Timestamp;
use serde::Serialize;

use super::memory::Memory;
use super::size::Size;
use crate::sandbox::lead::Report;

/// A message that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) chat: i64,
    pub(super) at: Timestamp,
    pub(super) answer: String,
}

/// What was sent in each chat, in order.
type Answers = BTreeMap<i64, Vec<(Timestamp, String)>>;

/// Times from a message to its answer, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Latency {
    /// Half were faster.
    pub p50_ms: f64,
    /// 95 of 100 were faster.
    pub p95_ms: f64,
    /// 99 of 100 were faster.
    pub p99_ms: f64,
    /// The slowest.
    pub max_ms: f64,
}

/// One of the two loads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Phase {
    /// Messages written.
    pub messages: usize,
    /// From the first poll (or message) to the last answer, in seconds.
    pub seconds: f64,
    /// Messages answered a second, end to end.
    pub per_second: f64,
    /// From message to answer. In the backlog, what waited while the desk was away counts from the first poll.
    pub latency: Latency,
}

/// What became of the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Without an answer.
    pub lost: usize,
    /// Answers too many.
    pub doubled: usize,
    /// Answers that are not the ones due at their place.
    pub wrong: usize,
}

/// What a load found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoadReport {
    /// People.
    pub chats: usize,
    /// From the start of the process to its being open, in seconds.
    pub open_after_s: f64,
    /// The messages that waited.
    pub backlog: Phase,
    /// The messages that came one by one.
    pub steady: Phase,
    /// What became of all of them.
    pub checked: Checked,
    /// The desk's memory at the end and at its peak, in mebibytes; absent where the system does not tell.
    pub memory_mib: Option<f64>,
    /// The most that the desk had.
    pub peak_memory_mib: Option<f64>,
    /// Updates and messages left in the desk at the end, and what it set aside.
    pub left: Report,
    /// What was wrong with the desk's requests by the Bot API specification.
    pub violations: Vec<String>,
}

impl Phase {
    pub(super) fn of(asked: &[Asked], answers: &Answers, began: Option<Timestamp>) -> Self {
        let mut place: BTreeMap<i64, usize> = BTreeMap::new();
        let mut times = Vec::with_capacity(asked.len());
        let mut end = began;
        for message in asked {
            let place = place.entry(message.chat).or_default();
            if let Some((at, _)) = answers.get(&message.chat).and_then(|said| said.get(*place)) {
                let from = began.map_or(message.at, |began| began.max(message.at));
                times.push(at.duration_since(from).as_secs_f64().max(0.0));
                end = end.max(Some(*at));
            }
            *place += 1;
        }
        let began = began.or_else(|| asked.first().map(|message| message.at));
        let seconds = began.zip(end).map_or(0.0, |(began, end)| end.duration_since(began).as_secs_f64());
        #[expect(clippy::cast_precision_loss, reason = "a count of messages is far below where doubles get coarse")]
        let per_second = if seconds > 0.0 { times.len() as f64 / seconds } else { 0.0 };
        times.sort_by(f64::total_cmp);
        Self { messages: asked.len(), seconds, per_second, latency: Latency::of(&times) }
    }
}

impl Latency {
    /// Of sorted times in seconds.
    pub(super) fn of(times: &[f64]) -> Self {
        let at = |share: usize| {
            let place = (times.len() * share).div_ceil(100).saturating_sub(1);
            times.get(place).copied().unwrap_or_default() * 1000.0
        };
        Self { p50_ms: at(50), p95_ms: at(95), p99_ms: at(99), max_ms: at(100) }
    }
}

/// Compares what was answered with what should have been, chat by chat, in order.
pub(super) fn check(asked: &[Asked], answers: &Answers) -> Checked {
    let mut due: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
    for message in asked {
        due.entry(message.chat).or_default().push(&message.answer);
    }
    let mut checked = Checked::default();
    for (chat, due) in &due {
        let said = answers.get(chat).map(Vec::as_slice).unwrap_or_default();
        checked.lost += due.len().saturating_sub(said.len());
        checked.doubled += said.len().saturating_sub(due.len());
        checked.wrong += due.iter().zip(said).filter(|(due, (_, said))| *due != said).count();
    }
    checked.doubled +=
        answers.iter().filter(|(chat, _)| !due.contains_key(chat)).map(|(_, said)| said.len()).sum::<usize>();
    checked
}

impl LoadReport {
    #[expect(clippy::too_many_arguments, reason = "a report is what was found, each thing once")]
    pub(super) fn new(
        size: Size,
        open_after: Duration,
        backlog: Phase,
        steady: Phase,
        checked: Checked,
        memory: Option<Memory>,
        left: Report,
        violations: Vec<String>,
    ) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "kibibytes of a process are far below where doubles get coarse")]
        let mebibytes = |kibibytes: u64| kibibytes as f64 / 1024.0;
        Self {
            chats: size.chats,
            open_after_s: open_after.as_secs_f64(),
            backlog,
            steady,
            checked,
            memory_mib: memory.map(|memory| mebibytes(memory.resident_kib)),
            peak_memory_mib: memory.map(|memory| mebibytes(memory.peak_kib)),
            left,
            violations,
        }
    }

    /// Whether every message was answered once and rightly, and nothing is left over.
    pub fn is_well(&self) -> bool {
        let Report { inbox, outbox, dead_letters, .. } = self.left;
        self.checked == Checked::default() && inbox + outbox + dead_letters == 0 && self.violations.is_empty()
    }
}

impl fmt::Display for LoadReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Latency { p50_ms, p95_ms, p99_ms, max_ms } = self.backlog.latency;
        writeln!(
            f,
            "backlog   {} messages of {} chats in {:.2} s: {:.0} updates/s end to end",
            self.backlog.messages, self.chats, self.backlog.seconds, self.backlog.per_second
        )?;
        writeln!(
            f,
            "          from the first poll to the answer: p50 {p50_ms:.0} ms, p95 {p95_ms:.0} ms, p99 {p99_ms:.0} ms, longest {max_ms:.0} ms"
        )?;
        let Latency { p50_ms, p95_ms, p99_ms, max_ms } = self.steady.latency;
        writeln!(f, "steady    {} messages at {:.0} a second", self.steady.messages, self.steady.per_second)?;
        writeln!(
            f,
            "          from update to reply: p50 {p50_ms:.1} ms, p95 {p95_ms:.1} ms, p99 {p99_ms:.1} ms, longest {max_ms:.1} ms"
        )?;
        let Checked { lost, doubled, wrong } = self.checked;
        writeln!(f, "answers   lost {lost}, doubled {doubled}, wrong or out of order {wrong}")?;
        let Report { inbox, outbox, dead_letters, .. } = self.left;
        writeln!(f, "left      in the inbox {inbox}, in the outbox {outbox}, set aside {dead_letters}")?;
        match (self.memory_mib, self.peak_memory_mib) {
            (Some(now), Some(peak)) => {
                writeln!(f, "memory    of the desk's own process: {now:.1} MiB at the end, {peak:.1} MiB at its peak")?
            }
            _ => writeln!(f, "memory    not told by this system")?,
        }
        writeln!(f, "start     open after {:.2} s", self.open_after_s)?;
        for violation in &self.violations {
            writeln!(f, "wrong     {violation}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(chat: i64, answer: &str) -> Asked {
        Asked { chat, at: Timestamp::UNIX_EPOCH, answer: answer.to_owned() }
    }

    fn said(chat: i64, texts: &[&str]) -> (i64, Vec<(Timestamp, String)>) {
        (chat, texts.iter().map(|text| (Timestamp::UNIX_EPOCH, (*text).to_owned())).collect())
    }

    #[test]
    fn lost_doubled_and_swapped_answers_are_found() {
        let asked = [asked(1, "a"), asked(1, "b"), asked(2, "c"), asked(3, "d"), asked(3, "e")];
        let well: Answers = [said(1, &["a", "b"]), said(2, &["c"]), said(3, &["d", "e"])].into();
        assert_eq!(check(&asked, &well), Checked::default());
        let ill: Answers = [said(1, &["a"]), said(2, &["c", "c"]), said(3, &["e", "d"]), said(4, &["x"])].into();
        assert_eq!(check(&asked, &ill), Checked { lost: 1, doubled: 2, wrong: 2 });
    }

    #[test]
    fn percentiles_are_of_the_nearest_rank() {
        let times: Vec<f64> = (1..=200).map(f64::from).collect();
        let latency = Latency::of(&times);
        assert_eq!(
            (latency.p50_ms, latency.p95_ms, latency.p99_ms, latency.max_ms),
            (100_000.0, 190_000.0, 198_000.0, 200_000.0)
        );
        assert_eq!(Latency::of(&[]), Latency::default());
    }
}
