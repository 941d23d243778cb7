//! Completions for shells and manual pages, made from the commands themselves, so that neither can lie. For those who package
//! the program.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::Command;
use clap_complete::Shell;

use super::print;

/// The name of the program.
const NAME: &str = "ringback";

/// The arguments of `ringback completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

/// The arguments of `ringback man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The folder that gets the pages, one a command; made if it is not there
    folder: PathBuf,
}

/// Prints a shell's completions.
///
/// # Errors
/// When they cannot be printed; the caller prints why and exits with 2.
pub fn completions(args: &Completions, mut program: Command) -> anyhow::Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, NAME, &mut script);
    print::out().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the manual pages.
///
/// # Errors
/// When a page cannot be written; the caller prints why and exits with 2.
pub fn man(args: &Man, program: Command) -> anyhow::Result<ExitCode> {
    let folder = &args.folder;
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    clap_mangen::generate_to(program, folder)
        .with_context(|| format!("cannot write the manual pages into {}", folder.display()))?;
    writeln!(print::out(), "the manual pages are in {}", folder.display())?;
    Ok(ExitCode::SUCCESS)
}
