//! `/hours`, `/extend` and `/close`: today's hours. A lead changes them; customers whose promise they break are given
//! another at once, and some who wait for a later day are offered a time today.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::session::Session;
use crate::callback::{Agent, CallbackRequest, ChangedDay, ClockTime, HoursRefused, OpenSpan, Promise, State};
use crate::conversation::context::{Facts, Situation};
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Body, Button, Decision, Keyboard, Recipient, button};
use crate::conversation::reschedule;
use crate::conversation::view::audience::audience;
use crate::conversation::view::details;
use crate::words::{Args, Markdown, Words};

/// Customers who are offered a time today at most: more would tap for the same few, and be disappointed.
const OFFERS: usize = 30;

/// Which way today's hours change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// Open longer.
    Longer,
    /// Close earlier.
    Shorter,
}

impl Session<'_> {
    /// Shows today's hours.
    pub(super) fn show_hours(&mut self) {
        let (facts, words) = (self.facts, self.words);
        let args: Args<'_> = &[("hours", today(facts, words).into()), ("zone", zone(facts, words).into())];
        let text = words.say("hours-today", args);
        let state = match (facts.hours.open_now(facts.now), facts.hours.open_from(facts.now)) {
            (Some(open), _) => {
                let closes = words.moment(open.to, &facts.hours.zone, facts.now);
                words.say("hours-open", &[("time", closes.into())])
            }
            (None, Some(opens)) => {
                let opens = words.moment(opens, &facts.hours.zone, facts.now);
                words.say("hours-closed", &[("time", opens.into())])
            }
            (None, None) => words.say("hours-never", &[]),
        };
        self.say_text(text.and(&state), Keyboard::None);
    }

    /// Changes today's hours, when a lead asks for it and it makes sense.
    pub(super) fn change_hours(&mut self, change: Change, typed: &str) {
        let facts = self.facts;
        if !self.agent.leads() {
            let leads: Vec<&str> = facts.roster.iter().filter(|agent| agent.leads()).map(Agent::name).collect();
            let args: Args<'_> = &[("leads", leads.join(", ").into()), ("count", leads.len().into())];
            return self.say("hours-leads-only", args);
        }
        let day = match (change, typed.parse::<ClockTime>(), span(typed)) {
            (Change::Longer, Ok(end), _) => facts.hours.longer_today(end, facts.now),
            (Change::Longer, Err(()), Some(span)) => facts.hours.open_today(span, facts.now),
            (Change::Shorter, Ok(end), _) => facts.hours.shorter_today(end, facts.now),
            (Change::Longer, ..) => return self.say("extend-usage", &[]),
            (Change::Shorter, ..) => return self.say("close-usage", &[]),
        };
        match day {
            Ok(day) => self.apply(change, &day),
            Err(refused) => self.say_text(refusal(facts, self.words, refused), Keyboard::None),
        }
    }

    /// Writes the changed day on the board, tells the other agents, and sees to the customers.
    fn apply(&mut self, change: Change, day: &ChangedDay) {
        let mut board = self.facts.board.clone();
        board.forget_before(day.date);
        board.hours.insert(day.date, day.spans.clone());
        let mut hours = self.facts.hours.clone();
        hours.extra.insert(day.date, day.spans.clone());
        let changed = Facts { hours: &hours, board: &board, ..*self.facts };
        let situation = std::mem::take(&mut self.situation);
        let (key, count) = match change {
            Change::Shorter => ("hours-moved", move_promises(&changed, situation, self.agent, &mut self.out)),
            Change::Longer => ("hours-offered", offer_today(&changed, situation, day, &mut self.out)),
        };
        let (words, agent) = (self.words, self.agent);
        let args: Args<'_> = &[("hours", today(&changed, words).into()), ("zone", zone(&changed, words).into())];
        let mut text = words.say("hours-done", args);
        if count > 0 {
            text = text.and(&words.say(key, &[("count", count.into())]));
        }
        self.say_text(text, Keyboard::None);
        for (to, words) in audience(&changed) {
            // Whoever has just read it need not read it again.
            let here = match to {
                Recipient::Chat(other) | Recipient::Topic(other, _) => other == self.chat || other == agent.id().chat(),
                Recipient::AgentsGroup => self.chat != agent.id().chat(),
                Recipient::Mailbox(_) => false,
            };
            if !here {
                let (hours, zone) = (today(&changed, words), zone(&changed, words));
                let args: Args<'_> = &[("agent", agent.name().into()), ("hours", hours.into()), ("zone", zone.into())];
                let text = words.say("hours-changed", args);
                self.out.send(to, Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false });
            }
        }
        self.out.board = Some(board);
    }
}

/// Gives everybody another promise whose own can no longer be kept. Says how many there are.
fn move_promises(facts: &Facts<'_>, situation: Situation, agent: &Agent, out: &mut Decision) -> usize {
    let mut promised = situation.promised;
    let mut affected = situation.concerned;
    // Whom somebody is calling now is called in time.
    affected
        .retain(|request| reschedule::is_affected(facts, request) && !matches!(request.state, State::Calling { .. }));
    for request in &mut affected {
        reschedule::promise_affected(facts, &mut promised, out, agent, request);
        if let Some(owner) = request.state.owner().and_then(|id| facts.roster.agent(id)) {
            details::refresh_details(facts, out, owner, request, true);
        }
    }
    affected.len()
}

/// Offers customers who wait for a later day one of the windows that the longer day has brought, as many as there is
/// room for, in the queue's order. Nothing changes for those who do not take it. Says how many there are.
fn offer_today(facts: &Facts<'_>, situation: Situation, day: &ChangedDay, out: &mut Decision) -> usize {
    let mut promised = situation.promised;
    let mut waiting: Vec<CallbackRequest> = situation.concerned;
    waiting.retain(|request| waits_for_later(request, day.closes));
    waiting.sort_by_key(CallbackRequest::rank);
    let (mut offered, mut full) = (0, BTreeSet::new());
    for request in waiting {
        let language = request.language();
        if offered == OFFERS || full.contains(&language) {
            continue;
        }
        let window = facts
            .capacity(&promised, language)
            .windows()
            .take_while(|window| window.to <= day.closes)
            .find(|window| day.closed_before.is_none_or(|before| window.to > before));
        let Some(window) = window else {
            full.insert(language);
            continue;
        };
        promised.push(((window, language), 1));
        offer(facts, &request, window, out);
        offered += 1;
    }
    offered
}

/// Whether a customer has been promised a call after today, and nobody is at it.
fn waits_for_later(request: &CallbackRequest, closes: Timestamp) -> bool {
    let waits = matches!(request.state, State::Scheduled | State::New);
    waits && !request.number_wrong && request.promise_is_open() && request.promise.from >= closes
}

fn offer(facts: &Facts<'_>, request: &CallbackRequest, window: Promise, out: &mut Decision) {
    let words = facts.words(request.customer.locale);
    let zone = facts.zone_of(&request.customer);
    let show = |promise| words.window(promise, &zone, facts.now);
    let args: Args<'_> = &[
        ("reference", request.id.to_string().into()),
        ("promised", show(request.promise).into()),
        ("zone", words.zone(&zone).into()),
    ];
    let take = words.label("button-take-window", &[("window", show(window).into())]);
    let rows = vec![
        vec![Button {
            label: take,
            click: CustomerClick::Move(request.id, TimeChoice::At(window.from.as_second())).into(),
        }],
        vec![button(words, "button-move", CustomerClick::Move(request.id, TimeChoice::Next))],
    ];
    out.say(request.customer.chat, words.say("customer-offer-today", args), Keyboard::Inline(rows));
}

/// Today's openings: "09:00–12:00, 13:00–18:00".
fn today(facts: &Facts<'_>, words: Words<'_>) -> String {
    let zone = &facts.hours.zone;
    let openings = facts.hours.openings_on(facts.hours.working_day(facts.now));
    let shown: Vec<String> = openings
        .into_iter()
        .map(|open| {
            let (from, to) = (words.clock(open.from, zone), words.clock(open.to, zone));
            words.label("hours-span", &[("from", from.into()), ("to", to.into())])
        })
        .collect();
    if shown.is_empty() { words.label("hours-none", &[]) } else { shown.join(", ") }
}

fn zone(facts: &Facts<'_>, words: Words<'_>) -> String {
    words.zone(&facts.hours.zone)
}

/// Two times with a dash between them, as typed: `10:00-14:00`, also with wide signs and single digits.
fn span(typed: &str) -> Option<OpenSpan> {
    let (from, to) = typed.split_once(['-', '–', '—', '~', '～'])?;
    let (from, to) = (from.parse::<ClockTime>().ok()?.minutes(), to.parse::<ClockTime>().ok()?.minutes());
    OpenSpan::between(from, to).ok()
}

fn refusal(facts: &Facts<'_>, words: Words<'_>, refused: HoursRefused) -> Markdown {
    let (key, at) = match refused {
        HoursRefused::ClosedToday => ("hours-closed-today", None),
        HoursRefused::Past => ("hours-past", None),
        HoursRefused::NotLonger { closes } => ("hours-not-longer", Some(closes)),
        HoursRefused::NotShorter { closes } => ("hours-not-shorter", Some(closes)),
        HoursRefused::BeforeOpening { opens } => ("hours-before-opening", Some(opens)),
    };
    let at = at.map(|at| words.moment(at, &facts.hours.zone, facts.now)).unwrap_or_default();
    words.say(key, &[("time", at.into())])
}
