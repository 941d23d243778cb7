//! The intents of a desk: their file format, loading with every problem located, linting. Never Telegram or the store.

mod library;

pub use library::{Escalate, Intent, IntentLibrary, IntentText, Priority};
