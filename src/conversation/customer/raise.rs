//! Something urgent told while a call is owed: that call goes first, at once, with nothing more to press. The agents are
//! told, the customer reads what to do until then and when the call comes.

use super::Talk;
use super::excerpt::kept;
use super::special_intents::SCAM_REPORT;
use crate::callback::{Ahead, CallbackRequest, Measure, Promise, Raised, State};
use crate::conversation::context::urgent_meaning;
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Button, Keyboard, button};
use crate::conversation::view::{card, details};
use crate::matching::{IntentId, Verdict};
use crate::words::{Args, Markdown};

impl Talk<'_> {
    /// The urgent topic that words mean, for which a call that is owed goes first. Whoever only reports a fake has lost
    /// nothing yet: what they gave away is asked first.
    pub(super) fn urgent_topic(&self, verdict: &Verdict) -> Option<IntentId> {
        urgent_meaning(self.facts.library, verdict).filter(|id| id.as_str() != SCAM_REPORT)
    }

    /// The call that is owed goes first from now on, because of these words; the first steps are `steps`. Says whether
    /// a call is owed.
    pub(super) fn raise_with(&mut self, topic: Option<&IntentId>, told: Option<&str>, steps: &Markdown) -> bool {
        let Some(raised) = self.raise(topic, told) else { return false };
        let (line, rows) = self.raised_line(raised);
        self.say_text(steps.clone().and(&line), Keyboard::Inline(rows));
        true
    }

    /// The same without a word to the customer.
    pub(super) fn raise(&mut self, topic: Option<&IntentId>, told: Option<&str>) -> Option<Raised> {
        let facts = self.facts;
        let before = self.own.as_ref().and_then(|own| self.out.kept(own.id)).cloned().or_else(|| self.own.clone());
        let mut own = before.clone()?;
        let is_full = told.is_some_and(|words| !own.add_to_story(kept(words), facts.now));
        let topic = topic.filter(|id| facts.library.intent(id).is_some()).cloned();
        let topic = self.more_urgent(own.topic.clone(), topic);
        let raised = own.raise(topic, self.soonest(true), facts.now).ok()?;
        let owner = own.state.owner();
        if raised != Raised::Already {
            card::raise(facts, &mut self.out, &own);
            details::tell_claimer(facts, &mut self.out, &own, owner, "claimer-raised", None);
            if before.is_some_and(|before| before.promise != own.promise) {
                self.out.count(Measure::Promised, &own, None);
                self.out.promises = true;
            }
        }
        if let Some(words) = told.filter(|_| !is_full) {
            details::tell_claimer(facts, &mut self.out, &own, owner, "claimer-added", Some(kept(words)));
        }
        details::refresh_owner(facts, &mut self.out, &own);
        self.own = Some(own.clone());
        self.out.keep(own);
        if is_full {
            let reference = self.reference();
            self.say("request-is-full", &reference, Keyboard::None);
        }
        Some(raised)
    }

    /// What became of the call, when it comes, and the way back to the time that was chosen before.
    fn raised_line(&self, raised: Raised) -> (Markdown, Vec<Vec<Button>>) {
        let words = self.words();
        let Some(own) = self.own.as_ref() else { return (Markdown::default(), Vec::new()) };
        let topic = own.topic.as_ref().and_then(|id| self.title(id));
        let args: Args<'_> = &[
            ("reference", own.id.to_string().into()),
            ("topic", topic.unwrap_or_else(|| words.label("other-topic", &[])).into()),
        ];
        let key = if raised == Raised::Already { "raised-already" } else { "raised" };
        let mut text = words.say(key, args).and(&self.when_it_comes(own));
        let mut rows = vec![vec![button(words, "button-status", CustomerClick::Status)]];
        if let Raised::Earlier(before) = raised {
            text = text.and(&words.say("raised-before", &[("when", self.show(before).into())]));
            let label = words.label("button-move-back", &[("when", self.show(before).into())]);
            rows.insert(
                0,
                vec![Button {
                    label,
                    click: CustomerClick::Move(own.id, TimeChoice::At(before.from.as_second())).into(),
                }],
            );
        } else if self.can_be_called_now(own) {
            rows.insert(0, vec![button(words, "button-call-now", CustomerClick::Move(own.id, TimeChoice::Now))]);
        }
        (text, rows)
    }

    /// When an urgent call comes, honestly.
    fn when_it_comes(&self, own: &CallbackRequest) -> Markdown {
        let words = self.words();
        if own.number_wrong {
            return words.say("state-number-wrong", &[]);
        }
        let agent = |by| self.facts.roster.agent(by).map_or_else(String::new, |agent| agent.name().to_owned());
        match own.state {
            State::Calling { by, .. } => words.say("raised-calling", &[("agent", agent(by).into())]),
            State::Claimed { by, .. } => words.say("raised-claimed", &[("agent", agent(by).into())]),
            _ => self.when_first(own.promise),
        }
    }

    /// When a call that goes first comes: the place in line while the desk is open, else when it opens.
    pub(super) fn when_first(&self, promise: Promise) -> Markdown {
        let words = self.words();
        if let Some(closed) = self.closed_now() {
            let first = words.say("first-when-open", &[("when", self.show(promise).into())]);
            return closed.and(&first);
        }
        if promise.from > self.facts.now {
            let args: Args<'_> = &[("when", self.show(promise).into()), ("zone", words.zone(&self.zone()).into())];
            return words.say("status-promised", args);
        }
        let (before, wait) = self.wait(&self.urgent_before(), self.language(), promise);
        words.say("first-in-line", &[("before", before.into()), ("wait", wait.into())])
    }

    /// The calls that go before everything else and can be made now.
    fn urgent_before(&self) -> Ahead {
        let mut ahead = Ahead::new();
        let first = |owed: &Promise| owed.from == owed.to && owed.from <= self.facts.now;
        for ((_, language), count) in self.promised.iter().filter(|((owed, _), _)| first(owed)) {
            let before = ahead.entry(*language).or_default();
            *before = before.saturating_add(usize::try_from(*count).unwrap_or(usize::MAX));
        }
        ahead
    }
}
