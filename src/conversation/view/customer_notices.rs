//! What a customer reads of what an agent does: the heads-up, the call, its outcome and what was agreed; and the truth
//! when that has changed. Decides nothing about the request.

use super::names;
use crate::callback::{Agent, CallbackRequest, Outcome, RequestId, State, UserId};
use crate::conversation::context::Facts;
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Body, Button, Decision, Keyboard, Recipient, Slot, button};
use crate::safety::CallCode;
use crate::words::{Args, Markdown, Value, Words};

/// How soon an agent who gives a heads-up calls, minutes: time to find a quiet place, not to forget it.
const HEADS_UP_MINUTES: i64 = 10;

/// The call comes within minutes.
pub fn heads_up(facts: &Facts<'_>, out: &mut Decision, agent: &Agent, request: &CallbackRequest) {
    let words = facts.words(request.customer.locale);
    let row = vec![
        button(words, "button-heads-up-ok", CustomerClick::HeadsUpRead(request.id)),
        button(words, "button-move", CustomerClick::Move(request.id, TimeChoice::Next)),
    ];
    let minutes = Value::Number(HEADS_UP_MINUTES);
    let args: Args<'_> = &[("agent", agent.name().into()), ("desk", facts.desk.into()), ("minutes", minutes)];
    say(facts, out, agent.id(), request, "heads-up", args, Keyboard::Inline(vec![row]));
}

/// The agent dials now, and says this code first; again with another code.
pub(in crate::conversation) fn calling(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    code: CallCode,
    again: bool,
) {
    let args: Args<'_> = &[("agent", agent.name().into()), ("desk", facts.desk.into()), ("code", code.spoken().into())];
    let key = if again { "customer-new-code" } else { "customer-calling" };
    say(facts, out, agent.id(), request, key, args, Keyboard::None);
}

/// The agent who was said to call no longer will: their claim ended without an outcome.
pub(in crate::conversation) fn call_not_made(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: UserId,
    request: &CallbackRequest,
) {
    let words = facts.words(request.customer.locale);
    let zone = facts.zone_of(&request.customer);
    // Former agents have no name.
    let name =
        facts.roster.agent(agent).map_or_else(|| words.label("a-colleague", &[]), |agent| agent.name().to_owned());
    let args: Args<'_> = &[("agent", name.into()), ("reference", request.id.to_string().into())];
    let next = if request.called_at.is_none() && request.promise.to > facts.now {
        let when = words.window(request.promise, &zone, facts.now);
        words.say("call-not-made-when", &[("when", when.into()), ("zone", words.zone(&zone).into())])
    } else {
        words.say("call-not-made-soon", &[])
    };
    let row = vec![button(words, "button-move", CustomerClick::Move(request.id, TimeChoice::Next))];
    let text = words.say("call-not-made", args).and(&next);
    out.say(request.customer.chat, text, Keyboard::Inline(vec![row]));
}

/// The outcome of a call counts now.
pub(in crate::conversation) fn outcome(
    facts: &Facts<'_>,
    out: &mut Decision,
    by: UserId,
    request: &CallbackRequest,
    outcome: Outcome,
) {
    let words = facts.words(request.customer.locale);
    let zone = facts.zone_of(&request.customer);
    let moment = |at| words.moment(at, &zone, facts.now);
    match outcome {
        Outcome::Resolved => {
            let topic = names::topic(facts, words, request);
            let args: Args<'_> = &[
                ("agent", names::agent_name(facts, by).into()),
                ("topic", topic.into()),
                ("time", moment(facts.now).into()),
            ];
            say(facts, out, by, request, "customer-resolved", args, ended_buttons(words, request, outcome));
        }
        Outcome::Again { at } => {
            let args: Args<'_> = &[("time", moment(at).into()), ("zone", words.zone(&zone).into())];
            let rows = vec![
                vec![
                    button(words, "button-move", CustomerClick::Move(request.id, TimeChoice::Next)),
                    button(words, "button-new-number", CustomerClick::NewNumber(request.id)),
                ],
                vec![button(words, "button-cancel-request", CustomerClick::Cancel(request.id))],
            ];
            say(facts, out, by, request, "customer-missed", args, Keyboard::Inline(rows));
        }
        Outcome::GivenUp => {
            say(facts, out, by, request, "customer-given-up", &[], ended_buttons(words, request, outcome));
        }
        Outcome::NumberNeeded => {
            let share = words.label("button-share-contact", &[]);
            let keyboard = Keyboard::AskContact { share, others: Vec::new() };
            say(facts, out, by, request, "customer-number-wrong", &[], keyboard);
        }
        Outcome::Cancelled => say(facts, out, by, request, "customer-cancelled", &[], Keyboard::None),
        Outcome::TimeNeeded { at } => {
            let args: Args<'_> = &[("time", moment(at).into()), ("zone", words.zone(&zone).into())];
            let row = vec![
                button(words, "button-move", CustomerClick::Move(request.id, TimeChoice::Next)),
                button(words, "button-cancel-request", CustomerClick::Cancel(request.id)),
            ];
            say(facts, out, by, request, "customer-time-needed", args, Keyboard::Inline(vec![row]));
        }
        Outcome::Queued => say(facts, out, by, request, "customer-queued", &[], Keyboard::None),
        Outcome::Closed => say(facts, out, by, request, "customer-closed", &[], ended_buttons(words, request, outcome)),
    }
}

/// An outcome counts now for which the desk's file has words of its own. Those never take the place of a time that
/// is named or of a question.
pub(in crate::conversation) fn outcome_in_own_words(
    facts: &Facts<'_>,
    out: &mut Decision,
    by: UserId,
    request: &CallbackRequest,
    ended: Outcome,
    message: &str,
) {
    let words = facts.words(request.customer.locale);
    let text = Markdown::trusted(words.own(message));
    out.say(request.customer.chat, text, ended_buttons(words, request, ended));
    if matches!(ended, Outcome::Again { .. } | Outcome::TimeNeeded { .. } | Outcome::NumberNeeded) {
        outcome(facts, out, by, request, ended);
    }
}

/// What can be done about a request that has ended so.
fn ended_buttons(words: Words<'_>, request: &CallbackRequest, outcome: Outcome) -> Keyboard {
    match outcome {
        Outcome::Resolved => helped_buttons(words, request.id),
        Outcome::GivenUp | Outcome::Closed => Keyboard::Inline(vec![vec![reopen_button(words, request.id)]]),
        Outcome::Again { .. }
        | Outcome::TimeNeeded { .. }
        | Outcome::NumberNeeded
        | Outcome::Queued
        | Outcome::Cancelled => Keyboard::None,
    }
}

/// What was agreed in the call, in the agent's words.
pub(in crate::conversation) fn summary(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    text: &str,
) {
    let words = facts.words(request.customer.locale);
    let keyboard = match request.state {
        State::Resolved => helped_buttons(words, request.id),
        _ => Keyboard::None,
    };
    say(facts, out, agent.id(), request, "customer-summary", &[("text", text.into())], keyboard);
}

/// A question of the agent's, as from the desk.
pub(in crate::conversation) fn question(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    text: &str,
) {
    let args: Args<'_> = &[("agent", agent.name().into()), ("desk", facts.desk.into()), ("text", text.into())];
    say(facts, out, agent.id(), request, "customer-question", args, Keyboard::None);
}

fn reopen_button(words: Words<'_>, id: RequestId) -> Button {
    button(words, "button-call-me", CustomerClick::Reopen(id, TimeChoice::Next))
}

/// Tells the customer; should that fail, the agent hears of it.
fn say(
    facts: &Facts<'_>,
    out: &mut Decision,
    by: UserId,
    request: &CallbackRequest,
    key: &str,
    args: Args<'_>,
    keyboard: Keyboard,
) {
    let words = facts.words(request.customer.locale);
    let mut all: Vec<(&'static str, Value)> = args.to_vec();
    all.push(("reference", request.id.to_string().into()));
    let text: Markdown = words.say(key, &all);
    let slot = Some(Slot::Told(request.id, by));
    out.send(Recipient::Chat(request.customer.chat), Body::Say { text, keyboard, slot, protect: false });
}

/// The question below everything that ends a request well.
pub(in crate::conversation) fn helped_buttons(words: Words<'_>, id: RequestId) -> Keyboard {
    let row = vec![
        button(words, "button-helped-yes", CustomerClick::Helped(id, true)),
        button(words, "button-helped-no", CustomerClick::Helped(id, false)),
    ];
    Keyboard::Inline(vec![row])
}
