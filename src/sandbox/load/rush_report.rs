//! What a rush found: who waited how long, and whether what is promised of it was kept.

use std::fmt;

use serde::Serialize;

use super::report::{Checked, Latency};
use crate::sandbox::lead::Report;
use crate::store::PAUSE;

/// Within this a customer who is being robbed has the first answer.
const ROBBED_WITHIN_S: f64 = 2.0;

/// Half of the answers to customers who are owed a call come within this once the desk has listened for what may follow, and 99
/// of 100 within that; milliseconds.
const OWED_P50_MS: f64 = 1000.0;
const OWED_P99_MS: f64 = 3000.0;

/// So long it listens ([`PAUSE`]), milliseconds.
const LISTENS_MS: f64 = PAUSE.as_millis() as f64;

/// The newcomer whose account was stolen.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Robbed {
    /// From their first words to the answer.
    pub answered_after_s: Option<f64>,
    /// From their first words to the receipt of the call.
    pub booked_after_s: Option<f64>,
    /// The number of that call.
    pub reference: Option<String>,
    /// The first agent who asked for the next call got this one.
    pub called_first: bool,
}

/// What a rush found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RushReport {
    /// First-time customers.
    pub newcomers: usize,
    /// They came within this, in seconds.
    pub within_s: u64,
    /// Chats that flooded meanwhile.
    pub flood: usize,
    /// What became of the questions of those who only asked.
    pub checked: Checked,
    /// How long these waited.
    pub waited: Latency,
    /// Calls that newcomers booked meanwhile.
    pub bookings: usize,
    /// The one whose account was stolen.
    pub robbed: Robbed,
    /// Customers who were owed a call.
    pub known: usize,
    /// What they wrote meanwhile.
    pub known_messages: usize,
    /// From message to answer.
    pub known_latency: Latency,
    /// The most messages that Telegram took in a second.
    pub in_a_second: u32,
    /// Messages that Telegram refused because they came too fast.
    pub refused: u64,
    /// Updates and messages left in the desk at the end, and what it set aside.
    pub left: Report,
    /// What was wrong with the desk's requests by the Bot API specification.
    pub violations: Vec<String>,
}

impl RushReport {
    /// Whether everybody was answered and nobody waited longer than is promised.
    pub fn is_well(&self) -> bool {
        let Latency { p50_ms, p99_ms, .. } = self.known_latency;
        let robbed = self.robbed.answered_after_s.is_some_and(|seconds| seconds <= ROBBED_WITHIN_S);
        let besides = (p50_ms - LISTENS_MS, p99_ms - LISTENS_MS);
        let owed = self.known == 0 || (besides.0 <= OWED_P50_MS && besides.1 <= OWED_P99_MS);
        let all = self.checked == Checked::default() && self.left.dead_letters == 0 && self.violations.is_empty();
        all && robbed && self.robbed.called_first && owed
    }
}

impl fmt::Display for RushReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Checked { lost, doubled, wrong } = self.checked;
        writeln!(
            f,
            "newcomers {} within {} s, {} chats flooding: unanswered {lost}, doubled {doubled}, wrong {wrong}",
            self.newcomers, self.within_s, self.flood
        )?;
        let Latency { p50_ms, p95_ms, p99_ms, max_ms } = self.waited;
        writeln!(
            f,
            "          waited p50 {p50_ms:.0} ms, p95 {p95_ms:.0} ms, p99 {p99_ms:.0} ms, longest {max_ms:.0} ms; {} of them booked a call",
            self.bookings
        )?;
        let seconds = |time: Option<f64>| time.map_or_else(|| "never".to_owned(), |time| format!("after {time:.2} s"));
        writeln!(
            f,
            "robbed    answered {} (at most {ROBBED_WITHIN_S} s), booked {}, called first: {}",
            seconds(self.robbed.answered_after_s),
            seconds(self.robbed.booked_after_s),
            if self.robbed.called_first { "yes" } else { "no" }
        )?;
        let Latency { p50_ms, p95_ms, p99_ms, max_ms } = self.known_latency;
        writeln!(f, "owed      {} messages of {} customers with an open call", self.known_messages, self.known)?;
        writeln!(
            f,
            "          answered after p50 {p50_ms:.0} ms, p95 {p95_ms:.0} ms, p99 {p99_ms:.0} ms, longest {max_ms:.0} ms; besides the {LISTENS_MS:.0} ms in which it listens, p50 at most {OWED_P50_MS:.0}, p99 at most {OWED_P99_MS:.0}"
        )?;
        writeln!(f, "telegram  took {} messages in its busiest second and refused {}", self.in_a_second, self.refused)?;
        let Report { inbox, outbox, dead_letters, .. } = self.left;
        writeln!(f, "left      in the inbox {inbox}, in the outbox {outbox}, set aside {dead_letters}")?;
        for violation in &self.violations {
            writeln!(f, "wrong     {violation}")?;
        }
        Ok(())
    }
}
