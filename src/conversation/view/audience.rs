//! Whom the desk speaks to: the agents' group, or those at work where there is none or it cannot be written to. Decides what
//! goes where, never what it says.

use crate::callback::{Agent, UserId};
use crate::conversation::context::Facts;
use crate::conversation::output::Recipient;
use crate::text::Locale;
use crate::words::Words;

/// The texts an agent reads: their first language that the desk speaks.
pub(in crate::conversation) fn agent_locale(facts: &Facts<'_>, agent: &Agent) -> Locale {
    let spoken = agent.languages().iter().find(|language| facts.languages.contains(language));
    spoken.map_or(facts.default_locale(), |language| Locale::from(*language))
}

/// Those who hear of what waits and are at work: nobody is woken by it. When all have gone home, everybody hears of it.
pub(in crate::conversation) fn at_work<'a>(facts: &Facts<'a>) -> Vec<(Recipient, Words<'a>)> {
    let all = audience(facts);
    let on: Vec<_> = all.iter().filter(|(to, _)| is_on(facts, *to)).cloned().collect();
    if on.is_empty() { all } else { on }
}

pub(in crate::conversation) fn is_on(facts: &Facts<'_>, to: Recipient) -> bool {
    match to {
        Recipient::Chat(chat) => facts.board.is_on(UserId(chat.0)),
        Recipient::AgentsGroup | Recipient::Topic(..) | Recipient::Mailbox(_) => true,
    }
}

/// Who is spoken to: the group, or every agent where there is none or it cannot be written to.
pub(in crate::conversation) fn audience<'a>(facts: &Facts<'a>) -> Vec<(Recipient, Words<'a>)> {
    if facts.group_works() {
        return vec![(Recipient::AgentsGroup, facts.words(facts.default_locale()))];
    }
    in_private(facts)
}

/// Where cards stand. A group that cannot be written to gets them too, as they are when it can again: of each card at most
/// one message waits, whatever becomes of the request. Those at work have them in private meanwhile.
pub(in crate::conversation) fn card_chats<'a>(facts: &Facts<'a>) -> Vec<(Recipient, Words<'a>)> {
    if !facts.has_group {
        return in_private(facts);
    }
    let mut chats = vec![(Recipient::AgentsGroup, facts.words(facts.default_locale()))];
    if !facts.group_works() {
        chats.extend(in_private(facts));
    }
    chats
}

/// Where a new card or digest goes: of the private chats, those of agents at work alone.
pub(in crate::conversation) fn new_card_chats<'a>(facts: &Facts<'a>) -> Vec<(Recipient, Words<'a>)> {
    if facts.group_works() {
        return card_chats(facts);
    }
    let group = facts.has_group.then(|| (Recipient::AgentsGroup, facts.words(facts.default_locale())));
    group.into_iter().chain(at_work(facts)).collect()
}

pub(in crate::conversation) fn in_private<'a>(facts: &Facts<'a>) -> Vec<(Recipient, Words<'a>)> {
    let each = |agent: &Agent| (Recipient::Chat(agent.id().chat()), facts.words(agent_locale(facts, agent)));
    facts.roster.iter().map(each).collect()
}
