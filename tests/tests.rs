//! The one test binary: each module is one story about the desk.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should stop loudly"
)]

mod callback;
mod config;
mod console;
mod desk;
mod house;
mod intents;
mod kills;
mod mail;
mod matching;
mod packages;
mod program;
mod regression;
mod safety;
mod sandbox;
mod secrets;
mod stand_in;
mod store;
mod telegram;
mod text;
mod watching;
mod words;
mod zones;
