//! Which of a list of intents a short message means, and how sure that is: trained from a few examples an intent, in
//! Chinese and English. No I/O, no clock, no network.
//!
#![doc = include_str!("../README.md")]

mod encoder;
mod hashing;
pub mod matching;
mod numeric;
pub mod text;
mod workers;

pub use encoder::{kept_vectors, recall};
pub use matching::vectors_of_nobodys;
