//! The record of who came to the desk and went, for leads: who, when, what, from where. Read only; shows nothing of a customer.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use serde::Deserialize;

use crate::admission::{Browser, Happened};
use crate::callback::Surface;
use crate::console::frame::{Frame, show};
use crate::console::refusal::{Refusal, unavailable};
use crate::console::seat::Seated;
use crate::desk::Done;
use crate::words::Value;

/// Lines of a page: a few screens.
const ON_A_PAGE: usize = 50;

/// Where the address goes on.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    /// Only what happened before, milliseconds since 1970.
    before: Option<i64>,
}

/// A line.
struct Line {
    at: Timestamp,
    time: String,
    who: String,
    what: String,
    refused: bool,
    place: String,
}

#[derive(Template)]
#[template(path = "record.html")]
struct Page<'a> {
    frame: Frame<'a>,
    lines: Vec<Line>,
    newest: bool,
    older: Option<String>,
}

/// Shows it.
pub async fn record(seated: Seated, Query(Wanted { before }): Query<Wanted>) -> Result<Response, Refusal> {
    let (desk, who) = (&seated.visit.console.desk, seated.seat.member.id());
    let since = before.and_then(|before| Timestamp::from_millisecond(before).ok());
    // One more tells whether there are more.
    let read = desk.read_record(who, since.unwrap_or(Timestamp::MAX), ON_A_PAGE + 1).await.map_err(unavailable)?;
    let Some(mut done) = read else { return Err(Refusal::NotFound) };
    let older = cut(&mut done);
    let frame = Frame::of(&seated);
    let (zone, now) = (&desk.profile().hours.zone, desk.now());
    let lines = done.into_iter().map(|done| {
        let time = frame.words().moment(done.record.at, zone, now);
        line(&frame, done, time)
    });
    let lines = lines.collect();
    Ok(show(StatusCode::OK, &Page { lines, newest: since.is_none(), older, frame }))
}

/// Leaves one page, and gives the address of the next. What happened in one millisecond stays on one page, for the address
/// tells nothing finer.
fn cut(done: &mut Vec<Done>) -> Option<String> {
    let moment = |done: &Done| done.record.at.as_millisecond();
    let next = done.get(ON_A_PAGE).map(moment)?;
    done.truncate(ON_A_PAGE);
    while done.len() > 1 && done.last().map(moment) == Some(next) {
        done.pop();
    }
    done.last().map(|last| format!("/record?before={}", moment(last)))
}

fn line(frame: &Frame<'_>, Done { record, name }: Done, time: String) -> Line {
    let who = match (name, record.by) {
        (Some(name), _) => name,
        (None, Some(id)) => frame.tell("console-record-former", &[("id", id.0.to_string().into())]),
        (None, None) => frame.say("console-record-unknown"),
    };
    let surface = match record.surface {
        Surface::Telegram => "Telegram".to_owned(),
        Surface::Console => frame.say("console-record-console"),
        Surface::Clock => frame.say("history-desk"),
    };
    let (what, browser) = what(frame, record.what);
    let address = browser.as_ref().and_then(|browser| browser.address).map(|address| address.to_string());
    let place = [Some(surface), browser.map(|browser| browser.name), address];
    Line {
        at: record.at,
        time,
        who,
        refused: what.1,
        what: what.0,
        place: place.into_iter().flatten().collect::<Vec<_>>().join(" · "),
    }
}

/// What happened in words, whether somebody was kept out, and the browser that it is about.
fn what(frame: &Frame<'_>, what: Happened) -> ((String, bool), Option<Browser>) {
    let did = |word: &'static str| frame.tell("console-record-did", &[("what", Value::Key(word))]);
    match what {
        Happened::SignedIn { browser, .. } => ((did("signed-in"), false), Some(browser)),
        Happened::SignInDenied { why, browser } => {
            let why = frame.tell("console-record-denied", &[("why", Value::Key(why.word()))]);
            ((why, true), browser)
        }
        Happened::SignedOut => ((did("signed-out"), false), None),
        Happened::SignedOutEverywhere => ((did("signed-out-everywhere"), false), None),
        Happened::Disowned { browser } => ((did("disowned"), true), Some(browser)),
    }
}
