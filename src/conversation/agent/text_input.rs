//! What an agent types when asked: a question to the customer, the right number, a time. Each is checked as a press is: the
//! request may have gone elsewhere meanwhile.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::deed::{Deed, shortened};
use crate::callback::ClockTime;
use crate::conversation::context::{Facts, Purpose};
use crate::conversation::view::{card, customer_notices};
use crate::safety::{Phone, PhoneProblem};
use crate::text::Locale;
use crate::words::Value;

impl Deed<'_> {
    /// Sends the customer a question, as from the desk; the answer comes to whoever has the request then.
    pub(super) fn write_question(&mut self, text: &str) {
        let text = shortened(text);
        if !self.refuses(&text, Purpose::Question) {
            self.send_question(text);
        }
    }

    pub(super) fn send_question(&mut self, text: String) {
        let note = self.session.words.label("question-note", &[("text", text.as_str().into())]);
        match self.request.ask_customer(self.session.agent, note, self.session.facts.now) {
            Ok(()) => {
                customer_notices::question(
                    self.session.facts,
                    &mut self.session.out,
                    self.session.agent,
                    &self.request,
                    &text,
                );
                self.tell_agent(if self.reachable { "question-sent" } else { "question-not-read" });
                self.refresh_details();
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
        self.settle();
    }

    /// Takes the right number, and tells the customer which is called now.
    pub(super) fn write_number(&mut self, text: &str) {
        let phone = match Phone::typed(text, self.session.facts.country) {
            Ok(phone) => phone,
            Err(problem) => {
                let problem = match problem {
                    PhoneProblem::NotANumber => "not-a-number",
                    PhoneProblem::NoCountry => "no-country",
                    PhoneProblem::Impossible => "impossible",
                };
                return self.refuse_with("number-not-taken", &[("problem", Value::Key(problem))]);
            }
        };
        self.session.delete_words();
        let before = self.request.clone();
        match self.request.correct_number(self.session.agent, phone.clone(), self.session.facts.now) {
            Ok(()) => {
                self.tell_agent("number-taken");
                self.tell_customer("customer-renumbered", &[("phone", phone.hinted().into())]);
                card::refresh_if_changed(self.session.facts, &mut self.session.out, &before, &self.request);
                self.refresh_details();
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
        self.settle();
    }

    /// Puts the request off until a typed time; one that cannot be read is asked for again.
    pub(super) fn write_snooze(&mut self, text: &str) {
        let typed = typed_time(self.session.facts, text);
        match typed.and_then(|at| {
            self.session.facts.hours.open_from(at.max(self.session.facts.now)).filter(|_| at > self.session.facts.now)
        }) {
            Some(until) => self.put_off(until),
            None if typed.is_none() => self.refuse_with("time-not-read", &[]),
            None => self.refuse_with("refused-bad-time", &[]),
        }
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
