//! Ringback: a support desk for Telegram that answers the common questions and owes the rest a phone call.
//!
//! The rooms, from the ground up; a room imports only rooms above it in this list (`tests/house.rs` keeps that true).
//! ARCHITECTURE.md tells what lives where and why.

pub use intent_matcher::text;

pub mod telemetry;

pub mod document;

pub use intent_matcher::matching;

pub mod safety;

pub mod intents;

pub mod callback;

pub mod admission;

pub mod words;

pub mod conversation;

pub mod store;

pub mod desk;

pub use telegram_stand_in as stand_in;

pub mod telegram;

pub mod mail;

pub mod watching;

pub mod console;

pub mod config;

pub mod doctor;

pub mod sandbox;

pub mod simulate;

pub mod cli;
