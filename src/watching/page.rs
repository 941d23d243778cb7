//! `/healthz`, `/readyz` and `/metrics`. Answers GET alone, and every answer within a bounded time.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::readiness::Watched;
use crate::telemetry;

/// How long the store may take to tell how the desk stands: Prometheus gives up after ten seconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// The text form of Prometheus (its documentation, "Exposition formats").
const FIGURES: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Listens; the answers are given for as long as the future is polled.
///
/// # Errors
/// When the address cannot be listened at.
pub async fn listen(
    watched: Arc<Watched>,
    address: SocketAddr,
) -> io::Result<(SocketAddr, impl Future<Output = io::Result<()>>)> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let pages = Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(watched);
    Ok((address, async move { axum::serve(listener, pages).await }))
}

async fn readyz(State(watched): State<Arc<Watched>>) -> Response {
    match watched.unready() {
        None => "ready\n".into_response(),
        Some(reason) => (StatusCode::SERVICE_UNAVAILABLE, format!("{reason}\n")).into_response(),
    }
}

async fn metrics(State(watched): State<Arc<Watched>>) -> Response {
    watched.tell_health();
    match timeout(PATIENCE, watched.reading()).await {
        Ok(Ok(reading)) => telemetry::now(&reading),
        // What was counted is told all the same; that the store failed is among it.
        Ok(Err(fault)) => tracing::warn!(%fault, "how the desk stands could not be read for those who watch"),
        Err(_) => tracing::warn!("how the desk stands could not be read in time for those who watch"),
    }
    ([(header::CONTENT_TYPE, FIGURES)], telemetry::text()).into_response()
}
