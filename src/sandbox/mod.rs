//! The sandbox: the whole desk in a browser, without a token. Decides nothing of the desk.
//!
//! It plays Telegram and its people, and runs the desk as a process of its own, the very `serve` that runs in earnest,
//! so that it can really be killed.
//!
//! `scene` holds the stand-in and its people, `keeper` the desk's process (over the line of `lead`), `server` the page,
//! `console` the way into the desk's own pages;
//! `why`, `time`, `story` and `load` are what the page and the command line can ask for besides.

mod cast;
mod console;
mod failure;
mod keeper;
pub mod lead;
pub mod load;
mod plan;
mod process;
mod scene;
mod server;
mod story;
mod time;
mod why;

pub use failure::SandboxFault;
pub use plan::{Files, Plan, Purpose};
pub use server::{Options, Sandbox};
