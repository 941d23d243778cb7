//! Details shown to somebody who does not have the request: for a reason, for a while, written down; and who has seen
//! them. What counts as unusual stands in `callback::Watch`.

use jiff::Timestamp;

use crate::callback::{Agent, CallbackRequest, Look, MAX_REVEALS, MAX_UNCALLED, SHOWN_FOR, Shown, Watched, Why};
use crate::conversation::context::Facts;
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Body, Decision, Keyboard, MessageRef, Recipient, Slot, button};
use crate::conversation::view::audience::{agent_locale, audience};
use crate::conversation::view::details_text::details;
use crate::conversation::view::earlier as before;
use crate::conversation::view::{details, details_text, names};
use crate::words::{Markdown, Value, Words};

/// Looks listed in one message, the latest; `ringback looks` prints all.
const LOOKS_LISTED: usize = 20;

/// Shows details to an agent who gave a reason, until [`SHOWN_FOR`] is over.
pub(super) fn reveal(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    earlier: &[CallbackRequest],
    reachable: bool,
    reason: &str,
) {
    let words = facts.words(agent_locale(facts, agent));
    let until = facts.now + SHOWN_FOR;
    let notice = words.say("revealed", &[("length", words.length(SHOWN_FOR).into())]);
    let text = details(facts, words, request, reachable).and(&notice);
    let hide = vec![vec![button(words, "button-hide", AgentClick::Hide(request.id))]];
    let slot = Slot::Details(request.id, agent.id());
    details::withdraw_details(out, agent, request);
    before::confide(facts, out, agent, request, earlier);
    details_text::continued(facts, out, agent, request);
    out.confide(agent.id().chat(), text, Keyboard::Inline(hide), Some(slot));
    let shown = Shown { request: request.id, to: agent.id(), until };
    let board = out.board_of(facts);
    board.shown.retain(|old| (old.request, old.to) != (shown.request, shown.to));
    board.shown.push(shown);
    let why = Why::Reason(reason.to_owned());
    out.looks.push(Look { at: facts.now, by: agent.id(), request: request.id, why });
}

/// Puts the card in the place of details that were shown for a while. Those of a request that is the agent's own by now
/// stay; those of one that is gone from the store are deleted.
pub(super) fn cover(facts: &Facts<'_>, out: &mut Decision, shown: Shown, request: Option<&CallbackRequest>) {
    out.board_of(facts).shown.retain(|other| (other.request, other.to) != (shown.request, shown.to));
    let agent = facts.roster.agent(shown.to);
    match request {
        Some(request) if request.state.owner() == Some(shown.to) && agent.is_some() => {}
        Some(request) => details::take_back(facts, out, shown.to, request),
        None => {
            let slot = Slot::Details(shown.request, shown.to);
            out.send(Recipient::Chat(shown.to.chat()), Body::Delete { message: MessageRef::Slot(slot) });
        }
    }
}

/// The agent has the request now: details that were shown for a while make way for those that stay.
pub(super) fn forget_shown(facts: &Facts<'_>, out: &mut Decision, agent: &Agent, request: &CallbackRequest) {
    let own = (request.id, agent.id());
    if facts.board.shown.iter().any(|shown| (shown.request, shown.to) == own) {
        out.board_of(facts).shown.retain(|shown| (shown.request, shown.to) != own);
        details::withdraw_details(out, agent, request);
    }
}

/// A claim of this agent's `ended`, whatever the way; counted when it stood so `before` and no call was made.
pub(super) fn note_uncalled(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    before: &CallbackRequest,
    ended: Timestamp,
) {
    if before.call_lasts(ended) {
        return;
    }
    if out.board_of(facts).watch(agent.id(), facts.now).uncalled(facts.now) == Watched::HeldNow {
        alert(facts, out, agent, "alert-uncalled", MAX_UNCALLED);
    }
}

/// The agent wants to see details that are not theirs.
pub(super) fn watch_reveal(facts: &Facts<'_>, out: &mut Decision, agent: &Agent) -> Watched {
    let watched = out.board_of(facts).watch(agent.id(), facts.now).reveal(facts.now);
    if watched == Watched::HeldNow {
        alert(facts, out, agent, "alert-reveals", MAX_REVEALS);
    }
    watched
}

/// Who has seen the details of a request, the latest last.
pub(super) fn list(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest, looks: &[Look]) -> Markdown {
    let head = words.say("looks-head", &[("reference", request.id.to_string().into()), ("count", looks.len().into())]);
    let lines: Vec<String> = looks.iter().rev().take(LOOKS_LISTED).rev().map(|look| line(facts, words, look)).collect();
    head.and(&Markdown::trusted(lines.join("\n\n")))
}

fn line(facts: &Facts<'_>, words: Words<'_>, look: &Look) -> String {
    let (why, reason) = match &look.why {
        Why::Claimed => ("claimed", ""),
        Why::Handed => ("handed", ""),
        Why::Again => ("again", ""),
        Why::Reason(reason) => ("reason", reason.as_str()),
        Why::Erased => ("erased", ""),
        Why::Exported => ("exported", ""),
    };
    let at = words.moment(look.at, &facts.hours.zone, facts.now);
    let agent = names::agent_name(facts, look.by);
    let args = &[("time", at.into()), ("agent", agent.into()), ("why", Value::Key(why)), ("reason", reason.into())];
    words.say("look-line", args).to_string()
}

/// Tells the other leads; where there is none, the agents' group, so that nobody watches themselves alone.
fn alert(facts: &Facts<'_>, out: &mut Decision, agent: &Agent, key: &str, count: usize) {
    let others: Vec<&Agent> = facts.roster.iter().filter(|lead| lead.leads() && lead.id() != agent.id()).collect();
    let args = [("agent", agent.name().into()), ("count", count.into())];
    for lead in &others {
        let words = facts.words(agent_locale(facts, lead));
        let allow = vec![vec![button(words, "button-allow", AgentClick::Allow(agent.id()))]];
        out.say(lead.id().chat(), words.say(key, &args), Keyboard::Inline(allow));
    }
    if others.is_empty() && facts.has_group {
        let own = Recipient::Chat(agent.id().chat());
        for (to, words) in audience(facts).into_iter().filter(|(to, _)| *to != own) {
            let text = words.say(key, &args);
            out.send(to, Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false });
        }
    }
}
