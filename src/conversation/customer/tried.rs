//! "Nobody has called": what was tried and when, and what happens next, for a call that is owed or is over.

use super::Talk;
use crate::callback::{CallbackRequest, Cause, RequestId, State};
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::card;
use crate::words::{Args, Markdown, Value};

impl Talk<'_> {
    /// Of the call that is owed: regret, what was tried, where it stands and what can be done.
    pub(super) fn say_tried(&mut self, id: RequestId) {
        let Some(own) = self.own.clone().filter(|own| own.id == id) else { return };
        let own = self.note_complaint(own);
        let regret = self.words().say("sorry-for-the-wait", &[]);
        let text = regret.and(&self.tries(&own)).and(&self.where_it_stands(&own));
        let keyboard = self.status_buttons(&own);
        self.say_text(text, keyboard);
    }

    /// Marks the call for whoever makes it: its customer is not content. An edited card makes no sound.
    fn note_complaint(&mut self, mut own: CallbackRequest) -> CallbackRequest {
        if own.complain(self.facts.now) {
            card::refresh(self.facts, &mut self.out, &own);
            self.own = Some(own.clone());
            self.out.keep(own.clone());
        }
        own
    }

    /// Of one that is over: what was tried, how it ended, and the way to have it again.
    pub(super) fn say_tried_in_vain(&mut self, ended: &CallbackRequest) {
        let words = self.words();
        let how = match ended.state {
            State::Cancelled => "cancelled",
            State::Resolved => "resolved",
            _ => "expired",
        };
        let at = words.moment(ended.touched_at(), &self.zone(), self.facts.now);
        let args: Args<'_> =
            &[("reference", ended.id.to_string().into()), ("how", Value::Key(how)), ("when", at.into())];
        let text = self.tries(ended).and(&words.say("ended-how", args));
        let click = if ended.can_reopen(self.facts.now) && !ended.number_wrong {
            CustomerClick::Reopen(ended.id, TimeChoice::Next)
        } else {
            CustomerClick::Human(ended.topic.clone())
        };
        let row = vec![button(words, "button-call-again", click)];
        self.say_text(text, Keyboard::Inline(vec![row]));
    }

    /// A call that is over, opened again with all that is known: one tap on a time.
    pub(super) fn offer_reopening(&mut self, ended: &CallbackRequest) {
        let urgent = self.is_urgent(ended.topic.as_ref());
        let id = ended.id;
        self.say_timing(
            "ask-call-again",
            None,
            TimeChoice::Next,
            urgent,
            |pick| CustomerClick::Reopen(id, pick).into(),
            vec![],
        );
    }

    /// How often we rang, and when last.
    fn tries(&self, request: &CallbackRequest) -> Markdown {
        let words = self.words();
        let reference = request.id.to_string();
        let mut calls = request.history.iter().filter(|line| line.why == Cause::Calling).map(|line| line.at);
        let count = calls.clone().count();
        let Some(last) = calls.next_back() else {
            return words.say("not-called-yet", &[("reference", reference.into())]);
        };
        let args: Args<'_> = &[
            ("reference", reference.into()),
            ("count", count.into()),
            ("phone", words.phone(&request.phone).into()),
            ("when", words.moment(last, &self.zone(), self.facts.now).into()),
            ("zone", words.zone(&self.zone()).into()),
        ];
        words.say("called-so-often", args)
    }
}
