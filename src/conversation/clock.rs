//! What the clock leads to: windows that begin, claims that end, promises at risk. Tells each once, many as one digest.

use super::customer::button;
use super::{Click, Decision, Facts, Keyboard, cards, looks};
use crate::callback::{CallbackRequest, Measure, State, UserId, Woke};

/// Decides on requests that are due. All of it is one commit, so that no alert is lost or given twice.
pub(super) fn on_tick(facts: &Facts<'_>, due: Vec<CallbackRequest>) -> Decision {
    let mut out = Decision::default();
    let (mut at_risk, mut breached) = (Vec::new(), Vec::new());
    for mut request in due {
        let before = request.state;
        while let Some(woke) = request.wake(facts.now) {
            match woke {
                Woke::TimeCame => {}
                Woke::NumberNeverCame => tell_number_never_came(facts, &mut out, &request),
                Woke::ClaimEnding(agent) => tell_agent(facts, &mut out, &request, agent, "claim-ending"),
                Woke::ClaimLapsed(agent) => {
                    tell_agent(facts, &mut out, &request, agent, "claim-lapsed");
                    if let Some(agent) = facts.roster.agent(agent) {
                        looks::note_uncalled(facts, &mut out, agent, &request);
                        cards::refresh_details(facts, &mut out, agent, &request, true);
                    }
                }
                Woke::AtRisk => at_risk.push(request.clone()),
                Woke::Breached => {
                    if request.called_at.is_none() {
                        out.count(Measure::Breached, &request, None);
                    }
                    breached.push(request.clone());
                }
            }
        }
        if request.state != before {
            cards::refresh(facts, &mut out, &request);
            cards::forget_reminder(facts, &mut out, &request);
            if request.state == State::New {
                cards::call_again(facts, &mut out, &request);
            }
        }
        out.keep(request);
    }
    cards::alert(facts, &mut out, "alert-at-risk", &at_risk);
    cards::alert(facts, &mut out, "alert-breached", &breached);
    out
}

fn tell_number_never_came(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    let words = facts.words(request.customer.locale);
    let text = words.say("number-never-came", &[("reference", request.id.to_string().into())]);
    let again = vec![vec![button(words, "button-call-me", Click::Human(request.topic.clone()))]];
    out.say(request.customer.chat, text, Keyboard::Inline(again));
    out.count(Measure::Closed, request, None);
}

/// Tells the agent whose claim it was, with a button to keep it while it is theirs.
fn tell_agent(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest, agent: UserId, key: &str) {
    let Some(agent) = facts.roster.agent(agent) else { return };
    let words = facts.words(cards::agent_locale(facts, agent));
    let text = words.say(key, &[("reference", request.id.to_string().into())]);
    let keep = vec![vec![button(words, "button-keep-claim", Click::KeepClaim(request.id))]];
    let mine = request.state.owner() == Some(agent.id());
    out.say(agent.id().chat(), text, if mine { Keyboard::Inline(keep) } else { Keyboard::None });
}
