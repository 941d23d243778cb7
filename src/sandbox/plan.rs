//! What a sandbox runs on: the desk's own files, with agents and a group added where the settings name none.

use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;

use super::failure::SandboxFault;
use crate::config::{DEFAULT_FILE, DISPOSITIONS_FILE, LoadedSettings, Settings};
use crate::desk::{Knowledge, VectorFile};
use crate::document::Problems;
use crate::intents::{Fingerprint, IntentFolder, IntentLibrary};
use crate::store;
use crate::text::Language;

/// The agents of a desk whose settings name none.
const OWN_AGENTS: [(i64, &str, &str); 2] = [(1001, "Lin", "agent"), (1002, "Maya", "lead")];

/// The group of a desk whose settings name none.
const OWN_GROUP: i64 = -1_001_000_000_001;

/// Where things lie.
#[derive(Clone, Debug)]
pub struct Files {
    /// The settings; without one [`DEFAULT_FILE`] if it is there.
    pub config: Option<PathBuf>,
    /// The intents.
    pub intents: PathBuf,
    /// Where the data are kept; without one in a folder that is gone at the end.
    pub data: Option<PathBuf>,
    /// The language that comes first, for the desk and its agents; without one as the settings say.
    pub language: Option<Language>,
}

/// What a desk is started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To be looked at.
    Show,
    /// To answer as fast as the machine can: without Telegram's limits.
    Load,
    /// To be tried at Telegram's own limits, at any time of the day: it is open around the clock.
    Rush,
}

/// A desk that can be started.
pub struct Plan {
    /// The settings as the desk has them.
    pub settings: Settings,
    /// What somebody should look at in settings and intents.
    pub warnings: Problems,
    /// The file that the desk reads its settings from.
    pub config: PathBuf,
    /// The folder of intents.
    pub intents: PathBuf,
    /// The store's folder.
    pub store: PathBuf,
    known: Mutex<Known>,
    // Removed when the plan is dropped.
    temporary: Option<TempDir>,
}

/// The intents as they were read last.
struct Known {
    seen: Option<Fingerprint>,
    library: IntentLibrary,
    /// The same with a matcher. Most sandboxes need none: the desk has its own.
    trained: Option<Arc<Knowledge>>,
}

impl Plan {
    /// Reads settings and intents and lays out the data folder.
    ///
    /// # Errors
    /// What cannot be read or made, or every problem of the files.
    pub fn draw(files: &Files, purpose: Purpose) -> Result<Self, SandboxFault> {
        let LoadedSettings { warnings, .. } = Settings::load(files.config.as_deref())?;
        let (folder, temporary) = match &files.data {
            Some(folder) => {
                fs::create_dir_all(folder).map_err(|error| failure(folder, error))?;
                (folder.clone(), None)
            }
            None => {
                let made = tempfile::Builder::new().prefix(&format!("ringback-sandbox-{}-", process::id())).tempdir();
                let made = made.map_err(|error| failure(&std::env::temp_dir(), error))?;
                (made.path().to_owned(), Some(made))
            }
        };
        let source = files.config.as_deref().unwrap_or(Path::new(DEFAULT_FILE));
        let text = if source.exists() { read(source)? } else { String::new() };
        let config = folder.join("ringback.toml");
        fs::write(&config, completed(&text, files.language, purpose)).map_err(|error| failure(&config, error))?;
        let (outcomes, own) = (source.with_file_name(DISPOSITIONS_FILE), folder.join(DISPOSITIONS_FILE));
        if outcomes.exists() {
            fs::copy(&outcomes, &own).map_err(|error| failure(&outcomes, error))?;
        }
        let LoadedSettings { settings, .. } = Settings::load(Some(&config))?;
        let loaded = IntentLibrary::load(&files.intents, &settings.intent_rules())?;
        let seen = IntentFolder::read(&files.intents).ok().map(|folder| folder.fingerprint());
        Ok(Self {
            warnings: warnings.into_iter().chain(loaded.warnings).collect(),
            settings,
            config,
            intents: files.intents.clone(),
            store: folder.join("store"),
            known: Mutex::new(Known { seen, library: loaded.library, trained: None }),
            temporary,
        })
    }

    /// Whether the data outlive the sandbox.
    pub fn is_kept(&self) -> bool {
        self.temporary.is_none()
    }

    /// What the desk knows now: the intents are read anew when they have changed, and broken ones leave the old in use,
    /// just as in the desk. The first call trains a matcher.
    pub fn knowledge(&self) -> Arc<Knowledge> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let now = IntentFolder::read(&self.intents).ok().map(|folder| folder.fingerprint());
        if now != known.seen {
            known.seen = now;
            if let Ok(loaded) = IntentLibrary::load(&self.intents, &self.settings.intent_rules()) {
                known.library = loaded.library;
                known.trained = None;
            }
        }
        let Known { library, trained, .. } = &mut *known;
        let trained = trained.get_or_insert_with(|| {
            // The desk has encoded the examples already.
            VectorFile::recall(&self.store);
            Arc::new(Knowledge::new(library.clone(), &self.settings.match_settings()))
        });
        Arc::clone(trained)
    }

    /// Forgets what the desk has stored; it must not run.
    ///
    /// # Errors
    /// When the folder cannot be removed.
    pub fn forget(&self) -> Result<(), SandboxFault> {
        store::forget(&self.store).map_err(|error| failure(&self.store, error))
    }
}

fn read(path: &Path) -> Result<String, SandboxFault> {
    fs::read_to_string(path).map_err(|error| failure(path, error))
}

fn failure(path: &Path, error: std::io::Error) -> SandboxFault {
    SandboxFault::Folder { path: path.to_owned(), error }
}

/// The settings with what a sandbox needs. They have been loaded before, so they are sound TOML.
fn completed(text: &str, language: Option<Language>, purpose: Purpose) -> String {
    let mut root: toml::Table = text.parse().unwrap_or_default();
    let agents = root.entry("agents").or_insert_with(|| toml::Table::new().into());
    if let Some(agents) = agents.as_table_mut() {
        let named = agents.get("members").and_then(toml::Value::as_array).is_some_and(|members| !members.is_empty());
        if !named {
            let member = |(id, name, role): (i64, &str, &str)| {
                let fields: [(&str, toml::Value); 3] =
                    [("id", id.into()), ("name", name.into()), ("role", role.into())];
                toml::Value::Table(fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            };
            agents.insert("members".to_owned(), OWN_AGENTS.into_iter().map(member).collect::<Vec<_>>().into());
        }
        agents.entry("group").or_insert(OWN_GROUP.into());
        let members = agents.get_mut("members").and_then(toml::Value::as_array_mut);
        for member in members.into_iter().flatten().filter_map(toml::Value::as_table_mut) {
            put_first(member, language);
        }
    }
    let desk = root.entry("desk").or_insert_with(|| toml::Table::new().into());
    if let Some(desk) = desk.as_table_mut() {
        put_first(desk, language);
    }
    match purpose {
        Purpose::Show => {}
        Purpose::Load => {
            const LIFTED: i64 = 1_000_000_000;
            let rates = ["overall_per_second", "chat_per_second", "group_per_minute"];
            let rates: toml::Table = rates.into_iter().map(|rate| (rate.to_owned(), LIFTED.into())).collect();
            root.insert("telegram".to_owned(), rates.into());
        }
        Purpose::Rush => {
            root.remove("telegram");
            let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let open = |day: &str| (day.to_owned(), toml::Value::from(vec!["00:00-24:00"]));
            root.insert("hours".to_owned(), days.into_iter().map(open).collect::<toml::Table>().into());
        }
    }
    root.to_string()
}

/// Puts a language before the others of `languages`; without them all are spoken.
fn put_first(table: &mut toml::Table, language: Option<Language>) {
    let Some(language) = language else { return };
    let all = || Language::ALL.map(|language| toml::Value::from(language.code())).to_vec().into();
    if let Some(languages) = table.entry("languages").or_insert_with(all).as_array_mut() {
        languages.retain(|other| other.as_str() != Some(language.code()));
        languages.insert(0, language.code().into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_without_agents_gets_some_and_a_group() {
        let settings =
            Settings::parse(Path::new("x.toml"), &completed("[desk]\nname = \"bitp\"\n", None, Purpose::Load)).settings;
        let names: Vec<&str> = settings.agents.roster.iter().map(|agent| agent.name()).collect();
        assert_eq!(names, ["Lin", "Maya"]);
        assert!(settings.agents.group.is_some());
        assert_eq!(settings.desk.name, "bitp");
        assert!(settings.telegram.chat_per_second > 1e6);
    }

    #[test]
    fn a_desk_with_agents_keeps_them() {
        let text = "[agents]\ngroup = -5\nmembers = [{ id = 7, name = \"Jo\" }]\n[telegram]\nchat_per_second = 2\n";
        let settings =
            Settings::parse(Path::new("x.toml"), &completed(text, Some(Language::En), Purpose::Show)).settings;
        let names: Vec<&str> = settings.agents.roster.iter().map(|agent| agent.name()).collect();
        assert_eq!(names, ["Jo"]);
        assert_eq!(settings.agents.group.map(|group| group.0), Some(-5));
        assert!((settings.telegram.chat_per_second - 2.0).abs() < 1e-9);
        assert_eq!(settings.desk.languages, [Language::En, Language::Zh]);
    }
}
