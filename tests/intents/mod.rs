//! The intents folder: what the loader says of broken files, what it makes of sound ones.

mod import;
mod problems;
mod samples;
