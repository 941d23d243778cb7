//! The page's own files, compiled in, and its words as JSON.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};

use super::Inner;
use crate::text::{Language, Locale};
use crate::words::{self, Value};

const PAGE: &str = include_str!("../page/index.html");

/// What a word of the page may show; the page fills it in.
const HOLES: [(&str, &str); 4] =
    [("name", "{name}"), ("number", "{number}"), ("time", "{time}"), ("command", "{command}")];

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../page/", $name)))),*]
    };
}

const FILES: [(&str, &str); 11] = files![
    "app.css",
    "chat.css",
    "app.js",
    "chat.js",
    "composer.js",
    "controls.js",
    "dialogs.js",
    "dom.js",
    "list.js",
    "model.js",
    "icon.svg",
];

pub(super) async fn page() -> Html<&'static str> {
    Html(PAGE)
}

pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let Some((_, text)) = FILES.iter().find(|(file, _)| *file == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };
    ([(CONTENT_TYPE, kind)], *text).into_response()
}

/// Every sentence of the page in one language.
pub(super) async fn words(State(inner): State<Arc<Inner>>, Path(language): Path<String>) -> Response {
    let Ok(language) = language.parse::<Language>() else { return StatusCode::NOT_FOUND.into_response() };
    let page = inner.phrasebook.page(Locale::from(language));
    let holes = HOLES.map(|(name, hole)| (name, Value::Literal(hole.to_owned())));
    let texts: BTreeMap<&str, String> = words::sandbox_keys().map(|key| (key, page.label(key, &holes))).collect();
    Json(texts).into_response()
}
