//! `/find RB-1042`: a request's card and its history. Shows no personal data, whoever asks.

use super::session::Session;
use super::team::assign_button;
use crate::callback::{Actor, Cause, RequestId, State, Transition};
use crate::conversation::context::Facts;
use crate::conversation::input::{AgentClick, WorkClick};
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::{card, names, status_label};
use crate::safety::Phone;
use crate::words::{Args, Markdown, Value, Words};

/// Lines of history shown, the latest: what fits a phone screen with the card.
const LINES: usize = 15;

impl Session<'_> {
    /// Shows the request with this reference.
    pub(super) fn find(&mut self, reference: &str) {
        let Some(request) = self.situation.named.take() else {
            if let Ok(phone) = Phone::typed(reference, self.facts.country)
                && self.may_search()
            {
                return self.ask_search(phone);
            }
            let key = match reference.parse::<RequestId>() {
                Ok(_) => "find-none",
                Err(()) if reference.is_empty() => "find-usage",
                Err(()) => "find-no-reference",
            };
            return self.say(key, &[("reference", reference.into())]);
        };
        let (card, _) = card::card(self.facts, self.words, &request);
        let lines: Vec<String> = request
            .history
            .iter()
            .filter(|line| line.why != Cause::ClaimWarned)
            .map(|line| history_line(self.facts, self.words, line).to_string())
            .collect();
        let latest = lines.get(lines.len().saturating_sub(LINES)..).unwrap_or_default();
        let text = card.and(&self.words.say("find-history", &[])).and(&Markdown::trusted(latest.join("\n\n")));
        let reveal = AgentClick::Reveal(request.id);
        let row = match request.state.owner() {
            Some(owner) if owner == self.agent.id() => {
                vec![button(self.words, "button-details", AgentClick::Work(request.id, WorkClick::Details))]
            }
            Some(_) if self.agent.leads() => {
                vec![
                    button(self.words, "button-reveal", reveal),
                    button(self.words, "button-release", AgentClick::Release(request.id)),
                ]
            }
            None if request.state.is_open() && !request.number_wrong => {
                vec![
                    button(self.words, "button-reveal", reveal),
                    button(self.words, "button-claim", AgentClick::Claim(request.id)),
                ]
            }
            _ => vec![button(self.words, "button-reveal", reveal)],
        };
        let mut rows = vec![row];
        let assignable = request.is_claimable() || matches!(request.state, State::Claimed { .. });
        if self.agent.leads() && self.chat == self.agent.id().chat() && assignable {
            rows.push(vec![assign_button(self, request.id)]);
        }
        self.say_text(text, Keyboard::Inline(rows));
    }
}

/// One line of history: when, who, what.
fn history_line(facts: &Facts<'_>, words: Words<'_>, line: &Transition) -> Markdown {
    let by = match line.by {
        Actor::Customer => words.label("history-customer", &[]),
        Actor::Agent(id) => names::agent_name(facts, id),
        Actor::Desk => words.label("history-desk", &[]),
    };
    let (what, detail) = what(facts, words, line);
    let args: Args<'_> = &[
        ("time", words.moment(line.at, &facts.hours.zone, facts.now).into()),
        ("by", by.into()),
        ("what", Value::Key(what)),
        ("detail", detail.into()),
    ];
    words.say("history-line", args)
}

fn what(facts: &Facts<'_>, words: Words<'_>, line: &Transition) -> (&'static str, String) {
    let key = match &line.why {
        Cause::Booked => "booked",
        Cause::Claimed => "claimed",
        Cause::ClaimExtended => "kept",
        Cause::Released => "released",
        Cause::AgentUnreachable => "unreachable",
        Cause::AgentLeft => "left",
        Cause::ClaimLapsed => "lapsed",
        Cause::ClaimWarned => "warned",
        Cause::HeadsUp => "heads-up",
        Cause::Calling => "calling",
        Cause::Asked => "asked",
        Cause::Outcome(code) => return ("outcome", status_label::outcome_name(facts, words, code)),
        Cause::Undone(code) => return ("undone", status_label::outcome_name(facts, words, code)),
        Cause::Snoozed => {
            let until = match line.to {
                State::Snoozed { until } => words.moment(until, &facts.hours.zone, facts.now),
                _ => String::new(),
            };
            return ("snoozed", until);
        }
        Cause::TransferredTo(to) => return ("given", names::agent_name(facts, *to)),
        Cause::TransferredToLanguage(to) => return ("given-language", names::spoken(words, *to)),
        Cause::TimeCame => "time-came",
        Cause::CalledSooner => "sooner",
        Cause::WaitsAgain => "waits-again",
        Cause::OfferedSooner => "offered",
        Cause::AtRisk => "at-risk",
        Cause::Breached => "breached",
        Cause::NumberNeverCame => "number-never-came",
        Cause::HoursChanged => "hours-changed",
        Cause::Moved => "moved",
        Cause::Raised => "raised",
        Cause::Complained => "complained",
        Cause::Renumbered => "renumbered",
        Cause::Cancelled => "cancelled",
        Cause::Reopened => "reopened",
        Cause::CustomerBlocked => "blocked",
        Cause::Untold => "untold",
    };
    (key, String::new())
}
