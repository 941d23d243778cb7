//! Groups: the agents' own, where cards are claimed and agents' commands are given, and strangers', where nothing is done: what
//! anybody can make, a group, must never move the desk's own or see its queue.

use super::agent::Order;
use super::{Decision, Facts, Incoming, Keyboard, Situation, What, agent};
use crate::callback::Agent;

/// Commands of leads that are answered in private: what they show is not for everybody.
const FOR_LEADS: [&str; 4] = ["stats", "looks", "block", "unblock"];

/// Commands of customers.
const FOR_CUSTOMERS: [&str; 7] = ["call", "status", "cancel", "language", "privacy", "forget", "verify"];

/// Decides on an event in a group. Rights come from the roster, never from being in the group.
pub(super) fn on_event(
    facts: &Facts<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: Option<&Agent>,
) -> Decision {
    let mut out = Decision::default();
    let words = facts.words(facts.default_locale());
    match (&incoming.what, agent) {
        (What::Migrated(group), _) if situation.in_agents_group => out.group = Some(*group),
        (What::Secret { message, kinds, .. }, Some(_)) => {
            agent::refuse_secret(words, incoming, *message, kinds, &mut out)
        }
        (What::Click { press, click, .. }, Some(agent)) if situation.in_agents_group => {
            agent::on_click(facts, situation, incoming, agent, press, click.as_ref(), &mut out);
            // The group's chat has no state of its own.
            out.conversation = None;
        }
        // The bot has no buttons in strangers' groups, so that a press from there is made up, whoever it is from.
        (What::Click { press, .. }, _) => {
            out.refuse(incoming.chat, press, words.label("agents-only", &[]));
        }
        (What::Text { .. }, agent) => {
            let Some(name) = incoming.what.command() else { return out };
            match (Order::read(&incoming.what), agent.filter(|_| situation.in_agents_group)) {
                (Some(order), Some(agent)) => {
                    agent::on_order(facts, words, situation, incoming, agent, order, &mut out);
                    out.conversation = None;
                }
                // A command that answers in private alone: one line says where.
                (None, Some(_)) if FOR_LEADS.contains(&name) || FOR_CUSTOMERS.contains(&name) => {
                    out.say(incoming.chat, words.say("group-elsewhere", &[]), Keyboard::None);
                }
                (order, None) if !situation.crowded && (order.is_some() || FOR_CUSTOMERS.contains(&name)) => {
                    out.say(incoming.chat, words.say("group-private", &[]), Keyboard::None);
                }
                _ => {}
            }
        }
        (What::Anonymous, _) if situation.in_agents_group && !situation.crowded => {
            out.say(incoming.chat, words.say("group-anonymous", &[]), Keyboard::None);
        }
        _ => {}
    }
    out
}
