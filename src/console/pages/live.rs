//! `/live`: tells a page that the desk has changed, that all is well, or that its session is over. Says nothing of what changed: the
//! page asks for what it may see.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::unfold;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{Instant, sleep, timeout};

use crate::console::refusal::Refusal;
use crate::console::seat::{Nothing, Seated, Signed, stays};
use crate::console::visit::Console;

/// A page that has heard nothing for five seconds says so: one sign may be late.
const SIGN_EVERY: Duration = Duration::from_secs(2);

/// Changes within this time are told together: faster than the eye, and a busy desk makes twenty a second.
const TOGETHER: Duration = Duration::from_millis(200);

/// After so long a browser comes again by itself, so that none is held by a connection that nobody reads any more.
const LASTS: Duration = Duration::from_secs(60 * 60);

/// One page that listens.
struct Listener {
    console: Arc<Console>,
    headers: HeaderMap,
    changes: watch::Receiver<u64>,
    until: Instant,
    first: bool,
    over: bool,
    _place: OwnedSemaphorePermit,
}

/// Notes that somebody typed or pressed something on a page that asks for nothing.
pub async fn here(_: Signed<Nothing>) -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Tells a page of changes for as long as its session lasts.
pub async fn live(seated: Seated, headers: HeaderMap) -> Result<Response, Refusal> {
    let console = seated.visit.console;
    let place = Arc::clone(&console.listeners).try_acquire_owned().map_err(|_| Refusal::TooMany)?;
    let listener = Listener {
        changes: console.desk.changes(),
        console,
        headers,
        until: Instant::now() + LASTS,
        first: true,
        over: false,
        _place: place,
    };
    let events = unfold(listener, |mut listener| async {
        let event = listener.next().await?;
        Some((Ok::<_, Infallible>(event), listener))
    });
    Ok(Sse::new(events).into_response())
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        if self.over || Instant::now() >= self.until {
            return None;
        }
        if std::mem::take(&mut self.first) {
            return Some(Event::default().event("sign").data(self.desk_time()));
        }
        let mut stopping = self.console.stopping.clone();
        let changed = tokio::select! {
            changed = timeout(SIGN_EVERY, self.changes.changed()) => changed.is_ok(),
            _ = stopping.wait_for(|stopping| *stopping) => {
                self.over = true;
                return Some(Event::default().event("stopping").data(""));
            }
        };
        if changed {
            sleep(TOGETHER).await;
            self.changes.mark_unchanged();
        }
        // Whoever was taken off the roster learns no more.
        match stays(&self.console, &self.headers).await {
            Ok(true) => {}
            Ok(false) => {
                self.over = true;
                return Some(Event::default().event("ended").data(""));
            }
            // The store may answer again: the browser comes back by itself.
            Err(_) => return None,
        }
        let name = if changed { "changed" } else { "sign" };
        Some(Event::default().event(name).data(self.desk_time()))
    }

    fn desk_time(&self) -> String {
        self.console.desk.now().as_millisecond().to_string()
    }
}
