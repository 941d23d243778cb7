//! Which intent a message means, and how sure we are. Never I/O, a clock, Telegram or the store.

mod calibrate;
mod decide;
mod elsewhere;
mod evidence;
mod features;
mod intent_set;
mod layer;
mod logistic;
mod matcher;
mod numeric;
mod parts;
mod reader;
mod repair;
mod samples;
mod settings;
mod threshold;
mod tokens;
mod train;
mod verdict;
mod vocabulary;
mod workers;

pub use intent_set::{IntentExamples, IntentId, IntentSet, LanguageExamples};
pub use matcher::Matcher;
pub use settings::MatchSettings;
pub use verdict::{Candidate, Verdict};
