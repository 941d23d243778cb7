//! `/status`: what the customer may expect of their request, honestly: never a time that has passed.

use super::Talk;
use crate::callback::{CallbackRequest, Next, State};
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::status_label;
use crate::words::{Args, Markdown};

impl Talk<'_> {
    /// Reference, place in line, promise and what can be done; or that nothing is owed.
    pub(super) fn show_status(&mut self) {
        let words = self.words();
        let Some(own) = self.own.as_ref() else {
            let row = vec![button(words, "button-call-me", CustomerClick::Human(self.state.topic.clone()))];
            return self.say("status-none", &[], Keyboard::Inline(vec![row]));
        };
        let topic = own.topic.as_ref().and_then(|id| self.title(id));
        let args: Args<'_> = &[
            ("reference", own.id.to_string().into()),
            ("topic", topic.unwrap_or_else(|| words.label("other-topic", &[])).into()),
            ("phone", words.phone(&own.phone).into()),
            ("state", self.where_it_stands(own).into()),
        ];
        let text = words.say("status", args);
        let keyboard = self.status_buttons(own);
        self.say_text(text, keyboard);
    }

    pub(super) fn status_buttons(&self, own: &CallbackRequest) -> Keyboard {
        let words = self.words();
        if matches!(own.state, State::Calling { .. }) {
            return Keyboard::None;
        }
        let mut rows = Vec::new();
        if self.can_be_called_now(own) {
            rows.push(vec![button(words, "button-call-now", CustomerClick::Move(own.id, TimeChoice::Now))]);
        }
        let add = button(words, "button-add-info", CustomerClick::AddInfo(own.id));
        let number = button(words, "button-new-number", CustomerClick::NewNumber(own.id));
        let cancel = button(words, "button-cancel-request", CustomerClick::Cancel(own.id));
        if own.number_wrong {
            rows.push(vec![number, cancel]);
        } else {
            rows.push(vec![button(words, "button-move", CustomerClick::Move(own.id, TimeChoice::Next)), number]);
            rows.push(vec![add, cancel]);
        }
        rows.extend(self.prepare_button(own).map(|button| vec![button]));
        Keyboard::Inline(rows)
    }

    /// Whether it waits for a later time and could be called now instead: the desk is open and somebody is free.
    pub(super) fn can_be_called_now(&self, own: &CallbackRequest) -> bool {
        let waits = own.state.waits_for_its_time() && !own.number_wrong;
        let soon = self.soonest(self.is_urgent(own.topic.as_ref()));
        waits && soon.is_some_and(|soon| soon.from <= self.facts.now)
    }

    pub(super) fn where_it_stands(&self, own: &CallbackRequest) -> Markdown {
        let words = self.words();
        let now = self.facts.now;
        let name = |by| self.facts.roster.agent(by).map_or_else(|| "…".to_owned(), |agent| agent.name().to_owned());
        let zone = words.zone(&self.zone());
        let moment = |key: &str, at| {
            words.say(key, &[("when", words.moment(at, &self.zone(), now).into()), ("zone", zone.as_str().into())])
        };
        let promise =
            |key: &str| words.say(key, &[("when", self.show(own.promise).into()), ("zone", zone.as_str().into())]);
        let last = status_label::last_outcome(self.facts, own);
        let owed = if own.called_at.is_some() {
            let key = match last {
                Some(Next::Queue) => "status-queued",
                Some(Next::Reschedule) => "status-due",
                _ => "status-try-now",
            };
            words.say(key, &[])
        } else if own.promise.to <= now {
            promise("status-late")
        } else {
            promise("status-promised")
        };
        let text = match own.state {
            _ if own.number_wrong => words.say("state-number-wrong", &[]),
            State::Snoozed { until } if own.called_at.is_some() && last == Some(Next::Reschedule) => {
                moment("status-time-open", until)
            }
            State::Snoozed { until } if own.called_at.is_some() && last != Some(Next::Queue) => {
                moment("status-next-try", until)
            }
            State::Claimed { by, .. } => words.say("status-claimed", &[("agent", name(by).into())]).and(&owed),
            State::Calling { by, .. } => words.say("state-calling", &[("agent", name(by).into())]),
            State::New => owed.and(&self.line_before(own)),
            State::Scheduled => owed.and(&self.maybe_sooner(own)),
            _ => owed,
        };
        if own.question_open.is_some() { text.and(&words.say("status-question", &[])) } else { text }
    }

    /// How many are before it, and how long that takes.
    fn line_before(&self, own: &CallbackRequest) -> Markdown {
        let (before, wait) = self.wait(&self.ahead, own.language(), own.promise);
        self.words().say("status-before", &[("before", before.into()), ("wait", wait.into())])
    }
}
