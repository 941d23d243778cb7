//! The agent's side: claiming, calling, outcomes, notes and the queue. Every function takes the `Agent` that the roster made.

mod block;
mod find;
mod hand;
mod hours;
mod identity;
mod next;
mod order;
mod queue;
mod reveal;
mod shift;
mod stats;
mod texts;
mod typed;
mod work;

pub(super) use order::Order;
pub(super) use stats::days as stats_days;

use std::collections::BTreeSet;

use super::{AgentStep, Click, Conversation, Decision, Facts, Incoming, Keyboard, Situation, What, cards, customer};
use crate::callback::{Agent, CallbackRequest, Cause, State, UserId};
use crate::safety::secrets::SecretKind;
use crate::words::{Value, Words};
use work::Desk;

/// Decides on an event in an agent's private chat. What is no agent's business goes the customers' way, so that an
/// operator can try the desk with one account.
pub(super) fn on_event(facts: &Facts<'_>, situation: Situation, incoming: &Incoming, agent: &Agent) -> Decision {
    let words = own_words(facts, agent);
    let chat = incoming.chat;
    let mut out = Decision::default();
    match &incoming.what {
        What::Text { message, text, .. } => match (Order::read(&incoming.what), incoming.what.command_line()) {
            (None, Some(("stats", _))) if agent.leads() => {
                stats::show(facts, words, situation.report.as_ref(), chat, &mut out);
            }
            (None, Some(("stats", _))) => out.say(chat, words.say("leads-only", &[]), Keyboard::None),
            (Some(Order::Help), _) => {
                let name = agent.name().into();
                out.say(chat, words.say("agent-help", &[("agent", name)]), Keyboard::None);
                out.conversation = Some(state_of(facts, &situation, incoming));
            }
            (None, Some(line @ ("block" | "unblock" | "looks", _))) => {
                block::Lead { facts, words, agent, chat, situation, out: &mut out }.on_command(line);
            }
            (Some(order), _) => on_order(facts, words, situation, incoming, agent, order, &mut out),
            (None, None) if awaits_text(&situation) => {
                on_words(facts, situation, incoming, agent, (*message, text), &mut out);
            }
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

/// Does what an agent's command says, in private or in the group.
pub(super) fn on_order(
    facts: &Facts<'_>,
    words: Words<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: &Agent,
    order: Order<'_>,
    out: &mut Decision,
) {
    let chat = incoming.chat;
    match order {
        Order::Next => next::take_next(facts, words, situation, chat, agent, out),
        Order::Mine => next::show_mine(facts, own_words(facts, agent), &situation, agent, out),
        Order::Queue => queue::show_queue(facts, words, &situation, chat, out),
        Order::Find(reference) => find::show(facts, words, situation, chat, agent, reference, out),
        Order::On => shift::change(facts, words, &situation, chat, agent, true, out),
        Order::Off => shift::change(facts, words, &situation, chat, agent, false, out),
        Order::Hours => hours::show(facts, words, chat, out),
        Order::Extend(end) => {
            hours::change(facts, words, situation, chat, agent, (hours::Change::Longer, end), out);
        }
        Order::Close(end) => {
            hours::change(facts, words, situation, chat, agent, (hours::Change::Shorter, end), out);
        }
        Order::Help => out.say(chat, words.say("group-help", &[]), Keyboard::None),
    }
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
    let words = own_words(facts, agent);
    match click {
        Some(Click::Allow(other)) => return reveal::allow(facts, incoming, agent, press, *other, out),
        Some(Click::TakeNext) => return next::press_next(facts, words, situation, incoming, agent, press, out),
        Some(Click::ReleaseMine) => return shift::release_all(facts, words, situation, incoming, agent, press, out),
        _ => {}
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
        seed: situation.seed,
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
        Click::MailCheck(_) => desk.offer_mail_check(),
        Click::AskAddress(_) => desk.ask_address(),
        Click::CodeToNamed(_) => desk.code_to_named(),
        Click::AddressIsRight(_) => desk.confirm_address(),
        Click::Block(_, code) => desk.send_block(code),
        Click::Checked(_, passed) => desk.own_check(*passed),
        Click::Work(_, click) => desk.work(*click),
        _ => desk.old_button(),
    }
}

/// The agent cannot be written to, so the details never came: the request goes back and everybody is told why.
pub(super) fn on_unreachable(facts: &Facts<'_>, agent: &Agent, mut request: CallbackRequest) -> Decision {
    let mut out = Decision::default();
    let before = request.state;
    if request.release(agent, Cause::AgentUnreachable, facts.now).is_err() {
        return out;
    }
    if matches!(before, State::Calling { .. }) {
        customer::call_not_made(facts, &mut out, agent.id(), &request);
    }
    if facts.has_group {
        let own = super::Recipient::Chat(agent.id().chat());
        for (to, words) in cards::audience(facts).into_iter().filter(|(to, _)| *to != own) {
            let args = &[("agent", agent.name().into()), ("reference", request.id.to_string().into())];
            let text = words.say("agent-unreachable", args);
            out.send(to, super::Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false });
        }
    }
    cards::refresh(facts, &mut out, &request);
    if request.state == State::New {
        cards::call_again(facts, &mut out, &request);
    }
    out.keep(request);
    out
}

/// The customer cannot be written to: the agent who told them of something, or who has their request, reads so at once.
pub(super) fn on_customer_unreachable(facts: &Facts<'_>, agent: UserId, request: &CallbackRequest) -> Decision {
    let mut out = Decision::default();
    let Some(agent) = facts.roster.agent(agent) else { return out };
    let words = own_words(facts, agent);
    let calling = matches!(request.state, State::Calling { by, .. } if by == agent.id());
    let state = Value::Key(if calling { "calling" } else { "other" });
    let args = &[("reference", request.id.to_string().into()), ("state", state)];
    out.say(agent.id().chat(), words.say("customer-not-told", args), Keyboard::None);
    if request.state.owner() == Some(agent.id()) {
        cards::refresh_details(facts, &mut out, agent, request, false);
    }
    out
}

/// The agent who had these requests is no longer on the roster: they go back to the queue, and nothing personal stays in
/// that chat.
pub(super) fn on_left(facts: &Facts<'_>, requests: Vec<CallbackRequest>) -> Decision {
    let mut out = Decision::default();
    for mut request in requests {
        let before = request.clone();
        let Some(gone) = request.take_back(facts.roster, facts.now) else { continue };
        cards::take_back(facts, &mut out, gone, &request);
        work::given_up(facts, &mut out, &before, &request);
        out.keep(request);
    }
    out
}

/// Takes the text that an agent was asked for.
fn on_words(
    facts: &Facts<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: &Agent,
    (message, text): (i64, &str),
    out: &mut Decision,
) {
    let words = own_words(facts, agent);
    let state = state_of(facts, &situation, incoming);
    let Some(request) = situation.named else {
        // The customer had everything erased meanwhile.
        let reference = state.agent.request().map(|id| id.to_string()).unwrap_or_default();
        out.delete(incoming.chat, message);
        out.say(incoming.chat, words.say("text-of-erased", &[("reference", reference.into())]), Keyboard::None);
        out.conversation = Some(Conversation { agent: AgentStep::Idle, ..state });
        return;
    };
    if state.agent_is_late(facts.now) {
        let args = &[("reference", request.id.to_string().into())];
        out.say(incoming.chat, words.say("text-too-late", args), Keyboard::None);
        out.conversation = Some(Conversation { agent: AgentStep::Idle, ..state });
        return;
    }
    let step = state.agent.clone();
    let mut desk = Desk {
        facts,
        words,
        agent,
        chat: incoming.chat,
        press: "",
        request,
        reachable: situation.named_reachable,
        agent_reachable: situation.agent_reachable,
        seed: situation.seed,
        state,
        out,
    };
    match step {
        AgentStep::Note(_) => desk.write_note(text),
        AgentStep::Summary(_) => desk.write_summary(text),
        AgentStep::Address(_) => desk.write_address(text),
        AgentStep::Reason(_) => desk.write_reason(text),
        AgentStep::Outcome(_, code) => desk.write_outcome_note(&code, text),
        AgentStep::Question(_) => desk.write_question(text),
        AgentStep::Number(_) => desk.write_number(message, text),
        AgentStep::Snooze(_) => desk.write_snooze(text),
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

/// The texts an agent reads in private.
fn own_words<'a>(facts: &Facts<'a>, agent: &Agent) -> Words<'a> {
    facts.words(cards::agent_locale(facts, agent))
}

fn awaits_text(situation: &Situation) -> bool {
    situation.conversation.as_ref().is_some_and(|state| state.agent != AgentStep::Idle)
}

fn state_of(facts: &Facts<'_>, situation: &Situation, incoming: &Incoming) -> Conversation {
    situation.conversation.clone().unwrap_or_else(|| Conversation::begin(facts, incoming))
}
