//! Text before it has a meaning: languages, scripts and normal forms. Never I/O, a clock, Telegram or the store.

mod detect;
mod english;
mod kind;
mod language;
mod normalize;
mod pinyin;
mod simplified;
mod stem;

pub use detect::{detect, everybodys};
pub use english::{DIRECTIONS, EnglishWord, english};
pub use kind::{CharKind, kind};
pub use language::{Language, Locale};
pub use normalize::normalize;
pub use pinyin::{sound, syllables};
pub use stem::Stem;
