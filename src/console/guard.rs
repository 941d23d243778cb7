//! What stands before every page: which requests are let through, and what browsers are told about each answer.
//!
//! Other sites' pages get nothing: not by a name that points at this machine, not by a form, not by a frame.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, HeaderValue, ORIGIN, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::timeout;

use super::pages;
use super::refusal::Refusal;
use super::site::Site;
use super::visit::{Console, Visit};

/// Our own files, forms and streams, and nothing inline.
///
/// No page of anybody's may frame the console, not Telegram's web client either: inside a frame, clicks are only as safe as the
/// site around it. Telegram's apps show a Mini App in a view of its own.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Nothing of the machine is needed.
const PERMISSIONS: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                           magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

/// How long browsers come by https alone once they did: a year.
const HTTPS_ONLY: &str = "max-age=31536000";

/// How long an answer may take to begin, the request's body included. A deed waits ten seconds at most for others.
const PATIENCE: Duration = Duration::from_secs(15);

/// What each answer tells browsers.
const MARKS: [(HeaderName, &str); 8] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: with it browsers send `Origin: null` along with our own forms (Fetch, "append a request Origin
    // header"). Other sites learn nothing either way.
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
];

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Lets a request through or not, gives every refusal its page, and marks the answer.
pub async fn watch(State(console): State<Arc<Console>>, request: Request, next: Next) -> Response {
    let visit = Visit::of(&console, request.method(), request.headers(), request.uri());
    let mut response = match check(&console.site, &request) {
        Ok(()) => timeout(PATIENCE, next.run(request)).await.unwrap_or_else(|_| Refusal::Unavailable.into_response()),
        Err(refusal) => refusal.into_response(),
    };
    if let Some(refusal) = Refusal::of(&response) {
        response = pages::refused(&visit, refusal);
    }
    mark(&console.site, response.headers_mut());
    response
}

fn check(site: &Site, request: &Request) -> Result<(), Refusal> {
    let headers = request.headers();
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| site.knows_host(host)) {
        return Err(Refusal::WrongHost);
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || is_own_form(site, headers) { Ok(()) } else { Err(Refusal::Forged) }
}

/// Whether a page of ours sent this form. Every browser names the origin of a POST; a request without one is refused.
fn is_own_form(site: &Site, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let same_site = text(FETCH_SITE).is_none_or(|from| from == "same-origin");
    same_site && text(ORIGIN).is_some_and(|origin| site.knows_origin(origin))
}

fn mark(site: &Site, headers: &mut HeaderMap) {
    for (name, value) in MARKS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if site.is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    // Our files, which say that they may be kept, hold nothing of anybody.
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
