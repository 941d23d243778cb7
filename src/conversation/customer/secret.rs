//! What is said to a customer who sent a secret, and to one whose picture may show one. Never sees the secret itself.

use std::collections::BTreeSet;

use jiff::SignedDuration;

use super::Talk;
use super::special_intents::ACCOUNT_STOLEN;
use crate::conversation::context::Step;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::details;
use crate::matching::IntentId;
use crate::safety::Email;
use crate::safety::secrets::{SecretKind, mentions, unmarked};
use crate::text::{CharKind, kind};
use crate::words::Value;

/// How long after words about a secret a picture may show it: the time to find, photograph and send it.
const PICTURE_FOLLOWS: SignedDuration = SignedDuration::from_mins(15);

/// A label is no sentence: Latin words fewer than this tell nothing of the writer's language.
const SENTENCE: usize = 4;

impl Talk<'_> {
    /// Takes the message out of the chat, says what to do now, and goes on where the talk stood. Deleted and counted
    /// even when it comes in a flood.
    pub(super) fn on_secret(&mut self, message: i64, kinds: &BTreeSet<SecretKind>, text: &str, may_pass: bool) {
        self.delete(message);
        self.out.incidents.extend(kinds);
        self.state.secrets_at = Some(self.facts.now);
        if !may_pass {
            return;
        }
        let rest = unmarked(text);
        if tells_its_language(&rest) {
            self.follow_language(&rest);
        }
        let words = self.words();
        let advice = kinds.iter().map(|kind| words.say("secret-advice", &[("kind", Value::Key(kind.code()))]));
        let warning = advice.fold(words.say("secret-removed", &[]), |text, advice| text.and(&advice));
        let topic = Some(IntentId::new(ACCOUNT_STOLEN)).filter(|id| self.facts.library.intent(id).is_some());
        let row = vec![button(words, "button-urgent-call", CustomerClick::Human(topic))];
        let asked = self.own.clone().filter(|own| own.is_asked(self.facts.now));
        let careful = asked.as_ref().map(|_| words.say("secret-in-answer", &[])).unwrap_or_default();
        let text = warning.and(&careful).and(&words.say("secret-never", &[]));
        self.say_text(text, Keyboard::Inline(vec![row]));
        if let Some(own) = asked {
            let claimer = own.state.owner();
            details::tell_claimer(self.facts, &mut self.out, &own, claimer, "claimer-answer-guarded", None);
        }
        self.ask_step();
        self.ask_item_again();
    }

    /// Remembers that the talk is about secrets.
    pub(super) fn note_secrets(&mut self, text: &str) {
        if mentions(text) {
            self.state.secrets_at = Some(self.facts.now);
        }
    }

    /// Whether a picture sent now may show a secret: the talk is about one.
    pub(super) fn may_show_secrets(&self) -> bool {
        self.state.secrets_at.is_some_and(|at| self.facts.now.duration_since(at) <= PICTURE_FOLLOWS)
    }

    /// Whether a text says anything of its writer's language. An address and the short answers to what was asked do not:
    /// coins, phones and names are Latin in every language.
    pub(super) fn tells_language(&self, text: &str) -> bool {
        let asked = matches!(self.state.step, Step::Preparing { .. });
        Email::typed(text).is_err() && (!asked || tells_its_language(text))
    }
}

/// Whether what stands around a secret is enough to tell a language by.
fn tells_its_language(rest: &str) -> bool {
    rest.chars().any(|c| kind(c) == CharKind::Ideograph) || rest.split_whitespace().count() >= SENTENCE
}
