//! What to have ready, asked for before the call: one question at a time, each can be left out, none asks for a secret.

use super::Talk;
use super::excerpt::kept;
use super::wording::{is_one_of, is_question};
use crate::callback::{CallbackRequest, RequestId};
use crate::conversation::context::Step;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Button, Keyboard, button};
use crate::conversation::view::{details, identity, preparation};
use crate::words::{Markdown, Value};

impl Talk<'_> {
    /// The button that begins or goes on with the questions, when one is left.
    pub(super) fn prepare_button(&self, own: &CallbackRequest) -> Option<Button> {
        let left = self.unanswered(own).len();
        let key = if own.prepared.is_empty() { "button-prepare" } else { "button-prepare-on" };
        let label = self.words().label(key, &[("left", left.into())]);
        (left > 0).then_some(Button { label, click: CustomerClick::Prepare(own.id).into() })
    }

    /// The receipt of a booking, with what can be done for the call until then.
    pub(super) fn say_booked(&mut self, booked: Markdown, rows: Vec<Vec<Button>>, own: &CallbackRequest) {
        let (words, facts) = (self.words(), self.facts);
        let prepare = self.prepare_button(own);
        let prove = facts.mails && identity::must_verify(facts, own);
        let prove = prove.then(|| button(words, "button-prove", CustomerClick::Prove(own.id)));
        let text = if prepare.is_some() { booked.and(&words.say("prepare-offer", &[])) } else { booked };
        let offers = prepare.into_iter().chain(prove).map(|button| vec![button]);
        self.say_text(text, Keyboard::Inline(offers.chain(rows).collect()));
    }

    /// Begins or goes on with the questions.
    pub(super) fn begin_preparing(&mut self, press: &str, id: RequestId) {
        let Some(own) = self.own_request(id) else { return self.old_button(press) };
        self.out.answer(self.chat, press, None);
        self.ask_item(&own, 0);
    }

    /// Leaves a question out.
    pub(super) fn skip_item(&mut self, press: &str, message: Option<i64>, id: RequestId, item: u8) {
        let Some(own) = self.preparing().filter(|(own, asked)| own.id == id && *asked == item).map(|(own, _)| own)
        else {
            return self.old_button(press);
        };
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        self.ask_item(&own, item.saturating_add(1));
    }

    /// Leaves the rest for later.
    pub(super) fn stop_preparing(&mut self, press: &str, message: Option<i64>, id: RequestId) {
        let Some((own, _)) = self.preparing().filter(|(own, _)| own.id == id) else { return self.old_button(press) };
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
        self.state.step = Step::Idle;
        let row = self.prepare_button(&own).into_iter().collect();
        self.say("prepare-later", &[], Keyboard::Inline(vec![row]));
    }

    /// Takes a text as the answer to the present question. Says whether one was asked.
    pub(super) fn takes_prepared(&mut self, text: &str) -> bool {
        let Some((mut own, item)) = self.preparing() else { return false };
        let question = self.items(&own).get(usize::from(item)).map(|question| (*question).to_owned());
        let Some(question) = question else { return false };
        if is_unknown(text) {
            self.ask_item(&own, item.saturating_add(1));
            return true;
        }
        if let Some(answer) = self.answers_back(text) {
            self.say_text(answer, Keyboard::None);
            self.ask_item(&own, item);
            return true;
        }
        if !own.prepare(question, kept(text)) {
            self.say("request-is-full", &[("reference", own.id.to_string().into())], Keyboard::None);
        }
        details::refresh_owner(self.facts, &mut self.out, &own);
        self.ask_item(&own, item.saturating_add(1));
        self.out.keep(own);
        true
    }

    /// What is said to a question that comes back instead of an answer.
    fn answers_back(&self, text: &str) -> Option<Markdown> {
        if !is_question(text) {
            return None;
        }
        if asks_why(text) {
            return Some(self.words().say("prepare-why", &[]));
        }
        let meant = self.meaning(text).all().next().cloned()?;
        Some(self.brief(&meant))
    }

    /// Asks the present question again, after something came in between.
    pub(super) fn ask_item_again(&mut self) {
        if let Some((own, item)) = self.preparing() {
            self.ask_item(&own, item);
        }
    }

    /// Asks the next question that has no answer yet; thanks when there is none.
    fn ask_item(&mut self, own: &CallbackRequest, from: u8) {
        let items = self.items(own);
        let total = items.len();
        let next = self.unanswered(own).into_iter().find(|item| *item >= from);
        let question = next.and_then(|item| Some((item, (*items.get(usize::from(item))?).to_owned())));
        let Some((item, question)) = question else {
            self.state.step = Step::Idle;
            let left: Vec<Button> = self.prepare_button(own).into_iter().collect();
            let key = if own.prepared.is_empty() { "prepare-none" } else { "prepare-done" };
            let keyboard = if left.is_empty() { Keyboard::None } else { Keyboard::Inline(vec![left]) };
            let words = self.words();
            let mut text = words.say(key, &[("reference", own.id.to_string().into())]);
            if own.question_open.is_some() {
                text = text.and(&words.say("status-question", &[]));
            }
            return self.say_text(text, keyboard);
        };
        self.state.step = Step::Preparing { request: own.id, item };
        let words = self.words();
        let row = vec![
            button(words, "button-skip", CustomerClick::SkipItem(own.id, item)),
            button(words, "button-later-on", CustomerClick::StopPreparing(own.id)),
        ];
        let question = words.own(&question);
        let args = [
            ("number", usize::from(item).saturating_add(1).into()),
            ("total", total.into()),
            ("question", question.into()),
            ("first", Value::Key(if item == 0 { "yes" } else { "no" })),
        ];
        self.say("prepare-question", &args, Keyboard::Inline(vec![row]));
    }

    /// The request that is being prepared, and the question asked now.
    fn preparing(&self) -> Option<(CallbackRequest, u8)> {
        match self.state.step {
            Step::Preparing { request, item } => Some((self.own_request(request)?, item)),
            _ => None,
        }
    }

    /// The questions that have no answer, in order.
    fn unanswered(&self, own: &CallbackRequest) -> Vec<u8> {
        let count = self.items(own).len();
        (0..u8::MAX)
            .zip(0..count)
            .filter(|(_, item)| preparation::answer(self.facts, own, *item).is_none())
            .map(|(item, _)| item)
            .collect()
    }

    fn items(&self, own: &CallbackRequest) -> Vec<&str> {
        preparation::items(self.facts, own, self.state.language.locale.language())
    }
}

/// Whether a text says that its writer does not know.
fn is_unknown(text: &str) -> bool {
    const UNKNOWN: [&str; 14] = [
        "i don't know",
        "i dont know",
        "don't know",
        "dont know",
        "no idea",
        "not sure",
        "idk",
        "unknown",
        "不知道",
        "不清楚",
        "不记得",
        "不记得了",
        "忘了",
        "没有",
    ];
    is_one_of(text, &UNKNOWN)
}

/// Whether a question asks what for.
fn asks_why(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    ["why", "what for", "为什么", "为啥", "干嘛", "要这个"].iter().any(|word| lower.starts_with(word))
}
