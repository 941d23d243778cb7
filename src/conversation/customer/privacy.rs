//! What the customer reads of their data and how they have them erased. Asks before it erases; the store does it.

use super::Talk;
use crate::callback::{RequestId, State};
use crate::conversation::access;
use crate::conversation::context::{Conversation, LanguageChoice};
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Keyboard, button};
use crate::words::{Args, Value};

impl Talk<'_> {
    /// `/privacy`: what is kept, why and how long.
    pub(super) fn show_privacy(&mut self) {
        let keep = self.facts.retention;
        let args: Args<'_> = &[
            ("desk", self.facts.desk.into()),
            ("requests", Value::Number(keep.requests_days.into())),
            ("conversations", Value::Number(keep.conversations_days.into())),
            ("faults", Value::Number(keep.dead_letters_days.into())),
        ];
        let row = vec![button(self.words(), "button-forget", CustomerClick::Forget)];
        self.say("privacy", args, Keyboard::Inline(vec![row]));
    }

    /// `/forget`: asks whether to erase, and says what happens to a call that is owed.
    pub(super) fn ask_forget(&mut self) {
        let key = match self.own.as_ref().map(|own| own.state) {
            Some(State::Calling { .. }) => return self.say("forget-being-called", &[], Keyboard::None),
            Some(_) => "ask-forget-with-call",
            None => "ask-forget",
        };
        let reference = self.own.as_ref().map(|own| own.id.to_string()).unwrap_or_default();
        let words = self.words();
        let about = self.own.as_ref().map(|own| own.id);
        let row = vec![
            button(words, "button-forget-yes", CustomerClick::ReallyForget(about)),
            button(words, "button-forget-no", CustomerClick::KeepData),
        ];
        let args: Args<'_> = &[("reference", reference.into())];
        self.say(key, args, Keyboard::Inline(vec![row]));
    }

    /// Erases. A call that was booked since the question was asked is not cancelled unasked.
    pub(super) fn really_forget(&mut self, message: Option<i64>, asked_about: Option<RequestId>) {
        self.unbutton(message);
        if let Some(own) = self.own.take() {
            if Some(own.id) != asked_about {
                self.own = Some(own);
                return self.ask_forget();
            }
            let id = own.id;
            if self.cancel(own).is_err() {
                return self.say("forget-being-called", &[], Keyboard::None);
            }
            self.cover(id);
        }
        // A block that has ended; under one that has not, nothing is done here.
        self.out.board_of(self.facts).blocks.remove(self.chat, self.facts.now);
        self.out.erase = true;
        self.say("forgotten", &[], Keyboard::Remove);
        // What protects others stays: how much was written, mailed and reported of late, and which buttons are old.
        let language = LanguageChoice { fixed: false, ..self.state.language };
        let (mails, reported_at) = (std::mem::take(&mut self.state.mails), self.state.reported_at);
        let blank = Conversation::blank(language, self.state.bookings, self.state.allowance);
        self.state = Conversation { mails, reported_at, ..blank };
    }

    /// Takes the details of a request away from those who are looking at them for a reason.
    fn cover(&mut self, id: RequestId) {
        let request = self.out.kept(id).cloned();
        for shown in self.facts.board.shown.iter().filter(|shown| shown.request == id) {
            access::cover(self.facts, &mut self.out, *shown, request.as_ref());
        }
    }

    /// Keeps everything.
    pub(super) fn keep_data(&mut self, message: Option<i64>) {
        self.unbutton(message);
        self.say("forget-kept", &[], Keyboard::None);
    }
}
