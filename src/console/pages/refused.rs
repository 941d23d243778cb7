//! The page of what is not there, not allowed or not possible now: what happened and what to do, in words.

use askama::Template;
use axum::response::Response;

use crate::console::frame::{Frame, show};
use crate::console::refusal::Refusal;
use crate::console::visit::Visit;

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused<'a> {
    frame: Frame<'a>,
    what: String,
    hint: String,
    status: u16,
}

/// Why somebody does not get what they asked for.
pub fn refused(visit: &Visit, refusal: Refusal) -> Response {
    let frame = Frame::new(visit);
    let (what, hint) = refusal.words();
    let origin = [("address", visit.console.site.origin().into())];
    let (what, hint) = (frame.say(what), frame.tell(hint, &origin));
    show(refusal.status(), &Refused { frame, what, hint, status: refusal.status().as_u16() })
}
