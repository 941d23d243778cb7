//! Works the inbox off: many lanes at once, one update of a lane at a time. A slow or broken one holds up no other.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{sleep, timeout};

use super::decode::decode_for;
use super::fault::TelegramFault;
use super::front::{FrontDesk, past_damage};
use super::stage::Stop;
use crate::callback::ChatId;
use crate::conversation::Incoming;
use crate::desk::MAX_DEATHS;
use crate::store::{StoreFault, Work};

/// Updates worked off at once. Most of their time is waiting for the disk, and the store writes what waits together:
/// enough to fill such a group, few enough that all of them in memory are nothing.
const WORKERS: usize = 64;

/// How long one update may take; a hundred times what the slowest should.
const HANDLE_LIMIT: Duration = Duration::from_secs(20);

/// A lease outlives the work by far, so that it ends only with its worker.
const LEASE: Duration = Duration::from_secs(60);

/// How often to look without being woken: for rows whose lease ran out.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What is due already is asked for no more often than this.
const SHORTEST_NAP: Duration = Duration::from_millis(20);

/// Works off updates for the bot of this name until it is told to stop, then finishes those begun. Chats that wait a moment
/// for what may follow are told to `typing`.
///
/// # Errors
/// When the store fails.
pub async fn run<D: FrontDesk>(
    desk: Arc<D>,
    our_name: Option<Arc<str>>,
    typing: mpsc::Sender<ChatId>,
    mut stop: Stop,
) -> Result<(), TelegramFault> {
    let mut begun = JoinSet::new();
    while !stop.is_set() {
        // Listening begins before looking: an update that comes in between wakes us.
        let woken = desk.inbox().notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        while begun.len() < WORKERS
            && let Some(work) = past_damage(desk.store().lease(desk.now(), LEASE).await)?
        {
            begun.spawn(work_off(Arc::clone(&desk), our_name.clone(), work));
        }
        let pauses = desk.store().pauses();
        for chat in pauses.begun {
            // Full means that others are shown it; the answer comes all the same.
            let _ = typing.try_send(chat);
        }
        let nap = pauses.next.map_or(LOOK_EVERY, |next| until(desk.now(), next));
        tokio::select! {
            biased;
            () = stop.wait() => {}
            Some(done) = begun.join_next() => {
                finished(done)?;
                while let Some(done) = begun.try_join_next() {
                    finished(done)?;
                }
            }
            () = &mut woken => {}
            () = sleep(nap) => {}
        }
    }
    while let Some(done) = begun.join_next().await {
        finished(done)?;
    }
    Ok(())
}

/// Real time until `due` by the desk's clock, within bounds: what waits for a busy worker is looked at no more often.
fn until(now: Timestamp, due: Timestamp) -> Duration {
    Duration::try_from(due.duration_since(now)).unwrap_or_default().clamp(SHORTEST_NAP, LOOK_EVERY)
}

/// A failure of the disk ends us; anything else was dealt with, or is tried again when its lease ends.
fn finished(done: Result<Result<(), StoreFault>, JoinError>) -> Result<(), TelegramFault> {
    match done {
        Ok(result) => Ok(past_damage(result)?),
        Err(error) => {
            tracing::error!(%error, "a worker ended early; its update comes again when the lease ends");
            Ok(())
        }
    }
}

async fn work_off<D: FrontDesk>(desk: Arc<D>, our_name: Option<Arc<str>>, work: Work) -> Result<(), StoreFault> {
    if let Some(damage) = &work.damage {
        return desk.give_back(&work, damage).await;
    }
    if work.deaths >= MAX_DEATHS {
        // The process died of it, again and again: not once more.
        return desk.give_back(&work, "the program ended at every try").await;
    }
    // A panic's words may quote what people wrote; the panic hook has shown them at the terminal, they go nowhere else.
    let tried = timeout(HANDLE_LIMIT, attempt(&*desk, our_name.as_deref(), &work));
    let reason = match AssertUnwindSafe(tried).catch_unwind().await {
        Ok(Ok(Ok(()))) => return Ok(()),
        Ok(Ok(Err(Trouble::Store(fault)))) => match fault {
            fault if fault.is_of_a_record() => fault.to_string(),
            fault => return Err(fault),
        },
        Ok(Ok(Err(Trouble::Unreadable(what)))) => what.to_string(),
        Ok(Ok(Err(Trouble::NoPieces))) => "these are no pieces of one thing".to_owned(),
        Ok(Err(_)) => format!("not done within {HANDLE_LIMIT:?}"),
        Err(_) => "the handler panicked".to_owned(),
    };
    tracing::error!(update_id = work.update.update_id, tries = work.tries, reason, "an update could not be worked off");
    desk.give_back(&work, &reason).await
}

enum Trouble {
    Store(StoreFault),
    Unreadable(super::decode::Unreadable),
    /// They were taken for pieces and are none.
    NoPieces,
}

async fn attempt<D: FrontDesk>(desk: &D, our_name: Option<&str>, work: &Work) -> Result<(), Trouble> {
    let read = |json: &str| decode_for(json, work.received_at, our_name).map_err(Trouble::Unreadable);
    let first = read(&work.update.json)?;
    let incoming = if work.more.is_empty() {
        first
    } else {
        let mut pieces = vec![first.ok_or(Trouble::NoPieces)?];
        for further in &work.more {
            pieces.push(read(&further.update.json)?.ok_or(Trouble::NoPieces)?);
        }
        Some(Incoming::joined(pieces).ok_or(Trouble::NoPieces)?)
    };
    desk.handle(work, incoming).await.map_err(Trouble::Store)
}
