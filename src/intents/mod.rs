//! The intents of a desk: their file format, loading with every problem located, linting. Never Telegram or the store.

mod answer;
mod facts;
mod file;
mod fill;
mod folder;
pub mod import;
mod label;
mod library;
mod load;
mod load_rules;
mod sameness;

pub use facts::{Fact, Facts, is_fact_name};
pub use file::placeholder;
pub use folder::{Fingerprint, IntentFolder, fingerprint, is_want};
pub use label::{ID_CHARS, id_from_label, is_intent_id};
pub use library::{Escalate, Intent, IntentLibrary, IntentText, Priority};
pub use load::{LoadError, Loaded};
pub use load_rules::LoadRules;
pub use sameness::same_form;
