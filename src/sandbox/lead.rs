//! The line between a sandbox and the desk that it runs. Never about customers.
//!
//! Orders come on the desk's standard input, reports go to its standard output, a line of JSON each. When the input
//! ends the desk ends, so a sandbox that is killed leaves no desk behind.

use std::io::{self, BufRead, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::desk::ShiftedClock;
use crate::store::Store;

/// How often the desk looks whether it has something new to report: at once, to the eye.
const REPORT_EVERY: Duration = Duration::from_millis(100);

/// What the sandbox tells the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The desk's clock is so far ahead of the system's, in milliseconds.
    pub clock_ahead_ms: i64,
}

/// What the desk tells the sandbox, first when it is open and then whenever it changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Updates that are not worked off.
    pub inbox: usize,
    /// Messages that are not sent.
    pub outbox: usize,
    /// Callback requests that are open.
    pub open_requests: usize,
    /// Updates that were set aside for good.
    pub dead_letters: usize,
    /// Where its console listens, if anywhere.
    pub console: Option<SocketAddr>,
}

/// The desk's end: takes orders from standard input until it ends.
pub async fn take_orders(clock: Arc<ShiftedClock>) {
    let (end, ended) = oneshot::channel::<()>();
    // A thread, because a read of standard input cannot be called off; the end of the process ends it.
    thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            match serde_json::from_str::<Order>(&line) {
                Ok(order) => clock.shift(order.clock_ahead_ms),
                Err(error) => tracing::warn!(%error, "an order of the sandbox cannot be read"),
            }
        }
        drop(end);
    });
    // Either way it ends by the sender's being dropped.
    let _ = ended.await;
}

/// The desk's end: reports to standard output for ever.
pub async fn report(store: Arc<dyn Store>, console: Option<SocketAddr>) {
    let mut last = None;
    loop {
        match look(&*store, console).await {
            Ok(report) if last != Some(report) => {
                last = Some(report);
                let line = serde_json::to_string(&report).unwrap_or_default();
                if writeln!(io::stdout().lock(), "{line}").is_err() {
                    return;
                }
            }
            Ok(_) => {}
            Err(_) => return,
        }
        sleep(REPORT_EVERY).await;
    }
}

async fn look(store: &dyn Store, console: Option<SocketAddr>) -> Result<Report, crate::store::StoreFault> {
    let backlog = store.backlog().await?;
    Ok(Report {
        inbox: backlog.inbox,
        outbox: backlog.outbox,
        open_requests: store.queue(0).await?.open,
        dead_letters: store.dead_letters().await?,
        console,
    })
}
