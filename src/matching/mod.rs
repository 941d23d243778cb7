//! Which intent a message means, and how sure we are. Never I/O, a clock, Telegram or the store.

mod intent_set;
mod matcher;
mod verdict;

pub use intent_set::{IntentExamples, IntentId, IntentSet, LanguageExamples};
pub use matcher::Matcher;
pub use verdict::{Candidate, Verdict};
