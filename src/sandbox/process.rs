//! The desk's process: started on the sandbox's files and Bot API, led over its standard input, killed or stopped.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use super::lead::{Order, Report};
use crate::config::environment;

/// How long a desk may take to stop in order, longer than it allows itself.
const STOP_LIMIT: Duration = Duration::from_secs(15);

/// What to start.
#[derive(Clone, Debug)]
pub struct Launch {
    /// This program.
    pub program: PathBuf,
    /// The settings to run with.
    pub config: PathBuf,
    /// The intents.
    pub intents: PathBuf,
    /// The store's folder.
    pub store: PathBuf,
    /// The stand-in's address.
    pub api_url: String,
    /// The stand-in's token.
    pub token: String,
    /// How far the clock is ahead, in milliseconds.
    pub clock_ahead_ms: i64,
    /// Where its console listens, if anywhere.
    pub console: Option<SocketAddr>,
}

/// A desk that runs.
pub struct DeskProcess {
    child: Child,
    orders: Option<ChildStdin>,
    reports: Lines<BufReader<ChildStdout>>,
    log: Lines<BufReader<ChildStderr>>,
}

/// Something that a desk lets us know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// What waits in it.
    Report(Report),
    /// A line of its log.
    Log(String),
    /// It has ended by itself.
    Ended,
}

impl DeskProcess {
    /// Starts a desk.
    ///
    /// # Errors
    /// When the system cannot start it.
    pub fn start(launch: &Launch) -> io::Result<Self> {
        let console = launch.console.map(|address| format!("--console-addr={address}"));
        let mut child = Command::new(&launch.program)
            .arg("serve")
            .arg("--config")
            .arg(&launch.config)
            .arg("--intents")
            .arg(&launch.intents)
            .arg("--data")
            .arg(&launch.store)
            .arg("--api-url")
            .arg(&launch.api_url)
            .arg(format!("--led-ahead={}", launch.clock_ahead_ms))
            .args(console)
            .env(environment::TOKEN, &launch.token)
            .env_remove(environment::TOKEN_FILE)
            .env_remove(environment::STORE)
            // A sandbox's data have a key of their own, beside them.
            .env_remove(environment::KEY)
            .env_remove(environment::KEY_FILE)
            .env_remove(environment::CONSOLE_ADDR)
            .env_remove(environment::CONSOLE_URL)
            // The way to ourselves leads through no proxy.
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            // Ctrl-C at the terminal is for us; we stop the desk in our own order.
            .process_group(0)
            .kill_on_drop(true)
            .spawn()?;
        let orders = child.stdin.take();
        let missing = || io::Error::other("a pipe to the desk is missing");
        let reports = BufReader::new(child.stdout.take().ok_or_else(missing)?).lines();
        let log = BufReader::new(child.stderr.take().ok_or_else(missing)?).lines();
        Ok(Self { child, orders, reports, log })
    }

    /// Its number in the system, as long as it runs.
    pub fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Gives an order. A desk that has ended takes none, which its end tells better.
    pub async fn order(&mut self, order: Order) {
        let mut line = serde_json::to_vec(&order).unwrap_or_default();
        line.push(b'\n');
        if let Some(orders) = &mut self.orders {
            let _ = orders.write_all(&line).await;
        }
    }

    /// The next thing that it lets us know. May be called off and called again.
    pub async fn news(&mut self) -> News {
        let line = tokio::select! {
            biased;
            Ok(Some(line)) = self.reports.next_line() => match serde_json::from_str(&line) {
                Ok(report) => return News::Report(report),
                Err(_) => line,
            },
            Ok(Some(line)) = self.log.next_line() => line,
            _ = self.child.wait() => return News::Ended,
        };
        News::Log(line)
    }

    /// Kills it without a warning (SIGKILL), as a power cut would.
    ///
    /// # Errors
    /// When the system does not let us.
    pub async fn kill(&mut self) -> io::Result<()> {
        self.child.kill().await
    }

    /// Stops it in order; kills it when that takes too long.
    ///
    /// # Errors
    /// When the system does not let us.
    pub async fn stop(&mut self) -> io::Result<ExitStatus> {
        self.orders = None;
        match timeout(STOP_LIMIT, self.child.wait()).await {
            Ok(status) => status,
            Err(_) => {
                tracing::warn!("the desk does not stop in order and is killed");
                self.child.kill().await?;
                self.child.wait().await
            }
        }
    }
}
