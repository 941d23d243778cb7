//! Follows the settings file while the desk serves: who works here changes at once, everything else with the next start.
//! Broken settings change nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::reload::{LOOK_ANYWAY, SETTLED, blocking, watch};
use crate::config::{DEFAULT_FILE, Settings};
use crate::desk::Desk;

/// Follows the settings for ever.
pub async fn follow(desk: Arc<Desk>, config: Option<PathBuf>) {
    let file = config.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    let (changed, mut changes) = mpsc::channel(1);
    // Both held, as in `reload`. The folder is watched: editors put a new file in the place of the old one.
    let _sender = changed.clone();
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _watcher = watch(folder, changed);
    let mut seen = read(&file).await;
    loop {
        if let Ok(Some(())) = timeout(LOOK_ANYWAY, changes.recv()).await {
            sleep(SETTLED).await;
            while changes.try_recv().is_ok() {}
        }
        let now = read(&file).await;
        // A file that is gone names nobody; that is a mistake or a moment between two writes, never a wish.
        if now != seen && now.is_some() {
            seen = now;
            reload(&desk, config.clone()).await;
        }
    }
}

async fn reload(desk: &Desk, config: Option<PathBuf>) {
    let key = match blocking(move || Settings::load(config.as_deref())).await {
        Some(Ok(loaded)) => {
            let roster = loaded.settings.agents.roster;
            if *desk.roster() == roster {
                return tracing::info!("the settings changed, the roster did not; the rest counts from the next start");
            }
            if let Err(error) = desk.employ(roster).await {
                return tracing::error!(%error, "the agents' group could not be looked up");
            }
            tracing::info!("the changed roster is in use; the rest of the settings counts from the next start");
            "roster-reloaded"
        }
        Some(Err(error)) => {
            tracing::error!("the changed settings are not used, the roster stays as it was: {error}");
            "roster-broken"
        }
        None => return,
    };
    if let Err(error) = desk.tell_leads(key).await {
        tracing::error!(%error, "the leads could not be told about the changed roster");
    }
}

async fn read(file: &Path) -> Option<Vec<u8>> {
    let file = file.to_owned();
    blocking(move || std::fs::read(file).ok()).await.flatten()
}
