//! The command line: one file a command, exit codes in one place (0 well, 1 found problems, 2 could not run).

mod ask;
mod backup;
mod check;
mod copying;
mod doctor;
mod eval;
mod exit;
mod export;
mod hatch;
mod import;
mod key;
mod locations;
mod logging;
mod looks;
mod manuals;
mod print;
mod process;
mod reload;
mod restore;
mod roster;
mod sandbox;
mod serve;
mod signals;
mod simulate;
mod source;
mod stats;
mod supervisor;
mod verify;
mod wiring;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

pub use exit::COULD_NOT_RUN;
pub use locations::{Desk, Engine, Locations, NoSuchEngine, Storage};
pub use logging::{finish, last};

/// A support desk for Telegram that answers the common questions and owes the rest a phone call.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the desk
    Serve(serve::Args),
    /// Try the whole desk in a browser, with a built-in stand-in for Telegram and without a token
    Sandbox(sandbox::Args),
    /// Check the settings and the intents
    Check(check::Args),
    /// Look at all that the desk needs: token, group, agents, clock, disk, key, mail
    Doctor(doctor::Args),
    /// Show what a message would be answered, and why
    Ask(ask::Args),
    /// Measure the matcher on a file of messages
    Eval(eval::Args),
    /// Print who has seen whose details, and why
    Looks(looks::Args),
    /// Play a bad day with simulated customers and agents on the real queue, and see which promises are kept
    Simulate(simulate::Args),
    /// Show what was promised, kept and answered
    Stats(stats::Args),
    /// Write intent files from another tool's training data
    Import(import::Args),
    /// Write out everything that is kept of one person
    Export(export::Args),
    /// Copy the data, while the desk runs or when it does not
    Backup(backup::Args),
    /// Look for what is wrong with the data or a backup
    Verify(verify::Args),
    /// Put a backup back into an empty data folder
    Restore(restore::Args),
    /// Make or change the key that the data are encrypted with
    Key(key::Args),
    /// Print the completions of a shell
    Completions(manuals::Completions),
    /// Write the manual pages
    Man(manuals::Man),
}

impl Cli {
    /// Runs the command that was typed.
    ///
    /// # Errors
    /// What kept it from running; `main` prints it and exits with [`COULD_NOT_RUN`].
    pub fn run(self) -> anyhow::Result<ExitCode> {
        process::leave_no_core();
        match self.command {
            Command::Serve(args) => serve::run(&args),
            Command::Sandbox(args) => sandbox::run(&args),
            Command::Check(args) => check::run(&args),
            Command::Doctor(args) => doctor::run(&args),
            Command::Ask(args) => ask::run(&args),
            Command::Eval(args) => eval::run(&args),
            Command::Looks(args) => looks::run(&args),
            Command::Simulate(args) => simulate::run(&args),
            Command::Stats(args) => stats::run(&args),
            Command::Import(args) => import::run(&args),
            Command::Export(args) => export::run(&args),
            Command::Backup(args) => backup::run(&args),
            Command::Verify(args) => verify::run(&args),
            Command::Restore(args) => restore::run(&args),
            Command::Key(args) => key::run(&args),
            Command::Completions(args) => manuals::completions(&args, Self::command()),
            Command::Man(args) => manuals::man(&args, Self::command()),
        }
    }
}
