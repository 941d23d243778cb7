//! What an agent does on the console: the deeds of a chat, and what would be said in one goes back to the page. Leaves the
//! state of the agent's chat alone.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Session, on_click, on_command, on_words};
use crate::callback::{Actor, Agent, Surface, UserId};
use crate::conversation::context::{AgentStep, Allowance, Conversation, Facts, LanguageChoice, Situation};
use crate::conversation::input::{AgentClick, ChatKind, Click, Command, CommandOf, Incoming, Person, What};
use crate::conversation::output::{Decision, Recipient};
use crate::safety::secrets::SecretKind;
use crate::text::Locale;

/// One thing that an agent does on the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleDeed {
    /// Presses a button; what was asked for where it stood.
    Press(AgentClick, AgentStep),
    /// Writes the words that such a button asks for; what they are for.
    Write(AgentStep, String),
    /// Gives a command, as it is typed in a chat.
    Command(String),
}

impl ConsoleDeed {
    /// What the agent wrote, for the secrets guard.
    pub fn written(&self) -> Option<&str> {
        match self {
            Self::Press(..) => None,
            Self::Write(_, text) | Self::Command(text) => Some(text),
        }
    }

    /// The event that the desk decides on, and the state of the page it came from. Words with `secrets` in them go no further
    /// than here.
    pub fn event(
        self,
        agent: UserId,
        locale: Locale,
        secrets: BTreeSet<SecretKind>,
        now: Timestamp,
    ) -> (Incoming, Conversation) {
        let language = LanguageChoice { locale, fixed: true };
        let mut page = Conversation::blank(language, 0, Allowance::full(now));
        page.agent_asked_at = Some(now);
        let what = match self {
            Self::Press(click, asked) => {
                page.agent = asked;
                What::Click { press: String::new(), message: None, click: Some(Click::Agent(click)) }
            }
            Self::Write(step, text) => {
                page.agent = step;
                // Like a forwarded text, it is no command, whatever it begins with.
                What::Text { message: 0, text, forwarded: true }
            }
            Self::Command(text) => What::Text { message: 0, text, forwarded: false },
        };
        let what = match what {
            What::Text { message, .. } if !secrets.is_empty() => {
                What::Secret { message, kinds: secrets, text: String::new() }
            }
            what => what,
        };
        let person = Person { id: agent, name: String::new(), language_tag: None, is_bot: false };
        let event = Incoming { chat: agent.chat(), kind: ChatKind::Console, topic: None, person, sent_at: now, what };
        (event, page)
    }
}

/// Decides on what an agent does on the console. The situation's conversation is the page's.
pub(in crate::conversation) fn on_console(
    facts: &Facts<'_>,
    situation: Situation,
    incoming: &Incoming,
    agent: &Agent,
) -> Decision {
    let step = situation.conversation.as_ref().map(|page| page.agent.clone()).unwrap_or_default();
    // Details that are shown for a while are shown on the page alone.
    let in_telegram = situation.agent_reachable && !matches!(step, AgentStep::Reveal(_));
    let mut session = Session::begin(facts, situation, incoming, agent);
    let mut out = match &incoming.what {
        What::Click { click, .. } => on_click(session, click.as_ref()),
        What::Secret { kinds, .. } => {
            session.refuse_secret(kinds);
            session.out
        }
        What::Text { text, .. } => match Command::read(&incoming.what) {
            Some(command)
                if !session.awaits_text() && matches!(command.whose(), CommandOf::Agents | CommandOf::Leads) =>
            {
                on_command(session, command)
            }
            _ if session.awaits_text() => on_words(session, text),
            _ => session.out,
        },
        _ => session.out,
    };
    out.conversation = None;
    if !in_telegram {
        out.outbox.retain(|message| message.to != Recipient::Chat(agent.id().chat()));
    }
    let by = Actor::Agent(agent.id());
    for request in &mut out.requests {
        let new = request.history.iter_mut().rev().take_while(|line| line.at == facts.now);
        new.filter(|line| line.by == by).for_each(|line| line.from = Surface::Console);
    }
    out
}
