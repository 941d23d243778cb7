//! Details of a request before those who may see them, in private: shown, kept up to date, taken back.

use super::audience::agent_locale;
use super::details_text::details;
use super::{agent_buttons, card, details_text, earlier};
use crate::callback::{Agent, CallbackRequest, Cause, CustomerNote, Look, UserId, Why};
use crate::conversation::context::Facts;
use crate::conversation::input::Panel;
use crate::conversation::output::{Body, Decision, Keyboard, MessageRef, Recipient, Slot};
use crate::words::{Args, Value};

/// Shows a request's details to its claimer, in private, and writes that down. What has no room in them and what the customer
/// asked for `earlier` comes before them, so that number and buttons are the last.
pub(in crate::conversation) fn confide(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    earlier: &[CallbackRequest],
    reachable: bool,
) {
    let words = facts.words(agent_locale(facts, agent));
    earlier::confide(facts, out, agent, request, earlier);
    details_text::continued(facts, out, agent, request);
    let text = details(facts, words, request, reachable);
    let slot = Slot::Details(request.id, agent.id());
    out.confide(agent.id().chat(), text, agent_buttons::buttons(facts, words, agent, request, Panel::Main), Some(slot));
    let why = match request.history.last().map(|line| &line.why) {
        Some(Cause::Claimed) => Why::Claimed,
        Some(Cause::TransferredTo(_) | Cause::TransferredToLanguage(_)) => Why::Handed,
        _ => Why::Again,
    };
    out.looks.push(Look { at: facts.now, by: agent.id(), request: request.id, why });
    for note in request.story.iter().filter(|note| note.file.is_some()) {
        hand_over(facts, out, agent, request, note);
    }
}

/// Passes a file that the customer has just sent to the request's claimer, in private.
pub(in crate::conversation) fn pass_file(
    facts: &Facts<'_>,
    out: &mut Decision,
    request: &CallbackRequest,
    note: &CustomerNote,
) {
    if let Some(agent) = request.state.owner().and_then(|id| facts.roster.agent(id)) {
        hand_over(facts, out, agent, request, note);
    }
}

fn hand_over(facts: &Facts<'_>, out: &mut Decision, agent: &Agent, request: &CallbackRequest, note: &CustomerNote) {
    let Some(file) = note.file.clone() else { return };
    let words = facts.words(agent_locale(facts, agent));
    let at = words.moment(note.at, &facts.hours.zone, facts.now);
    let args: Args<'_> = &[
        ("reference", request.id.to_string().into()),
        ("time", at.into()),
        ("said", Value::Key(if note.text.is_empty() { "no" } else { "yes" })),
        ("text", note.text.as_str().into()),
    ];
    let caption = Some(words.say("claimer-file", args));
    let slot = Some(Slot::Aside(request.id, agent.id()));
    let body = Body::File { file, caption, keyboard: Keyboard::None, slot, protect: true };
    out.send(Recipient::Chat(agent.id().chat()), body);
}

/// Shows other buttons below the details.
pub(in crate::conversation) fn turn_panel(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    reachable: bool,
    panel: Panel,
) {
    let words = facts.words(agent_locale(facts, agent));
    let text = details(facts, words, request, reachable);
    let keyboard = agent_buttons::buttons(facts, words, agent, request, panel);
    out.edit(Recipient::Chat(agent.id().chat()), Slot::Details(request.id, agent.id()), text, keyboard);
}

/// Takes details away that are about to be shown again.
pub(in crate::conversation) fn withdraw_details(out: &mut Decision, agent: &Agent, request: &CallbackRequest) {
    let slot = Slot::Details(request.id, agent.id());
    out.send(Recipient::Chat(agent.id().chat()), Body::Delete { message: MessageRef::Slot(slot) });
}

/// Brings the details up to date; those of a request that is no longer the agent's lose all personal data.
pub(in crate::conversation) fn refresh_details(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    reachable: bool,
) {
    if request.state.owner() != Some(agent.id()) {
        return take_back(facts, out, agent.id(), request);
    }
    let words = facts.words(agent_locale(facts, agent));
    let (text, keyboard) =
        (details(facts, words, request, reachable), agent_buttons::buttons(facts, words, agent, request, Panel::Main));
    let slot = Slot::Details(request.id, agent.id());
    out.edit(Recipient::Chat(agent.id().chat()), slot, text, keyboard);
}

/// Takes everything personal out of the chat of somebody who does not have the request, or works here no longer: the
/// card stands in the place of the details, all else about it is deleted.
pub(in crate::conversation) fn take_back(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: UserId,
    request: &CallbackRequest,
) {
    let locale = facts.roster.agent(agent).map_or(facts.default_locale(), |agent| agent_locale(facts, agent));
    let (text, _) = card::card(facts, facts.words(locale), request);
    let to = Recipient::Chat(agent.chat());
    out.edit(to, Slot::Details(request.id, agent), text, Keyboard::None);
    out.send(to, Body::Delete { message: MessageRef::Slot(Slot::Aside(request.id, agent)) });
}

/// Brings the details up to date before whoever has the request.
pub(in crate::conversation) fn refresh_owner(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    if let Some(agent) = request.state.owner().and_then(|id| facts.roster.agent(id)) {
        refresh_details(facts, out, agent, request, true);
    }
}

/// Tells a request's claimer, in private, that the customer did something. With `added`, their words.
pub(in crate::conversation) fn tell_claimer(
    facts: &Facts<'_>,
    out: &mut Decision,
    request: &CallbackRequest,
    claimer: Option<UserId>,
    key: &str,
    added: Option<String>,
) {
    let Some(agent) = claimer.and_then(|id| facts.roster.agent(id)) else { return };
    let words = facts.words(agent_locale(facts, agent));
    let slot = Slot::Aside(request.id, agent.id());
    let mine = request.state.owner() == Some(agent.id());
    // The longest message of a customer is as long as one of ours may be.
    for part in details_text::parts(&added.unwrap_or_default()) {
        let args: Args<'_> = &[("reference", request.id.to_string().into()), ("text", part.into())];
        out.confide(agent.id().chat(), words.say(key, args), Keyboard::None, mine.then_some(slot));
    }
    if request.state.owner() != Some(agent.id()) {
        refresh_details(facts, out, agent, request, true);
    }
}
