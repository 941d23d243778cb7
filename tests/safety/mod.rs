//! What a desk must not say, and what is really the desk's: tables of texts and tricks made by hand, and properties.

mod asking;
mod free_text;
mod official;
