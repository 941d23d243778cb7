//! HTTP: one request in, one answer out, with the faults in between. What a method does is not decided here.

use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::{Value, json};

use super::api_error::ApiError;
use super::body;
use super::door::Connection;
use super::faults::FaultKind;
use super::host::is_at_home;
use super::journal::Outcome;
use super::methods::{self, poll};
use super::params::Params;
use super::shared::Shared;
use super::spec;

/// Path, token and method of a request: `/bot{token}/{method}`.
fn address(uri: &Uri) -> Option<(String, String)> {
    let (token, method) = uri.path().strip_prefix("/bot")?.rsplit_once('/')?;
    let token = token.replace("%3A", ":").replace("%3a", ":");
    (!method.is_empty()).then(|| (token, method.to_owned()))
}

/// Browsers say which page a request comes from, and a page may have a domain of its own point here.
fn comes_from_a_program(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    !headers.contains_key(ORIGIN) && host.is_some_and(is_at_home)
}

/// Answers any request at all but those of web pages.
pub(super) async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(connection): ConnectInfo<Connection>,
    request: Request,
) -> Response {
    if !comes_from_a_program(request.headers()) {
        return reply(403, &ApiError::new(403, "Forbidden: web pages are not served").body());
    }
    let Some((token, sent_name)) = address(request.uri()) else {
        return reply(404, &ApiError::new(404, "Not Found").body());
    };
    let parameters = body::parameters(request).await;
    let known = methods::canonical(&sent_name);
    let name = known.unwrap_or(&sent_name);
    let (parameters, unreadable) = match parameters {
        Ok(parameters) => (spec::typed(name, parameters), None),
        Err(problem) => (serde_json::Map::new(), Some(problem)),
    };
    let params = Params(parameters);
    let outcome = decide(&shared, &token, known, name, &params, unreadable).await;
    let response = match &outcome {
        Outcome::Cut { .. } => {
            connection.cut();
            StatusCode::BAD_GATEWAY.into_response()
        }
        Outcome::Answered { status, body: Value::String(page) } => (code(*status), Html(page.clone())).into_response(),
        Outcome::Answered { status, body } => reply(*status, body),
    };
    shared.change(|world| {
        let at = world.now();
        world.journal.record(at, name, &Value::Object(params.0), outcome);
    });
    response
}

async fn decide(
    shared: &Shared,
    token: &str,
    known: Option<&'static str>,
    name: &str,
    params: &Params,
    unreadable: Option<String>,
) -> Outcome {
    let (chat, wait, failure) = {
        let mut world = shared.lock();
        if world.offline {
            return Outcome::Cut { effect: false };
        }
        if world.token != token {
            return refused(&ApiError::unauthorized());
        }
        match (&unreadable, known) {
            (Some(problem), _) => world.journal.note(vec![format!("{name}: unreadable parameters: {problem}")]),
            (None, Some(known)) => world.journal.note(spec::request_findings(known, &params.0)),
            (None, None) => world.journal.note(vec![format!("{name}: this method is not served")]),
        }
        let click = params.text("callback_query_id").and_then(|id| world.clicks.get(id));
        let chat = click.map(|click| click.chat).or_else(|| params.integer("chat_id"));
        let (wait, failure) = world.faults.strike(name, chat);
        (chat, wait, failure)
    };
    if !wait.is_zero() {
        tokio::time::sleep(wait).await;
        if shared.lock().offline {
            return Outcome::Cut { effect: false };
        }
    }
    match failure {
        Some(FaultKind::CutBefore) => return Outcome::Cut { effect: false },
        Some(FaultKind::Refusal(error)) => return refused(&error),
        Some(FaultKind::Page(status, page)) => return Outcome::Answered { status, body: Value::String(page) },
        Some(FaultKind::CutAfter | FaultKind::Delay(_)) | None => {}
    }
    if let Some(problem) = unreadable {
        return refused(&ApiError::bad_request(format!("can't parse parameters: {problem}")));
    }
    let Some(known) = known else { return refused(&ApiError::unknown_method()) };
    let result = if known == "getUpdates" {
        match poll::updates(shared, params).await {
            poll::Poll::Answer(result) => result,
            poll::Poll::Offline => return Outcome::Cut { effect: true },
        }
    } else {
        let mut world = shared.lock();
        let now = world.now();
        match world.flood.admit(known, chat, now) {
            Ok(()) => methods::run(&mut world, known, params),
            Err(seconds) => Err(ApiError::too_many_requests(seconds)),
        }
    };
    if failure == Some(FaultKind::CutAfter) {
        return Outcome::Cut { effect: result.is_ok() };
    }
    match result {
        Ok(result) => Outcome::Answered { status: 200, body: json!({"ok": true, "result": result}) },
        Err(error) => refused(&error),
    }
}

fn refused(error: &ApiError) -> Outcome {
    Outcome::Answered { status: error.code, body: error.body() }
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn reply(status: u16, body: &Value) -> Response {
    (code(status), [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
