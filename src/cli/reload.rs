//! Follows the folder of intents while the desk serves: changed answers are used at once, broken ones never.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use crate::desk::{Desk, Knowledge};
use crate::intents::{IntentFolder, IntentLibrary, LoadRules};
use crate::matching::MatchSettings;

/// An editor saves several files, or one file in several steps, within this time.
pub(super) const SETTLED: Duration = Duration::from_millis(300);

/// Some file systems (network, containers) tell nothing; then a change is found this late.
pub(super) const LOOK_ANYWAY: Duration = Duration::from_secs(15);

/// Follows `folder` for ever.
pub async fn follow(desk: Arc<Desk>, folder: PathBuf, rules: LoadRules, settings: MatchSettings) {
    let (changed, mut changes) = mpsc::channel(1);
    // Both held: dropping the watcher ends the watch, and without any sender the channel would end the waiting.
    let _sender = changed.clone();
    let _watcher = watch(&folder, changed);
    let mut seen = fingerprint(&folder).await;
    loop {
        // Either way it is time to look.
        if let Ok(Some(())) = timeout(LOOK_ANYWAY, changes.recv()).await {
            sleep(SETTLED).await;
            while changes.try_recv().is_ok() {}
        }
        let now = fingerprint(&folder).await;
        if now != seen {
            seen = now;
            reload(&desk, &folder, &rules, settings).await;
        }
    }
}

async fn reload(desk: &Desk, folder: &Path, rules: &LoadRules, settings: MatchSettings) {
    let (folder, rules) = (folder.to_owned(), rules.clone());
    let learnt = blocking(move || {
        let loaded = IntentLibrary::load(&folder, &rules)?;
        Ok::<_, crate::intents::LoadError>((Knowledge::new(loaded.library, &settings), loaded.warnings))
    });
    let key = match learnt.await {
        Some(Ok((knowledge, warnings))) => {
            for warning in warnings.iter() {
                tracing::warn!("{warning}");
            }
            desk.learn(knowledge);
            tracing::info!("the changed intents are in use");
            "intents-reloaded"
        }
        Some(Err(error)) => {
            tracing::error!("the changed intents are not used, the old answers stay: {error}");
            "intents-broken"
        }
        None => return,
    };
    if let Err(error) = desk.tell_leads(key).await {
        tracing::error!(%error, "the leads could not be told about the changed intents");
    }
}

pub(super) fn watch(folder: &Path, changed: mpsc::Sender<()>) -> Option<notify::RecommendedWatcher> {
    let tell = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // A full channel already says that something changed.
            let _ = changed.try_send(());
        }
    };
    let watcher = notify::recommended_watcher(tell)
        .and_then(|mut watcher| watcher.watch(folder, RecursiveMode::NonRecursive).map(|()| watcher));
    watcher.inspect_err(|error| tracing::warn!(%error, "changes of the files are looked for now and then only")).ok()
}

async fn fingerprint(folder: &Path) -> Option<crate::intents::Fingerprint> {
    let folder = folder.to_owned();
    blocking(move || IntentFolder::read(&folder).ok().map(|folder| folder.fingerprint())).await.flatten()
}

pub(super) fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = Option<T>> {
    let task = tokio::task::spawn_blocking(work);
    async { task.await.inspect_err(|error| tracing::error!(%error, "loading changed files failed")).ok() }
}
