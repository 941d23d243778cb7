//! Where things lie: the arguments and variables that several commands share, and loading what lies there.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use crate::config::{DataSettings, LoadedSettings, Settings, environment};
use crate::console::Site;
use crate::document::Problems;
use crate::intents::{IntentLibrary, LoadRules, Loaded};
use crate::matching::MatchSettings;
use crate::store::Protection;

/// Where the settings and the intents are.
#[derive(Clone, Debug, clap::Args)]
pub struct Locations {
    /// The settings file [default: ringback.toml, if it is there]
    #[arg(long, env = environment::CONFIG, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The folder of intents
    #[arg(long, env = environment::INTENTS, value_name = "DIR", default_value = "intents")]
    pub intents: PathBuf,
}

/// Where the agents' console is, if anywhere.
#[derive(Clone, Debug, clap::Args)]
pub struct ConsolePlace {
    /// Show the agents' console at this address; without it nothing listens
    #[arg(long, env = environment::CONSOLE_ADDR, value_name = "ADDRESS:PORT")]
    console_addr: Option<SocketAddr>,
    /// The https address under which browsers reach the console
    #[arg(long, env = environment::CONSOLE_URL, value_name = "URL", requires = "console_addr")]
    console_url: Option<String>,
}

impl ConsolePlace {
    /// Where it is.
    ///
    /// # Errors
    /// When it would not be safe there.
    pub fn site(&self) -> anyhow::Result<Option<Site>> {
        let site = self.console_addr.map(|address| Site::new(address, self.console_url.as_deref()));
        Ok(site.transpose()?)
    }
}

/// A desk as its files describe it.
#[derive(Debug)]
pub struct Desk {
    /// The settings.
    pub settings: Settings,
    /// The intents.
    pub library: IntentLibrary,
    /// What somebody should look at, in both.
    pub warnings: Problems,
}

impl Locations {
    /// Loads the settings and the intents for a desk that serves.
    ///
    /// # Errors
    /// What cannot be read, or every problem of the settings, else of the intents.
    pub fn load(&self) -> anyhow::Result<Desk> {
        let LoadedSettings { settings, warnings } = Settings::load(self.config.as_deref())?;
        let loaded = IntentLibrary::load(&self.intents, &settings.intent_rules())?;
        let warnings = warnings.into_iter().chain(loaded.warnings).collect();
        Ok(Desk { settings, library: loaded.library, warnings })
    }

    /// How sure the matcher of this desk is to be: as its settings wish, so that measuring shows what the desk does.
    ///
    /// # Errors
    /// When the settings file cannot be read, or its every problem.
    pub fn match_settings(&self) -> anyhow::Result<MatchSettings> {
        Ok(Settings::load(self.config.as_deref())?.settings.match_settings())
    }

    /// Loads the settings alone.
    ///
    /// # Errors
    /// When the settings file cannot be read, or its every problem.
    pub fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings::load(self.config.as_deref())?.settings)
    }

    /// Loads the intents for measuring: in whatever languages, without the desk's facts and links.
    ///
    /// # Errors
    /// What cannot be read, or every problem of the intents.
    pub fn load_for_measuring(&self) -> anyhow::Result<IntentLibrary> {
        let Loaded { library, .. } = IntentLibrary::load(&self.intents, &LoadRules::any_language())?;
        Ok(library)
    }
}

/// Where the data are, and what keeps them.
#[derive(Clone, Debug, clap::Args)]
pub struct Storage {
    /// The data folder
    #[arg(long, env = environment::DATA, value_name = "DIR", default_value = "data")]
    pub data: PathBuf,
    /// The engine that keeps the data
    #[arg(long, env = environment::STORE, value_name = "ENGINE", default_value_t)]
    pub store: Engine,
}

impl Storage {
    /// How the data are protected: as the settings wish, with the key of the environment if it gives one.
    ///
    /// # Errors
    /// When the key cannot be had, or is given though the settings switch encryption off.
    pub fn protection(&self, settings: &DataSettings) -> anyhow::Result<Protection> {
        let key = environment::key(|name| std::env::var_os(name))?;
        match (settings.encryption, key) {
            (true, Some(key)) => Ok(Protection::Key(key)),
            (true, None) => Ok(Protection::KeyBeside),
            (false, None) => Ok(Protection::Off),
            (false, Some(_)) => anyhow::bail!(
                "a key is given with {} or {}, but encryption = \"off\" in [data] of the settings; leave one of them out",
                environment::KEY,
                environment::KEY_FILE
            ),
        }
    }
}

/// An engine of the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Embedded in this program.
    #[default]
    Sled,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sled")
    }
}

/// Not an engine that this version has.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("this version keeps its data in sled alone; leave it out or say sled")]
pub struct NoSuchEngine;

impl FromStr for Engine {
    type Err = NoSuchEngine;

    fn from_str(name: &str) -> Result<Self, NoSuchEngine> {
        if name == "sled" { Ok(Self::Sled) } else { Err(NoSuchEngine) }
    }
}
