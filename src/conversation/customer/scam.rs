//! A report that somebody poses as the desk: written down, leads alerted, and the first steps for what was given away.

use jiff::SignedDuration;

use super::answer::newest;
use super::genuine::shown;
use super::{Talk, button};
use crate::callback::Measure;
use crate::conversation::{Body, Button, Click, Disclosed, Keyboard, Recipient, cards};
use crate::matching::IntentId;
use crate::words::{Markdown, Value};

/// The topic of calls about fakes.
pub(super) const SCAM_REPORT: &str = "scam-report";

/// Reports of one customer within this time alert the leads once: who is upset presses twice, who means harm does so often.
const ALERT_AGAIN: SignedDuration = SignedDuration::from_mins(10);

impl Talk<'_> {
    /// Files a report of what was looked at last, and asks what was given away.
    pub(super) fn report(&mut self) {
        let facts = self.facts;
        let suspects = std::mem::take(&mut self.state.suspects);
        let mut people = 1;
        if !suspects.is_empty() {
            let mut board = facts.board.clone();
            for suspect in &suspects {
                board.reported.add(facts.code_key, &suspect.key, self.chat, facts.now);
            }
            people = suspects
                .iter()
                .map(|suspect| board.reported.people(facts.code_key, &suspect.key))
                .max()
                .unwrap_or(people);
            self.out.board = Some(board);
        }
        let written: Vec<&str> = suspects.iter().map(|suspect| suspect.written.as_str()).collect();
        let written = written.join(", ");
        let used = if written.is_empty() { Markdown::trusted("–") } else { shown(&written) };
        let topic = Some(IntentId::new(SCAM_REPORT)).filter(|id| facts.library.intent(id).is_some());
        let lately = self.state.reported_at.is_some_and(|at| facts.now.duration_since(at) < ALERT_AGAIN);
        if !lately {
            self.alert_leads("alert-scam", &[("what", used.into()), ("people", people.into())]);
            self.alert_others();
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
            vec![Button { label, click: Click::Told(disclosed) }]
        });
        self.say("scam-asked", &[], Keyboard::Inline(rows.to_vec()));
    }

    /// Tells the first steps after something was given away.
    pub(super) fn told(&mut self, disclosed: Disclosed) {
        let what = || vec![("what", Value::Key(disclosed.code()))];
        let story = self.words().label("scam-story-told", &what());
        let known = self.state.unanswered.as_ref().is_some_and(|told| told.contains(&story));
        if !known {
            self.tell_more(story);
            // Without a report there was no such question: the press is made up, and alarms nobody.
            if disclosed != Disclosed::Nothing && self.state.reported_at.is_some() {
                self.alert_leads("alert-scam-told", &what());
                self.make_urgent();
            }
        }
        let topic = Some(IntentId::new(SCAM_REPORT)).filter(|id| self.facts.library.intent(id).is_some());
        self.state.topic.clone_from(&topic);
        let row = vec![button(self.words(), "button-urgent-call", Click::Human(topic))];
        self.say("scam-steps", &what(), Keyboard::Inline(vec![row]));
    }

    /// Keeps what is known for a call: with the one that is owed, or for the one that may be booked.
    fn tell_more(&mut self, words: String) {
        self.add_or_tell(&words);
        let told = self.state.unanswered.take().map_or_else(String::new, |told| format!("{told}\n"));
        self.state.unanswered = Some(newest(&format!("{told}{words}")));
    }

    /// A call that is owed already goes before everything else now.
    fn make_urgent(&mut self) {
        let kept = self.own.as_ref().and_then(|own| self.out.kept(own.id)).cloned();
        let Some(mut own) = kept.or_else(|| self.own.clone()) else { return };
        if own.make_urgent() {
            cards::refresh(self.facts, &mut self.out, &own);
            self.own = Some(own.clone());
            self.out.keep(own);
        }
    }

    /// Tells the leads in private. Nothing in it is the customer's.
    fn alert_leads(&mut self, key: &str, args: &[(&'static str, Value)]) {
        let facts = self.facts;
        for lead in facts.roster.iter().filter(|agent| agent.leads()) {
            let words = facts.words(cards::agent_locale(facts, lead));
            self.out.send(Recipient::Chat(lead.id().chat()), message(words.say(key, args), true));
        }
    }

    /// Tells everybody else only that there is something: the group, or each agent where nobody leads.
    fn alert_others(&mut self) {
        let facts = self.facts;
        if facts.has_group || !facts.roster.iter().any(|agent| agent.leads()) {
            for (to, words) in cards::audience(facts) {
                self.out.send(to, message(words.say("alert-scam-group", &[]), false));
            }
        }
    }
}

fn message(text: Markdown, protect: bool) -> Body {
    Body::Say { text, keyboard: Keyboard::None, slot: None, protect }
}
