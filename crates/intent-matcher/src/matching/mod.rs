//! Which intent a message means, and how sure we are. Never I/O, a clock, Telegram or the store.

#[cfg(test)]
mod bounds;
mod calibrate;
mod centre;
mod concern;
mod continuation;
mod decide;
mod elsewhere;
mod evidence;
mod exact;
mod explain;
mod features;
mod gather;
mod intent_set;
mod layer;
mod lint;
mod logistic;
mod matcher;
mod measure;
mod names;
mod parts;
mod pieces;
mod reader;
mod repair;
mod samples;
mod settings;
mod strangers;
mod threshold;
mod tokens;
mod train;
mod training;
mod verdict;
mod vocabulary;

pub use calibrate::Outlook;
pub use concern::Concern;
pub use elsewhere::vectors_of_nobodys;
pub use explain::{Explanation, Meaning, Mended, Nearest, Obstacle, Part, Weight};
pub use intent_set::{IntentExamples, IntentId, IntentSet, LanguageExamples};
pub use lint::lint;
pub use matcher::Matcher;
pub use measure::{Confusion, Figures, Measured, OUT_OF_SCOPE, confusions};
pub use settings::MatchSettings;
pub use verdict::{Candidate, Verdict};
