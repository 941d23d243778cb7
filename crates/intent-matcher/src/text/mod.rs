//! Text before it has a meaning: languages, scripts and normal forms. Never I/O, a clock, Telegram or the store.

mod aside;
mod english;
mod judge;
mod kind;
mod language;
mod normalize;
mod pinyin;
mod senses;
mod simplified;
mod stem;

pub use aside::{Aside, aside};
pub use english::{DIRECTIONS, EnglishWord, english};
pub use judge::{Memory as LanguageMemory, Told, Tongue, detect, everybodys, is_pinyin, judge};
pub use kind::{CharKind, kind};
pub use language::{Language, Locale};
pub use normalize::normalize;
pub use pinyin::{Sound, sound, sound_name, syllables};
pub use senses::{Syllable, sense_name, senses};
pub use simplified::simplify;
pub use stem::Stem;
