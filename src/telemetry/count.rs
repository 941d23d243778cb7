//! Counting: one function for each thing that happens, with labels as enums, so that no text becomes a label.

use std::time::Duration;

use jiff::SignedDuration;
use prometheus::IntCounterVec;

use super::figures::figures;
use super::labels::{Event, Handled, Promised, Question, Received, Sent, Standing};

/// How the desk stands at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Now {
    /// Updates that are not worked off yet.
    pub updates_waiting: usize,
    /// Updates among the dead letters.
    pub set_aside: usize,
    /// Messages that are not sent yet.
    pub messages_waiting: usize,
    /// Calls that could be made now.
    pub ready: u64,
    /// Calls that wait for their time.
    pub later: u64,
    /// Calls in agents' hands.
    pub claimed: u64,
    /// Calls whose promised time has passed.
    pub overdue: u64,
    /// How long the one who asked first of the ready calls has waited.
    pub oldest: SignedDuration,
    /// Agents on shift.
    pub at_work: usize,
}

/// Updates were taken in: new ones, known ones, and those left out in a flood.
pub fn updates_taken_in(fresh: usize, known: usize, left_out: usize) {
    let Some(figures) = figures() else { return };
    for (result, count) in [(Received::New, fresh), (Received::Known, known), (Received::LeftOut, left_out)] {
        add(&figures.traffic.updates_received, result.name(), u64::try_from(count).unwrap_or(u64::MAX));
    }
}

/// An update was worked off, so long after it had come.
pub fn update_settled(outcome: Handled, waited: SignedDuration) {
    let Some(figures) = figures() else { return };
    add(&figures.traffic.updates_settled, outcome.name(), 1);
    if outcome == Handled::Done {
        figures.traffic.update_handling.observe(waited.as_secs_f64().max(0.0));
    }
}

/// A message was sent or was not, so long after it was written.
pub fn message_settled(outcome: Sent, waited: SignedDuration) {
    let Some(figures) = figures() else { return };
    add(&figures.traffic.messages_settled, outcome.name(), 1);
    if outcome == Sent::Sent {
        figures.traffic.message_delivery.observe(waited.as_secs_f64().max(0.0));
    }
}

/// Messages were not read because their chat wrote more than one person may.
pub fn left_unread(count: u64) {
    if let Some(figures) = figures() {
        figures.traffic.messages_unread.inc_by(count);
    }
}

/// Telegram asked to slow down.
pub fn slowed_down() {
    if let Some(figures) = figures() {
        figures.traffic.slowdowns.inc();
    }
}

/// A secret of this kind, by its name in the code, was taken out of what a customer wrote.
pub fn secret_removed(kind: &'static str) {
    if let Some(figures) = figures() {
        add(&figures.traffic.secrets_removed, kind, 1);
    }
}

/// Customers asked so many questions that came to this.
pub fn questions(outcome: Question, count: u64) {
    if let Some(figures) = figures() {
        add(&figures.traffic.questions, outcome.name(), count);
    }
}

/// This happened to so many callback requests.
pub fn requests(event: Event, count: u64) {
    if let Some(figures) = figures() {
        add(&figures.calls.requests, event.name(), count);
    }
}

/// This became of so many promises.
pub fn promises(event: Promised, count: u64) {
    if let Some(figures) = figures() {
        add(&figures.calls.promises, event.name(), count);
    }
}

/// So many customers were rung.
pub fn call_attempts(count: u64) {
    if let Some(figures) = figures() {
        figures.calls.call_attempts.inc_by(count);
    }
}

/// A commit took so long.
pub fn commit_took(elapsed: Duration) {
    if let Some(figures) = figures() {
        figures.health.commits.observe(elapsed.as_secs_f64());
    }
}

/// The disk of the data has so much room left.
pub fn free_space(bytes: u64) {
    if let Some(figures) = figures() {
        figures.health.free_bytes.set(i64::try_from(bytes).unwrap_or(i64::MAX));
    }
}

/// The desk stands so.
pub fn now(now: &Now) {
    let Some(figures) = figures() else { return };
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    figures.traffic.updates_waiting.set(whole(now.updates_waiting));
    figures.traffic.updates_set_aside.set(whole(now.set_aside));
    figures.traffic.messages_waiting.set(whole(now.messages_waiting));
    for (state, count) in [(Standing::Ready, now.ready), (Standing::Later, now.later), (Standing::Claimed, now.claimed)]
    {
        if let Ok(gauge) = figures.calls.requests_open.get_metric_with_label_values(&[state.name()]) {
            gauge.set(i64::try_from(count).unwrap_or(i64::MAX));
        }
    }
    figures.calls.requests_overdue.set(i64::try_from(now.overdue).unwrap_or(i64::MAX));
    figures.calls.oldest_request.set(now.oldest.as_secs_f64().max(0.0));
    figures.calls.agents_at_work.set(whole(now.at_work));
}

/// Telegram last answered so long ago, and the store has failed or has not.
pub fn health(silence: Duration, store_failed: bool) {
    let Some(figures) = figures() else { return };
    figures.health.silence.set(silence.as_secs_f64());
    figures.health.store_failed.set(i64::from(store_failed));
}

fn add(figure: &IntCounterVec, label: &str, count: u64) {
    if let Ok(counter) = figure.get_metric_with_label_values(&[label]) {
        counter.inc_by(count);
    }
}
