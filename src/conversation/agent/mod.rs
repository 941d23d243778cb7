//! The agent's side: claiming, calling, outcomes, notes and the queue. Every function takes the `Agent` that the roster made.

mod block;
mod queue;
mod reveal;
mod stats;
mod work;

pub(super) use queue::show_queue;
pub(super) use stats::days as stats_days;

use std::collections::BTreeSet;

use super::{AgentStep, Click, Conversation, Decision, Facts, Incoming, Keyboard, Situation, What, cards, customer};
use crate::callback::{Agent, CallbackRequest, Cause};
use crate::safety::secrets::SecretKind;
use crate::words::Words;
use work::Desk;

/// Decides on an event in an agent's private chat. What is no agent's business goes the customers' way, so that an
/// operator can try the desk with one account.
pub(super) fn on_event(facts: &Facts<'_>, situation: Situation, incoming: &Incoming, agent: &Agent) -> Decision {
    let words = facts.words(cards::agent_locale(facts, agent));
    let chat = incoming.chat;
    let mut out = Decision::default();
    match &incoming.what {
        What::Text { text, .. } => match incoming.what.command() {
            Some("queue") => show_queue(facts, words, &situation, chat, &mut out),
            Some("stats") if agent.leads() => stats::show(facts, words, situation.report.as_ref(), chat, &mut out),
            Some("stats") => out.say(chat, words.say("leads-only", &[]), Keyboard::None),
            Some("start" | "help") => {
                let name = agent.name().into();
                out.say(chat, words.say("agent-help", &[("agent", name)]), Keyboard::None);
                out.conversation = Some(state_of(facts, &situation, incoming));
            }
            Some(name @ ("block" | "unblock" | "looks")) => {
                let rest = incoming.what.command_line().map(|(_, rest)| rest).unwrap_or_default();
                block::Lead { facts, words, agent, chat, situation, out: &mut out }.on_command((name, rest));
            }
            None if awaits_text(&situation) => on_words(facts, situation, incoming, agent, text, &mut out),
            _ => return customer::on_event(facts, situation, incoming),
        },
        What::Secret { message, kinds, .. } if awaits_text(&situation) => {
            refuse_secret(words, incoming, *message, kinds, &mut out);
        }
        What::Click { press, click, .. } if click.as_ref().is_none_or(Click::is_for_agents) => {
            on_click(facts, situation, incoming, agent, press, click.as_ref(), &mut out);
        }
        _ => return customer::on_event(facts, situation, incoming),
    }
    out
}

/// Takes a press of an agent, in private or in the group.
pub(super) fn on_click(
    facts: &Facts<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: &Agent,
    press: &str,
    click: Option<&Click>,
    out: &mut Decision,
) {
    let words = facts.words(cards::agent_locale(facts, agent));
    if let Some(Click::Allow(other)) = click {
        return reveal::allow(facts, incoming, agent, press, *other, out);
    }
    let state = state_of(facts, &situation, incoming);
    let (Some(click), Some(request)) = (click, situation.named) else {
        return out.answer(incoming.chat, press, Some(words.label("old-button", &[])));
    };
    let mut desk = Desk {
        facts,
        words,
        agent,
        chat: incoming.chat,
        press,
        request,
        reachable: situation.named_reachable,
        agent_reachable: situation.agent_reachable,
        state,
        out,
    };
    match click {
        Click::Claim(_) => desk.claim(),
        Click::Release(_) => desk.release(),
        Click::Calling(_) => desk.calling(),
        Click::Finish(_, code) => desk.finish(code),
        Click::Note(_) => desk.ask_note(),
        Click::NoNote(_) => desk.no_note(),
        Click::KeepClaim(_) => desk.keep_claim(),
        Click::Reveal(_) => desk.ask_reveal(),
        Click::Hide(_) => desk.hide(),
        _ => desk.old_button(),
    }
}

/// The agent cannot be written to, so the details never came: the request goes back and everybody is told why.
pub(super) fn on_unreachable(facts: &Facts<'_>, agent: &Agent, mut request: CallbackRequest) -> Decision {
    let mut out = Decision::default();
    if request.release(agent, Cause::AgentUnreachable, facts.now).is_err() {
        return out;
    }
    let words = facts.words(facts.default_locale());
    if facts.has_group {
        let text = words
            .say("agent-unreachable", &[("agent", agent.name().into()), ("reference", request.id.to_string().into())]);
        let to = super::Recipient::AgentsGroup;
        out.send(to, super::Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false });
    }
    cards::refresh(facts, &mut out, &request);
    if request.state == crate::callback::State::New {
        cards::call_again(facts, &mut out, &request);
    }
    out.keep(request);
    out
}

/// Takes the text that an agent was asked for.
fn on_words(
    facts: &Facts<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: &Agent,
    text: &str,
    out: &mut Decision,
) {
    let words = facts.words(cards::agent_locale(facts, agent));
    let state = state_of(facts, &situation, incoming);
    let Some(request) = situation.named else {
        out.conversation = Some(Conversation { agent: AgentStep::Idle, ..state });
        return;
    };
    let (reachable, agent_reachable) = (situation.named_reachable, situation.agent_reachable);
    let step = state.agent;
    let mut desk =
        Desk { facts, words, agent, chat: incoming.chat, press: "", request, reachable, agent_reachable, state, out };
    match step {
        AgentStep::Note(_) => desk.write_note(text),
        AgentStep::Summary(_) => desk.write_summary(text),
        AgentStep::Reveal(_) => desk.reveal(text),
        AgentStep::Idle => {}
    }
}

/// A note or a summary with a secret in it is not taken; the next text is awaited still.
pub(super) fn refuse_secret(
    words: Words<'_>,
    incoming: &Incoming,
    message: i64,
    kinds: &BTreeSet<SecretKind>,
    out: &mut Decision,
) {
    out.delete(incoming.chat, message);
    out.incidents.extend(kinds);
    out.say(incoming.chat, words.say("agent-secret", &[]), Keyboard::None);
}

fn awaits_text(situation: &Situation) -> bool {
    situation.conversation.as_ref().is_some_and(|state| state.agent != AgentStep::Idle)
}

fn state_of(facts: &Facts<'_>, situation: &Situation, incoming: &Incoming) -> Conversation {
    situation.conversation.clone().unwrap_or_else(|| Conversation::begin(facts, incoming))
}
