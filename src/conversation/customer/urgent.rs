//! Something urgent told in free talk: the first steps at once, and a call before everything else. Where a call is owed,
//! `raise` puts it first; where none is, one tap asks for it.

use super::Talk;
use super::excerpt::kept;
use super::special_intents::{ACCOUNT_STOLEN, FRAUD_UNDER_WAY, SCAM_REPORT};
use crate::callback::Measure;
use crate::conversation::input::{CustomerClick, Disclosed, TimeChoice, read_fraud, says_not_me};
use crate::conversation::output::{Keyboard, button};
use crate::matching::{IntentId, Verdict};
use crate::words::{Markdown, Value};

impl Talk<'_> {
    /// Takes words that tell of something urgent; those that ask nothing (`aside`) only tell of a fraud. Says whether they
    /// did.
    pub(super) fn takes_urgent(&mut self, text: &str, verdict: &Verdict, aside: bool) -> bool {
        let disclosed = self.whole_and_lines(text).find_map(read_fraud);
        if let Some(disclosed) = disclosed {
            self.alarm(text, disclosed);
            return true;
        }
        let meant = self.urgent_topic(verdict);
        let sure = meant.is_some() && matches!(verdict, Verdict::Answer { .. });
        let meant = meant.or_else(|| self.whole_and_lines(text).find_map(|words| self.stolen_by_others(words)));
        // Among other words a line may be lost that must not be.
        let of_line = self.urgent_line().filter(|_| meant.is_none());
        let sure = sure || of_line.is_some();
        let topic = meant.filter(|_| !aside).or(of_line);
        let Some(topic) = topic else { return false };
        let mut steps = self.facts.library.intent(&topic).map(|intent| self.answer_of(intent)).unwrap_or_default();
        if !sure && self.own.is_none() {
            // Likely, not sure: the steps cost nothing who need them not, and are all to who does.
            let title = self.title(&topic).unwrap_or_default();
            steps = self.words().say("urgent-maybe", &[("topic", title.into())]).and(&steps);
        }
        self.help_at_once(&topic, text, &steps, "button-human", sure);
        if let Verdict::Answer { first, second: Some(second) } = verdict {
            let other = if first.intent == topic { &second.intent } else { &first.intent };
            self.answer_beside_urgent(other);
        }
        self.state.topic = Some(topic);
        true
    }

    /// A stolen account, where something was done in it and the customer did not do it.
    fn stolen_by_others(&self, text: &str) -> Option<IntentId> {
        let stolen = IntentId::new(ACCOUNT_STOLEN);
        (says_not_me(text) && self.facts.library.intent(&stolen).is_some()).then_some(stolen)
    }

    /// Whether words tell of something urgent: then they are neither a comment nor an answer nor a story for later.
    pub(super) fn tells_of_urgent(&self, text: &str) -> bool {
        let fraud = self.whole_and_lines(text).any(|words| read_fraud(words).is_some());
        if fraud || self.urgent_line().is_some() {
            return true;
        }
        let verdict = self.facts.matcher.verdict(text);
        let sure = matches!(verdict, Verdict::Answer { .. }) && self.urgent_topic(&verdict).is_some();
        sure && self.aside(text).is_none() && !self.is_bare_word(text, &verdict)
    }

    /// A fraud happens to them: they are to stop, and read what to do about what was given away. Never a step of a withdrawal:
    /// whoever leads them reads along.
    fn alarm(&mut self, text: &str, disclosed: Disclosed) {
        let topic = self.fraud_topic();
        let words = self.words();
        let alarm = words.say("fraud-alarm", &[]);
        let steps = match disclosed {
            Disclosed::Nothing => alarm,
            _ => alarm.and(&words.say("scam-steps", &[("what", Value::Key(disclosed.code()))])),
        };
        self.help_at_once(&topic, text, &steps, "button-urgent-call", true);
        self.state.topic = Some(topic).filter(|id| self.facts.library.intent(id).is_some());
    }

    /// What a call about a fraud under way is about, of what the desk knows.
    pub(super) fn fraud_topic(&self) -> IntentId {
        let known = |id: &&str| self.facts.library.intent(&IntentId::new(id)).is_some();
        let first = [FRAUD_UNDER_WAY, SCAM_REPORT, ACCOUNT_STOLEN].into_iter().find(known);
        IntentId::new(first.unwrap_or(FRAUD_UNDER_WAY))
    }

    /// The first steps, and the call that goes first: the one that is owed, or one tap away.
    fn help_at_once(&mut self, topic: &IntentId, text: &str, steps: &Markdown, label: &str, sure: bool) {
        self.state.misses = 0;
        self.state.unanswered = Some(kept(text));
        self.state.heard.meant = Some(topic.clone());
        self.out.tally.push((Measure::Answered, Some(topic.clone()), None, 1));
        if self.raise_with(Some(topic), Some(text), steps) {
            return;
        }
        let reopens = self.last_ended().is_some_and(|ended| ended.can_reopen(self.facts.now) && !ended.number_wrong);
        if sure && !reopens && self.is_urgent(Some(topic)) {
            // The number is asked for at once, and nothing else.
            return self.help_urgently(topic, steps.clone());
        }
        let keyboard = self.urgent_keyboard(topic, label);
        let text = self.closed_but_urgent().map_or_else(|| steps.clone(), |closed| steps.clone().and(&closed));
        self.say_text(text, keyboard);
    }

    /// The other thing that was asked in the same message: answered too, but never how money is moved.
    fn answer_beside_urgent(&mut self, other: &IntentId) {
        let moves_money = self.facts.library.intent(other).is_some_and(|intent| intent.money);
        if self.is_topic(other) && !moves_money && !self.is_urgent(Some(other)) {
            self.answer_topic(other);
        }
    }

    /// The way to a person. About a call that is over it is one tap, under its reference and to its number.
    pub(super) fn urgent_keyboard(&self, topic: &IntentId, label: &str) -> Keyboard {
        let words = self.words();
        let solved = button(words, "button-solved", CustomerClick::Solved);
        match self.last_ended().filter(|ended| ended.can_reopen(self.facts.now) && !ended.number_wrong) {
            Some(ended) => {
                let again = CustomerClick::Reopen(ended.id, TimeChoice::Soon);
                Keyboard::Inline(vec![vec![button(words, "button-urgent-call", again)], vec![solved]])
            }
            None => {
                let human = button(words, label, CustomerClick::Human(Some(topic.clone())));
                Keyboard::Inline(vec![vec![human], vec![solved]])
            }
        }
    }

    /// While the desk is closed: that the call comes when it opens, first, and that the steps need nobody of ours.
    pub(super) fn closed_but_urgent(&self) -> Option<Markdown> {
        let closed = self.closed_now()?;
        Some(closed.and(&self.words().say("urgent-while-closed", &[])))
    }
}
