//! What the customer adds to their open request: words, pictures and other files, answers to an agent's question. All of
//! it reaches the claimer at once, in private; nobody else ever.

use jiff::SignedDuration;

use super::Talk;
use super::excerpt::kept;
use crate::callback::{FileRef, RequestId};
use crate::conversation::context::{Awaited, Step};
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::details;

/// Files that follow each other within this came as one album: one thanks is enough for them.
pub(super) const ALBUM: SignedDuration = SignedDuration::from_secs(10);

impl Talk<'_> {
    /// Asks what else the agent should know.
    pub(super) fn ask_info(&mut self, press: &str, id: RequestId) {
        if self.own_request(id).is_none() {
            return self.old_button(press);
        }
        self.out.answer(self.chat, press, None);
        self.state.step = Step::Awaiting { request: id, what: Awaited::Information };
        self.say("ask-info", &[], Keyboard::None);
    }

    /// Adds words to the open request, if there is one, and says so.
    pub(super) fn add_to_request(&mut self, text: &str) {
        let Some(id) = self.own.as_ref().map(|own| own.id) else { return };
        let key = if self.add_quietly(text) { "added-to-request" } else { "request-is-full" };
        self.say_added(id, key);
    }

    /// Adds words to the open request and shows them to its claimer. Says whether there was room.
    pub(super) fn add_quietly(&mut self, text: &str) -> bool {
        let (parts, now) = (self.parts_of(0, text), self.facts.now);
        let Some(own) = self.own.as_mut() else { return false };
        let added = parts.iter().all(|part| own.add_to_story(kept(&part.text), now));
        if added {
            let own = own.clone();
            let words = Some(kept(text));
            details::tell_claimer(self.facts, &mut self.out, &own, own.state.owner(), "claimer-added", words);
            self.out.keep(own);
        }
        added
    }

    /// Adds words to the open request, if there is one, beside what they are answered with. Where there is no room for them,
    /// the customer is told.
    pub(super) fn add_or_tell(&mut self, text: &str) {
        if let Some(id) = self.own.as_ref().map(|own| own.id)
            && !self.add_quietly(text)
        {
            self.say_added(id, "request-is-full");
        }
    }

    /// Takes words as the answer to what an agent has asked since the customer was last heard of: it is the last thing
    /// they read, whatever was asked before. Says whether there is such a question.
    pub(super) fn takes_newest_answer(&mut self, text: &str) -> bool {
        let asked = self.own.as_ref().and_then(|own| own.question_open);
        let taken = asked > self.state.heard_at && self.takes_answer(text);
        if taken {
            self.ask_item_again();
        }
        taken
    }

    /// Takes words as the answer to what an agent has asked. Says whether one was asked.
    pub(super) fn takes_answer(&mut self, text: &str) -> bool {
        let (parts, now) = (self.parts_of(0, text), self.facts.now);
        let Some(own) = self.own.as_mut().filter(|own| own.question_open.is_some()) else { return false };
        own.question_open = None;
        let added = parts.iter().all(|part| own.add_to_story(kept(&part.text), now));
        let own = own.clone();
        let words = Some(kept(text));
        details::tell_claimer(self.facts, &mut self.out, &own, own.state.owner(), "claimer-answered", words);
        self.out.keep(own);
        self.say(if added { "answer-passed" } else { "request-is-full" }, &self.reference(), Keyboard::None);
        true
    }

    /// Adds a file to the open request and passes it to its claimer.
    pub(super) fn add_file(&mut self, file: &FileRef, caption: Option<&str>) {
        let now = self.facts.now;
        let Some(own) = self.own.as_ref() else { return };
        let id = own.id;
        let in_album = own.story.last().is_some_and(|last| last.file.is_some() && now.duration_since(last.at) < ALBUM);
        let added = self.keep_file(file, caption);
        if !in_album || !added {
            self.say_added(id, if added { "file-added" } else { "request-is-full" });
        }
    }

    /// The same without a word to the customer. Says whether there was room.
    pub(super) fn keep_file(&mut self, file: &FileRef, caption: Option<&str>) -> bool {
        let now = self.facts.now;
        let Some(own) = self.own.as_mut() else { return false };
        let added = own.add_file(file.clone(), caption.map(kept).unwrap_or_default(), now);
        let own = own.clone();
        if let (true, Some(note)) = (added, own.story.last()) {
            details::pass_file(self.facts, &mut self.out, &own, note);
            self.out.keep(own.clone());
        }
        added
    }

    pub(super) fn say_added(&mut self, id: RequestId, key: &str) {
        let row = vec![button(self.words(), "button-status", CustomerClick::Status)];
        self.say(key, &[("reference", id.to_string().into())], Keyboard::Inline(vec![row]));
    }
}
