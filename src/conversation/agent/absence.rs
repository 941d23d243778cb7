//! What follows when somebody cannot be reached: an agent, a customer; or when an agent no longer works here. Nobody presses
//! anything for it.

use super::claim::given_up;
use crate::callback::{Agent, CallbackRequest, Cause, State, Surface, UserId};
use crate::conversation::context::Facts;
use crate::conversation::output::{Body, Decision, Keyboard, Recipient};
use crate::conversation::view::audience::{agent_locale, audience};
use crate::conversation::view::{card, customer_notices, details};
use crate::words::Value;

/// The agent cannot be written to, so the details never came: the request goes back and everybody is told why.
pub(in crate::conversation) fn on_unreachable(
    facts: &Facts<'_>,
    agent: &Agent,
    mut request: CallbackRequest,
) -> Decision {
    let mut out = Decision::default();
    let before = request.state;
    if request.was_claimed_on(Surface::Console) {
        // The console shows the details; Telegram only has them besides.
        return out;
    }
    if request.release(agent, Cause::AgentUnreachable, facts.now).is_err() {
        return out;
    }
    if matches!(before, State::Calling { .. }) {
        customer_notices::call_not_made(facts, &mut out, agent.id(), &request);
    }
    if facts.has_group {
        let own = Recipient::Chat(agent.id().chat());
        for (to, words) in audience(facts).into_iter().filter(|(to, _)| *to != own) {
            let args = &[("agent", agent.name().into()), ("reference", request.id.to_string().into())];
            let text = words.say("agent-unreachable", args);
            out.send(to, Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false });
        }
    }
    card::refresh(facts, &mut out, &request);
    if request.state == State::New {
        card::call_again(facts, &mut out, &request);
    }
    out.keep(request);
    out
}

/// The customer cannot be written to: the agent who told them of something, or who has their request, reads so at once.
pub(in crate::conversation) fn on_customer_unreachable(
    facts: &Facts<'_>,
    agent: UserId,
    request: &CallbackRequest,
) -> Decision {
    let mut out = Decision::default();
    let Some(agent) = facts.roster.agent(agent) else { return out };
    let words = facts.words(agent_locale(facts, agent));
    let calling = matches!(request.state, State::Calling { by, .. } if by == agent.id());
    let state = Value::Key(if calling { "calling" } else { "other" });
    let args = &[("reference", request.id.to_string().into()), ("state", state)];
    out.say(agent.id().chat(), words.say("customer-not-told", args), Keyboard::None);
    if request.state.owner() == Some(agent.id()) {
        details::refresh_details(facts, &mut out, agent, request, false);
    }
    out
}

/// The agent who had these requests is no longer on the roster: they go back to the queue, and nothing personal stays in
/// that chat.
pub(in crate::conversation) fn on_left(facts: &Facts<'_>, requests: Vec<CallbackRequest>) -> Decision {
    let mut out = Decision::default();
    for mut request in requests {
        let before = request.clone();
        let Some(gone) = request.take_back(facts.roster, facts.now) else { continue };
        details::take_back(facts, &mut out, gone, &request);
        given_up(facts, &mut out, &before, &request);
        out.keep(request);
    }
    out
}
