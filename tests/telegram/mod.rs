//! The Telegram room: what it reads, what it shows, how fast it sends, and how it behaves before the stand-in.

mod batches;
pub mod bench;
mod codes;
mod files;
mod intake;
mod memory;
mod outbox;
mod pace;
mod profile;
mod refusals;
mod rendering;
mod work;
