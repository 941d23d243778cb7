//! One of the loops that make up the room: started, watched, told to stop, and ended by force if it does not.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::fault::TelegramFault;

/// Tells a loop that it should end.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// A switch and the signal behind it.
    pub fn pair() -> (watch::Sender<bool>, Self) {
        let (switch, signal) = watch::channel(false);
        (switch, Self(signal))
    }

    /// Returns once the loop should end.
    pub async fn wait(&mut self) {
        // A switch that is gone can no longer be thrown: then nobody wants the loop either.
        let _ = self.0.wait_for(|stop| *stop).await;
    }

    /// Whether the loop should end.
    pub fn is_set(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }
}

/// A loop at work. Dropping it ends it.
pub struct Stage {
    name: &'static str,
    switch: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Stage {
    /// Starts a loop. Its fault, or its panic, goes to `faults`.
    pub fn open<F>(name: &'static str, faults: &mpsc::Sender<TelegramFault>, work: impl FnOnce(Stop) -> F) -> Self
    where
        F: Future<Output = Result<(), TelegramFault>> + Send + 'static,
    {
        let (switch, stop) = Stop::pair();
        let work = AssertUnwindSafe(work(stop)).catch_unwind();
        let faults = faults.clone();
        let task = tokio::spawn(async move {
            let fault = match work.await {
                Ok(Ok(())) => return,
                Ok(Err(fault)) => fault,
                Err(panic) => TelegramFault::Panicked { stage: name, what: panic_text(panic.as_ref()) },
            };
            // Full means that an earlier fault is on its way already.
            let _ = faults.try_send(fault);
        });
        Self { name, switch, task }
    }

    /// Tells it to stop, and ends it when it has not within `limit`.
    pub async fn close(mut self, limit: Duration) {
        self.switch.send_replace(true);
        if timeout(limit, &mut self.task).await.is_err() {
            tracing::warn!(stage = self.name, ?limit, "did not stop in time and was ended; what it held is done again");
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The words of a panic, if it has any.
pub fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").to_owned()
}
