//! The desk's clockwork, and the alarm when no updates come through. Decides nothing.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use tokio::time::{Instant, MissedTickBehavior, interval};

use super::fault::TelegramFault;
use super::front::{FrontDesk, past_damage};
use super::pulse::{Pulse, SILENCE};
use super::stage::Stop;

/// How often the desk looks at the clock.
const TICK: Duration = Duration::from_secs(1);

/// A wall clock that goes back further than this is worth a line: promises and dates are read from it.
const CLOCK_BACK: SignedDuration = SignedDuration::from_mins(1);

/// How often the alarm is repeated.
const REPEAT: Duration = Duration::from_secs(600);

/// Ticks until it is told to stop.
///
/// # Errors
/// When the store fails.
pub async fn run<D: FrontDesk>(desk: Arc<D>, pulse: Arc<Pulse>, mut stop: Stop) -> Result<(), TelegramFault> {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut alarmed = None::<Instant>;
    let mut wall = desk.now();
    loop {
        tokio::select! {
            biased;
            () = stop.wait() => return Ok(()),
            _ = ticks.tick() => {}
        }
        let now = desk.now();
        let back = wall.duration_since(now);
        if back > CLOCK_BACK {
            tracing::warn!(?back, "the clock of this machine went back; pauses go on as they were");
        }
        wall = now;
        past_damage(desk.tick().await)?;
        let silent_for = pulse.silent_for();
        if silent_for < SILENCE {
            if alarmed.take().is_some() {
                tracing::info!("updates come through again");
            }
        } else if alarmed.is_none_or(|at| at.elapsed() >= REPEAT) {
            tracing::error!(?silent_for, "ALARM: no updates come through; Telegram keeps them for 24 hours at most");
            alarmed = Some(Instant::now());
        }
    }
}
