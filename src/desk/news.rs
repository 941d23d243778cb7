//! What a commit tells those who run the desk: a line in the log for each thing that happened to a request, and the counts.
//! Names requests and agents, never customers; what people wrote goes nowhere from here.

use jiff::Timestamp;

use super::Desk;
use crate::callback::{Actor, Cause, Measure, RequestId, Tally};
use crate::store::{Changes, Work};
use crate::telemetry::{self, Event, Handled, Promised, Question};

/// What is to be told once it is committed.
pub(super) struct News {
    lines: Vec<(RequestId, Actor, String)>,
    tally: Tally,
}

impl News {
    /// Of changes decided at `now`.
    pub(super) fn of(changes: &Changes, now: Timestamp) -> Self {
        let requests = changes.requests.iter().map(|(id, put)| (*id, &put.value.history));
        let lines = requests.flat_map(|(id, history)| {
            let new = history.iter().rev().take_while(|line| line.at == now).collect::<Vec<_>>();
            new.into_iter().rev().map(move |line| (id, line.by, name(&line.why)))
        });
        Self { lines: lines.collect(), tally: changes.tally.clone() }
    }

    /// Tells the log and the counts.
    pub(super) fn tell(self) {
        for (request, by, what) in self.lines {
            match by {
                Actor::Agent(agent) => tracing::info!(%request, by = "agent", agent = agent.0, what, "request"),
                Actor::Customer => tracing::info!(%request, by = "customer", what, "request"),
                Actor::Desk => tracing::info!(%request, by = "desk", what, "request"),
            }
        }
        for (key, count) in self.tally {
            count_measure(key.measure, count);
        }
    }
}

impl Desk {
    /// An update was worked off.
    pub(super) fn tell_handled(&self, work: &Work) {
        // Each piece is an update of its own.
        for _ in 0..=work.more.len() {
            telemetry::update_settled(Handled::Done, self.now().duration_since(work.received_at));
        }
    }
}

/// As the cause stands in what is exported: `claimed`, `outcome resolved`.
fn name(why: &Cause) -> String {
    match serde_json::to_value(why) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Object(one)) => {
            let words = one.into_iter().map(|(name, of)| format!("{name} {}", of.to_string().trim_matches('"')));
            words.collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}

fn count_measure(measure: Measure, count: u64) {
    match measure {
        Measure::Answered => telemetry::questions(Question::Answered, count),
        Measure::Unsure => telemetry::questions(Question::AskedBack, count),
        Measure::NoMatch => telemetry::questions(Question::NoAnswer, count),
        Measure::Booked => telemetry::requests(Event::Booked, count),
        Measure::Cancelled => telemetry::requests(Event::Cancelled, count),
        Measure::Resolved => telemetry::requests(Event::Resolved, count),
        Measure::Closed => telemetry::requests(Event::Closed, count),
        Measure::Reopened => telemetry::requests(Event::Reopened, count),
        Measure::Rated => telemetry::requests(Event::Rated, count),
        Measure::Promised => telemetry::promises(Promised::Made, count),
        Measure::Kept => telemetry::promises(Promised::Kept, count),
        Measure::Breached => telemetry::promises(Promised::Broken, count),
        Measure::Attempt => telemetry::call_attempts(count),
        // Sums and parts of others; messages left unread or out are counted where that happens.
        Measure::ResolvedAtFirst
        | Measure::Stars
        | Measure::Timed
        | Measure::Seconds
        | Measure::WaitedSeconds
        | Measure::FirstCall
        | Measure::ScamReport
        | Measure::LeftUnread
        | Measure::LeftOut => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::{DispositionCode, UserId};

    #[test]
    fn causes_are_named_in_words() {
        assert_eq!(name(&Cause::Claimed), "claimed");
        assert_eq!(name(&Cause::TransferredTo(UserId(1002))), "transferred_to 1002");
        let outcome = DispositionCode::new("no_answer").map(Cause::Outcome);
        assert_eq!(outcome.as_ref().map(name).as_deref(), Some("outcome no_answer"));
    }
}
