//! `/next`: the best request that an agent can call now becomes theirs; and `/mine`, what they have.

use super::work::show_claim;
use crate::callback::{Agent, CallbackRequest, ChatId};
use crate::conversation::{Button, Click, Decision, Facts, Incoming, Keyboard, Situation, WorkClick};
use crate::words::{Args, Markdown, Words};

/// Buttons to the details in a row.
const IN_A_ROW: usize = 3;

/// Gives the agent the first request of the queue whose language they speak. Somebody who is faster gets it, and this
/// is decided again with the one after it.
pub(super) fn take_next(
    facts: &Facts<'_>,
    words: Words<'_>,
    situation: Situation,
    chat: ChatId,
    agent: &Agent,
    out: &mut Decision,
) {
    let reachable = situation.named_reachable;
    let request = match claim_first(facts, situation, agent) {
        Ok(request) => request,
        Err(why) => return out.say(chat, Markdown::literal(&words.label(why, &[])), Keyboard::None),
    };
    if chat != agent.id().chat() {
        let args: Args<'_> = &[("agent", agent.name().into()), ("reference", request.id.to_string().into())];
        out.say(chat, words.say("next-taken", args), Keyboard::None);
    }
    show_claim(facts, out, agent, request, reachable);
}

/// The same by a button below a digest: the answer is a line above the chat, the details come in private.
pub(super) fn press_next(
    facts: &Facts<'_>,
    words: Words<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: &Agent,
    press: &str,
    out: &mut Decision,
) {
    let reachable = situation.named_reachable;
    match claim_first(facts, situation, agent) {
        Ok(request) => {
            let args: Args<'_> = &[("reference", request.id.to_string().into())];
            out.answer(incoming.chat, press, Some(words.label("claimed", args)));
            show_claim(facts, out, agent, request, reachable);
        }
        Err(why) => out.refuse(incoming.chat, press, words.label(why, &[])),
    }
}

/// The first request, claimed; or the sentence why there is none.
fn claim_first(facts: &Facts<'_>, situation: Situation, agent: &Agent) -> Result<CallbackRequest, &'static str> {
    if !situation.agent_reachable {
        return Err("agent-must-start");
    }
    if facts.board.is_held(agent.id(), facts.now) {
        return Err("reveal-held");
    }
    let mut request = situation.named.ok_or("next-none")?;
    request.claim(agent, facts.rules, facts.now).map_err(|_| "next-none")?;
    Ok(request)
}

/// Lists what the agent has, with a button to the details of each; always in private.
pub(super) fn show_mine(facts: &Facts<'_>, words: Words<'_>, situation: &Situation, agent: &Agent, out: &mut Decision) {
    let chat = agent.id().chat();
    if situation.mine.requests.is_empty() {
        return out.say(chat, words.say("mine-none", &[]), Keyboard::None);
    }
    let head = words.say("mine-head", &[("count", situation.mine.count.into())]);
    let text = head.and(&list(facts, words, situation));
    let details: Vec<Button> = situation
        .mine
        .requests
        .iter()
        .map(|request| Button { label: request.id.to_string(), click: Click::Work(request.id, WorkClick::Details) })
        .collect();
    let rows = details.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect();
    out.say(chat, text, Keyboard::Inline(rows));
}

/// What the agent has, a line each with the end of the claim.
pub(super) fn list(facts: &Facts<'_>, words: Words<'_>, situation: &Situation) -> Markdown {
    let lines = situation.mine.requests.iter().map(|request| {
        let ends = request.claim_ends.map(|at| words.moment(at, &facts.hours.zone, facts.now));
        let entry = super::queue::entry(facts, words, request);
        let args: Args<'_> = &[("entry", entry.into()), ("ends", ends.unwrap_or_default().into())];
        words.say("mine-line", args).to_string()
    });
    Markdown::trusted(lines.collect::<Vec<_>>().join("\n\n"))
}
