//! The one entry and the one exit: parses the arguments, runs, prints what went wrong.
#![expect(clippy::print_stderr, reason = "the one place where a failure is told to the person at the terminal")]

use std::process::ExitCode;

use clap::Parser;
use ringback::cli::{COULD_NOT_RUN, Cli};

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ringback: {error:#}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}
