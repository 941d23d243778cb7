//! Follows the settings file while the desk serves: who works here changes at once, everything else with the next start.
//! Broken settings change nothing, and neither do those that would suddenly dismiss nearly everybody.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::Notify;
use tokio::time::sleep;

use super::reload::{Follower, MISHAP_SETTLED, blocking};
use crate::callback::{Agent, Roster};
use crate::config::{DEFAULT_FILE, Settings, SettingsError};
use crate::desk::{Desk, Whom};
use crate::intents::is_want;

/// What changed settings came to.
enum Outcome {
    Same,
    Changed(Roster),
    /// Their mistakes.
    Broken(String),
    /// They would dismiss so many.
    Mishap(String),
    /// The system had nothing left to read them with.
    Unknown,
}

/// Follows the settings for ever.
pub async fn follow(desk: Arc<Desk>, config: Option<PathBuf>, nudged: Arc<Notify>) {
    let file = config.clone().unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
    // The folder is watched: editors put a new file in the place of the old one.
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut follower = Follower::new(Arc::clone(&desk), folder, nudged);
    let mut seen = read(&file).await;
    loop {
        follower.wait().await;
        let now = read(&file).await;
        // A file that is gone names nobody; that is a mistake or a moment between two writes, never a wish.
        if now == seen || now.is_none() {
            continue;
        }
        let outcome = outcome(&desk, config.clone()).await;
        match outcome {
            Outcome::Mishap(_) => {
                sleep(MISHAP_SETTLED).await;
                // Looked at anew from the beginning when it has changed meanwhile.
                if read(&file).await != now {
                    continue;
                }
            }
            Outcome::Unknown => {
                tracing::warn!("the settings could not be looked at; the roster stays, and they are looked at again");
                continue;
            }
            _ => {}
        }
        seen = now;
        use_outcome(&desk, &mut follower, outcome).await;
    }
}

async fn use_outcome(desk: &Desk, follower: &mut Follower, outcome: Outcome) {
    match outcome {
        Outcome::Same => {
            tracing::info!("the settings changed, the roster did not; the rest counts from the next start");
        }
        Outcome::Changed(roster) => {
            if let Err(error) = desk.employ(roster).await {
                return tracing::error!(%error, "the agents' group could not be looked up");
            }
            tracing::info!("the changed roster is in use; the rest of the settings counts from the next start");
            follower.happened(Whom::Leads, "roster-reloaded").await;
        }
        Outcome::Broken(why) => {
            tracing::error!("the changed settings are not used, the roster stays as it was: {why}");
            follower.happened(Whom::Leads, "roster-broken").await;
        }
        Outcome::Mishap(why) => {
            tracing::error!("the changed settings look like a mishap, the roster stays as it was: {why}");
            follower.happened(Whom::Everybody, "roster-refused").await;
        }
        Outcome::Unknown => {}
    }
}

async fn outcome(desk: &Desk, config: Option<PathBuf>) -> Outcome {
    let old = desk.roster();
    match blocking(move || Settings::load(config.as_deref())).await {
        Some(Ok(loaded)) => {
            let roster = loaded.settings.agents.roster;
            match mishap(&old, &roster) {
                _ if *old == roster => Outcome::Same,
                Some(why) => Outcome::Mishap(format!("{why}; restart the desk if that is meant")),
                None => Outcome::Changed(roster),
            }
        }
        Some(Err(SettingsError::File { error, .. })) if is_want(&error) => Outcome::Unknown,
        Some(Err(error)) => Outcome::Broken(error.to_string()),
        None => Outcome::Unknown,
    }
}

/// Why a change of the roster is rather a mishap than meant: nobody would be left, no lead, or less than half.
fn mishap(old: &Roster, new: &Roster) -> Option<String> {
    let (were, left) = (old.iter().count(), old.iter().filter(|agent| new.agent(agent.id()).is_some()).count());
    if were > 0 && new.iter().next().is_none() {
        return Some(format!("they name nobody who works here, and there were {were}"));
    }
    if old.iter().any(Agent::leads) && !new.iter().any(Agent::leads) {
        return Some("they name no lead any more".to_owned());
    }
    (left * 2 < were).then(|| format!("they still name {left} of the {were} who work here"))
}

async fn read(file: &Path) -> Option<Vec<u8>> {
    let file = file.to_owned();
    let read = move || match std::fs::read(file) {
        Ok(bytes) => Some(bytes),
        Err(error) => {
            if error.kind() != io::ErrorKind::NotFound {
                tracing::debug!(%error, "the settings cannot be read at this moment");
            }
            None
        }
    };
    blocking(read).await.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::{Role, UserId};
    use crate::text::Language;

    fn roster(leads: i64, agents: i64) -> Roster {
        let people = (1..=leads).map(|id| (id, Role::Lead)).chain((101..=100 + agents).map(|id| (id, Role::Agent)));
        people.fold(Roster::new(), |roster, (id, role)| roster.with(UserId(id), "Lin", &[Language::En], role))
    }

    #[test]
    fn sudden_losses_are_mishaps_and_ordinary_changes_are_not() {
        let old = roster(2, 4);
        let refused = [roster(0, 0), roster(0, 4), roster(0, 5), roster(1, 1), roster(2, 0)];
        for new in &refused {
            assert!(mishap(&old, new).is_some(), "{new:?}");
        }
        for new in &[roster(2, 4), roster(1, 2), roster(2, 1), roster(1, 4), roster(3, 9)] {
            assert_eq!(mishap(&old, new), None, "{new:?}");
        }
        assert!(mishap(&roster(1, 0), &roster(0, 0)).is_some());
        assert_eq!(mishap(&roster(1, 1), &roster(1, 0)), None, "half may go");
        assert_eq!(mishap(&roster(0, 0), &roster(1, 1)), None);
        assert_eq!(mishap(&roster(0, 2), &roster(0, 1)), None, "a desk that never had a lead");
    }
}
