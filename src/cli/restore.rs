//! `ringback restore`: puts a backup back into an empty data folder, and tells what was written after it as far as anybody knows.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use jiff::Timestamp;

use super::locations::{Locations, Storage};
use super::{logging, print};
use crate::callback::RequestId;
use crate::store::{self, RestoreOptions, Restored};

/// The arguments of `ringback restore`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The backup
    #[arg(value_name = "BACKUP")]
    backup: PathBuf,
    /// The mark of the data that were lost, if it was saved: the file `mark` in their folder or the one beside it
    #[arg(long, value_name = "FILE")]
    mark: Option<PathBuf>,
    /// The highest reference that anybody was told, like RB-1042; new ones are above
    #[arg(long, value_name = "REFERENCE", value_parser = reference)]
    above: Option<RequestId>,
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
}

fn reference(text: &str) -> Result<RequestId, String> {
    text.parse().map_err(|()| "a reference looks like RB-1042".to_owned())
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    logging::start(logging::Form::Text);
    let settings = args.locations.settings()?;
    let protection = args.storage.protection(&settings.data)?;
    let options = RestoreOptions { mark: args.mark.clone(), above: args.above };
    let restored = store::restore(&args.backup, &args.storage.data, &protection, &options, Timestamp::now())?;
    tell(args, &restored, &mut print::out())?;
    Ok(ExitCode::SUCCESS)
}

fn tell(args: &Args, restored: &Restored, out: &mut impl Write) -> io::Result<()> {
    let Restored { rows, made_at, commit, next_request, lost } = restored;
    let data = args.storage.data.display();
    writeln!(out, "{data}: {rows} rows are back as they were at commit {commit}, {made_at}. The desk can be started.")?;
    match lost {
        Some(lost) => {
            let mark = lost.mark.display();
            writeln!(out, "Lost since, as {mark} tells: {} commits.", lost.commits)?;
            match lost.end.0.saturating_sub(lost.first.0) {
                0 => writeln!(out, "No number of a request was given out since.")?,
                numbers => writeln!(
                    out,
                    "Numbers of requests that may have been given out since: {numbers} at most, {} to {}.",
                    lost.first,
                    RequestId(lost.end.0.saturating_sub(1))
                )?,
            }
        }
        None => writeln!(
            out,
            "There is no mark of the lost data, so nobody can tell how much was written since the backup.{}",
            if args.above.is_none() {
                " Numbers were left out for it; if a higher reference than the next one was told to anybody, remove the \
                 folder's contents and restore again with --above."
            } else {
                ""
            }
        )?,
    }
    writeln!(out, "The next request is {next_request}. Messages that waited at the backup are sent again.")
}
