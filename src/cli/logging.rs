//! What the operator reads while a desk runs: lines on standard error, chosen by `RINGBACK_LOG`.

use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::config::environment;

/// What is logged when nobody says otherwise: our own news, and only the warnings of libraries.
const DEFAULT: &str = "warn,ringback=info";

/// Begins to log. Called once, by commands that run on.
pub fn start() {
    let filter = EnvFilter::try_from_env(environment::LOG).unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let colours = io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr).with_ansi(colours);
    // A second start changes nothing.
    let _ = log.try_init();
    // A panic's words may quote what a customer wrote: the log gets its place alone.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic; its words are left out because they may quote people");
    }));
}
