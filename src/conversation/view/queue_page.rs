//! A request as a row of the console's queue: what it is, what is owed, who has it. Shows no personal data.

use jiff::Timestamp;

use super::{listing, names, status_label};
use crate::callback::{CallbackRequest, Place, RequestId, UserId, is_by_day, zone_named, zones_of};
use crate::conversation::context::Facts;
use crate::intents::Priority;
use crate::text::Language;
use crate::words::Words;

/// How near the next call's deadline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// It has passed.
    Late,
    /// It comes soon.
    AtRisk,
    /// There is time, or no call is owed now.
    None,
}

/// One request of the queue, in the words of whoever looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub id: RequestId,
    /// In which part of the queue; `None` when it has ended.
    pub place: Option<Place>,
    /// How near the deadline is.
    pub urgency: Urgency,
    /// How urgent the topic is.
    pub priority: Priority,
    /// What it is about.
    pub topic: String,
    /// Where it stands.
    pub state: String,
    /// Which call is owed by when.
    pub owed: String,
    /// When that call must have begun.
    pub deadline: Timestamp,
    /// When it was booked.
    pub asked_at: Timestamp,
    /// The same, as people read it.
    pub asked: String,
    /// The language of the call.
    pub language: Language,
    /// Its name.
    pub language_name: String,
    /// The country of the number, and what the clock shows there.
    pub there: Option<String>,
    /// It is night there.
    pub night: bool,
    /// The number with all but its ends hidden.
    pub phone: String,
    /// Attempts so far.
    pub attempts: u8,
    /// Who has it.
    pub agent: Option<(UserId, String)>,
    /// The customer complained.
    pub complained: bool,
    /// The customer opened it again.
    pub reopened: bool,
    /// Nothing speaks for the number.
    pub unproved: bool,
    /// It waits for a right number, or for the answer to a question.
    pub needs_something: bool,
    /// An agent could take it.
    pub claimable: bool,
}

/// The row of a request; the same for whoever reads these words.
pub fn row(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Row {
    let urgency = match listing::mark(facts, request) {
        "late" => Urgency::Late,
        "at-risk" => Urgency::AtRisk,
        _ => Urgency::None,
    };
    let owner = request.state.owner();
    let (there, night) = there(facts, words, request);
    Row {
        id: request.id,
        place: request.place(),
        urgency,
        priority: request.priority,
        topic: names::topic(facts, words, request),
        state: status_label::label(facts, words, request),
        owed: listing::owed(facts, words, request),
        deadline: request.deadline(),
        asked_at: request.asked_at,
        asked: words.moment(request.asked_at, &facts.hours.zone, facts.now),
        language: request.language(),
        language_name: names::call_language(words, request),
        there,
        night,
        phone: request.phone.masked(),
        attempts: request.attempts,
        agent: owner.map(|id| (id, names::agent_name(facts, id))),
        complained: request.complained_at.is_some(),
        reopened: request.reopened > 0 && request.state.is_open(),
        unproved: request.is_unproved(),
        needs_something: request.state.is_open() && (request.number_wrong || request.question_open.is_some()),
        claimable: request.is_claimable(),
    }
}

/// The country of the number with the time there, and whether that is at night. Of a country with many zones, the first.
fn there(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> (Option<String>, bool) {
    let zone = request.customer.zone.as_deref().or_else(|| zones_of(&request.phone).main.into_iter().next());
    let Some(zone) = zone.and_then(zone_named) else { return (None, false) };
    let country = request.phone.country().map(|country| country.as_ref().to_owned()).unwrap_or_default();
    let there = format!("{country} {}", words.clock(facts.now, &zone));
    (Some(there.trim().to_owned()), !is_by_day(&zone, facts.now))
}
