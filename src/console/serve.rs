//! The console as it listens: so many connections at once, none of which may be slow, and an end in order.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulConnection, GracefulShutdown};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::notices::Notices;
use super::pace::Pace;
use super::peer::Peer;
use super::routes::routes;
use super::site::Site;
use super::visit::Console;
use crate::desk::Desk;
use crate::telegram::Pulse;

/// Connections at once: fifty people with a few each, and as many that do not know how to behave.
const MOST_CONNECTIONS: usize = 512;

/// Pages that listen at once; each is a connection of those above.
const MOST_LISTENERS: usize = 256;

/// How long a browser may take to say what it wants, and how long a connection may say nothing between two requests.
const SILENCE: Duration = Duration::from_secs(15);

/// The longest head of a request: ours are a few hundred bytes, the least that the library takes is 8 KiB.
const MOST_HEAD_BYTES: usize = 16 * 1024;

/// How long answers under way may take when the desk stops.
const LAST_ANSWERS: Duration = Duration::from_secs(3);

/// How long it waits when the system has no connection to give.
const BREATH: Duration = Duration::from_millis(100);

/// A console that listens.
pub struct Open {
    site: Site,
    stop: watch::Sender<bool>,
    serving: JoinHandle<()>,
}

/// Opens the console of a desk.
///
/// # Errors
/// When the address cannot be listened at.
pub async fn open(desk: Arc<Desk>, bot: Arc<Pulse>, site: Site) -> io::Result<Open> {
    let listener = TcpListener::bind(site.listens()).await?;
    let site = site.at(listener.local_addr()?);
    let (stop, stopping) = watch::channel(false);
    let pace = Pace::new(desk.steady());
    let listeners = Arc::new(Semaphore::new(MOST_LISTENERS));
    let mut stopped = stopping.clone();
    let console =
        Arc::new(Console { desk, site: site.clone(), bot, pace, listeners, stopping, notices: Notices::default() });
    let serving = tokio::spawn(serve(listener, routes(console), async move {
        // A sender that is gone says the same as its word.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }));
    Ok(Open { site, stop, serving })
}

impl Open {
    /// Where it is.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Takes nothing new any more, and returns when the last answer is given, or was given up.
    pub async fn close(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.serving.await {
            tracing::error!(%error, "the console ended badly");
        }
    }
}

async fn serve(listener: TcpListener, pages: Router, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place,
            () = &mut stop => break,
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::debug!(%error, "a connection to the console was not taken");
                sleep(BREATH).await;
                continue;
            }
        };
        let connection = graceful.watch(connection(stream, peer, pages.clone()));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::trace!(%error, "a connection to the console broke");
            }
            drop(place);
        });
    }
    drop(listener);
    if timeout(LAST_ANSWERS, graceful.shutdown()).await.is_err() {
        tracing::debug!("some connections to the console were cut");
    }
}

/// A connection and who is at its other end.
fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    pages: Router,
) -> impl GracefulConnection<Error = hyper::Error> + Send + 'static {
    let pages = TowerToHyperService::new(pages);
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer.ip()));
        pages.call(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENCE)
        .max_buf_size(MOST_HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
}
