//! getUpdates: confirm, then wait until there is something, the time is over, or another poll takes over.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::super::api_error::ApiError;
use super::super::params::Params;
use super::super::shared::Shared;

/// Longest long poll, in seconds (tdlib/telegram-bot-api, `LONG_POLL_MAX_TIMEOUT`).
const LONGEST_POLL: u64 = 50;

/// How a poll ends.
pub(in super::super) enum Poll {
    Answer(Result<Value, ApiError>),
    /// Telegram was switched off meanwhile.
    Offline,
}

/// Runs one getUpdates to its end.
pub(in super::super) async fn updates(shared: &Shared, params: &Params) -> Poll {
    let mut changes = shared.changes();
    let mine = match begin(shared, params) {
        Ok(mine) => mine,
        Err(error) => return Poll::Answer(Err(error)),
    };
    let seconds = params.integer("timeout").and_then(|seconds| u64::try_from(seconds).ok()).unwrap_or_default();
    let deadline = Instant::now() + Duration::from_secs(seconds.min(LONGEST_POLL));
    let limit = params.integer("limit");
    loop {
        changes.mark_unchanged();
        {
            let world = shared.lock();
            if world.offline {
                return Poll::Offline;
            }
            if world.updates.poll != mine.number {
                let webhook = world.profile.webhook.is_some();
                return Poll::Answer(Err(if webhook { ApiError::webhook_was_set() } else { ApiError::other_poll() }));
            }
            let batch = world.updates.first(limit);
            if !batch.is_empty() {
                return Poll::Answer(Ok(Value::Array(batch)));
            }
        }
        match timeout_at(deadline, changes.changed()).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => return Poll::Answer(Ok(Value::Array(Vec::new()))),
        }
    }
}

/// Confirms by the offset, remembers the allowed kinds and ends the poll that ran until now.
fn begin<'a>(shared: &'a Shared, params: &Params) -> Result<Running<'a>, ApiError> {
    let mut world = shared.lock();
    if world.profile.webhook.is_some() {
        return Err(ApiError::webhook_is_set());
    }
    if let Some(kinds) = params.value("allowed_updates").and_then(Value::as_array) {
        world.updates.allow(kinds);
    }
    let now = world.now();
    world.updates.confirm(params.integer("offset").unwrap_or_default(), now);
    world.updates.poll += 1;
    world.updates.running += 1;
    let number = world.updates.poll;
    drop(world);
    shared.touch();
    Ok(Running { shared, number })
}

/// A poll that runs; it ends also when its connection breaks and it is dropped.
struct Running<'a> {
    shared: &'a Shared,
    number: u64,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.shared.change(|world| world.updates.running -= 1);
    }
}
