//! Which language the talk is held in, and what is said to somebody who writes one that the desk does not speak: a sentence
//! in theirs, with the desk's languages as buttons.

use super::Talk;
use crate::conversation::output::Keyboard;
use crate::text::{LanguageMemory, Told, Tongue, judge};

impl Talk<'_> {
    /// Follows the language of a text, unless one is fixed. Tells which it is, where the desk does not speak it.
    pub(super) fn follow_language(&mut self, text: &str) -> Option<Tongue> {
        let current = self.state.language.locale;
        let mut memory = self.state.heard.language.unwrap_or_else(|| LanguageMemory::begin(current, self.hint));
        // A button may have changed it since.
        memory.current = current;
        let told = judge(text, &memory);
        if let Told::Other(tongue) = told {
            return Some(tongue).filter(|_| !self.state.language.fixed);
        }
        memory.note(told);
        if !self.state.language.fixed {
            let spoken = self.facts.spoken(memory.current);
            if spoken != current {
                self.state.heard.changes_language();
            }
            self.state.language.locale = spoken;
        }
        self.state.heard.language = Some(memory);
        None
    }

    /// Says in their own language which ones the desk speaks, and lets them choose. The words go to the call that is owed:
    /// somebody there may read them.
    pub(super) fn say_languages(&mut self, tongue: Tongue, text: &str) {
        if let Some(sentence) = self.facts.phrasebook.greeting(tongue.tag(), self.facts.languages) {
            let mut said = sentence;
            if let Some(id) = self.own.as_ref().map(|own| own.id)
                && self.add_quietly(text)
            {
                said = said.and(&self.words().say("added-to-request", &[("reference", id.to_string().into())]));
            }
            let rows = self.language_rows();
            return self.say_text(said, Keyboard::Inline(rows));
        }
        if self.own.is_some() {
            return self.add_to_request(text);
        }
        let rows = self.language_rows();
        self.say("no-such-language", &[], Keyboard::Inline(rows));
    }
}
