//! Where a request stands, as agents read it on cards and in details, and what its outcomes are called. Changes nothing.

use super::names;
use crate::callback::{CallbackRequest, Cause, DispositionCode, Next, State};
use crate::conversation::context::Facts;
use crate::words::{Value, Words};

/// One line: who has it, until when it waits, or how it ended.
pub(in crate::conversation) fn label(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> String {
    let cause = request.came_by();
    let outcome = match cause {
        Some(Cause::Outcome(code)) => outcome_name(facts, words, code),
        _ => String::new(),
    };
    let until = match request.state {
        State::Snoozed { until } => words.moment(until, &facts.hours.zone, facts.now),
        _ => String::new(),
    };
    let agent = request.state.owner().map(|id| names::agent_name(facts, id));
    words.label(
        "card-state",
        &[
            ("state", Value::Key(key(facts, request, cause))),
            ("agent", agent.unwrap_or_default().into()),
            ("until", until.into()),
            ("outcome", outcome.into()),
            ("attempts", Value::Number(i64::from(request.attempts))),
            ("most", Value::Number(i64::from(facts.rules.max_attempts))),
        ],
    )
}

fn key(facts: &Facts<'_>, request: &CallbackRequest, cause: Option<&Cause>) -> &'static str {
    match (request.state, cause) {
        (State::New, _) => "new",
        (State::Scheduled, _) => "scheduled",
        (State::Claimed { .. }, _) => "claimed",
        (State::Calling { .. }, _) => "calling",
        (State::Snoozed { .. }, _) if request.number_wrong => "number-wrong",
        (State::Snoozed { .. }, Some(Cause::Snoozed)) => "put-off",
        (State::Snoozed { .. }, _) if last_outcome(facts, request) == Some(Next::Reschedule) => "rescheduled",
        (State::Snoozed { .. }, _) => "snoozed",
        (State::Resolved, _) => "resolved",
        (State::Cancelled, Some(Cause::Outcome(_))) => "declined",
        (State::Cancelled, _) => "cancelled",
        (State::Expired, Some(Cause::NumberNeverCame)) => "number-never-came",
        (State::Expired, _) if matches!(last_outcome(facts, request), Some(Next::Retry | Next::Reschedule)) => {
            "expired"
        }
        (State::Expired, _) => "closed",
    }
}

/// What the last call that has an outcome led to; `None` when there was none, or the desk no longer has that outcome.
pub(in crate::conversation) fn last_outcome(facts: &Facts<'_>, request: &CallbackRequest) -> Option<Next> {
    let code = request.history.iter().rev().find_map(|line| line.disposition())?;
    facts.dispositions.named(code).map(|disposition| disposition.next)
}

/// What an outcome is called, also one that the desk no longer has.
pub(in crate::conversation) fn outcome_name(facts: &Facts<'_>, words: Words<'_>, code: &DispositionCode) -> String {
    let names = facts.dispositions.named(code).map(|disposition| &disposition.names);
    let name = names.and_then(|names| names.get(&words.locale().language()).or_else(|| names.values().next()));
    name.map_or_else(|| code.to_string(), |name| words.own(name))
}
