//! A report that somebody poses as the desk: written down, counted in the line that leads read, and the first steps for
//! what was given away.

use jiff::SignedDuration;

use super::Talk;
use super::excerpt::newest;
use super::special_intents::SCAM_REPORT;
use crate::callback::Measure;
use crate::conversation::input::{CustomerClick, Disclosed};
use crate::conversation::output::{Button, Keyboard, button};
use crate::conversation::view::notices;
use crate::matching::IntentId;
use crate::words::Value;

/// Reports of one customer within this time count once: who is upset presses twice, who means harm does so often.
const ALERT_AGAIN: SignedDuration = SignedDuration::from_mins(10);

impl Talk<'_> {
    /// Files a report of what was looked at last, and asks what was given away.
    pub(super) fn report(&mut self) {
        let facts = self.facts;
        let suspects = std::mem::take(&mut self.state.suspects);
        let written: Vec<&str> = suspects.iter().map(|suspect| suspect.written.as_str()).collect();
        let written = written.join(", ");
        let lately = self.state.reported_at.is_some_and(|at| facts.now.duration_since(at) < ALERT_AGAIN);
        let board = self.out.board_of(facts);
        for suspect in &suspects {
            board.reported.add(facts.code_key, &suspect.key, self.chat, facts.now);
        }
        let people = suspects
            .iter()
            .map(|suspect| board.reported.people(facts.code_key, &suspect.key))
            .max()
            .unwrap_or_default();
        let begins = match (lately, suspects.is_empty()) {
            (true, _) => false,
            (false, true) => {
                board.lines.unnamed_scam(facts.now);
                false
            }
            (false, false) => board.lines.scam(&written, people, facts.now),
        };
        if begins {
            notices::begin_scams(facts, &mut self.out);
        }
        let topic = Some(IntentId::new(SCAM_REPORT)).filter(|id| facts.library.intent(id).is_some());
        if !lately {
            self.out.tally.push((Measure::ScamReport, topic.clone(), None, 1));
            self.state.unanswered = None;
        }
        self.state.reported_at = Some(facts.now);
        self.state.topic = topic;
        let key = if written.is_empty() { "scam-story" } else { "scam-story-about" };
        let story = self.words().label(key, &[("what", written.into())]);
        self.tell_more(story);
        let words = self.words();
        let rows = Disclosed::ALL.map(|disclosed| {
            let label = words.label("button-told", &[("what", Value::Key(disclosed.code()))]);
            vec![Button { label, click: CustomerClick::Told(disclosed).into() }]
        });
        self.say("scam-asked", &[], Keyboard::Inline(rows.to_vec()));
    }

    /// Tells the first steps after something was given away.
    pub(super) fn told(&mut self, disclosed: Disclosed) {
        let what = || vec![("what", Value::Key(disclosed.code()))];
        let facts = self.facts;
        let story = self.words().label("scam-story-told", &what());
        let mut raises = false;
        let known = self.state.unanswered.as_ref().is_some_and(|told| told.contains(&story));
        if !known {
            self.tell_more(story);
            // Without a report there was no such question: the press is made up, and alarms nobody.
            if disclosed != Disclosed::Nothing && self.state.reported_at.is_some() {
                if self.out.board_of(facts).lines.given_away(disclosed.code(), facts.now) {
                    notices::begin_scams(facts, &mut self.out);
                }
                raises = true;
            }
        }
        let topic = Some(IntentId::new(SCAM_REPORT)).filter(|id| self.facts.library.intent(id).is_some());
        self.state.topic.clone_from(&topic);
        let steps = self.words().say("scam-steps", &what());
        if raises && self.raise_with(topic.as_ref(), None, &steps) {
            return;
        }
        let row = vec![button(self.words(), "button-urgent-call", CustomerClick::Human(topic))];
        self.say_text(steps, Keyboard::Inline(vec![row]));
    }

    /// Keeps what is known for a call: with the one that is owed, or for the one that may be booked.
    fn tell_more(&mut self, words: String) {
        self.add_or_tell(&words);
        let told = self.state.unanswered.take().map_or_else(String::new, |told| format!("{told}\n"));
        self.state.unanswered = Some(newest(&format!("{told}{words}")));
    }
}
