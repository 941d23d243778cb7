//! Groups: the agents' own, where cards are claimed and agents' commands are given, and strangers', where nothing is done: what
//! anybody can make, a group, must never move the desk's own or see its queue.

use crate::callback::Agent;
use crate::conversation::agent::{self, Session};
use crate::conversation::context::{Facts, Situation};
use crate::conversation::input::{Command, CommandOf, Incoming, What};
use crate::conversation::output::{Decision, Keyboard};

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
        (What::Secret { kinds, .. }, Some(agent)) => {
            let mut session = Session { words, ..Session::begin(facts, situation, incoming, agent) };
            session.refuse_secret(kinds);
            return session.out;
        }
        (What::Click { click, .. }, Some(agent)) if situation.in_agents_group => {
            return without_state(agent::on_click(Session::begin(facts, situation, incoming, agent), click.as_ref()));
        }
        // The bot has no buttons in strangers' groups, so that a press from there is made up, whoever it is from.
        (What::Click { press, .. }, _) => {
            out.refuse(incoming.chat, press, words.label("agents-only", &[]));
        }
        (What::Text { .. }, agent) => {
            let Some(command) = Command::read(&incoming.what) else { return out };
            match (command.whose(), agent.filter(|_| situation.in_agents_group)) {
                (CommandOf::Agents | CommandOf::Everybody, Some(agent)) => {
                    let session = Session { words, ..Session::begin(facts, situation, incoming, agent) };
                    return without_state(agent::on_command(session, command));
                }
                // A command that answers in private alone: one line says where.
                (CommandOf::Leads | CommandOf::Customers, Some(_)) => {
                    out.say(incoming.chat, words.say("group-elsewhere", &[]), Keyboard::None);
                }
                (CommandOf::Agents | CommandOf::Everybody | CommandOf::Customers, None) if !situation.crowded => {
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

/// The group's chat has no state of its own.
fn without_state(decision: Decision) -> Decision {
    Decision { conversation: None, ..decision }
}
