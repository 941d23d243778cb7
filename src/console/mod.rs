//! The agents' console: the desk's queue in a browser, the same deeds as in Telegram, by the same rights.
//!
//! Pages are made here and work without a script; a script adds liveness and keys. Decides nothing, trusts nothing that a
//! browser sends, and does not listen unless an address is set.

mod assets;
mod cookies;
mod filter;
mod frame;
mod guard;
mod look;
mod markup;
mod notices;
mod pace;
mod pages;
mod path;
mod peer;
mod refusal;
mod routes;
mod seat;
mod serve;
mod site;
mod visit;

pub use serve::{Open, open};
pub use site::{Site, SiteFault};
