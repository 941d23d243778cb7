//! Free talk: an answer, a question back, or an honest "I don't know" with the way to a person.

use jiff::SignedDuration;

use super::Talk;
use super::excerpt::kept;
use super::special_intents::{CALLBACK_STATUS, CANCEL_CALLBACK, OFFICIAL_CONTACT, REQUEST_CALLBACK, SCAM_REPORT};
use crate::callback::Measure;
use crate::conversation::context::is_fresh;
use crate::conversation::input::{CustomerClick, read_fraud, says_overdue};
use crate::conversation::output::{Button, Keyboard, button};
use crate::conversation::view::details;
use crate::intents::{Escalate, Intent};
use crate::matching::{Candidate, IntentId, Verdict};
use crate::words::{Args, Markdown};

/// How long the line about what we never ask for is remembered: shown with each answer, nobody would read it.
const NEVER_ASK_EVERY: SignedDuration = SignedDuration::from_hours(24);

impl Talk<'_> {
    /// Takes a message in free talk: what must not wait, then what is wanted of a call, then what is asked.
    pub(super) fn ask(&mut self, text: &str) {
        let verdict = self.verdict_on(text);
        self.state.heard.meant = match &verdict {
            Verdict::Answer { first, .. } => Some(first.intent.clone()),
            Verdict::Unsure(_) | Verdict::None => None,
        };
        let aside = self.aside(text);
        let bare = aside.is_none() && self.is_bare_word(text, &verdict);
        let elsewhere =
            self.whole_and_lines(text).all(|words| read_fraud(words).is_none()) && self.takes_elsewhere(text);
        if elsewhere
            || self.takes_urgent(text, &verdict, aside.is_some() || bare)
            || self.takes_overdue(text)
            || self.takes_wish(text, &verdict)
        {
            return;
        }
        if let Some(aside) = aside {
            return self.put_aside(aside, text);
        }
        match verdict {
            _ if bare => self.ask_about_word(text),
            Verdict::Answer { first, second } => {
                self.answer_words(text, &first.intent, second.map(|second| second.intent))
            }
            _ if self.own.is_some() => self.add_to_request(text),
            Verdict::Unsure(candidates) => self.did_you_mean(text, &candidates),
            Verdict::None => self.no_match(text),
        }
    }

    /// What words mean after what was said before. Several lines may be one sentence, or one question each: they are read both
    /// ways.
    fn verdict_on(&self, text: &str) -> Verdict {
        let before = self.state.unanswered.as_deref().and_then(|words| words.lines().last());
        let read = |text: &str| match before {
            Some(before) => self.facts.matcher.verdict_after(text, before),
            None => self.facts.matcher.verdict(text),
        };
        let as_one = read(text);
        let Some(line_by_line) = self.line_by_line(text).map(|lines| read(&lines)) else { return as_one };
        match (&as_one, &line_by_line) {
            (_, Verdict::Answer { second: Some(_), .. })
            | (Verdict::Unsure(_) | Verdict::None, Verdict::Answer { .. }) => line_by_line,
            _ => as_one,
        }
    }

    /// Answers what words mean, one thing or two.
    fn answer_words(&mut self, text: &str, first: &IntentId, second: Option<IntentId>) {
        self.state.misses = 0;
        if self.is_topic(first) {
            self.count_talk(Measure::Answered, Some(first));
            self.state.unanswered = Some(kept(text));
        }
        let added = self.is_topic(first) && self.keep_answered(text, first);
        if !self.answer_or_remind(first, text) && added {
            let reference = self.reference();
            self.say("added-to-request", &reference, Keyboard::None);
        }
        if let Some(second) = second {
            let first = self.state.topic.take();
            self.answer_or_remind(&second, text);
            let second = self.state.topic.take();
            self.state.topic = self.more_urgent(first, second);
        }
    }

    /// Keeps a question with the call that is owed. What the call is about goes to its agent at once; anything else has been
    /// answered here, and is marked so: it needs nobody. Says whether it went to the agent.
    fn keep_answered(&mut self, text: &str, id: &IntentId) -> bool {
        if self.own.as_ref().is_some_and(|own| own.topic.as_ref() == Some(id)) {
            if self.add_quietly(text) {
                return true;
            }
            let reference = self.reference();
            self.say("request-is-full", &reference, Keyboard::None);
            return false;
        }
        let title = self.title(id).unwrap_or_default();
        let args: Args<'_> = &[("topic", title.into()), ("text", kept(text).into())];
        let marked = self.words().label("answered-story", args);
        let Some(own) = self.own.as_mut() else { return false };
        if own.add_to_story(kept(&marked), self.facts.now) {
            let own = own.clone();
            details::refresh_owner(self.facts, &mut self.out, &own);
            self.out.keep(own);
        }
        false
    }

    /// Answers a topic; to other words, one that was answered a moment ago is not said again word for word. Says whether it was.
    fn answer_or_remind(&mut self, id: &IntentId, text: &str) -> bool {
        let told = self.state.heard.answers(id, text, self.facts.now);
        if !told || !self.is_topic(id) || self.is_urgent(Some(id)) {
            self.answer_topic(id);
            return false;
        }
        self.remind_of(id);
        true
    }

    /// "Three days already" right after an answer about what people wait for: theirs is late. Says whether it was that.
    fn takes_overdue(&mut self, text: &str) -> bool {
        let now = self.facts.now;
        let told = self.state.topic.clone().filter(|_| self.state.heard_at.is_some_and(|at| is_fresh(at, now)));
        let awaited = |id: &IntentId| self.facts.library.intent(id).is_some_and(|intent| intent.awaited);
        let Some(id) = told.filter(awaited) else { return false };
        if self.own.is_some() || !says_overdue(text) {
            return false;
        }
        self.state.misses = 0;
        self.count_talk(Measure::Answered, Some(&id));
        self.remember(text);
        self.remind_of(&id);
        true
    }

    /// Points to the answer that was given, and asks what it left open.
    fn remind_of(&mut self, id: &IntentId) {
        self.state.topic = Some(id.clone());
        let words = self.words();
        let again = button(words, "button-show-again", CustomerClick::Topic(id.clone()));
        if let Some(own) = self.own.as_ref() {
            let args: Args<'_> = &[("reference", own.id.to_string().into())];
            let row = vec![again, button(words, "button-status", CustomerClick::Status)];
            return self.say("told-already-with-call", args, Keyboard::Inline(vec![row]));
        }
        let row = vec![button(words, "button-call-me", CustomerClick::Human(Some(id.clone()))), again];
        self.say("told-already", &[], Keyboard::Inline(vec![row]));
    }

    /// Counts what became of a message in free talk.
    pub(super) fn count_talk(&mut self, measure: Measure, topic: Option<&IntentId>) {
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
        let mut answer = self.opening_of(intent);
        match id.as_str() {
            OFFICIAL_CONTACT => return self.answer_official(intent, &answer),
            SCAM_REPORT => {
                self.say_text(answer, Keyboard::None);
                return self.report();
            }
            _ if intent.money => answer = answer.and(&self.never_ask()),
            _ => {}
        }
        if self.own.is_none() && self.is_urgent(Some(id)) {
            return self.help_urgently(id, answer);
        }
        match intent.escalate {
            Escalate::Never => self.say_text(answer, Keyboard::None),
            Escalate::Offer if self.is_urgent(Some(id)) => {
                self.state.topic = Some(id.clone());
                if let Some(closed) = self.closed_but_urgent() {
                    answer = answer.and(&closed);
                }
                let keyboard = self.urgent_keyboard(id, "button-human");
                self.say_text(answer, keyboard);
            }
            Escalate::Offer => {
                self.state.topic = Some(id.clone());
                let rows = self.answer_rows(intent);
                self.say_text(answer, Keyboard::Inline(rows));
            }
            Escalate::Always => {
                self.state.topic = Some(id.clone());
                self.say_text(answer, Keyboard::None);
                self.begin_booking(Some(id.clone()));
            }
        }
    }

    /// A press of the button to a person: a call that is owed goes first where the topic must not wait.
    pub(super) fn hand_to_person(&mut self, topic: Option<IntentId>) {
        if self.own.is_some() && self.is_urgent(topic.as_ref()) {
            let told = self.state.unanswered.take();
            self.raise_with(topic.as_ref(), told.as_deref(), &Markdown::default());
            return;
        }
        self.begin_booking(topic);
    }

    /// A topic was pressed. Pressing an urgent one after "did you mean" counts as telling of it.
    pub(super) fn press_topic(&mut self, id: &IntentId) {
        let told = self.state.unanswered.clone().filter(|_| self.own.is_some() && self.is_urgent(Some(id)));
        match (told, self.facts.library.intent(id)) {
            (Some(told), Some(intent)) if id.as_str() != SCAM_REPORT => {
                let steps = self.answer_of(intent);
                self.raise_with(Some(id), Some(&told), &steps);
            }
            _ => self.answer_topic(id),
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

    /// None of the suggestions was meant: other words may help, or a person.
    pub(super) fn none_of_these(&mut self) {
        self.state.topic = None;
        self.state.misses = self.state.misses.saturating_add(1);
        let words = self.words();
        let row = vec![
            button(words, "button-call-me", CustomerClick::Human(None)),
            button(words, "button-topics", CustomerClick::Topics),
        ];
        self.say("other-words", &[], Keyboard::Inline(vec![row]));
    }

    /// Asks back, with what can be meant: no courtesy and no dealing with a call that there is not.
    fn did_you_mean(&mut self, text: &str, candidates: &[Candidate]) {
        let asks_for_person = candidates.first().is_some_and(|first| first.intent.as_str() == REQUEST_CALLBACK);
        if asks_for_person {
            return self.begin_booking(None);
        }
        let meant = self.worth_offering(candidates);
        if meant.is_empty() {
            return self.no_match(text);
        }
        self.count_talk(Measure::Unsure, None);
        self.state.topic = None;
        self.remember(text);
        self.offer_topics("did-you-mean", &meant);
    }

    /// Asks with one button a topic, and the ways out.
    pub(super) fn offer_topics(&mut self, key: &str, topics: &[IntentId]) {
        let mut rows: Vec<Vec<Button>> = topics
            .iter()
            .filter_map(|id| {
                Some(vec![Button { label: self.title(id)?, click: CustomerClick::Topic(id.clone()).into() }])
            })
            .collect();
        rows.push(vec![button(self.words(), "button-none-of-these", CustomerClick::NoneOfThese), self.human_button()]);
        self.say(key, &[], Keyboard::Inline(rows));
    }

    /// The candidates that are topics, the urgent ones first; beside those, none that moves money.
    pub(super) fn worth_offering(&self, candidates: &[Candidate]) -> Vec<IntentId> {
        let offered = |id: &IntentId| self.is_topic(id) || id.as_str() == SCAM_REPORT;
        let mut meant: Vec<IntentId> =
            candidates.iter().map(|candidate| candidate.intent.clone()).filter(offered).collect();
        meant.sort_by_key(|id| !self.is_urgent(Some(id)));
        if self.is_urgent(meant.first()) {
            meant.retain(|id| self.facts.library.intent(id).is_some_and(|intent| !intent.money));
        }
        meant
    }

    fn no_match(&mut self, text: &str) {
        let before = self.state.unanswered.as_deref().and_then(|before| before.lines().last());
        let again = before.is_some_and(|before| is_the_same(before, text));
        self.count_talk(Measure::NoMatch, None);
        let misses = self.state.misses;
        self.state.misses = misses.saturating_add(1);
        self.remember(text);
        self.state.topic = None;
        let words = self.words();
        // A second try would only annoy: a call is offered first.
        let key = match misses {
            0 => "no-match",
            _ if again => "offer-call",
            _ => "no-match-again",
        };
        let row = if misses == 0 {
            vec![button(words, "button-topics", CustomerClick::Topics), self.human_button()]
        } else {
            vec![
                button(words, "button-call-me", CustomerClick::Human(None)),
                button(words, "button-topics", CustomerClick::Topics),
            ]
        };
        self.say(key, &[], Keyboard::Inline(vec![row]));
    }

    /// Whether words that mean this intent are something that an agent should read before calling.
    pub(super) fn is_topic(&self, id: &IntentId) -> bool {
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

    pub(super) fn answer_of(&self, intent: &Intent) -> Markdown {
        let words = self.words();
        let answer = intent.text(words.locale().language()).map(|text| words.own(&text.answer));
        Markdown::trusted(answer.unwrap_or_default())
    }
}

/// Whether somebody asks what they asked before, in the same or nearly the same words.
fn is_the_same(before: &str, now: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        let word = |word: &str| (!word.is_empty()).then(|| word.to_owned());
        let latin = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(word);
        latin.chain(lower.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).map(String::from)).collect()
    };
    let (before, now) = (words(before), words(now));
    let shared = now.iter().filter(|word| before.contains(word)).count();
    // Most of the words of both.
    shared > 0 && shared * 3 >= before.len() * 2 && shared * 3 >= now.len() * 2
}
