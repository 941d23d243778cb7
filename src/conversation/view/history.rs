//! What happened to a request, a line each: when, by whom, what. Shows no words of anybody's.

use super::{names, status_label};
use crate::callback::{Actor, Cause, State, Transition};
use crate::conversation::context::Facts;
use crate::words::{Args, Markdown, Value, Words};

/// One line of history: when, who, what.
pub(in crate::conversation) fn line(facts: &Facts<'_>, words: Words<'_>, line: &Transition) -> Markdown {
    let by = match line.by {
        Actor::Customer => words.label("history-customer", &[]),
        Actor::Agent(id) => names::agent_name(facts, id),
        Actor::Desk => words.label("history-desk", &[]),
    };
    let (what, detail) = what(facts, words, line);
    let args: Args<'_> = &[
        ("time", words.moment(line.at, &facts.hours.zone, facts.now).into()),
        ("by", by.into()),
        ("what", Value::Key(what)),
        ("detail", detail.into()),
    ];
    words.say("history-line", args)
}

fn what(facts: &Facts<'_>, words: Words<'_>, line: &Transition) -> (&'static str, String) {
    let key = match &line.why {
        Cause::Booked => "booked",
        Cause::Claimed => "claimed",
        Cause::ClaimExtended => "kept",
        Cause::Released => "released",
        Cause::AgentUnreachable => "unreachable",
        Cause::AgentLeft => "left",
        Cause::ClaimLapsed => "lapsed",
        Cause::ClaimWarned => "warned",
        Cause::HeadsUp => "heads-up",
        Cause::Calling => "calling",
        Cause::Asked => "asked",
        Cause::Outcome(code) => return ("outcome", status_label::outcome_name(facts, words, code)),
        Cause::Undone(code) => return ("undone", status_label::outcome_name(facts, words, code)),
        Cause::Snoozed => {
            let until = match line.to {
                State::Snoozed { until } => words.moment(until, &facts.hours.zone, facts.now),
                _ => String::new(),
            };
            return ("snoozed", until);
        }
        Cause::TransferredTo(to) => return ("given", names::agent_name(facts, *to)),
        Cause::TransferredToLanguage(to) => return ("given-language", names::spoken(words, *to)),
        Cause::TimeCame => "time-came",
        Cause::CalledSooner => "sooner",
        Cause::WaitsAgain => "waits-again",
        Cause::OfferedSooner => "offered",
        Cause::AtRisk => "at-risk",
        Cause::Breached => "breached",
        Cause::NumberNeverCame => "number-never-came",
        Cause::HoursChanged => "hours-changed",
        Cause::Moved => "moved",
        Cause::Raised => "raised",
        Cause::Complained => "complained",
        Cause::Renumbered => "renumbered",
        Cause::Cancelled => "cancelled",
        Cause::Reopened => "reopened",
        Cause::CustomerBlocked => "blocked",
        Cause::Untold => "untold",
    };
    (key, String::new())
}
