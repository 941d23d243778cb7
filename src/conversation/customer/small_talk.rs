//! What asks nothing: "ok", "lol", a bare word, an address alone, "none of these"; and the few wishes that are heard in any
//! words, a person and to be left alone. Gives no topic's answer to any of it.

use super::Talk;
use super::excerpt::kept;
use super::special_intents::THANKS;
use crate::conversation::input::{CustomerClick, Phrases};
use crate::conversation::output::{Keyboard, button};
use crate::matching::{IntentId, Verdict};
use crate::text::{Aside, aside, normalize};

/// Polite words that alone ask for nothing.
const POLITE: &[&str] = &[
    "please",
    "pls",
    "plz",
    "sorry",
    "excuse me",
    "请",
    "请问",
    "拜托",
    "麻烦",
    "麻烦你",
    "麻烦您",
    "你好请问",
    "您好请问",
];

/// A value of so many characters is an address, a hash or a number of an order, and no amount.
const LONG_VALUE: usize = 8;

/// Beside such a value, so many words name it and ask nothing: "address", 订单号.
const NAMING: usize = 2;

/// Topics offered for a bare word.
const OFFERED: usize = 3;

impl Talk<'_> {
    /// What a message is that asks nothing.
    pub(super) fn aside(&self, text: &str) -> Option<Aside> {
        aside(text).or_else(|| is_named_value(text).then_some(Aside::BareValue))
    }

    /// Deals with words that ask nothing.
    pub(super) fn put_aside(&mut self, aside: Aside, text: &str) {
        match aside {
            // A number, be it one digit, may be what the agent needs.
            Aside::Nothing | Aside::Heard if self.own.is_some() && text.chars().any(char::is_numeric) => {
                self.add_to_request(text);
            }
            Aside::Nothing if self.state.heard_at.is_none() => self.ask_how_to_help(),
            Aside::Nothing => {}
            Aside::Heard => self.say("heard", &[], Keyboard::None),
            Aside::Thanks => self.welcome_thanks(),
            Aside::Unsolved => self.take_unsolved(text),
            Aside::BareValue if self.own.is_some() => self.add_to_request(text),
            Aside::BareValue => {
                self.state.unanswered = Some(kept(text));
                self.ask_about_value();
            }
            Aside::NoneOfThese => self.none_of_these(),
            Aside::Human => self.begin_booking(None),
            Aside::Stop => self.explain_forget(),
            Aside::Help => self.help(),
        }
    }

    /// Whether a message is one word that says nothing of what about it: neither a keyword nor the title of what it would
    /// mean, and no courtesy.
    pub(super) fn is_bare_word(&self, text: &str, verdict: &Verdict) -> bool {
        let said = Phrases::of(text);
        if said.is(POLITE) {
            return true;
        }
        if said.words() != 1 {
            return false;
        }
        let mut word = String::new();
        normalize(text.trim_matches(|c: char| !c.is_alphanumeric()), &mut word);
        let Verdict::Answer { first, .. } = verdict else { return matches!(verdict, Verdict::Unsure(_)) };
        let Some(intent) = self.facts.library.intent(&first.intent) else { return false };
        let named = intent.keywords.iter().any(|keyword| keyword.to_lowercase() == word);
        let titled = intent.texts.values().any(|text| is_of_title(&text.title, &word));
        self.is_topic(&first.intent) && !named && !titled
    }

    /// Asks what about a bare word, with the topics it may belong to.
    pub(super) fn ask_about_word(&mut self, text: &str) {
        if self.own.is_some() {
            return self.add_to_request(text);
        }
        self.state.topic = None;
        self.state.unanswered = Some(kept(text));
        let candidates = self.facts.matcher.candidates(text);
        let mut topics: Vec<IntentId> = candidates.into_iter().map(|candidate| candidate.intent).collect();
        topics.retain(|id| self.is_topic(id));
        topics.truncate(OFFERED);
        if topics.is_empty() || Phrases::of(text).is(POLITE) {
            return self.ask_how_to_help();
        }
        self.offer_topics("what-about-it", &topics);
    }

    fn ask_how_to_help(&mut self) {
        let row = vec![button(self.words(), "button-topics", CustomerClick::Topics), self.human_button()];
        self.say("how-can-i-help", &[], Keyboard::Inline(vec![row]));
    }

    fn ask_about_value(&mut self) {
        let row = vec![button(self.words(), "button-topics", CustomerClick::Topics), self.human_button()];
        self.say("what-about-value", &[], Keyboard::Inline(vec![row]));
    }

    fn welcome_thanks(&mut self) {
        let thanks = IntentId::new(THANKS);
        if self.facts.library.intent(&thanks).is_some() {
            return self.answer_topic(&thanks);
        }
        self.say("welcome-thanks", &[], Keyboard::None);
    }

    /// Thanks that go on with what is still wrong are a complaint.
    fn take_unsolved(&mut self, text: &str) {
        if let Some(id) = self.own.as_ref().map(|own| own.id) {
            self.add_quietly(text);
            return self.say_tried(id);
        }
        self.state.unanswered = Some(kept(text));
        let words = self.words();
        let row = vec![
            button(words, "button-call-me", CustomerClick::Human(self.state.topic.clone())),
            button(words, "button-topics", CustomerClick::Topics),
        ];
        self.say("still-unsolved", &[], Keyboard::Inline(vec![row]));
    }

    fn explain_forget(&mut self) {
        let words = self.words();
        let mut row = vec![button(words, "button-forget", CustomerClick::Forget)];
        if let Some(own) = self.own.as_ref() {
            row.push(button(words, "button-cancel-request", CustomerClick::Cancel(own.id)));
        }
        self.say("stop-explained", &[], Keyboard::Inline(vec![row]));
    }
}

/// Whether a message is one long value and what it is called, with no word of what about it.
fn is_named_value(text: &str) -> bool {
    let value = |part: &&str| part.len() >= LONG_VALUE && part.is_ascii() && aside(part) == Some(Aside::BareValue);
    let parts: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || "：:，,".contains(c)).filter(|part| !part.is_empty()).collect();
    let values = parts.iter().filter(|part| value(part)).count();
    let rest: Vec<&str> = parts.into_iter().filter(|part| !value(part)).collect();
    values == 1 && !rest.is_empty() && Phrases::of(&rest.join(" ")).words() <= NAMING && !text.contains(['?', '？'])
}

/// Whether a word is the title of a topic, or another form of it: of a title of several words, one tells nothing.
fn is_of_title(title: &str, word: &str) -> bool {
    let mut plain = String::new();
    normalize(title, &mut plain);
    let stem: String = word.chars().take(word.chars().count().saturating_sub(1).max(2)).collect();
    let single = plain.chars().all(char::is_alphanumeric);
    plain == word || (single && word.is_ascii() && plain.starts_with(&stem))
}
