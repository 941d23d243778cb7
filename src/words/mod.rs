//! Every sentence a person reads, in every language: Project Fluent texts and small Markdown. Never decides what to say.

mod country;
mod greetings;
mod markdown;
mod parse;
mod phone;
mod phrasebook;
mod sentences;
mod time;
mod traditional;

pub use country::flag;
pub use greetings::GREETINGS;
pub use markdown::Markdown;
pub use parse::parse;
pub use phrasebook::{Args, Phrasebook, Value, Words, sandbox_keys, sources};
pub use sentences::{Sentence, sentences};
pub use traditional::Region;
