//! Free talk: an answer, a question back, or an honest "I don't know" with the way to a person.

use jiff::SignedDuration;

use super::Talk;
use super::excerpt::kept;
use super::special_intents::{CALLBACK_STATUS, CANCEL_CALLBACK, OFFICIAL_CONTACT, REQUEST_CALLBACK, SCAM_REPORT};
use crate::callback::Measure;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Button, Keyboard, button};
use crate::intents::{Escalate, Intent};
use crate::matching::{Candidate, IntentId, Verdict};
use crate::words::Markdown;

/// No-matches in a row after which a call is offered without being asked: a third try would only annoy.
const MISSES_UNTIL_OFFER: u8 = 2;

/// How long the line about what we never ask for is remembered: shown with each answer, nobody would read it.
const NEVER_ASK_EVERY: SignedDuration = SignedDuration::from_hours(24);

impl Talk<'_> {
    /// Takes a message in free talk.
    pub(super) fn ask(&mut self, text: &str) {
        let verdict = match &self.state.unanswered {
            Some(before) => self.facts.matcher.verdict_after(text, before),
            None => self.facts.matcher.verdict(text),
        };
        match verdict {
            Verdict::Answer { first, second } => {
                self.state.misses = 0;
                if self.is_topic(&first.intent) {
                    self.count_talk(Measure::Answered, Some(&first.intent));
                    self.state.unanswered = Some(kept(text));
                    self.add_or_tell(text);
                }
                self.answer_topic(&first.intent);
                if let Some(second) = second {
                    let first = self.state.topic.take();
                    self.answer_topic(&second.intent);
                    let second = self.state.topic.take();
                    self.state.topic = self.more_urgent(first, second);
                }
            }
            _ if self.own.is_some() => self.add_to_request(text),
            Verdict::Unsure(candidates) => {
                self.count_talk(Measure::Unsure, None);
                self.did_you_mean(text, &candidates);
            }
            Verdict::None => {
                self.count_talk(Measure::NoMatch, None);
                self.no_match(text);
            }
        }
    }

    /// Counts what became of a message in free talk.
    fn count_talk(&mut self, measure: Measure, topic: Option<&IntentId>) {
        self.out.tally.push((measure, topic.cloned(), None, 1));
    }

    /// Answers a topic, from the matcher or from a button.
    pub(super) fn answer_topic(&mut self, id: &IntentId) {
        match id.as_str() {
            REQUEST_CALLBACK => return self.begin_booking(None),
            CALLBACK_STATUS => return self.show_status(),
            CANCEL_CALLBACK => return self.on_cancel_command(),
            _ => {}
        }
        let Some(intent) = self.facts.library.intent(id) else { return self.show_topics() };
        let mut answer = self.answer_of(intent);
        match id.as_str() {
            OFFICIAL_CONTACT => return self.answer_official(id, &answer),
            SCAM_REPORT => {
                self.say_text(answer, Keyboard::None);
                return self.report();
            }
            _ if intent.money => answer = answer.and(&self.never_ask()),
            _ => {}
        }
        match intent.escalate {
            Escalate::Never => self.say_text(answer, Keyboard::None),
            Escalate::Offer => {
                self.state.topic = Some(id.clone());
                let row = vec![button(self.words(), "button-solved", CustomerClick::Solved), self.human_button()];
                self.say_text(answer, Keyboard::Inline(vec![row]));
            }
            Escalate::Always => {
                self.state.topic = Some(id.clone());
                self.say_text(answer, Keyboard::None);
                self.begin_booking(Some(id.clone()));
            }
        }
    }

    /// The customer is helped.
    pub(super) fn solved(&mut self, message: Option<i64>) {
        self.forget_topic();
        self.unbutton(message);
        self.say("solved", &[], Keyboard::None);
    }

    /// What was talked about is over: a later call is about something else.
    pub(super) fn forget_topic(&mut self) {
        self.state.topic = None;
        self.state.unanswered = None;
    }

    /// None of the suggestions was meant.
    pub(super) fn none_of_these(&mut self) {
        self.state.topic = None;
        self.state.misses = self.state.misses.saturating_add(1);
        self.say_no_match();
    }

    fn did_you_mean(&mut self, text: &str, candidates: &[Candidate]) {
        self.state.topic = None;
        self.state.unanswered = Some(kept(text));
        let mut rows: Vec<Vec<Button>> = candidates
            .iter()
            .filter_map(|candidate| {
                let label = self.title(&candidate.intent)?;
                Some(vec![Button { label, click: CustomerClick::Topic(candidate.intent.clone()).into() }])
            })
            .collect();
        rows.push(vec![button(self.words(), "button-none-of-these", CustomerClick::NoneOfThese), self.human_button()]);
        self.say("did-you-mean", &[], Keyboard::Inline(rows));
    }

    fn no_match(&mut self, text: &str) {
        self.state.misses = self.state.misses.saturating_add(1);
        self.state.unanswered = Some(kept(text));
        self.state.topic = None;
        self.say_no_match();
    }

    fn say_no_match(&mut self) {
        let words = self.words();
        if self.state.misses >= MISSES_UNTIL_OFFER {
            let row = vec![
                button(words, "button-call-me", CustomerClick::Human(None)),
                button(words, "button-topics", CustomerClick::Topics),
            ];
            return self.say("offer-call", &[], Keyboard::Inline(vec![row]));
        }
        let row = vec![button(words, "button-topics", CustomerClick::Topics), self.human_button()];
        self.say("no-match", &[], Keyboard::Inline(vec![row]));
    }

    /// Whether words that mean this intent are something that an agent should read before calling.
    fn is_topic(&self, id: &IntentId) -> bool {
        self.facts.library.intent(id).is_some_and(|intent| intent.escalate == Escalate::Offer)
    }

    /// What we never ask for, once a day where money is moved.
    fn never_ask(&mut self) -> Markdown {
        let now = self.facts.now;
        if self.state.never_ask_at.is_some_and(|at| now.duration_since(at) < NEVER_ASK_EVERY) {
            return Markdown::default();
        }
        self.state.never_ask_at = Some(now);
        self.words().say("never-ask", &[])
    }

    fn answer_of(&self, intent: &Intent) -> Markdown {
        let words = self.words();
        let answer = intent.text(words.locale().language()).map(|text| words.own(&text.answer));
        Markdown::trusted(answer.unwrap_or_default())
    }
}
