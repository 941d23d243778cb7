//! Which address is answered by which page, on one screen.

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use super::assets::asset;
use super::guard;
use super::pages;
use super::refusal::Refusal;
use super::visit::Console;

/// The largest form: a long note with its escapes, three bytes a byte.
const MOST_FORM_BYTES: usize = 64 * 1024;

/// All of the console.
pub fn routes(console: Arc<Console>) -> Router {
    Router::new()
        .route("/a/{hash}/{name}", get(asset))
        .route("/look", post(pages::choose_look))
        .route("/", get(pages::queue))
        .route("/r/{reference}", get(pages::request))
        .route("/press", post(pages::press))
        .route("/write", post(pages::write))
        .route("/shift", post(pages::shift))
        .route("/record", get(pages::record))
        .route("/sign-in", get(pages::sign_in::offer).post(pages::sign_in::begin))
        .route("/sign-in/wait", get(pages::sign_in::wait))
        .route("/sign-out", post(pages::sign_in::sign_out))
        .route("/session", get(pages::session::mine))
        .route("/session/end", post(pages::session::end))
        .route("/session/end-all", post(pages::session::end_all))
        .route("/here", post(pages::here))
        .route("/live", get(pages::live))
        .fallback(async || Refusal::NotFound)
        .layer(DefaultBodyLimit::max(MOST_FORM_BYTES))
        .layer(from_fn_with_state(Arc::clone(&console), guard::watch))
        .with_state(console)
}
