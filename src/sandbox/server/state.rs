//! What the page shows besides the chats: the clock, Telegram, the desk and what waits where.

use std::sync::PoisonError;

use jiff::Timestamp;
use serde::Serialize;

use super::Inner;
use crate::desk::Clock;
use crate::sandbox::keeper::DeskState;
use crate::sandbox::story::Caption;

/// The state of the sandbox.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct State {
    /// How far the desk's clock is ahead, in milliseconds.
    ahead_ms: i64,
    /// The desk's time zone.
    zone: String,
    /// Whether the desk is open now.
    open: bool,
    /// Whether Telegram is on.
    online: bool,
    /// Updates that Telegram holds and the desk has not confirmed.
    at_telegram: usize,
    /// Updates that the desk has confirmed.
    taken_in: u64,
    /// The desk; absent when somebody else's bot is the guest.
    desk: Option<DeskState>,
    /// The address and token for a guest.
    guest: Option<(String, String)>,
    /// What the demo shows.
    caption: Option<Caption>,
}

impl State {
    pub(super) fn of(inner: &Inner, desk: DeskState) -> Self {
        let scene = inner.scene.load();
        let hours = &inner.plan.settings.hours;
        let guest = (scene.stand_in.url(), scene.stand_in.token().to_owned());
        Self {
            ahead_ms: inner.clock.offset(),
            zone: hours.zone.iana_name().unwrap_or("UTC").to_owned(),
            open: hours.open_now(inner.clock.now()).is_some(),
            online: scene.is_online(),
            at_telegram: scene.stand_in.pending_updates(),
            taken_in: scene.stand_in.confirmed_updates(),
            desk: inner.options.desk.then_some(desk),
            guest: (!inner.options.desk).then_some(guest),
            caption: inner.caption.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }
}

/// How far `target` is ahead of the system's time, in milliseconds.
pub(super) fn ahead(target: Timestamp) -> i64 {
    target.as_millisecond().saturating_sub(Timestamp::now().as_millisecond())
}
