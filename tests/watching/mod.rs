//! What those who watch a desk see: the pages, the figures, the log as JSON, and the word that systemd gets.

mod figures;
mod log;
mod pages;
mod systemd;

use std::net::TcpListener;
use std::time::Duration;

use ringback::stand_in::{Options, StandIn};

use crate::program::{Home, Running};

const SOON: Duration = Duration::from_secs(60);

async fn stand_in() -> StandIn {
    StandIn::start(Options::default()).await.unwrap()
}

/// A desk that is watched, its address, and its home.
fn watched(telegram: &str, token: &str) -> (Running, String, Home) {
    let home = Home::new();
    let address = {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().to_string()
    };
    let log = std::fs::File::create(home.path("log")).unwrap();
    let mut command = home.serve(telegram, token);
    command.env("RINGBACK_METRICS_ADDR", &address).env("RINGBACK_LOG_FORMAT", "json").stderr(log);
    (Running::of(command.spawn().unwrap()), format!("http://{address}"), home)
}

/// A page's status and text, once the desk listens.
async fn page(address: &str, path: &str) -> (u16, String) {
    let until = tokio::time::Instant::now() + SOON;
    loop {
        match reqwest::get(format!("{address}{path}")).await {
            Ok(answer) => return (answer.status().as_u16(), answer.text().await.unwrap()),
            Err(error) if tokio::time::Instant::now() > until => panic!("{address}{path}: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}
