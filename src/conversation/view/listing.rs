//! A request as one line of a list: what it is, which try is owed by when, who has it; and the buttons that take those listed.
//! Shows no personal data.

use super::{card, names};
use crate::callback::{AT_RISK, CallbackRequest, State};
use crate::conversation::context::Facts;
use crate::conversation::input::AgentClick;
use crate::conversation::output::Button;
use crate::words::{Args, Markdown, Value, Words};

/// Claim buttons in a row.
const IN_A_ROW: usize = 3;

/// One request in a list: what it is, whether it is late, what is owed, and who has it or when it comes.
pub(in crate::conversation) fn entry(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
    let zone = &facts.hours.zone;
    let (place, by, time) = match request.state {
        _ if request.number_wrong => ("number-wrong", None, String::new()),
        State::Claimed { by, .. } => ("claimed", Some(by), String::new()),
        State::Calling { by, .. } => ("calling", Some(by), String::new()),
        State::Snoozed { until } => ("snoozed", None, words.moment(until, zone, facts.now)),
        State::Scheduled => ("scheduled", None, words.window(request.promise, zone, facts.now)),
        State::New | State::Resolved | State::Cancelled | State::Expired => ("ready", None, String::new()),
    };
    let args: Args<'_> = &[
        ("card", card::line(facts, words, request).into()),
        ("language", names::call_language(words, request).into()),
        ("mark", Value::Key(mark(facts, request))),
        ("owed", owed(facts, words, request).into()),
        ("place", Value::Key(place)),
        ("agent", by.map(|by| names::agent_name(facts, by)).unwrap_or_default().into()),
        ("time", time.into()),
    ];
    words.say("queue-entry", args)
}

/// Which call is owed by when: the promised one, or a further try.
pub(in crate::conversation) fn owed(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> String {
    let zone = &facts.hours.zone;
    if request.called_at.is_none() {
        return words.label("owed-promised", &[("window", words.window(request.promise, zone, facts.now).into())]);
    }
    let args: Args<'_> = &[
        ("try", Value::Number(i64::from(request.attempts) + 1)),
        ("time", words.moment(request.deadline(), zone, facts.now).into()),
    ];
    words.label("owed-again", args)
}

/// How near the deadline is.
pub(in crate::conversation) fn mark(facts: &Facts<'_>, request: &CallbackRequest) -> &'static str {
    let waits_for_a_call = !request.number_wrong && !matches!(request.state, State::Calling { .. });
    match request.deadline() {
        _ if !waits_for_a_call => "none",
        deadline if deadline <= facts.now => "late",
        deadline if deadline - AT_RISK <= facts.now => "at-risk",
        _ => "none",
    }
}

/// A button for each of these that can be taken, by rows.
pub(in crate::conversation) fn claims<'r>(
    words: Words<'_>,
    requests: impl Iterator<Item = &'r CallbackRequest>,
) -> Vec<Vec<Button>> {
    let claim = |request: &CallbackRequest| Button {
        label: words.label("button-claim-reference", &[("reference", request.id.to_string().into())]),
        click: AgentClick::Claim(request.id).into(),
    };
    let claims: Vec<Button> = requests.filter(|request| request.is_claimable()).map(claim).collect();
    claims.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect()
}
