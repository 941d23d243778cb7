//! What was written last, and what follows when it is changed. Answers nothing by itself.

use super::Talk;
use crate::matching::Verdict;

impl Talk<'_> {
    /// Takes a message in free talk, or the lines of one thought, and remembers which it was.
    pub(super) fn hear(&mut self, message: i64, text: &str) {
        let lines: Vec<i64> = self.lines.iter().map(|line| line.message).collect();
        self.state.heard.takes(if lines.is_empty() { vec![message] } else { lines });
        self.ask(text);
    }

    /// A changed text: the agent who will call shall read it, and the last question is answered anew where it means something
    /// else by now.
    pub(super) fn on_edit(&mut self, message: i64, text: &str) {
        if text.starts_with('/') || self.edits_booking(message, text) || self.takes_new_number(message, text) {
            return;
        }
        let last = self.state.heard.took_last(message);
        if self.own.is_some() {
            if self.tells_of_urgent(text) {
                return self.ask(text);
            }
            let corrected = self.words().label("edited-story", &[("text", text.into())]);
            return self.add_to_request(&corrected);
        }
        let Verdict::Answer { first, .. } = self.facts.matcher.verdict(text) else { return };
        if last && self.state.heard.meant.as_ref() != Some(&first.intent) {
            self.follow_language(text);
            self.ask(text);
        }
    }

    /// Remembers which call is owed, for what is said of it when it is over.
    pub(super) fn note_call(&mut self) {
        let kept = self.out.requests.iter().find(|request| request.customer.chat == self.chat).map(|kept| kept.id);
        if let Some(id) = self.own.as_ref().map(|own| own.id).or(kept).filter(|_| !self.out.erase) {
            self.state.heard.last_call = Some(id);
        }
    }
}
