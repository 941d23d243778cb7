//! Keeps the desk's process: starts, leads, kills and stops it on demand, and tells how it is. Never starts it unasked.

use std::collections::VecDeque;
use std::io;

use serde::Serialize;
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use super::lead::{Order, Report};
use super::process::{DeskProcess, Launch, News};

/// Lines of the desk's log that are kept, for the case that it ends by itself.
const LAST_WORDS: usize = 20;

/// Orders that may wait for the keeper, which answers at once.
const WAITING: usize = 16;

/// How the desk is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Not started, or stopped in order.
    #[default]
    Stopped,
    /// Started, but not open yet.
    Starting,
    /// Open.
    Running,
    /// Killed by us.
    Killed,
    /// Ended by itself, which it should not.
    Ended,
}

/// The desk as it is seen from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DeskState {
    /// How it is.
    pub phase: Phase,
    /// What it reported last.
    pub report: Report,
    /// Its number in the system.
    pub process: Option<u32>,
    /// The end of its log.
    #[serde(skip)]
    pub last_words: VecDeque<String>,
}

enum Command {
    Start(Box<Launch>, oneshot::Sender<io::Result<()>>),
    Shift(i64),
    Kill(oneshot::Sender<io::Result<()>>),
    Stop(oneshot::Sender<io::Result<()>>),
}

/// The keeper's handle.
pub struct Keeper {
    commands: mpsc::Sender<Command>,
    state: watch::Receiver<DeskState>,
    task: JoinHandle<()>,
}

impl Keeper {
    /// A keeper without a desk.
    pub fn new() -> Self {
        let (commands, orders) = mpsc::channel(WAITING);
        let (tell, state) = watch::channel(DeskState::default());
        let task = tokio::spawn(keep(orders, tell));
        Self { commands, state, task }
    }

    /// How the desk is, now and later.
    pub fn state(&self) -> watch::Receiver<DeskState> {
        self.state.clone()
    }

    /// Starts the desk if it does not run.
    ///
    /// # Errors
    /// When the system cannot start it.
    pub async fn start(&self, launch: Launch) -> io::Result<()> {
        self.ask(|done| Command::Start(Box::new(launch), done)).await
    }

    /// Moves the desk's clock.
    pub async fn shift(&self, clock_ahead_ms: i64) {
        // A keeper that has ended keeps no desk.
        let _ = self.commands.send(Command::Shift(clock_ahead_ms)).await;
    }

    /// Kills the desk as a power cut would.
    ///
    /// # Errors
    /// When the system does not let us.
    pub async fn kill(&self) -> io::Result<()> {
        self.ask(Command::Kill).await
    }

    /// Stops the desk in order.
    ///
    /// # Errors
    /// When the system does not let us.
    pub async fn stop(&self) -> io::Result<()> {
        self.ask(Command::Stop).await
    }

    async fn ask(&self, command: impl FnOnce(oneshot::Sender<io::Result<()>>) -> Command) -> io::Result<()> {
        let gone = || io::Error::other("the keeper of the desk has ended");
        let (done, answer) = oneshot::channel();
        self.commands.send(command(done)).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // The process dies with its handle.
        self.task.abort();
    }
}

async fn keep(mut orders: mpsc::Receiver<Command>, tell: watch::Sender<DeskState>) {
    let mut desk: Option<DeskProcess> = None;
    loop {
        tokio::select! {
            command = orders.recv() => match command {
                Some(command) => obey(command, &mut desk, &tell).await,
                None => return,
            },
            () = listen(&mut desk, &tell) => {}
        }
    }
}

async fn obey(command: Command, desk: &mut Option<DeskProcess>, tell: &watch::Sender<DeskState>) {
    match command {
        Command::Start(launch, done) => {
            let started = match desk {
                Some(_) => Ok(()),
                None => DeskProcess::start(&launch).map(|process| {
                    tell.send_replace(DeskState {
                        phase: Phase::Starting,
                        process: process.id(),
                        ..DeskState::default()
                    });
                    *desk = Some(process);
                }),
            };
            let _ = done.send(started);
        }
        Command::Shift(clock_ahead_ms) => {
            if let Some(process) = desk {
                process.order(Order { clock_ahead_ms }).await;
            }
        }
        Command::Kill(done) => {
            let killed = match desk.take() {
                Some(mut process) => process.kill().await,
                None => Ok(()),
            };
            end(tell, Phase::Killed);
            let _ = done.send(killed);
        }
        Command::Stop(done) => {
            let stopped = match desk.take() {
                Some(mut process) => process.stop().await.map(drop),
                None => Ok(()),
            };
            end(tell, Phase::Stopped);
            let _ = done.send(stopped);
        }
    }
}

/// Takes in one thing that the desk tells; waits for ever when there is none.
async fn listen(desk: &mut Option<DeskProcess>, tell: &watch::Sender<DeskState>) {
    let Some(process) = desk else { return std::future::pending().await };
    match process.news().await {
        News::Report(report) => tell.send_modify(|state| (state.phase, state.report) = (Phase::Running, report)),
        News::Log(line) => {
            tracing::debug!(target: "ringback::desk", "{line}");
            tell.send_if_modified(|state| {
                state.last_words.push_back(line);
                if state.last_words.len() > LAST_WORDS {
                    state.last_words.pop_front();
                }
                false
            });
        }
        News::Ended => {
            *desk = None;
            end(tell, Phase::Ended);
        }
    }
}

fn end(tell: &watch::Sender<DeskState>, phase: Phase) {
    tell.send_modify(|state| (state.phase, state.process) = (phase, None));
}
