//! `/queue`: what can be called now, what agents have, what waits for its time. Shows no personal data.

use super::session::Session;
use crate::callback::{AT_RISK, CallbackRequest, State};
use crate::conversation::context::{Facts, Part};
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Button, Keyboard};
use crate::conversation::view::{card, names};
use crate::words::{Args, Markdown, Value, Words};

/// Claim buttons in a row.
const IN_A_ROW: usize = 3;

impl Session<'_> {
    /// Shows the head of each part of the queue, with a button for each request that can be claimed.
    pub(super) fn show_queue(&mut self) {
        let (words, situation) = (self.words, &self.situation);
        let parts =
            [("queue-ready", &situation.ready), ("queue-worked", &situation.worked), ("queue-later", &situation.later)];
        let shown: Vec<String> = parts
            .iter()
            .filter(|(_, part)| part.count > 0)
            .map(|(key, part)| list(self.facts, words, key, part).to_string())
            .collect();
        if shown.is_empty() {
            return self.say("queue-empty", &[]);
        }
        let claims: Vec<Button> = (situation.ready.requests.iter())
            .chain(&situation.later.requests)
            .filter(|request| !request.number_wrong)
            .map(|request| Button {
                label: words.label("button-claim-reference", &[("reference", request.id.to_string().into())]),
                click: AgentClick::Claim(request.id).into(),
            })
            .collect();
        let rows = claims.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect();
        self.say_text(Markdown::trusted(shown.join("\n\n")), Keyboard::Inline(rows));
    }
}

/// One part with its head.
fn list(facts: &Facts<'_>, words: Words<'_>, key: &str, part: &Part) -> Markdown {
    let head = words.say(key, &[("count", part.count.into())]);
    let lines: Vec<String> = part.requests.iter().map(|request| entry(facts, words, request).to_string()).collect();
    let text = head.and(&Markdown::trusted(lines.join("\n\n")));
    match part.count.saturating_sub(part.requests.len()) {
        0 => text,
        hidden => text.and(&words.say("queue-more", &[("hidden", hidden.into())])),
    }
}

/// One request in a list: what it is, whether it is late, and who has it or when it comes.
pub(super) fn entry(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
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
        ("mark", Value::Key(mark(facts, request))),
        ("place", Value::Key(place)),
        ("agent", by.map(|by| names::agent_name(facts, by)).unwrap_or_default().into()),
        ("time", time.into()),
    ];
    words.say("queue-entry", args)
}

/// How near the deadline is.
fn mark(facts: &Facts<'_>, request: &CallbackRequest) -> &'static str {
    let waits_for_a_call = !request.number_wrong && !matches!(request.state, State::Calling { .. });
    match request.deadline() {
        _ if !waits_for_a_call => "none",
        deadline if deadline <= facts.now => "late",
        deadline if deadline - AT_RISK <= facts.now => "at-risk",
        _ => "none",
    }
}
