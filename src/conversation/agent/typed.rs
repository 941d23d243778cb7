//! What an agent types when asked: a question to the customer, the right number, a time, the note to an outcome. Each is
//! checked as a press is: the request may have gone elsewhere meanwhile.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::work::Desk;
use crate::callback::{Cause, ClockTime, DispositionCode};
use crate::conversation::customer::button;
use crate::conversation::{AgentStep, Click, Facts, Keyboard, Purpose, cards, customer, standing};
use crate::safety::{Phone, PhoneProblem};
use crate::text::Locale;
use crate::words::Value;

impl Desk<'_> {
    /// Sends the customer a question, as from the desk; the answer comes to whoever has the request then.
    pub(super) fn write_question(&mut self, text: &str) {
        let text = self.shortened(text);
        if !self.refuses(&text, Purpose::Question) {
            self.send_question(text);
        }
    }

    pub(super) fn send_question(&mut self, text: String) {
        let note = self.words.label("question-note", &[("text", text.as_str().into())]);
        match self.request.ask_customer(self.agent, note, self.facts.now) {
            Ok(()) => {
                customer::question(self.facts, self.out, self.agent, &self.request, &text);
                self.tell_agent(if self.reachable { "question-sent" } else { "question-not-read" });
                cards::refresh_details(self.facts, self.out, self.agent, &self.request, self.reachable);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
        self.settle();
    }

    /// Takes the right number, and tells the customer which is called now.
    pub(super) fn write_number(&mut self, message: i64, text: &str) {
        let phone = match Phone::typed(text, self.facts.country) {
            Ok(phone) => phone,
            Err(problem) => {
                let problem = match problem {
                    PhoneProblem::NotANumber => "not-a-number",
                    PhoneProblem::NoCountry => "no-country",
                    PhoneProblem::Impossible => "impossible",
                };
                return self.tell_agent_with("number-not-taken", &[("problem", Value::Key(problem))]);
            }
        };
        self.out.delete(self.chat, message);
        let before = self.request.clone();
        match self.request.correct_number(self.agent, phone.clone(), self.facts.now) {
            Ok(()) => {
                self.tell_agent("number-taken");
                self.tell_customer("customer-renumbered", &[("phone", phone.hinted().into())]);
                cards::refresh_if_changed(self.facts, self.out, &before, &self.request);
                cards::refresh_details(self.facts, self.out, self.agent, &self.request, self.reachable);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
        self.settle();
    }

    /// Puts the request off until a typed time; one that cannot be read is asked for again.
    pub(super) fn write_snooze(&mut self, text: &str) {
        let typed = typed_time(self.facts, text);
        match typed.and_then(|at| self.facts.hours.open_from(at.max(self.facts.now)).filter(|_| at > self.facts.now)) {
            Some(until) => self.put_off(until),
            None if typed.is_none() => self.tell_agent("time-not-read"),
            None => self.tell_agent("refused-bad-time"),
        }
    }

    /// Keeps why the agent put the request off, though it is no longer theirs.
    pub(super) fn write_reason(&mut self, text: &str) {
        let by = crate::callback::Actor::Agent(self.agent.id());
        let put_off = self.request.history.iter().any(|line| line.why == Cause::Snoozed && line.by == by);
        let kept = put_off && self.request.add_note(self.agent, self.shortened(text), self.facts.now);
        self.tell_agent(if kept { "note-kept" } else { "notes-full" });
        if kept {
            if let Some(agent) = self.request.state.owner().and_then(|id| self.facts.roster.agent(id)) {
                cards::refresh_details(self.facts, self.out, agent, &self.request, self.reachable);
            }
            self.keep();
        }
        self.settle();
    }

    /// Asks for the note without which the outcome is not taken.
    pub(super) fn ask_outcome_note(&mut self, code: &DispositionCode) {
        if !self.press.is_empty() {
            self.out.answer(self.chat, self.press, None);
        }
        self.state.agent = AgentStep::Outcome(self.request.id, code.clone());
        let outcome = standing::outcome_name(self.facts, self.words, code);
        let never_mind = button(self.words, "button-never-mind", Click::NoNote(self.request.id));
        self.ask_with("ask-outcome-note", &[("outcome", outcome.into())], Keyboard::Inline(vec![vec![never_mind]]));
    }

    /// Keeps that note, and then the outcome.
    pub(super) fn write_outcome_note(&mut self, code: &DispositionCode, text: &str) {
        self.settle();
        if self.request.state.owner() != Some(self.agent.id()) {
            return self.tell_agent("note-not-yours");
        }
        if !self.request.add_note(self.agent, self.shortened(text), self.facts.now) {
            return self.tell_agent("notes-full");
        }
        self.finish(code);
    }
}

/// A time as an agent types it, on the desk's clock: `14:30`, `tomorrow 9:00` in any of the desk's languages,
/// `11-25 14:30`, `2026-11-25 14:30`.
fn typed_time(facts: &Facts<'_>, text: &str) -> Option<Timestamp> {
    let zone = &facts.hours.zone;
    let today = facts.now.to_zoned(zone.clone()).date();
    let text = text.trim();
    let (day, clock) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let clock: ClockTime = clock.parse().ok()?;
    let day = day.trim();
    let tomorrow =
        || Locale::ALL.into_iter().any(|locale| facts.words(locale).label("tomorrow", &[]) == day.to_lowercase());
    let date = if day.is_empty() {
        today
    } else if tomorrow() {
        today.checked_add(1.day()).ok()?
    } else if let Ok(date) = day.parse::<Date>() {
        date
    } else {
        let (month, day) = day.split_once(['-', '/', '.'])?;
        let date = Date::new(today.year(), month.parse().ok()?, day.parse().ok()?).ok()?;
        // In December, 01-05 is next year's.
        if date < today { Date::new(today.year() + 1, date.month(), date.day()).ok()? } else { date }
    };
    clock.on(date, zone)
}
