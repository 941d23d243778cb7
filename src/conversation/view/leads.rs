//! What leads are told of the desk as a whole. Nothing in it is a customer's.

use super::audience::{agent_locale, audience};
use crate::callback::Agent;
use crate::conversation::context::Facts;
use crate::conversation::output::{Body, Decision, Keyboard, Recipient};
use crate::words::Args;

/// Tells the leads something in private; where nobody leads, whoever reads the cards.
pub(in crate::conversation) fn tell(facts: &Facts<'_>, out: &mut Decision, key: &str, args: Args<'_>) {
    let leads: Vec<&Agent> = facts.roster.iter().filter(|agent| agent.leads()).collect();
    let to = match leads.is_empty() {
        true => audience(facts),
        false => {
            let each = |lead: &Agent| (Recipient::Chat(lead.id().chat()), facts.words(agent_locale(facts, lead)));
            leads.into_iter().map(each).collect()
        }
    };
    for (to, words) in to {
        let text = words.say(key, args);
        out.send(to, Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false });
    }
}
