//! An agent at work: who they are, what they said and where, what the desk knew, and all that follows. Does no deed.

use std::collections::BTreeSet;

use crate::callback::{Agent, ChatId};
use crate::conversation::context::{Conversation, Facts, Situation};
use crate::conversation::input::{ChatKind, Incoming, What};
use crate::conversation::output::{Answer, Decision, Keyboard};
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
    /// They are on the console: by what the page shows next.
    Console,
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
            _ if incoming.kind == ChatKind::Console => (Reply::Console, None),
            What::Click { press, message, .. } => (Reply::Press(press), *message),
            What::Text { message, .. } | What::Secret { message, .. } => (Reply::Typed, Some(*message)),
            _ => (Reply::Typed, None),
        };
        let state = situation.conversation.clone().unwrap_or_else(|| facts.new_conversation(incoming));
        let words = match reply {
            Reply::Console => facts.words(state.language.locale),
            Reply::Press(_) | Reply::Typed => facts.words(agent_locale(facts, agent)),
        };
        Self { facts, words, agent, chat: incoming.chat, reply, message, situation, state, out: Decision::default() }
    }

    /// The texts that the agent reads in private, or on the console.
    pub(super) fn own_words(&self) -> Words<'a> {
        match self.reply {
            Reply::Console => self.words,
            Reply::Press(_) | Reply::Typed => self.facts.words(agent_locale(self.facts, self.agent)),
        }
    }

    /// Whether details can be put before the agent: on the console at once, in Telegram if they can be written to.
    pub(super) fn can_be_shown(&self) -> bool {
        self.reply == Reply::Console || self.situation.agent_reachable
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
        self.say_in(self.chat, text, keyboard);
    }

    /// Says something to the agent alone, with buttons.
    pub(super) fn tell(&mut self, text: Markdown, keyboard: Keyboard) {
        self.say_in(self.agent.id().chat(), text, keyboard);
    }

    fn say_in(&mut self, chat: ChatId, text: Markdown, keyboard: Keyboard) {
        match self.reply {
            Reply::Console => self.out.answers.push(Answer { text, keyboard, refused: false, asks: None }),
            Reply::Press(_) | Reply::Typed => self.out.say(chat, text, keyboard),
        }
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
            Reply::Typed | Reply::Console => self.say_text(Markdown::literal(&line), Keyboard::None),
        }
    }

    /// A short line that must not be missed: why what the agent did has no effect.
    pub(super) fn refuse(&mut self, key: &str, args: Args<'_>) {
        let line = self.words.label(key, args);
        match self.reply {
            Reply::Press(press) => self.out.refuse(self.chat, press, line),
            Reply::Typed => self.say_text(Markdown::literal(&line), Keyboard::None),
            Reply::Console => {
                let text = Markdown::literal(&line);
                self.out.answers.push(Answer { text, keyboard: Keyboard::None, refused: true, asks: None });
            }
        }
    }

    /// A text with a secret in it is not taken; the next one is awaited still.
    pub(in crate::conversation) fn refuse_secret(&mut self, kinds: &BTreeSet<SecretKind>) {
        self.delete_words();
        self.out.incidents.extend(kinds);
        self.say("agent-secret", &[]);
        self.was_refused();
    }

    /// What was just said asks for the words of the present step.
    pub(super) fn await_words(&mut self) {
        if let Some(answer) = self.out.answers.last_mut() {
            answer.asks = Some(self.state.agent.clone());
        }
    }

    /// What was just said is why the agent's words were not taken.
    pub(super) fn was_refused(&mut self) {
        if let Some(answer) = self.out.answers.last_mut() {
            answer.refused = true;
        }
    }

    /// Takes the agent's own words out of the chat, where they stand in one.
    pub(super) fn delete_words(&mut self) {
        if let Some(message) = self.message {
            self.out.delete(self.chat, message);
        }
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
