//! What to have ready, asked for before the call: one question at a time, each can be left out, none asks for a secret.

use super::answer::kept;
use super::{Talk, button};
use crate::callback::{CallbackRequest, RequestId};
use crate::conversation::{Button, Click, Keyboard, Step, cards};
use crate::intents::Intent;
use crate::safety::secrets::mentions;
use crate::text::Language;

impl Talk<'_> {
    /// The button that begins or goes on with the questions, when one is left.
    pub(super) fn prepare_button(&self, own: &CallbackRequest) -> Option<Button> {
        let left = self.unanswered(own).count();
        let key = if own.prepared.is_empty() { "button-prepare" } else { "button-prepare-on" };
        let label = self.words().label(key, &[("left", left.into())]);
        (left > 0).then(|| Button { label, click: Click::Prepare(own.id) })
    }

    /// Begins or goes on with the questions.
    pub(super) fn begin_preparing(&mut self, press: &str, message: Option<i64>, id: RequestId) {
        let Some(own) = self.own_request(id) else { return self.old_button(press) };
        self.out.answer(self.chat, press, None);
        self.unbutton(message);
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
    pub(super) fn takes_answer(&mut self, text: &str) -> bool {
        let Some((mut own, item)) = self.preparing() else { return false };
        let language = self.state.language.locale.language();
        let Some(question) = self.question(&own, language, item).map(str::to_owned) else { return false };
        own.prepare(question, kept(text));
        cards::refresh_owner(self.facts, &mut self.out, &own);
        self.ask_item(&own, item.saturating_add(1));
        self.out.keep(own);
        true
    }

    /// Asks the present question again, after something came in between.
    pub(super) fn ask_item_again(&mut self) {
        if let Some((own, item)) = self.preparing() {
            self.ask_item(&own, item);
        }
    }

    /// Asks the next question that has no answer yet; thanks when there is none.
    fn ask_item(&mut self, own: &CallbackRequest, from: u8) {
        let language = self.state.language.locale.language();
        let next = self.unanswered(own).find(|item| *item >= from);
        let question = next.and_then(|item| Some((item, self.question(own, language, item)?.to_owned())));
        let Some((item, question)) = question else {
            self.state.step = Step::Idle;
            let left: Vec<Button> = self.prepare_button(own).into_iter().collect();
            let key = if own.prepared.is_empty() { "prepare-none" } else { "prepare-done" };
            let keyboard = if left.is_empty() { Keyboard::None } else { Keyboard::Inline(vec![left]) };
            return self.say(key, &[("reference", own.id.to_string().into())], keyboard);
        };
        self.state.step = Step::Preparing { request: own.id, item };
        let words = self.words();
        let row = vec![
            button(words, "button-skip", Click::SkipItem(own.id, item)),
            button(words, "button-later-on", Click::StopPreparing(own.id)),
        ];
        let question = words.own(&question);
        let total = self.items(own, language).len();
        let args = [
            ("number", usize::from(item).saturating_add(1).into()),
            ("total", total.into()),
            ("question", question.into()),
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

    /// The questions that have no answer, in order. One that was asked in another language counts as asked.
    fn unanswered<'o>(&'o self, own: &'o CallbackRequest) -> impl Iterator<Item = u8> + 'o {
        let language = self.state.language.locale.language();
        (0..u8::MAX).zip(self.items(own, language)).map(|(item, _)| item).filter(move |item| {
            let asked = |question: &str| own.prepared.iter().any(|prepared| prepared.question == question);
            Language::ALL.into_iter().all(|language| !self.question(own, language, *item).is_some_and(asked))
        })
    }

    fn question<'o>(&'o self, own: &'o CallbackRequest, language: Language, item: u8) -> Option<&'o str> {
        self.items(own, language).get(usize::from(item)).copied()
    }

    /// What may be asked: nothing that talks of passwords, codes or phrases, whatever the intent's file says.
    fn items<'o>(&'o self, own: &'o CallbackRequest, language: Language) -> Vec<&'o str> {
        let topic: Option<&Intent> = own.topic.as_ref().and_then(|id| self.facts.library.intent(id));
        let text = topic.and_then(|intent| intent.text(language));
        let prepare = text.map(|text| text.prepare.as_slice()).unwrap_or_default();
        prepare.iter().map(String::as_str).filter(|line| !mentions(line)).collect()
    }
}
