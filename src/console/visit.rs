//! What the console's requests share, and what each brings along before anybody knows whose it is.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};

use tokio::sync::{Semaphore, watch};

use super::look::Look;
use super::notices::Notices;
use super::pace::Pace;
use super::path::OwnPath;
use super::site::Site;
use crate::desk::Desk;
use crate::telegram::Pulse;
use crate::text::{Language, Locale};
use crate::words::Words;

/// What all requests share.
pub struct Console {
    /// The desk.
    pub desk: Arc<Desk>,
    /// Where the console is.
    pub site: Site,
    /// The bot's name.
    pub bot: Arc<Pulse>,
    /// How often sign-ins begin.
    pub pace: Pace,
    /// Places for pages that listen.
    pub listeners: Arc<Semaphore>,
    /// Whether the desk was told to stop.
    pub stopping: watch::Receiver<bool>,
    /// What was said after a deed, until a page shows it.
    pub notices: Notices,
}

/// A request: how its browser shows the console, and which page it asked for.
#[derive(Clone)]
pub struct Visit {
    /// What all share.
    pub console: Arc<Console>,
    /// Language and theme.
    pub look: Look,
    /// The page that was asked for, to come back to.
    pub here: OwnPath,
}

impl Visit {
    /// The visit that a request makes.
    pub fn of(console: &Arc<Console>, method: &Method, headers: &HeaderMap, uri: &Uri) -> Self {
        let default = console.desk.profile().languages.first().copied().unwrap_or(Language::En);
        // What takes a form is no page to come back to.
        let page = uri.path_and_query().filter(|_| matches!(*method, Method::GET | Method::HEAD));
        let here = OwnPath::or_home(page.map_or("/", |path| path.as_str()));
        Self { console: Arc::clone(console), look: Look::of(headers, Locale::from(default)), here }
    }

    /// The sentences in the visitor's language.
    pub fn words(&self) -> Words<'_> {
        self.console.desk.words(self.look.locale)
    }
}

impl FromRequestParts<Arc<Console>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, Infallible> {
        Ok(Self::of(console, &parts.method, &parts.headers, &parts.uri))
    }
}
