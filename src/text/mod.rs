//! Text before it has a meaning: languages, scripts and normal forms. Never I/O, a clock, Telegram or the store.

mod language;

pub use language::{Language, Locale, detect};
