//! Works the inbox off: many lanes at once, one update of a lane at a time. A slow or broken one holds up no other.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{sleep, timeout};

use super::decode::decode_for;
use super::fault::TelegramFault;
use super::front::{FrontDesk, past_damage};
use super::stage::Stop;
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

/// Works off updates for the bot of this name until it is told to stop, then finishes those begun.
///
/// # Errors
/// When the store fails.
pub async fn run<D: FrontDesk>(desk: Arc<D>, our_name: Option<Arc<str>>, mut stop: Stop) -> Result<(), TelegramFault> {
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
            () = sleep(LOOK_EVERY) => {}
        }
    }
    while let Some(done) = begun.join_next().await {
        finished(done)?;
    }
    Ok(())
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
        Ok(Err(_)) => format!("not done within {HANDLE_LIMIT:?}"),
        Err(_) => "the handler panicked".to_owned(),
    };
    tracing::error!(update_id = work.update.update_id, tries = work.tries, reason, "an update could not be worked off");
    desk.give_back(&work, &reason).await
}

enum Trouble {
    Store(StoreFault),
    Unreadable(super::decode::Unreadable),
}

async fn attempt<D: FrontDesk>(desk: &D, our_name: Option<&str>, work: &Work) -> Result<(), Trouble> {
    let incoming = decode_for(&work.update.json, work.received_at, our_name).map_err(Trouble::Unreadable)?;
    desk.handle(work, incoming).await.map_err(Trouble::Store)
}
