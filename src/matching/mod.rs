//! Which intent a message means, and how sure we are. Never I/O, a clock, Telegram or the store.

mod calibrate;
mod features;
mod intent_set;
mod layer;
mod matcher;
mod numeric;
mod reader;
mod repair;
mod samples;
mod settings;
mod tokens;
mod train;
mod verdict;
mod vocabulary;
mod workers;

pub use intent_set::{IntentExamples, IntentId, IntentSet, LanguageExamples};
pub use matcher::Matcher;
pub use settings::MatchSettings;
pub use verdict::{Candidate, Verdict};
