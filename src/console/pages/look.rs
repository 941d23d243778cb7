//! The choice of language and theme, which stands on every page.

use axum::Form;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::console::cookies::set_look;
use crate::console::look::{self, Look, Theme};
use crate::console::path::OwnPath;
use crate::console::visit::Visit;

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Chosen {
    locale: String,
    theme: String,
    next: String,
}

/// Has the browser remember language and theme, and goes back to where it was.
pub async fn choose_look(visit: Visit, Form(chosen): Form<Chosen>) -> Response {
    let chosen_look = Look {
        locale: look::locale(&chosen.locale).unwrap_or(visit.look.locale),
        theme: Theme::of(&chosen.theme).unwrap_or(visit.look.theme),
    };
    let mut headers = HeaderMap::new();
    if let Some(cookie) = set_look(&visit.console.site, look::COOKIE, &chosen_look.to_cookie()) {
        headers.insert(SET_COOKIE, cookie);
    }
    (headers, Redirect::to(OwnPath::or_home(&chosen.next).as_str())).into_response()
}
