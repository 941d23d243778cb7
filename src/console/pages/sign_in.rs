//! Signing in: the page that offers it, the page that shows the number and waits, and the way out.

use std::sync::Arc;

use askama::Template;
use axum::Form;
use axum::extract::{Query, Request, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::admission::{ABSOLUTE_END, Attempt, AttemptCode, Browser, Denied, LIFE};
use crate::console::cookies::{Proof, read};
use crate::console::frame::{Frame, show};
use crate::console::path::OwnPath;
use crate::console::peer::browser;
use crate::console::refusal::{Refusal, unavailable};
use crate::console::seat::{Nothing, Signed, seat};
use crate::console::visit::{Console, Visit};
use crate::conversation::SIGN_IN_PREFIX;
use crate::desk::{BrowserSecret, SignIn};

/// Where a person wants to go on.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Offer<'a> {
    frame: Frame<'a>,
    next: &'a str,
    denied: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "sign_in_wait.html")]
struct Wait<'a> {
    frame: Frame<'a>,
    number: u8,
    code: String,
    link: Option<String>,
    seconds: i64,
}

/// Offers to sign in; who is signed in goes on.
pub async fn offer(visit: Visit, headers: HeaderMap, Query(Next { next }): Query<Next>) -> Result<Response, Refusal> {
    let next = OwnPath::or_home(&next);
    if seat(&visit.console, &headers, true).await?.is_some() {
        return Ok(Redirect::to(next.as_str()).into_response());
    }
    Ok(offered(&visit, &next, None))
}

fn offered(visit: &Visit, next: &OwnPath, denied: Option<Denied>) -> Response {
    let page = Offer { frame: Frame::new(visit), next: next.as_str(), denied: denied.map(Denied::sentence) };
    show(StatusCode::OK, &page)
}

/// Begins a sign-in for this browser.
pub async fn begin(State(console): State<Arc<Console>>, request: Request) -> Result<Response, Refusal> {
    let address = browser(&console.site, request.headers(), request.extensions());
    let agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default().to_owned();
    let Form(Next { next }) = axum::RequestExt::extract(request).await.map_err(|_| Refusal::Malformed)?;
    if !console.pace.admits(address, console.desk.steady()) {
        return Err(Refusal::TooMany);
    }
    let begun = console.desk.begin_sign_in(Browser::of(&agent, address)).await.map_err(unavailable)?;
    let value = format!("{}.{}", begun.code, begun.secret.as_str());
    let cookie = Proof::SignIn.set(&console.site, &value, (LIFE + LIFE).as_secs());
    let headers: HeaderMap = cookie.map(|cookie| (SET_COOKIE, cookie)).into_iter().collect();
    Ok((headers, Redirect::to(&waiting(&OwnPath::or_home(&next)))).into_response())
}

fn waiting(next: &OwnPath) -> String {
    let next: String = url::form_urlencoded::byte_serialize(next.as_str().as_bytes()).collect();
    format!("/sign-in/wait?next={next}")
}

/// Shows the number until it was pressed, and lets the browser in then.
pub async fn wait(visit: Visit, headers: HeaderMap, Query(Next { next }): Query<Next>) -> Result<Response, Refusal> {
    let (console, next) = (&visit.console, OwnPath::or_home(&next));
    let Some((code, secret)) = asked(console, &headers) else {
        return Ok(Redirect::to(next.as_str()).into_response());
    };
    let over = Proof::SignIn.set(&console.site, "", 0);
    match console.desk.sign_in(code, &secret).await.map_err(unavailable)? {
        SignIn::Waits(attempt) => Ok(shown(&visit, code, &attempt)),
        SignIn::Done(token) => {
            let session = Proof::Session.set(&console.site, token.as_str(), ABSOLUTE_END.as_secs());
            Ok((set(session.into_iter().chain(over)), Redirect::to(next.as_str())).into_response())
        }
        SignIn::Denied(why) => Ok((set(over), offered(&visit, &next, Some(why))).into_response()),
    }
}

fn shown(visit: &Visit, code: AttemptCode, attempt: &Attempt) -> Response {
    let console = &visit.console;
    let link = console.bot.name().map(|bot| format!("https://t.me/{bot}?start={SIGN_IN_PREFIX}{code}"));
    let passed = console.desk.now().duration_since(attempt.made_at);
    let seconds = (LIFE - passed).as_secs().max(0);
    let page = Wait { frame: Frame::new(visit), number: attempt.number, code: code.to_string(), link, seconds };
    show(StatusCode::OK, &page)
}

/// The sign-in that this browser asked for.
fn asked(console: &Console, headers: &HeaderMap) -> Option<(AttemptCode, BrowserSecret)> {
    let (code, secret) = read(headers, Proof::SignIn.name(&console.site))?.split_once('.')?;
    Some((code.parse().ok()?, BrowserSecret::read(secret)?))
}

fn set(cookies: impl IntoIterator<Item = axum::http::HeaderValue>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
    headers
}

/// Signs this browser out.
pub async fn sign_out(signed: Signed<Nothing>) -> Result<Response, Refusal> {
    let Signed { seated, .. } = signed;
    let console = &seated.visit.console;
    console.desk.sign_out(seated.seat.member.id(), &seated.seat.id).await.map_err(unavailable)?;
    let over = set(Proof::Session.set(&console.site, "", 0));
    Ok((over, Redirect::to("/sign-in")).into_response())
}
