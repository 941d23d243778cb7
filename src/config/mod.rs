//! The settings: `ringback.toml`, the environment and the defaults, read once at start. Checks everything, decides nothing.

mod agents;
mod callbacks;
mod data;
mod dispositions;
pub mod environment;
mod hours;
mod leaks;
mod load;
mod mail;
mod official;
mod settings;
mod texts;

pub use dispositions::DISPOSITIONS_FILE;
pub use load::{DEFAULT_FILE, LoadedSettings, ReadSettings, SettingsError};
pub use mail::{LoginError, MailSettings};
pub use settings::{AgentSettings, DataSettings, DeskSettings, MatchingSettings, Settings, TelegramSettings};
