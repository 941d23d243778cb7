//! "Is this you?": whether somebody of the desk is calling now, and whether a number, link or name is the desk's. Answers
//! from facts alone; what it does not know it calls not ours.

use super::Talk;
use super::special_intents::OFFICIAL_CONTACT;
use crate::callback::State;
use crate::conversation::context::Suspect;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::names;
use crate::conversation::view::names::as_written;
use crate::intents::Intent;
use crate::safety::official::{Claim, Sighting, Verdict};
use crate::words::{Args, Markdown, Value};

/// Verdicts in one message: what fits a phone screen.
const SHOWN: usize = 5;

/// Letters around a number or link in a message that is nothing else: "tel", "看".
const AROUND: usize = 4;

impl Talk<'_> {
    /// `/verify` and its button: who is calling, and that anything can be sent to be looked at.
    pub(super) fn verify(&mut self) {
        let text = self.caller().and(&self.words().say("verify-send", &[]));
        self.say_verdict(text);
    }

    /// A question after the official contact: who is calling, then the intent's answer.
    pub(super) fn answer_official(&mut self, intent: &Intent, answer: &Markdown) {
        self.state.topic = Some(intent.id.clone());
        // Who is being called now is not to read first that they should hang up.
        if self.is_being_called() {
            return self.say_verdict(self.caller());
        }
        let text = self.caller().and(answer);
        self.say_text(text, Keyboard::Inline(self.answer_rows(intent)));
    }

    /// Looks at what a message holds, if that is what the message is for. Says whether it was.
    pub(super) fn looks_at(&mut self, text: &str, forwarded: bool) -> bool {
        let sightings = self.facts.official.sightings(text);
        let fake = sightings.iter().any(|sighting| matches!(sighting.verdict, Verdict::LookAlike { .. }));
        // The number that we are to call is the customer's own.
        let own = |sighting: &Sighting| match (&sighting.claim, &self.own) {
            (Claim::Number(number), Some(own)) => number == own.phone.reveal(),
            _ => false,
        };
        if sightings.iter().all(own) || !(forwarded || fake || is_all(text, &sightings) || self.is_asked(text)) {
            return false;
        }
        // It may be a hint for the call that is owed, or a number meant for it.
        let added = self.own.as_ref().map(|own| own.id).filter(|_| self.add_quietly(text));
        let added = added.map(|id| self.words().say("added-to-request", &[("reference", id.to_string().into())]));
        self.say_sightings(&sightings, &added.unwrap_or_default());
        true
    }

    /// Looks at the number of somebody else's contact.
    pub(super) fn looks_at_contact(&mut self, phone: &str) {
        // Telegram leaves the `+` out.
        let written = format!("+{}", phone.trim_start_matches('+'));
        let sighting = self.facts.official.number(&written);
        self.say_sightings(&[sighting], &Markdown::default());
    }

    /// Whether a text asks who somebody is.
    fn is_asked(&self, text: &str) -> bool {
        let verdict = self.facts.matcher.verdict(text);
        let crate::matching::Verdict::Answer { first, second } = verdict else { return false };
        [Some(first), second].into_iter().flatten().any(|candidate| candidate.intent.as_str() == OFFICIAL_CONTACT)
    }

    fn say_sightings(&mut self, sightings: &[Sighting], added: &Markdown) {
        let mut text = Markdown::default();
        for sighting in sightings.iter().take(SHOWN) {
            text = text.and(&self.verdict(sighting));
        }
        self.state.suspects = sightings
            .iter()
            .take(SHOWN)
            .filter(|sighting| sighting.verdict != Verdict::Official)
            .map(|sighting| Suspect { key: sighting.claim.key(), written: sighting.written.clone() })
            .collect();
        let numbers = sightings.iter().any(|sighting| matches!(sighting.claim, Claim::Number(_)));
        if numbers || self.is_being_called() {
            text = text.and(&self.caller());
        }
        self.say_verdict(text.and(added));
    }

    /// One thing: ours, made to look like ours, or not on the list; and how many have reported it.
    fn verdict(&self, sighting: &Sighting) -> Markdown {
        let words = self.words();
        let kind = match &sighting.claim {
            Claim::Number(_) => "number",
            Claim::Link(_) => "link",
            Claim::Handle(_) => "name",
            Claim::Mail { .. } => "mail",
        };
        let args: Args<'_> = &[("what", as_written(&sighting.written).into()), ("kind", Value::Key(kind))];
        let mut text = match &sighting.verdict {
            Verdict::Official => words.say("verdict-official", args),
            Verdict::Unknown => words.say("verdict-unknown", args),
            Verdict::LookAlike { of, trick } => {
                let trick = words.say("verdict-trick", &[("trick", Value::Key(trick.code()))]);
                let mut all = args.to_vec();
                all.extend([("of", as_written(of).into()), ("trick", trick.into())]);
                words.say("verdict-look-alike", &all)
            }
        };
        let people = self.facts.board.reported.people(self.facts.code_key, &sighting.claim.key());
        if people > 0 && sighting.verdict != Verdict::Official {
            text = Markdown::trusted(format!("{text} {}", words.say("verdict-reported", &[("people", people.into())])));
        }
        text
    }

    /// Whether somebody of the desk is calling this customer now.
    fn is_being_called(&self) -> bool {
        self.own.as_ref().is_some_and(|own| matches!(own.state, State::Calling { .. }))
    }

    /// Who is calling this customer now.
    fn caller(&self) -> Markdown {
        let (words, facts) = (self.words(), self.facts);
        let desk = facts.desk.into();
        let Some(own) = &self.own else { return words.say("verify-nobody", &[("desk", desk)]) };
        let reference = own.id.to_string().into();
        match (own.state, own.code.filter(|code| code.is_good(facts.now))) {
            (State::Calling { by, .. }, Some(code)) => {
                let agent = names::agent_name(facts, by).into();
                let code = code.spoken().into();
                words.say(
                    "verify-calling",
                    &[("agent", agent), ("desk", desk), ("reference", reference), ("code", code)],
                )
            }
            (State::Calling { .. }, None) => {
                words.say("verify-calling-late", &[("desk", desk), ("reference", reference)])
            }
            _ => words.say("verify-promised", &[("desk", desk), ("reference", reference)]),
        }
    }

    fn say_verdict(&mut self, text: Markdown) {
        let row = vec![button(self.words(), "button-report", CustomerClick::Report), self.human_button()];
        self.say_text(text, Keyboard::Inline(vec![row]));
    }
}

/// Whether a message is nothing but what was found in it. Bare digits count only where they are a phone number: they may
/// be an order's.
fn is_all(text: &str, sightings: &[Sighting]) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let found: usize = sightings.iter().map(|sighting| letters(&sighting.written)).sum();
    let callable = |sighting: &Sighting| match &sighting.claim {
        Claim::Number(number) => number.starts_with('+'),
        _ => true,
    };
    letters(text) <= found + AROUND && sightings.iter().all(callable)
}
