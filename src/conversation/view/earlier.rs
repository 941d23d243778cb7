//! What a customer asked for before: a line each, for whoever has their present request. Shows no words of theirs.

use super::audience::agent_locale;
use super::{names, status_label};
use crate::callback::{Agent, CallbackRequest};
use crate::conversation::context::Facts;
use crate::conversation::output::{Decision, Keyboard, Slot};
use crate::words::{Markdown, Words};

/// Tells an agent in private what the customer of this request asked for before, if anything; it goes with the details.
pub(in crate::conversation) fn confide(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    earlier: &[CallbackRequest],
) {
    if earlier.is_empty() {
        return;
    }
    let words = facts.words(agent_locale(facts, agent));
    let lines: Vec<String> = earlier.iter().map(|earlier| line(facts, words, earlier).to_string()).collect();
    let head = words.say("details-before", &[("reference", request.id.to_string().into())]);
    let text = head.and(&Markdown::trusted(lines.join("\n\n")));
    out.confide(agent.id().chat(), text, Keyboard::None, Some(Slot::Aside(request.id, agent.id())));
}

pub(in crate::conversation) fn line(facts: &Facts<'_>, words: Words<'_>, earlier: &CallbackRequest) -> Markdown {
    let ended = earlier.history.last().map_or(earlier.asked_at, |line| line.at);
    words.say(
        "details-before-line",
        &[
            ("reference", earlier.id.to_string().into()),
            ("topic", names::topic(facts, words, earlier).into()),
            ("state", status_label::label(facts, words, earlier).into()),
            ("date", words.date(ended, &facts.hours.zone, facts.now).into()),
        ],
    )
}
