//! What is another company's business: said kindly, with the way to a person for whoever needs one of ours all the same.

use super::Talk;
use super::special_intents::ACCOUNT_STOLEN;
use crate::conversation::input::{CustomerClick, Elsewhere};
use crate::conversation::output::{Keyboard, button};
use crate::matching::IntentId;

impl Talk<'_> {
    /// Takes a message about somebody else's service. Says whether it was one. Where somebody is in another account of theirs,
    /// the way to help with ours stands below.
    pub(super) fn takes_elsewhere(&mut self, text: &str) -> bool {
        let Some(whose) = Elsewhere::read(text).filter(|_| self.own.is_none()) else { return false };
        self.state.topic = None;
        self.remember(text);
        let stolen = IntentId::new(ACCOUNT_STOLEN);
        let words = self.words();
        let person = match whose {
            Elsewhere::Account if self.facts.library.intent(&stolen).is_some() => {
                button(words, "button-urgent-call", CustomerClick::Human(Some(stolen)))
            }
            Elsewhere::Account | Elsewhere::Exchange => self.human_button(),
        };
        let row = vec![button(words, "button-topics", CustomerClick::Topics), person];
        self.say(whose.key(), &[], Keyboard::Inline(vec![row]));
        true
    }
}
