//! Who may ask, and what the browser is told about the page: no other site's page, by no trick of names, gets anything.

use std::net::SocketAddr;

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::stand_in::is_at_home;

/// Only our own files, and nothing inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The rules of one sandbox.
#[derive(Clone)]
pub(super) struct Guard {
    port: u16,
    allow_remote: bool,
}

impl Guard {
    pub(super) fn new(address: SocketAddr, allow_remote: bool) -> Self {
        Self { port: address.port(), allow_remote }
    }

    /// A page of another site may point its name at this machine; then the name gives it away.
    fn knows_host(&self, headers: &HeaderMap) -> bool {
        let Some(host) = headers.get(HOST).and_then(|host| host.to_str().ok()) else { return false };
        if self.allow_remote {
            return is_at_home(host) || self.is_own_name(host);
        }
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    /// The name that this machine has, in its own network too.
    fn is_own_name(&self, host: &str) -> bool {
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let system = rustix::system::uname();
        let own = system.nodename().to_string_lossy().to_lowercase();
        let name = name.to_lowercase();
        !own.is_empty() && (name == own || name == format!("{own}.local"))
    }

    /// Deeds come from our own page, as JSON, which other sites cannot send without asking first.
    fn is_own_deed(headers: &HeaderMap) -> bool {
        let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let json = text(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
        let own = match (text(ORIGIN), text(HOST)) {
            (None, _) => true,
            (Some(origin), Some(host)) => origin == format!("http://{host}"),
            (Some(_), None) => false,
        };
        json && own
    }
}

/// Lets a request through, or not, and marks the answer.
pub(super) async fn watch(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let allowed = guard.knows_host(headers) && (request.method() != Method::POST || Guard::is_own_deed(headers));
    let mut response = if allowed { next.run(request).await } else { StatusCode::FORBIDDEN.into_response() };
    let marks = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in marks {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_of_somebody_else_s_is_no_host_of_ours() {
        let knows = |allow_remote, host: &'static str| {
            let guard = Guard::new(SocketAddr::from(([0, 0, 0, 0], 8080)), allow_remote);
            guard.knows_host(&HeaderMap::from_iter([(HOST, HeaderValue::from_static(host))]))
        };
        assert!(knows(false, "127.0.0.1:8080") && knows(true, "192.168.1.7:8080") && knows(true, "workstation:8080"));
        assert!(!knows(false, "192.168.1.7:8080"), "nobody else was let in");
        assert!(!knows(true, "evil.example:8080") && !knows(false, "evil.example:8080"));
    }
}
