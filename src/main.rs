//! The one entry and the one exit: parses the arguments, runs, tells what went wrong.

use std::process::ExitCode;

use clap::Parser;
use ringback::cli::{COULD_NOT_RUN, Cli};

fn main() -> ExitCode {
    let ended = Cli::parse().run();
    let code = match ended {
        Ok(code) => code,
        Err(error) => {
            ringback::cli::last(&format!("ringback: {error:#}"));
            ExitCode::from(COULD_NOT_RUN)
        }
    };
    ringback::cli::finish();
    code
}
