//! The settings: `ringback.toml`, the environment and the defaults, read once at start. Checks everything, decides nothing.

mod settings;

pub use settings::{AgentSettings, DeskSettings, MatchingSettings, Official, Settings, TelegramSettings};
