//! What the clock leads to: windows that begin, claims that end, promises at risk. Tells each once, many as one digest.

use std::collections::BTreeMap;

use crate::callback::{Alarm, CallbackRequest, Measure, RequestId, State, UserId, Woke};
use crate::conversation::context::{Facts, Part};
use crate::conversation::input::{AgentClick, CustomerClick};
use crate::conversation::output::{Decision, Keyboard, button};
use crate::conversation::view::audience::agent_locale;
use crate::conversation::view::{alarm, card, customer_notices, details, notices};
use crate::conversation::{access, agent};

/// Decides on requests that are due, and on those that an alert is to tell of. All of it is one commit, so that no alert
/// is lost or given twice.
pub(super) fn on_tick(
    facts: &Facts<'_>,
    due: Vec<CallbackRequest>,
    alarmed: Vec<CallbackRequest>,
    ready: &Part,
) -> Decision {
    let mut out = Decision::default();
    let mut board = facts.board.clone();
    let mut alarmed: BTreeMap<RequestId, CallbackRequest> =
        alarmed.into_iter().map(|request| (request.id, request)).collect();
    for mut request in due {
        if request.outcome_is_due(facts.now) {
            agent::take_effect(facts, &mut out, &mut request);
        }
        let (before, announced) = (request.state, request.is_announced());
        let was_broken = request.promise_broken;
        while let Some(woke) = request.wake(facts.now) {
            if matches!(woke, Woke::AtRisk | Woke::Breached) {
                board.alarms.insert(request.id);
            }
            tell_woken(facts, &mut out, &request, woke, announced);
        }
        if request.promise_broken && !was_broken {
            out.count(Measure::Breached, &request, None);
        }
        if request.state != before {
            card::refresh(facts, &mut out, &request);
            card::forget_reminder(facts, &mut out, &request);
            if request.state == State::New {
                card::call_again(facts, &mut out, &request);
            }
        }
        alarmed.insert(request.id, request.clone());
        out.keep(request);
    }
    if board.alert_is_due(facts.now) {
        alert(facts, &mut out, board.alarms.iter().filter_map(|id| alarmed.get(id)));
        board.alarms.clear();
        board.alerted_at = Some(facts.now);
    }
    notices::on_tick(facts, &mut out, &mut board, ready);
    let before = facts.board;
    if (&board.alarms, board.alerted_at, &board.lines) != (&before.alarms, before.alerted_at, &before.lines) {
        let kept = out.board_of(facts);
        (kept.alarms, kept.alerted_at, kept.lines) = (board.alarms, board.alerted_at, board.lines);
    }
    out
}

/// Tells whoever it concerns what the clock did to a request; deadlines are told of together.
fn tell_woken(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest, woke: Woke, announced: bool) {
    match woke {
        Woke::TimeCame | Woke::WaitsAgain | Woke::AtRisk | Woke::Breached => {}
        Woke::NumberNeverCame => tell_number_never_came(facts, out, request),
        Woke::ClaimEnding(agent) => tell_agent(facts, out, request, agent, "claim-ending"),
        Woke::ClaimLapsed(agent) => {
            if announced {
                customer_notices::call_not_made(facts, out, agent, request);
            }
            tell_agent(facts, out, request, agent, "claim-lapsed");
            if let Some(agent) = facts.roster.agent(agent) {
                access::note_uncalled(facts, out, agent, request, facts.now);
                details::refresh_details(facts, out, agent, request, true);
            }
        }
    }
}

/// Tells of the requests that still wait for a call: one message for all that are at risk, one for all that are late.
fn alert<'a>(facts: &Facts<'_>, out: &mut Decision, alarmed: impl Iterator<Item = &'a CallbackRequest>) {
    let waits = |request: &&CallbackRequest| {
        request.state.is_open() && !request.number_wrong && !matches!(request.state, State::Calling { .. })
    };
    let (late, at_risk): (Vec<_>, Vec<_>) =
        alarmed.filter(waits).cloned().partition(|request| request.alarm == Alarm::Breached);
    for (key, mut requests) in [("alert-breached", late), ("alert-at-risk", at_risk)] {
        requests.retain(|request| request.alarm != Alarm::None);
        requests.sort_by_key(CallbackRequest::rank);
        alarm::alert(facts, out, key, &requests);
    }
}

fn tell_number_never_came(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    let words = facts.words(request.customer.locale);
    let text = words.say("number-never-came", &[("reference", request.id.to_string().into())]);
    let again = vec![vec![button(words, "button-call-me", CustomerClick::Human(request.topic.clone()))]];
    out.say(request.customer.chat, text, Keyboard::Inline(again));
    out.count(Measure::Closed, request, None);
}

/// Tells the agent whose claim it was, with a button to keep it while it is theirs.
fn tell_agent(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest, agent: UserId, key: &str) {
    let Some(agent) = facts.roster.agent(agent) else { return };
    let words = facts.words(agent_locale(facts, agent));
    let text = words.say(key, &[("reference", request.id.to_string().into())]);
    let keep = vec![vec![button(words, "button-keep-claim", AgentClick::KeepClaim(request.id))]];
    let mine = request.state.owner() == Some(agent.id());
    out.say(agent.id().chat(), text, if mine { Keyboard::Inline(keep) } else { Keyboard::None });
}
