//! The front of the desk: greeting, topics, help and the choice of language.

use super::Talk;
use crate::conversation::context::Step;
use crate::conversation::input::CustomerClick;
use crate::conversation::output::{Button, Keyboard, button};
use crate::intents::{Escalate, Intent};
use crate::text::Locale;
use crate::words::Value;

/// Buttons in a row: more are cut off on a narrow phone.
const IN_A_ROW: usize = 2;

/// Topics in the welcome: the most asked, on a screen with what is said there.
const AT_FRONT: usize = 4;

impl Talk<'_> {
    /// `/start`: who we are, what is asked most, and the ways to everything else.
    pub(super) fn start(&mut self) {
        if matches!(self.state.step, Step::Booking(_)) {
            self.abandon();
        }
        self.state.misses = 0;
        self.forget_topic();
        let words = self.words();
        let mut rows = self.rows_of(self.front_topics());
        rows.push(vec![button(words, "button-more-topics", CustomerClick::Topics), self.human_button()]);
        if self.facts.languages.len() > 1 {
            rows.push(vec![button(words, "button-language", CustomerClick::Languages)]);
        }
        self.say("welcome", &[("desk", self.facts.desk.into())], Keyboard::Inline(rows));
    }

    /// `/help`: what can be done here.
    pub(super) fn help(&mut self) {
        let verify = button(self.words(), "button-verify", CustomerClick::Verify);
        let rows =
            vec![vec![button(self.words(), "button-topics", CustomerClick::Topics), self.human_button()], vec![verify]];
        self.say("help", &[("desk", self.facts.desk.into())], Keyboard::Inline(rows));
    }

    /// The topics as buttons.
    pub(super) fn show_topics(&mut self) {
        let mut rows = self.topic_rows();
        rows.push(vec![self.human_button(), button(self.words(), "button-verify", CustomerClick::Verify)]);
        self.say("topics", &[], Keyboard::Inline(rows));
    }

    /// `/language`: which texts to read.
    pub(super) fn ask_language(&mut self) {
        let mut rows = self.language_rows();
        rows.push(vec![button(self.words(), "button-language-auto", CustomerClick::Speak(None))]);
        self.say("choose-language", &[], Keyboard::Inline(rows));
    }

    /// Reads this language from now on, or follows what is written.
    pub(super) fn speak(&mut self, choice: Option<Locale>) {
        self.state.language.fixed = choice.is_some();
        if let Some(locale) = choice {
            self.state.language.locale = self.facts.spoken(locale);
            self.state.heard.changes_language();
        }
        let key = if choice.is_some() { "language-fixed" } else { "language-follows" };
        let mut rows = self.topic_rows();
        rows.push(vec![self.human_button()]);
        self.say(key, &[], Keyboard::Inline(rows));
    }

    /// One button a topic, the urgent ones first.
    pub(super) fn topic_rows(&self) -> Vec<Vec<Button>> {
        let mut topics: Vec<&Intent> = self.topics().collect();
        topics.sort_by_key(|intent| std::cmp::Reverse(intent.priority));
        self.rows_of(topics)
    }

    /// The topics of the welcome: those marked for it, and where there are too few the first of the others.
    fn front_topics(&self) -> Vec<&Intent> {
        let mut topics: Vec<&Intent> = self.topics().collect();
        topics.sort_by_key(|intent| (!intent.front, std::cmp::Reverse(intent.priority)));
        topics.truncate(AT_FRONT);
        topics
    }

    fn rows_of(&self, topics: Vec<&Intent>) -> Vec<Vec<Button>> {
        let buttons: Vec<Button> = topics
            .into_iter()
            .filter_map(|intent| {
                let label = self.title(&intent.id)?;
                Some(Button { label, click: CustomerClick::Topic(intent.id.clone()).into() })
            })
            .collect();
        buttons.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect()
    }

    /// The intents that are topics of their own: small talk and the desk's own errands are none.
    pub(super) fn topics(&self) -> impl Iterator<Item = &Intent> {
        self.facts.library.iter().filter(|intent| intent.escalate == Escalate::Offer)
    }

    pub(super) fn language_rows(&self) -> Vec<Vec<Button>> {
        // Each language names itself, in its own script.
        let buttons: Vec<Button> = Locale::ALL
            .into_iter()
            .filter(|locale| self.facts.languages.contains(&locale.language()))
            .map(|locale| {
                let script = match locale {
                    Locale::ZhHant => "traditional",
                    Locale::ZhHantHk => "hong-kong",
                    Locale::ZhHans | Locale::En => "simplified",
                };
                let words = self.facts.words(locale);
                let label = words.label("button-this-language", &[("script", Value::Key(script))]);
                Button { label, click: CustomerClick::Speak(Some(locale)).into() }
            })
            .collect();
        buttons.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect()
    }

    /// An intent's title in the script that is read.
    pub(super) fn title(&self, id: &crate::matching::IntentId) -> Option<String> {
        let words = self.words();
        let text = self.facts.library.text(id, words.locale().language())?;
        Some(words.own(&text.title))
    }
}
