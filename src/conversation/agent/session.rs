//! An agent at work: who they are, what they said and where, what the desk knew, and all that follows. Does no deed.

use std::collections::BTreeSet;

use crate::callback::{Agent, ChatId};
use crate::conversation::context::{Conversation, Facts, Situation};
use crate::conversation::input::{Incoming, What};
use crate::conversation::output::{Decision, Keyboard};
use crate::conversation::view::audience::agent_locale;
use crate::safety::secrets::SecretKind;
use crate::words::{Args, Markdown, Words};

/// One event of an agent's while it is worked off.
pub(in crate::conversation) struct Session<'a> {
    /// What is true of the desk.
    pub(in crate::conversation) facts: &'a Facts<'a>,
    /// The texts that are read in this chat.
    pub(in crate::conversation) words: Words<'a>,
    /// Who it is.
    pub(in crate::conversation) agent: &'a Agent,
    /// Where it happened: the agent's private chat, or the group.
    pub(in crate::conversation) chat: ChatId,
    /// How they said it, and so how they are answered.
    pub(in crate::conversation) reply: Reply<'a>,
    /// The message that they wrote, or whose button they pressed while Telegram knows it.
    pub(in crate::conversation) message: Option<i64>,
    /// The records that it is about.
    pub(in crate::conversation) situation: Situation,
    /// The state of the chat.
    pub(in crate::conversation) state: Conversation,
    /// What it leads to.
    pub(in crate::conversation) out: Decision,
}

/// How an agent is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::conversation) enum Reply<'a> {
    /// They pressed a button: by a line above the chat, which ends the spinner of this press.
    Press(&'a str),
    /// They typed a text or a command: by a message.
    Typed,
}

impl<'a> Session<'a> {
    /// Before anything has followed from the event.
    pub(in crate::conversation) fn begin(
        facts: &'a Facts<'a>,
        situation: Situation,
        incoming: &'a Incoming,
        agent: &'a Agent,
    ) -> Self {
        let (reply, message) = match &incoming.what {
            What::Click { press, message, .. } => (Reply::Press(press), *message),
            What::Text { message, .. } => (Reply::Typed, Some(*message)),
            _ => (Reply::Typed, None),
        };
        let state = situation.conversation.clone().unwrap_or_else(|| facts.new_conversation(incoming));
        let words = facts.words(agent_locale(facts, agent));
        Self { facts, words, agent, chat: incoming.chat, reply, message, situation, state, out: Decision::default() }
    }

    /// The texts that the agent reads in private.
    pub(super) fn own_words(&self) -> Words<'a> {
        self.facts.words(agent_locale(self.facts, self.agent))
    }

    /// Whether the agent was asked for a text.
    pub(super) fn awaits_text(&self) -> bool {
        self.state.agent.awaits_text()
    }

    /// Says something in the chat.
    pub(super) fn say(&mut self, key: &str, args: Args<'_>) {
        let text = self.words.say(key, args);
        self.say_text(text, Keyboard::None);
    }

    /// Says something in the chat, with buttons.
    pub(super) fn say_text(&mut self, text: Markdown, keyboard: Keyboard) {
        self.out.say(self.chat, text, keyboard);
    }

    /// Ends the spinner of a press without a word.
    pub(super) fn acknowledge(&mut self) {
        if let Reply::Press(press) = self.reply {
            self.out.answer(self.chat, press, None);
        }
    }

    /// A short line to what the agent did.
    pub(super) fn answer(&mut self, key: &str, args: Args<'_>) {
        let line = self.words.label(key, args);
        match self.reply {
            Reply::Press(press) => self.out.answer(self.chat, press, Some(line)),
            Reply::Typed => self.say_text(Markdown::literal(&line), Keyboard::None),
        }
    }

    /// A short line that must not be missed: why what the agent did has no effect.
    pub(super) fn refuse(&mut self, key: &str, args: Args<'_>) {
        let line = self.words.label(key, args);
        match self.reply {
            Reply::Press(press) => self.out.refuse(self.chat, press, line),
            Reply::Typed => self.say_text(Markdown::literal(&line), Keyboard::None),
        }
    }

    /// A text with a secret in it is not taken; the next one is awaited still.
    pub(in crate::conversation) fn refuse_secret(&mut self, message: i64, kinds: &BTreeSet<SecretKind>) {
        self.out.delete(self.chat, message);
        self.out.incidents.extend(kinds);
        self.say("agent-secret", &[]);
    }

    /// Refuses an agent who looked at too many details, and says so.
    pub(super) fn is_held(&mut self) -> bool {
        let held = self.facts.board.is_held(self.agent.id(), self.facts.now);
        if held {
            self.refuse("reveal-held", &[]);
        }
        held
    }
}
