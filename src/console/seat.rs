//! Who asks: somebody at a browser that is signed in. A page that takes a `Seated` shows nothing to anybody else, and a form that
//! takes a `Signed` does nothing that their own page has not sent.

use std::sync::Arc;

use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::cookies::{Proof, read};
use super::notices::Notice;
use super::path::OwnPath;
use super::refusal::{Refusal, unavailable};
use super::visit::{Console, Visit};
use crate::admission::SecretHash;
use crate::desk::{BrowserSecret, Duty, Seat};

/// Somebody who is signed in, and their visit.
pub struct Seated {
    /// What every visit has.
    pub visit: Visit,
    /// Who it is.
    pub seat: Seat,
    /// What they have to do; `None` for members who do not call.
    pub duty: Option<Duty>,
    /// The page's script asked, not the person: that keeps no session and shows no notice.
    pub quiet: bool,
}

impl Seated {
    /// What was said after their last deed, once, and to a person.
    pub fn notices(&self) -> Vec<Notice> {
        if self.quiet { Vec::new() } else { self.visit.console.notices.take(&self.seat.id) }
    }

    /// What each form on their pages carries.
    pub fn form_token(&self) -> SecretHash {
        self.visit.console.desk.form_token(&self.seat.id)
    }
}

/// The token of the session that a browser has, whether or not it lasts.
fn token(console: &Console, headers: &HeaderMap) -> Option<BrowserSecret> {
    read(headers, Proof::Session.name(&console.site)).and_then(BrowserSecret::read)
}

/// Where pages listen: a page that merely stands open keeps no session.
const LIVE: &str = "/live";

/// What the page's script says when it asks by itself.
const QUIET: HeaderName = HeaderName::from_static("x-ringback-quiet");

/// Who sits at a browser; `quiet` where nobody has done anything there.
///
/// # Errors
/// [`Refusal::Unavailable`] when the store fails.
pub async fn seat(console: &Console, headers: &HeaderMap, quiet: bool) -> Result<Option<Seat>, Refusal> {
    let Some(token) = token(console, headers) else { return Ok(None) };
    let seat = if quiet { console.desk.look_at_seat(&token).await } else { console.desk.seat(&token).await };
    seat.map_err(unavailable)
}

/// Whether somebody still sits there, without anything having been done.
///
/// # Errors
/// [`Refusal::Unavailable`] when the store fails.
pub async fn stays(console: &Console, headers: &HeaderMap) -> Result<bool, Refusal> {
    match token(console, headers) {
        Some(token) => console.desk.is_seated(&token).await.map_err(unavailable),
        None => Ok(false),
    }
}

/// The way to sign in, and back to what was asked for.
pub fn to_sign_in(next: &OwnPath) -> Response {
    let next: String = url::form_urlencoded::byte_serialize(next.as_str().as_bytes()).collect();
    Redirect::to(&format!("/sign-in?next={next}")).into_response()
}

impl FromRequestParts<Arc<Console>> for Seated {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, Response> {
        let visit = Visit::of(console, &parts.method, &parts.headers, &parts.uri);
        let reads = parts.method == Method::GET;
        let quiet = reads && (parts.headers.contains_key(QUIET) || parts.uri.path() == LIVE);
        match seat(console, &parts.headers, quiet).await {
            Ok(Some(seat)) => {
                let duty = console.desk.read_duty(seat.member.id(), visit.look.locale).await;
                let duty = duty.map_err(|fault| unavailable(fault).into_response())?;
                Ok(Self { visit, seat, duty, quiet })
            }
            // After a form there is no page to come back to.
            Ok(None) if parts.method != Method::GET => Err(to_sign_in(&OwnPath::home())),
            Ok(None) => Err(to_sign_in(&visit.here)),
            Err(refusal) => Err(refusal.into_response()),
        }
    }
}

/// A form that somebody sent from their own page.
pub struct Signed<T> {
    /// Who sent it.
    pub seated: Seated,
    /// What stands in it.
    pub fields: T,
}

/// The fields of a form that has but one button.
#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// What proves that a form comes from a page of the session.
#[derive(Deserialize)]
struct Token {
    form: String,
}

impl<T: DeserializeOwned> FromRequest<Arc<Console>> for Signed<T> {
    type Rejection = Response;

    async fn from_request(request: Request, console: &Arc<Console>) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let seated = Seated::from_request_parts(&mut parts, console).await?;
        let whole = Request::from_parts(parts.clone(), body);
        let bytes = Bytes::from_request(whole, console).await.map_err(IntoResponse::into_response)?;
        let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        let token = Form::<Token>::from_request(again(), console).await;
        let own = token.is_ok_and(|Form(token)| SecretHash::of(&token.form) == seated.form_token());
        if !own {
            return Err(Refusal::Forged.into_response());
        }
        let fields = Form::<T>::from_request(again(), console).await;
        let Form(fields) = fields.map_err(IntoResponse::into_response)?;
        Ok(Self { seated, fields })
    }
}
