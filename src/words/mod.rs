//! Every sentence a person reads, in every language: Project Fluent texts and small Markdown. Never decides what to say.

mod markdown;

pub use markdown::Markdown;
