//! Tells systemd how the desk is: ready once Telegram has answered, alive while the store works. Does nothing when systemd did
//! not start the desk, and never fails: the desk goes on when systemd does not listen.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sd_notify::NotifyState;
use tokio::time::interval;

use crate::watching::Watched;

/// How often it is looked whether the desk is ready.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Signs of life within the time after which systemd restarts a program: one may be late.
const SIGNS: u32 = 3;

/// Tells that the desk is ready, then that it is alive, for as long as it is polled.
pub async fn tell(watched: Arc<Watched>) {
    let mut looks = interval(LOOK_EVERY);
    while watched.unready().is_some() {
        looks.tick().await;
    }
    say(&[NotifyState::Ready, NotifyState::Status("connected to Telegram")]);
    let Some(limit) = sd_notify::watchdog_enabled() else { return };
    let mut signs = interval((limit / SIGNS).max(Duration::from_millis(1)));
    loop {
        signs.tick().await;
        if watched.is_alive() {
            say(&[NotifyState::Watchdog]);
        }
    }
}

/// Tells that the desk stops in order.
pub fn stopping() {
    say(&[NotifyState::Stopping]);
}

fn say(states: &[NotifyState<'_>]) {
    let ignored = |error: &io::Error| tracing::debug!(%error, "systemd was not told");
    let _ = sd_notify::notify(states).inspect_err(ignored);
}
