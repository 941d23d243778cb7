//! What a running desk does when it gets a signal. None that a person or a supervisor sends by habit kills it.

use std::io::{self, IsTerminal as _};

use anyhow::Context;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

/// The signals that are listened to.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
    quit: Signal,
    hang_up: Signal,
    user: [Signal; 2],
    /// Somebody started it by hand, and closes the terminal to end it.
    at_a_terminal: bool,
}

impl Signals {
    /// Listens from now on.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn listen() -> anyhow::Result<Self> {
        let listen = |kind: SignalKind, name: &str| signal(kind).with_context(|| format!("cannot listen for {name}"));
        Ok(Self {
            terminate: listen(SignalKind::terminate(), "SIGTERM")?,
            interrupt: listen(SignalKind::interrupt(), "SIGINT")?,
            quit: listen(SignalKind::quit(), "SIGQUIT")?,
            hang_up: listen(SignalKind::hangup(), "SIGHUP")?,
            user: [listen(SignalKind::user_defined1(), "SIGUSR1")?, listen(SignalKind::user_defined2(), "SIGUSR2")?],
            at_a_terminal: io::stdin().is_terminal() || io::stderr().is_terminal(),
        })
    }

    /// Waits for one that means to stop; its name. SIGHUP says to look at the files, as to other servers, unless a
    /// terminal was closed.
    pub async fn stop(&mut self, to_nudge: &Notify) -> &'static str {
        let [first, second] = &mut self.user;
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return "SIGTERM",
                _ = self.interrupt.recv() => return "SIGINT",
                _ = self.quit.recv() => return "SIGQUIT",
                _ = self.hang_up.recv() => {
                    if self.at_a_terminal {
                        return "SIGHUP";
                    }
                    tracing::info!("looking at the settings and the intents (SIGHUP)");
                    to_nudge.notify_waiters();
                }
                _ = first.recv() => tracing::info!("SIGUSR1 means nothing here"),
                _ = second.recv() => tracing::info!("SIGUSR2 means nothing here"),
            }
        }
    }
}
