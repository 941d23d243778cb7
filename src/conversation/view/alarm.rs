//! Alarms about deadlines: which call it is, who has it, and a button that takes it. In one place, so that nobody reads the same
//! twice.

use super::audience::{audience, is_on};
use super::listing;
use crate::callback::CallbackRequest;
use crate::conversation::context::Facts;
use crate::conversation::output::{Body, Decision, Keyboard, Notice, Slot};
use crate::words::Markdown;

/// Requests listed in one alarm; the queue shows the rest.
const LISTED: usize = 10;

/// Alerts the group, or those at work where there is none, about the deadlines of these requests: one message for all of them.
pub(in crate::conversation) fn alert(facts: &Facts<'_>, out: &mut Decision, key: &str, requests: &[CallbackRequest]) {
    let listed = requests.get(..LISTED).unwrap_or(requests);
    if listed.is_empty() {
        return;
    }
    for (to, words) in audience(facts).into_iter().filter(|(to, _)| is_on(facts, *to)) {
        let head = words.say(key, &[("count", requests.len().into())]);
        let lines: Vec<String> =
            listed.iter().map(|request| listing::entry(facts, words, request).to_string()).collect();
        let mut text = head.and(&Markdown::trusted(lines.join("\n\n")));
        let hidden = requests.len().saturating_sub(listed.len());
        if hidden > 0 {
            text = text.and(&words.say("queue-more", &[("hidden", hidden.into())]));
        }
        let rows = listing::claims(words, listed.iter());
        let keyboard = if rows.is_empty() { Keyboard::None } else { Keyboard::Inline(rows) };
        out.send(to, Body::Say { text, keyboard, slot: Some(Slot::Notice(Notice::Promises)), protect: false });
    }
}
