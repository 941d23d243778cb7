//! When a lead changes today's hours: customers whose promise can no longer be kept get another one at once, are told so,
//! and can choose a third with one tap.

use crate::callback::{Agent, CallbackRequest, Measure, Promise, Promised};
use crate::conversation::context::Facts;
use crate::conversation::input::{Click, CustomerClick, TimeChoice};
use crate::conversation::output::{Button, Decision, Keyboard, button};
use crate::conversation::view::card;
use crate::intents::Priority;
use crate::text::Language;
use crate::words::Args;

/// Other windows that one tap takes, besides the days with all of them: the soonest, and those after the new promise.
const EARLIER: usize = 2;

const LATER: usize = 2;

/// Whether what this customer was promised lies, as a whole or in its last part, where the desk is now closed.
pub fn is_affected(facts: &Facts<'_>, request: &CallbackRequest) -> bool {
    let promise = request.promise;
    let left = promise.from.max(facts.now);
    let kept = facts.hours.openings(facts.now).iter().any(|open| open.from <= left && promise.to <= open.to);
    // Whoever is on call calls about what is urgent at any hour.
    let on_call = request.priority == Priority::Urgent && facts.roster.on_call().next().is_some();
    request.promise_is_open() && promise.to > facts.now && !kept && !on_call
}

/// Gives a customer another promise, for one that changed hours make impossible, and tells them.
///
/// `promised` is what is promised to everybody at this moment; it is brought up to date, so that many can be moved one
/// after the other.
pub fn promise_affected(
    facts: &Facts<'_>,
    promised: &mut Promised,
    out: &mut Decision,
    by: &Agent,
    request: &mut CallbackRequest,
) {
    let language = request.language();
    let before = request.promise;
    if let Some(owed) = request.owed() {
        take_out(promised, (owed, language));
    }
    let capacity = facts.capacity(promised, language);
    let urgent = request.priority == Priority::Urgent;
    // Who chose a later time may not be free before it; who asked for the soonest wants the soonest.
    let later = capacity.windows().find(|window| window.from >= before.from);
    let next = match later {
        Some(later) if before.from > facts.now && !urgent => Some(later),
        _ => capacity.soonest(urgent),
    };
    let mut others: Vec<Promise> = capacity.windows().filter(|window| Some(*window) != next).take(EARLIER).collect();
    let after = next.map_or(facts.now, |next| next.to);
    others.extend(capacity.windows().filter(|window| window.from >= after).take(LATER));
    others.sort_unstable();
    others.dedup();
    let words = facts.words(request.customer.locale);
    let zone = facts.zone_of(&request.customer);
    let show = |promise| words.window(promise, &zone, facts.now);
    let mut rows: Vec<Vec<Button>> = others
        .into_iter()
        .map(|window| {
            let click = Click::Customer(CustomerClick::Move(request.id, TimeChoice::At(window.from.as_second())));
            vec![Button { label: show(window), click }]
        })
        .collect();
    rows.push(vec![
        button(words, "button-other-day", CustomerClick::Move(request.id, TimeChoice::Days(0))),
        button(words, "button-cancel-request", CustomerClick::Cancel(request.id)),
    ]);
    let moved = next.filter(|next| request.promise_otherwise(*next, by, facts.now).is_ok());
    let args: Args<'_> = &[
        ("reference", request.id.to_string().into()),
        ("when", show(before).into()),
        ("new", moved.map(show).unwrap_or_default().into()),
        ("zone", words.zone(&zone).into()),
    ];
    let Some(promise) = moved else {
        let text = words.say("promise-withdrawn-open", args);
        return out.say(request.customer.chat, text, Keyboard::None);
    };
    out.say(request.customer.chat, words.say("promise-withdrawn", args), Keyboard::Inline(rows));
    promised.push(((request.owed().unwrap_or(promise), language), 1));
    card::refresh(facts, out, request);
    out.count(Measure::Promised, request, None);
    out.promises = true;
    out.keep(request.clone());
}

fn take_out(promised: &mut Promised, key: (Promise, Language)) {
    if let Some((_, count)) = promised.iter_mut().find(|(other, count)| *other == key && *count > 0) {
        *count -= 1;
    }
}
