//! Follows the folder of intents while the desk serves: changed answers are used at once, broken ones never, and a folder
//! that is suddenly all but empty is taken for a mishap.

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify::{RecursiveMode, Watcher};
use tokio::sync::{Notify, mpsc};
use tokio::time::sleep;

use crate::desk::{Desk, Knowledge, VectorFile, Whom};
use crate::intents::{Fingerprint, IntentFolder, IntentLibrary, LoadRules, is_want};
use crate::matching::MatchSettings;

/// An editor saves several files, or one file in several steps, within this time.
const SETTLED: Duration = Duration::from_millis(300);

/// What looks like a mishap (an empty file, a folder that is gone) is looked at again after this time: a copy over a slow
/// network, a full disk that somebody is clearing.
pub(super) const MISHAP_SETTLED: Duration = Duration::from_secs(10);

/// Some file systems (network, containers) tell nothing; then a change is found this late.
const LOOK_ANYWAY: Duration = Duration::from_secs(15);

/// Waits until it is time to look at files, and tells people what came of it.
pub(super) struct Follower {
    desk: Arc<Desk>,
    nudged: Arc<Notify>,
    changes: mpsc::Receiver<()>,
    /// Without any sender the channel would end the waiting.
    _sender: mpsc::Sender<()>,
    /// Dropping it ends the watch.
    _watcher: Option<notify::RecommendedWatcher>,
}

impl Follower {
    /// Follows what lies in a folder; `nudged` says from elsewhere that it is time to look.
    pub(super) fn new(desk: Arc<Desk>, folder: &Path, nudged: Arc<Notify>) -> Self {
        let (changed, changes) = mpsc::channel(1);
        let sender = changed.clone();
        Self { desk, nudged, changes, _watcher: watch(folder, changed), _sender: sender }
    }

    /// Waits until something has changed and settled, or it is time to look anyway.
    pub(super) async fn wait(&mut self) {
        tokio::select! {
            _ = self.changes.recv() => {
                sleep(SETTLED).await;
                while self.changes.try_recv().is_ok() {}
            }
            () = self.nudged.notified() => {}
            () = sleep(LOOK_ANYWAY) => {}
        }
    }

    /// Tells people what happened, unless they were told the same a short while ago.
    pub(super) async fn happened(&mut self, whom: Whom, kind: &'static str) {
        if let Err(error) = self.desk.news(whom, kind).await {
            tracing::error!(%error, "the agents could not be told about changed files");
        }
    }
}

/// What a changed folder came to.
enum Outcome {
    Learnt(Box<Knowledge>),
    /// Its mistakes.
    Broken(String),
    /// It is gone, or has lost most of its intents.
    Mishap(String),
}

/// How a changed folder is learnt.
pub struct Learning {
    /// What an intent may have.
    pub rules: LoadRules,
    /// How sure the matcher shall be.
    pub settings: MatchSettings,
    /// Where its vectors are kept.
    pub vectors: Arc<VectorFile>,
}

/// Follows `folder` for ever.
pub async fn follow(desk: Arc<Desk>, folder: PathBuf, learning: Learning, nudged: Arc<Notify>) {
    let mut follower = Follower::new(Arc::clone(&desk), &folder, nudged);
    let mut seen = read(&folder).await.and_then(|(_, print)| print);
    loop {
        follower.wait().await;
        let Some((files, now)) = read(&folder).await else { continue };
        if now == seen {
            continue;
        }
        let outcome = outcome(&desk, files, &learning).await;
        if let Some(Outcome::Mishap(_)) = &outcome {
            sleep(MISHAP_SETTLED).await;
            // Looked at anew from the beginning when it has changed meanwhile.
            if read(&folder).await.is_none_or(|(_, then)| then != now) {
                continue;
            }
        }
        seen = now;
        match outcome {
            Some(Outcome::Learnt(knowledge)) => {
                desk.learn(*knowledge);
                tracing::info!("the changed intents are in use");
                follower.happened(Whom::Leads, "intents-reloaded").await;
            }
            Some(Outcome::Broken(why)) => {
                tracing::error!("the changed intents are not used, the old answers stay: {why}");
                follower.happened(Whom::Leads, "intents-broken").await;
            }
            Some(Outcome::Mishap(why)) => {
                tracing::error!("the changed intents look like a mishap, the old answers stay: {why}");
                follower.happened(Whom::Leads, "intents-refused").await;
            }
            None => {}
        }
    }
}

async fn outcome(desk: &Arc<Desk>, files: io::Result<IntentFolder>, learning: &Learning) -> Option<Outcome> {
    let Learning { rules, settings, vectors } = learning;
    let (rules, settings, vectors) = (rules.clone(), *settings, Arc::clone(vectors));
    let known = desk.intents();
    let work = move || {
        let files = match files {
            Ok(files) => files,
            Err(error) => return Outcome::Mishap(error.to_string()),
        };
        let loaded = match IntentLibrary::load_folder(&files, &rules) {
            Ok(loaded) => loaded,
            Err(problems) if files.is_empty() => return Outcome::Mishap(problems.to_string()),
            Err(problems) => return Outcome::Broken(problems.to_string()),
        };
        let left = loaded.library.iter().count();
        if left * 2 < known {
            return Outcome::Mishap(format!("{left} of {known} intents are left; restart the desk if that is meant"));
        }
        for warning in loaded.warnings.iter() {
            tracing::warn!("{warning}");
        }
        let knowledge = Knowledge::new(loaded.library, &settings);
        vectors.keep();
        Outcome::Learnt(Box::new(knowledge))
    };
    blocking(work).await
}

/// The folder as it is now and what tells that from other states; `None` when the system had nothing left to read it with, for
/// then nothing is known of it.
async fn read(folder: &Path) -> Option<(io::Result<IntentFolder>, Option<Fingerprint>)> {
    let folder = folder.to_owned();
    let files = blocking(move || IntentFolder::read(&folder)).await?;
    let want = match &files {
        Ok(files) => files.want().map(ToString::to_string),
        Err(error) => is_want(error).then(|| error.to_string()),
    };
    if let Some(error) = want {
        tracing::warn!(error, "the intents could not be looked at; they stay as they are, and are looked at again");
        return None;
    }
    let print = files.as_ref().ok().map(IntentFolder::fingerprint);
    Some((files, print))
}

fn watch(folder: &Path, changed: mpsc::Sender<()>) -> Option<notify::RecommendedWatcher> {
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

pub(super) fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = Option<T>> {
    let task = tokio::task::spawn_blocking(work);
    async { task.await.inspect_err(|error| tracing::error!(%error, "loading changed files failed")).ok() }
}
