//! When agents have time before what was promised: who wanted a call as soon as possible can be called now, and of those who
//! chose a later time the ones who wait longest are asked whether they want it now. Promises stay as they are until then.

use jiff::Timestamp;

use crate::callback::{CallbackRequest, Promised, Spare};
use crate::conversation::context::Facts;
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Decision, Keyboard, button};
use crate::conversation::view::card;
use crate::words::Args;

/// Decides which of the calls that stand back come forward. Nobody is told: no promise is changed by it.
pub(super) fn on_pressed(waiting: Vec<(CallbackRequest, Timestamp)>) -> Decision {
    let mut out = Decision::default();
    for (mut request, until) in waiting {
        if request.come_forward(until) {
            out.keep(request);
        }
    }
    out
}

/// Decides who of those who wait for their window is called sooner, or is offered that.
pub(super) fn on_spare(
    facts: &Facts<'_>,
    mut waiting: Vec<CallbackRequest>,
    mut spare: Spare<'_>,
    mut promised: Promised,
) -> Decision {
    let mut out = Decision::default();
    let Some(open) = facts.hours.open_now(facts.now) else { return out };
    waiting.sort_by_key(CallbackRequest::waited);
    for request in &mut waiting {
        let until = request.sooner_until(open, facts.handling, &facts.zone_of(&request.customer), facts.now);
        if let Some(until) = until.filter(|_| spare.runs_out(request.language()))
            && request.call_sooner(until, facts.now)
        {
            spare.add(request.language());
            card::refresh(facts, &mut out, request);
            card::call_again(facts, &mut out, request);
            out.keep(request.clone());
        }
    }
    // Customers asked a moment ago may still say yes.
    waiting.iter().filter(|request| request.is_offered(facts.now)).for_each(|request| spare.add(request.language()));
    for request in &mut waiting {
        if spare.idle(request.language()) > 0 && offer(facts, &mut out, request, &mut promised) {
            spare.add(request.language());
        }
    }
    out
}

/// Offers a call now, if it can be promised besides all others. Says whether it did.
fn offer(facts: &Facts<'_>, out: &mut Decision, request: &mut CallbackRequest, promised: &mut Promised) -> bool {
    let (language, zone) = (request.language(), facts.zone_of(&request.customer));
    let soon = facts.capacity(promised, language).soonest(false).filter(|soon| soon.from <= facts.now);
    let Some(soon) = soon.filter(|soon| request.may_be_offered(soon.to, &zone, facts.now)) else { return false };
    promised.push(((soon, language), 1));
    let words = facts.words(request.customer.locale);
    let args: Args<'_> = &[
        ("reference", request.id.to_string().into()),
        ("promised", words.window(request.promise, &zone, facts.now).into()),
        ("zone", words.zone(&zone).into()),
    ];
    let rows = vec![
        vec![button(words, "button-take-call-now", CustomerClick::Move(request.id, TimeChoice::Now))],
        vec![button(words, "button-move", CustomerClick::Move(request.id, TimeChoice::Next))],
    ];
    out.say(request.customer.chat, words.say("customer-offer-now", args), Keyboard::Inline(rows));
    request.offer_sooner(facts.now);
    out.keep(request.clone());
    true
}
