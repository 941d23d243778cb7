//! "My session": who I am here, where I am signed in, and the ends of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::admission::{SessionId, Way};
use crate::console::frame::{Frame, show};
use crate::console::refusal::{Refusal, unavailable};
use crate::console::seat::{Nothing, Seated, Signed};

#[derive(Template)]
#[template(path = "session.html")]
struct Page<'a> {
    frame: Frame<'a>,
    name: &'a str,
    role: String,
    sessions: Vec<Row>,
}

/// One browser that is signed in.
struct Row {
    id: String,
    browser: String,
    address: String,
    way: String,
    since: String,
    used: String,
    here: bool,
}

/// Shows it.
pub async fn mine(seated: Seated) -> Result<Response, Refusal> {
    let (desk, member) = (&seated.visit.console.desk, &seated.seat.member);
    let sessions = desk.sessions_of(member.id()).await.map_err(unavailable)?;
    let frame = Frame::of(&seated);
    let (zone, now) = (&desk.profile().hours.zone, desk.now());
    let moment = |at| frame.words().moment(at, zone, now);
    let row = |(id, session): (SessionId, crate::admission::Session)| Row {
        here: id == seated.seat.id,
        id: id.as_str().to_owned(),
        browser: session.browser.name,
        address: session.browser.address.map(|address| address.to_string()).unwrap_or_default(),
        way: match session.way {
            Way::Number => frame.say("console-way-number"),
        },
        since: moment(session.made_at),
        used: moment(session.used_at),
    };
    let sessions = sessions.into_iter().map(row).collect();
    let role = frame.role(member.role());
    Ok(show(StatusCode::OK, &Page { name: member.name(), role, sessions, frame }))
}

/// Which session.
#[derive(Debug, Deserialize)]
pub struct Which {
    id: String,
}

/// Ends one of the own sessions.
pub async fn end(Signed { seated, fields: Which { id } }: Signed<Which>) -> Result<Response, Refusal> {
    // Only one of the own is found by it.
    seated.visit.console.desk.sign_out(seated.seat.member.id(), &SessionId::of(&id)).await.map_err(unavailable)?;
    Ok(Redirect::to("/session").into_response())
}

/// Ends all of them.
pub async fn end_all(signed: Signed<Nothing>) -> Result<Response, Refusal> {
    let Signed { seated, .. } = signed;
    seated.visit.console.desk.sign_out_everywhere(seated.seat.member.id()).await.map_err(unavailable)?;
    Ok(Redirect::to("/sign-in").into_response())
}
