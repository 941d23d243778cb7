//! `ringback key`: makes a key for the data, and changes the key of a data folder that no desk uses.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};

use super::locations::Storage;
use super::logging;
use super::print;
use crate::config::{DataSettings, environment};
use crate::store::{self, DataKey, Rekeyed};

/// The arguments of `ringback key`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a key: into a new file that only you can read, or without FILE onto the standard output
    New {
        /// The file to make
        file: Option<PathBuf>,
    },
    /// Encrypt the data anew with another key; the desk must be stopped
    Rotate(Rotate),
    /// Encrypt data that are not encrypted, once you are sure that they are yours; the desk must be stopped
    Encrypt(Encrypt),
}

#[derive(Debug, clap::Args)]
struct Encrypt {
    #[command(flatten)]
    storage: Storage,
}

#[derive(Debug, clap::Args)]
struct Rotate {
    #[command(flatten)]
    storage: Storage,
    /// The file with the new key, made by `ringback key new FILE`
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::New { file } => make(file.as_deref()),
        Command::Rotate(rotate) => change(rotate),
        Command::Encrypt(encrypt) => seal(encrypt),
    }
}

fn make(file: Option<&std::path::Path>) -> anyhow::Result<ExitCode> {
    let key = DataKey::generate()?;
    let mut out = print::out();
    match file {
        None => writeln!(out, "{}", key.reveal().as_str())?,
        Some(file) => {
            key.write(file).with_context(|| format!("cannot write the key to {}", file.display()))?;
            writeln!(
                out,
                "The key {} is in {}. Keep a copy apart from the data and from their backups: nobody can read them without it.",
                key.id(),
                file.display()
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn seal(args: &Encrypt) -> anyhow::Result<ExitCode> {
    logging::start(logging::Form::Text);
    let folder = args.storage.data.display();
    if !args.storage.data.is_dir() {
        bail!("there is no data folder {folder}");
    }
    let mut out = print::out();
    match store::encrypt(&args.storage.data, &args.storage.protection(&DataSettings::default())?)? {
        Rekeyed::Done { rows } => writeln!(out, "{rows} rows of {folder} are encrypted now.")?,
        Rekeyed::Already => writeln!(out, "{folder} is encrypted already.")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn change(args: &Rotate) -> anyhow::Result<ExitCode> {
    logging::start(logging::Form::Text);
    if !args.storage.data.is_dir() {
        bail!("there is no data folder {}", args.storage.data.display());
    }
    let new = DataKey::read(&args.to).with_context(|| format!("cannot read the new key from {}", args.to.display()))?;
    let present = args.storage.protection(&DataSettings::default())?;
    let (folder, id) = (args.storage.data.display(), new.id());
    let mut out = print::out();
    match store::rekey(&args.storage.data, &present, &new)? {
        Rekeyed::Done { rows } => {
            writeln!(out, "{rows} rows of {folder} are encrypted with the key {id} now.")?;
            writeln!(
                out,
                "Start the desk with {}={}. Keep the old key for as long as you keep backups from before.",
                environment::KEY_FILE,
                args.to.display()
            )?;
        }
        Rekeyed::Already => writeln!(out, "{folder} is encrypted with the key {id} already.")?,
    }
    Ok(ExitCode::SUCCESS)
}
